"""People by what they may."""

from django.contrib.auth.models import Group

from findings.roles import EDITORS, PUBLISHERS, STAFF

from .factories import UserFactory


def somebody(*groups, **given):
    """Return an account that works here, in these groups."""
    user = UserFactory(**{"is_staff": True} | given)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def staff(**given):
    return somebody(STAFF, **given)


def editor(*own, **given):
    """Return somebody who edits these evaluations and projects."""
    user = somebody(EDITORS, **given)
    for whole in own:
        whole.editors.add(user)
    return user


def publisher(**given):
    return somebody(PUBLISHERS, **given)
