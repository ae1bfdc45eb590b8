"""What every request passes."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser


def anonymous_without_cookie(get_response):
    """Who has no session cookie is anonymous before the session is touched.

    So a public page never varies by cookie.
    """

    def middleware(request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            request.user = AnonymousUser()
        return get_response(request)

    return middleware
