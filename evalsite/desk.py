"""The administration's site: a form that was sent after the session ended is given back."""

import json

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure as plain_csrf_failure

NOT_KEPT = ("csrfmiddlewaretoken", "_bring_back", "kept_form", "next", "username", "password")


class DeskSite(admin.AdminSite):
    enable_nav_sidebar = False  # forms need the room; the start page leads everywhere

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        def keeping(request, *args, **kwargs):
            if request.method == "POST" and not request.user.is_authenticated and request.POST:
                return self.ask_again(request)
            return inner(request, *args, **kwargs)

        return keeping

    def ask_again(self, request):
        """Ask to sign in again, with what was typed kept in the page."""
        kept = kept_form(request)
        request.method = "GET"
        context = {
            "kept_form": kept,
            "next": request.get_full_path(),
            "app_path": reverse("admin:login", current_app=self.name),
        }
        return self.login(request, context)

    def login(self, request, extra_context=None):
        kept = request.POST.get("kept_form") if request.method == "POST" else None
        response = super().login(request, {"kept_form": kept, **(extra_context or {})})
        if kept and isinstance(response, HttpResponseRedirect):
            return bring_back(request, response.url, kept)
        return response


def kept_form(request):
    """Return what was posted, but for files and the token, as JSON."""
    fields = [(n, v) for n, vs in request.POST.lists() if n not in NOT_KEPT for v in vs]
    return json.dumps(fields)


def bring_back(request, address, kept):
    """Show a page that leads back to the form, filled as it was and not saved."""
    try:
        fields = [(str(name), str(value)) for name, value in json.loads(kept)]
    except (TypeError, ValueError):
        return HttpResponseRedirect(address)
    return render(request, "admin/bring_back.html", {"address": address, "fields": fields})


def csrf_failure(request, reason=""):
    """Give back a form that was sent from this site with an old token, or with none."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    own = url_has_allowed_host_and_scheme(origin, {request.get_host()}) and bool(origin)
    if own and request.path.startswith("/admin/") and request.POST:
        if request.user.is_staff:
            return bring_back(request, request.get_full_path(), kept_form(request))
        if request.user.is_anonymous and request.path != reverse("admin:login"):
            return admin.site.ask_again(request)
    return plain_csrf_failure(request, reason)
