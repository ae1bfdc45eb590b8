"""Accounts: what they are for, how they come to a password, how they are closed."""

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from allauth.core.context import request_context
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import models, transaction

from findings.roles import EDITORS, PUBLISHERS, STAFF, grant

OF_PUBLISHERS = {
    *(f"auth.{verb}_user" for verb in ("view", "add", "change")),
    *(f"evalsite.{verb}_page" for verb in ("view", "add", "change")),
}


class Role(models.TextChoices):
    """What an account is for: one that works here may be for several things."""

    STAFF = STAFF, "Staff: reads all drafts, follows up for her office"
    EDITOR = EDITORS, "Editor: writes the evaluations and projects assigned to her"
    PUBLISHER = PUBLISHERS, "Publisher: publishes, keeps donors, offices and accounts"
    DONOR = "Donor users", "Donor user: reads what is published for her donor"


WORKING = {Role.STAFF, Role.EDITOR, Role.PUBLISHER}


def complete_publishers(sender, using, **kwargs):
    """After a migration, give publishers what is of this site itself."""
    apps = {"apps": kwargs["apps"]} if "apps" in kwargs else {}
    grant(PUBLISHERS, OF_PUBLISHERS, using, makers=("evalsite", "auth"), **apps)


def roles_of(user):
    """Return the Roles of an account; one that does not work here is a donor's."""
    if not user.is_staff:
        return {Role.DONOR}
    return {Role(group.name) for group in user.groups.all() if group.name in WORKING}


def give_roles(user, roles):
    """Let an account be for these Roles and no others; what else it may do stays."""
    with transaction.atomic():
        user.is_staff = user.is_superuser or bool(WORKING & set(roles))
        user.save(update_fields=["is_staff"])
        user.groups.remove(*Group.objects.filter(name__in=WORKING - set(roles)))
        user.groups.add(*Group.objects.filter(name__in=WORKING & set(roles)))


def invite(user, request):
    """Write to somebody where she chooses a password, once the account is saved."""

    def write():
        with request_context(request):
            _send_invitation(user, get_adapter(request))

    transaction.on_commit(write, robust=True)


def _send_invitation(user, adapter):
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    key = f"{user_pk_to_url_str(user)}-{token}"
    context = {"username": user.get_username()}
    context["password_reset_url"] = adapter.get_reset_password_from_key_url(key)
    adapter.send_mail("account/email/invitation", user.email, context)


def set_active(users, active):
    """Close accounts, or open them again; return how many that changed."""
    keys = [user.pk for user in users]
    accounts = get_user_model().objects.filter(pk__in=keys).exclude(is_active=active)
    return accounts.update(is_active=active)
