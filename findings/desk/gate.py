"""Who comes in at the desk."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404


def staff_only(view):
    """Ask anonymous people to sign in; answer 404 to those who are not staff; cache nothing."""

    @wraps(view)
    def gated(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), "admin:login")
        if not (request.user.is_active and request.user.is_staff):
            raise Http404
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return gated
