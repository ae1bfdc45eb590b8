"""Where allauth asks what the house wants."""

import logging
from threading import Thread

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..languages import onward
from .accounts import accounts_with
from .kept_forms import bring_back

log = logging.getLogger(__name__)
WRONG = _("The name or the password is not right.")


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; an account's own e-mail field is its only address."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request):
        return False

    def get_login_redirect_url(self, request):
        return reverse("admin:index" if request.user.is_staff else "home")

    def pre_login(self, request, user, **kwargs):
        """Keep a form over the second factor, once the first one was right."""
        refusal = super().pre_login(request, user, **kwargs)
        if not refusal and (kept := request.POST.get("kept_form")):
            request.session["kept_form"] = kept
        return refusal

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        kept = request.session.pop("kept_form", None)
        return bring_back(request, response.url, kept) if kept and user.is_staff else response

    def get_reset_password_from_key_url(self, key):
        return onward(super().get_reset_password_from_key_url(key))

    def send_password_reset_mail(self, user, email, context):
        """Write to the address of the account, not to what somebody typed."""
        self.send_mail("account/email/password_reset_key", user.email, context)

    def send_mail(self, template_prefix, email, context):
        """Send beside the answer, which a slow or broken mail server would make telling."""
        context = {"request": self.request, "email": email, **context}
        message = self.render_mail(template_prefix, email, context)
        Thread(target=_send, args=[message], name="mail").start()


class ProviderAdapter(DefaultSocialAccountAdapter):
    """The organisation's own sign-in opens accounts that exist, and makes none."""

    def pre_social_login(self, request, sociallogin):
        """Find the one active account with an address that the provider calls verified.

        Some providers write "false" as a text, so nothing but True is true. Connecting is
        refused: whoever could lead a signed-in person here would leave a key to the account.
        """
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(redirect("account_login"))
        addresses = {a.email for a in sociallogin.email_addresses if a.verified is True}
        found = {user for address in addresses for user in accounts_with(address)}
        if len(found) == 1:
            sociallogin.user = found.pop()


def _send(message):
    try:
        message.send()
    except Exception:
        log.exception("A mail to %s could not be sent", ", ".join(message.to))
