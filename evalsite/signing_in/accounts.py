"""Accounts by the names that people sign in with; publishers make them, nobody signs up."""

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db.models import Q


def accounts_called(*names):
    """Return the accounts with one of these user names or e-mail addresses, in whatever case.

    The database's notion of case is wider than ours (a dotless i), hence the second look.
    """
    wanted = {name.lower() for name in names if name}
    either = (Q(username__iexact=name) | Q(email__iexact=name) for name in wanted)
    found = get_user_model().objects.filter(next(either, Q(pk=None)))
    for condition in either:
        found |= get_user_model().objects.filter(condition)
    return [user for user in found if wanted & {user.username.lower(), user.email.lower()}]


def accounts_with(email):
    """Return the active accounts whose own e-mail address this is."""
    found = accounts_called(email)
    return [u for u in found if u.is_active and u.email.lower() == email.lower()]


def has_second_factor(user):
    """Tell whether a code or a key is asked for when this account signs in."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=user, type__in=kinds).exists()


class PasswordBackend(ModelBackend):
    """A user name or an e-mail address, and the password; deactivated accounts are refused."""

    def authenticate(self, request, username=None, password=None, email=None):
        if not password:
            return None
        found = accounts_called(username, email)
        if not found:
            get_user_model()().set_password(password)  # takes as long as a wrong password does
        for user in found:
            if user.check_password(password) and self.user_can_authenticate(user):
                return user
        return None
