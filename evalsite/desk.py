"""The administration's site: a form that was sent after the session ended is given back."""

from urllib.parse import urlencode

from allauth.account.internal.stagekit import clear_login
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure as plain_csrf_failure

from .signing_in.kept_forms import bring_back, kept_form
from .signing_in.views import sign_in


class DeskSite(admin.AdminSite):
    """Signing in is allauth's: limits and second factors count at this door as at any other."""

    enable_nav_sidebar = False  # forms need the room; the start page leads everywhere

    def get_urls(self):
        """Without the address that leads to any object: it would tell the slugs of drafts."""
        return [u for u in super().get_urls() if getattr(u, "name", None) != "view_on_site"]

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        def keeping(request, *args, **kwargs):
            if request.method == "POST" and not request.user.is_authenticated and request.POST:
                return self.ask_again(request)
            return inner(request, *args, **kwargs)

        return keeping

    def ask_again(self, request):
        """Ask to sign in again, with what was typed kept in the page."""
        clear_login(request)
        request.kept_form = kept_form(request)
        request.GET = QueryDict(urlencode({"next": request.get_full_path()}))
        request.POST = QueryDict()
        request.method = "GET"
        return sign_in(request)

    def login(self, request, extra_context=None):
        """Send to the one sign-in; to who came back from it, give a kept form back."""
        address = _wanted(request) or reverse("admin:index", current_app=self.name)
        if not request.user.is_authenticated:
            return redirect_to_login(address, "account_login")
        if not self.has_permission(request):
            raise Http404
        if kept := request.POST.get("kept_form"):
            return bring_back(request, address, kept)
        return redirect(address)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")


def _wanted(request):
    """Return the address of this site that a request asks to go to next, or None."""
    address = request.POST.get("next") or request.GET.get("next")
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if safe else None


def csrf_failure(request, reason=""):
    """Give back a form that was sent from this site with an old token, or with none."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    own = url_has_allowed_host_and_scheme(origin, {request.get_host()}) and bool(origin)
    if own and request.POST:
        signing_in = request.path in (reverse("admin:login"), reverse("account_login"))
        if signing_in and request.user.is_staff:
            return admin.site.login(request)
        if request.path.startswith("/admin/") and not signing_in:
            if request.user.is_staff:
                return bring_back(request, request.get_full_path(), kept_form(request))
            if request.user.is_anonymous:
                return admin.site.ask_again(request)
    return plain_csrf_failure(request, reason)
