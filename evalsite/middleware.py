"""What every request passes."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.utils import translation

from .languages import SIGNING_IN, language_asked, onward, plain
from .signing_in.accounts import has_second_factor

# The administration asks by itself, and gives back a form that was sent too late.
DOORS = ("/accounts/", "/admin/", "/health/", "/preview/")
SECOND_FACTOR = ("/accounts/2fa/", "/accounts/reauthenticate/", "/accounts/logout/", "/health/")


def no_store(get_response):
    """Who comes with a session, or to a closed house, gets nothing that a cache may keep."""

    def middleware(request):
        response = get_response(request)
        if not settings.EVALSITE_OPEN or _is_for_one_person(request, response):
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def in_its_language(get_response):
    """Speak the language that the address names, and no other; keep to it while one signs in.

    Django's own would ask headers and cookies, and so make every page vary by them.
    """

    def middleware(request):
        language = language_asked(request)
        with translation.override(language):
            response = get_response(request)
            if response.get("Location", "").startswith(f"/{SIGNING_IN}/"):
                response["Location"] = onward(response["Location"])
        if response.get("Content-Type", "").startswith("text/html"):
            response["Content-Language"] = plain(language)
        return response

    return middleware


def anonymous_without_cookie(get_response):
    """Who has no session cookie is anonymous before the session is touched.

    So a public page never varies by cookie.
    """

    def middleware(request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            request.user = AnonymousUser()
        return get_response(request)

    return middleware


def closed_house(get_response):
    """With EVALSITE_OPEN=0 nobody reads anything before signing in."""

    def middleware(request):
        is_open = settings.EVALSITE_OPEN or request.path_info.startswith(DOORS)
        if is_open or request.user.is_authenticated:
            return get_response(request)
        return redirect_to_login(request.get_full_path(), "account_login")

    return middleware


def second_factor_first(get_response):
    """With EVALSITE_STAFF_2FA=1 staff set up a second factor before they do anything else."""

    def middleware(request):
        on_the_way = request.path_info.startswith(SECOND_FACTOR)
        if settings.EVALSITE_STAFF_2FA and not on_the_way and _lacks_factor(request.user):
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def _lacks_factor(user):
    return user.is_staff and not has_second_factor(user)


def _is_for_one_person(request, response):
    """A session, a form's token or a new cookie makes an answer one person's own."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies:
        return True
    return "cookie" in response.get("Vary", "").lower()
