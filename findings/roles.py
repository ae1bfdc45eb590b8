"""Three groups of people, as permissions; which rows they reach is said by `visible_to`."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions

STAFF, EDITORS, PUBLISHERS = "Staff", "Editors", "Publishers"
APPS = ("projects", "findings")

_REGISTER = ("projects.area", "projects.donor", "projects.theme", "projects.office")
_WHOLES = ("projects.project", "findings.evaluation")
_ROWS = (
    "projects.objective", "projects.outcome", "findings.finding", "findings.recommendation",
    "findings.lesson", "findings.goodpractice", "findings.rating", "findings.attachment",
)  # fmt: skip
_FOLLOWUP = ("findings.response", "findings.action")
_OUTCOME = ("findings.publication", "findings.passage", "findings.review")


def _may(verbs, *models):
    """Return the permissions for each of the verbs on each of the models."""
    split = [model.split(".") for model in models]
    return {f"{app}.{verb}_{name}" for verb in verbs.split() for app, name in split}


_LOOKING = _may("view", *_REGISTER, *_WHOLES, *_ROWS, *_FOLLOWUP, *_OUTCOME)
_ANSWERING = _may("add change delete", *_FOLLOWUP)

ROLES = {
    STAFF: _LOOKING | _ANSWERING | {"projects.read_drafts", "projects.view_revision"},
    EDITORS: _LOOKING
    | _ANSWERING
    | _may("add change delete", *_WHOLES, *_ROWS)
    | _may("add", "projects.theme", "projects.office"),
    PUBLISHERS: _LOOKING
    | _ANSWERING
    | _may("add change delete", *_REGISTER)
    | _may("view", "projects.revision", "projects.merge")
    | {"projects.read_drafts", "projects.merge_doubles", "findings.publish_evaluation"},
}


def complete_groups(sender, using, apps=installed, **kwargs):
    """After a migration, make the groups and give them what they have not; take nothing away."""
    for name, permissions in ROLES.items():
        grant(name, permissions, using, apps, APPS)


def grant(name, permissions, using, apps=installed, makers=()):
    """Give a group permissions; those that the apps `makers` define are made first."""
    for label in makers:
        create_permissions(
            installed.get_app_config(label), verbosity=0, interactive=False, using=using, apps=apps
        )
    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
        known = apps.get_model("auth", "Permission").objects.using(using)
    except LookupError:  # in the midst of the first migrations
        return
    group, _ = groups.get_or_create(name=name)
    rows = known.filter(codename__in=[p.split(".")[1] for p in permissions])
    rows = rows.select_related("content_type")
    wanted = [row for row in rows if f"{row.content_type.app_label}.{row.codename}" in permissions]
    group.permissions.add(*wanted)
