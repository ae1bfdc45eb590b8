import logging
from functools import wraps

import requests
from allauth.account.views import LoginView
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)


class SignInView(LoginView):
    """Sign in; a form that was sent after the session ended is kept in the page."""

    def get_context_data(self, **kwargs):
        kept = getattr(self.request, "kept_form", None) or self.request.POST.get("kept_form")
        return super().get_context_data(**kwargs) | {"kept_form": kept}


sign_in = SignInView.as_view()


@login_required
@require_safe
def account(request):
    return render(request, "account/account.html")


def provider_may_be_down(view):
    """Say so in words when the organisation's sign-in does not answer."""

    @wraps(view)
    def patient(request, provider_id):
        try:
            return view(request, provider_id)
        except (requests.RequestException, KeyError) as error:
            log.error("The OpenID Connect provider does not answer as it should: %r", error)
            return render(request, "socialaccount/authentication_error.html", status=502)

    return patient


provider_login = provider_may_be_down(openid_connect.login)
provider_callback = provider_may_be_down(openid_connect.callback)
