"""The people who ask, each with a session; their names and addresses are canaries as well."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore

from findings.roles import EDITORS, PUBLISHERS, STAFF

from ..factories import UserFactory
from .canaries import Sight

NAMES = (
    "superuser", "publisher", "staff", "editor", "project_editor", "other_editor",
    "former_editor", "officer", "donor", "other_donor", "deactivated", "anonymous",
)  # fmt: skip

EVERYBODY = frozenset(NAMES)
STAFFERS = frozenset(NAMES[:8])  # who works here: reads what is for staff, comes to the desk
READERS_OF_DRAFTS = frozenset({"superuser", "publisher", "staff"})
DONORS = STAFFERS | {"donor"}  # who reads what is for the donors of the project
OTHER_DONORS = STAFFERS | {"other_donor"}
EDITING = frozenset({"editor", "project_editor", "other_editor", "former_editor", "officer"})
ACCOUNTS = frozenset({"superuser", "publisher"})  # who keeps accounts

GROUPS = {"publisher": PUBLISHERS, "staff": STAFF} | dict.fromkeys(EDITING, EDITORS)


def people(aviary):
    """Return {name: user}; nobody for the anonymous. The deactivated was whatever one can be."""
    users = {name: _person(aviary, name) for name in NAMES if name != "anonymous"}
    users["deactivated"].groups.set(Group.objects.all())
    return users


def _person(aviary, name):
    everything = name in ("superuser", "deactivated")
    working = name in STAFFERS or everything
    colleagues = STAFFERS if working else ACCOUNTS
    own = frozenset({name})
    called = Sight(desk=colleagues | own, account=own)
    written_to = Sight(desk=ACCOUNTS | own, account=own)
    user = UserFactory(
        username=aviary.word("people", name, "username", called),
        last_name=aviary.word("people", name, "last name", called),
        email=f"{aviary.word('people', name, 'email', written_to)}@example.org",
        is_staff=working,
        is_superuser=everything,
    )
    if name in GROUPS:
        user.groups.add(Group.objects.get(name=GROUPS[name]))
    return user


def sessions(users):
    """Return {name: session key}; to be made before anybody is deactivated."""
    return {name: _session(user) for name, user in users.items()}


def _session(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key
