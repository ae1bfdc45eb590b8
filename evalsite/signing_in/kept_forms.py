"""What was typed into a form of the desk outlives the session."""

import json

from django.http import HttpResponseRedirect
from django.shortcuts import render

NOT_KEPT = ("csrfmiddlewaretoken", "_bring_back", "kept_form", "next", "login")


def kept_form(request):
    """Return what was posted, but for files, passwords and the token, as JSON."""
    names = [n for n in request.POST if n not in NOT_KEPT and "password" not in n]
    return json.dumps([(name, value) for name in names for value in request.POST.getlist(name)])


def bring_back(request, address, kept):
    """Show a page that leads back to the form, filled as it was and not saved."""
    try:
        fields = [(str(name), str(value)) for name, value in json.loads(kept)]
    except (TypeError, ValueError):
        return HttpResponseRedirect(address)
    return render(request, "admin/bring_back.html", {"address": address, "fields": fields})
