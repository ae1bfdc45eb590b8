"""What stands under the addresses of the administration: every model, every row of every state."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType

from .addresses import Target
from .people import ACCOUNTS, EVERYBODY, STAFFERS
from .table import (
    KEEPING,
    NOBODY,
    OF_PROJECT,
    OTHERS,
    READERS,
    READERS_OF_DRAFTS,
    WITHDRAWN,
    desk_of,
)
from .targets import NO_KEY

SUPERUSER = frozenset({"superuser"})

# Models without an evaluation or project above them: who finds their rows, and who must.
REGISTER = {
    "projects.donor": (STAFFERS, STAFFERS),
    "projects.theme": (STAFFERS, STAFFERS),
    "projects.office": (STAFFERS, STAFFERS),
    "projects.area": (STAFFERS, STAFFERS),
    "projects.merge": (KEEPING, KEEPING),
    "projects.revision": (READERS_OF_DRAFTS, READERS_OF_DRAFTS),
    "evalsite.page": (KEEPING, SUPERUSER),
    "auth.user": (ACCOUNTS, SUPERUSER),
    "auth.group": (ACCOUNTS, SUPERUSER),
    "mfa.authenticator": (ACCOUNTS, SUPERUSER),
}
# The way from a row of a model up to its evaluation, or to its project.
EVALUATION = {
    "findings.evaluation": "pk",
    "findings.response": "recommendation__evaluation",
    "findings.action": "recommendation__evaluation",
    "findings.passage": "publication__evaluation",
}
PROJECT = {
    "projects.project": "pk",
    "projects.objective": "project",
    "projects.outcome": "project",
}
FOLLOWED_UP = ("findings.recommendation", "findings.response", "findings.action")


@dataclass(frozen=True)
class Row:
    """A row of a model: who may find it in the administration, and who must."""

    pk: object
    may: frozenset
    must: frozenset
    state: str


def rows(world, model):
    """Return the Rows of a model."""
    label = model._meta.label_lower
    if label == "auth.user":  # of those who may do everything only one of them keeps the account
        told = {True: ("whole account", SUPERUSER), False: ("account", ACCOUNTS)}
        found = model._base_manager.order_by("pk").values_list("pk", "is_superuser")
        return [Row(pk, ACCOUNTS, told[whole][1], told[whole][0]) for pk, whole in found]
    if label in REGISTER:
        may, must = REGISTER[label]
        return [Row(pk, may, must, "register") for pk in _keys(model)]
    if label in PROJECT:
        names = {project.pk: name for name, project in world.projects.items()}
        found = model._base_manager.values_list("pk", PROJECT[label])
        return [Row(pk, w := _workers(names[key]), w, names[key]) for pk, key in found]
    if label in EVALUATION or hasattr(model, "evaluation"):
        found = model._base_manager.values_list("pk", EVALUATION.get(label, "evaluation"))
        return [_of_evaluation(world, label, pk, key) for pk, key in found]
    raise LookupError(f"The walk does not know who may find the rows of {label}.")


def _keys(model):
    return model._base_manager.order_by("pk").values_list("pk", flat=True)


def _workers(name):
    return OTHERS if name == "other" else OF_PROJECT


def _of_evaluation(world, label, pk, evaluation):
    """The follow-up of what is published is found by the members of its offices too."""
    state = world.state_of(evaluation)
    must = may = desk_of(state)
    if label in FOLLOWED_UP and state in READERS and state not in WITHDRAWN:
        may = may | {"officer"}
    return Row(pk, may, must, state)


def place_targets(world, place):
    """Return the Targets of an address of the administration, or None where it is unknown."""
    if place.name in SITE:
        return SITE[place.name](world)
    model = model_of(place)
    if model is None:
        return None
    if "second" in place.arguments:
        return _merges(model)
    if "pk" in place.arguments:  # to undo a merge
        return [Target({"pk": m.pk}, KEEPING, missing=({"pk": NO_KEY},)) for m in world.merges]
    if {"object_id", "group0"} & set(place.arguments):
        return list(_objects(world, model, place))
    if "id" in place.arguments:  # passwords
        return [Target({"id": row.pk}, ACCOUNTS, SUPERUSER) for row in rows(world, model)]
    if place.name.endswith("_state"):  # of accounts
        return [Target({}, ACCOUNTS, SUPERUSER)]
    if not place.arguments:
        label = model._meta.label_lower
        may, must = REGISTER.get(label, (STAFFERS, READERS_OF_DRAFTS))
        return [Target({}, may, must if place.name.endswith("_changelist") else NOBODY)]
    return None


def model_of(place):
    """The model of the administration to which an address belongs, or None."""
    steps = place.route.split("/")
    try:
        model = apps.get_model(*steps[1:3])
    except (LookupError, ValueError, TypeError):
        return None
    return model if admin.site.is_registered(model) else None


def is_of_owners(place):
    """Whether it lists rows that not everybody at the desk finds."""
    model = model_of(place)
    listed = model and place.name.endswith("_changelist")
    return bool(listed) and model._meta.label_lower not in REGISTER


def _merges(model):
    first, second, *_ = _keys(model)[:2]
    missing = ({"first": NO_KEY, "second": NO_KEY + 1},)
    return [Target({"first": first, "second": second}, STAFFERS, KEEPING, missing)]


def _objects(world, model, place):
    """A row for each circle of people that may find it, in each state; its history's page too."""
    for row in _one_of_each(rows(world, model)):
        arguments, missing = {"object_id": row.pk}, {"object_id": NO_KEY}
        if "group0" in place.arguments:  # the stock history's page, from which one reverts
            arguments = {"group0": row.pk, "group1": _history_row(model, row.pk)}
            missing = arguments | {"group0": NO_KEY}
        must = row.must if place.name.endswith("_change") else NOBODY
        yield Target(arguments, row.may, must, (missing,), row.state, row=row)


def _history_row(model, pk):
    found = model.history_model._base_manager.filter(id=pk)
    return found.order_by("history_id").values_list("history_id", flat=True).first() or 1


def _one_of_each(found):
    return list({(row.state, row.may): row for row in reversed(found)}.values())


def _on_site(world):
    """Django's redirect from a row of any model to its page."""
    for model in (m for m in admin.site._registry if hasattr(m, "get_absolute_url")):
        content_type = ContentType.objects.get_for_model(model).pk
        for row in _one_of_each(rows(world, model)):
            arguments = {"content_type_id": content_type, "object_id": row.pk}
            missing = ({"content_type_id": content_type, "object_id": NO_KEY},)
            readers = READERS.get(row.state, NOBODY)
            yield Target(arguments, row.may | readers, NOBODY, missing, row.state)


def _app_lists(world):
    labels = {model._meta.app_label for model in admin.site._registry}
    return [Target({"app_label": label}, STAFFERS, NOBODY) for label in sorted(labels)]


def choices():
    """Yield ((app, model, field), model) of every field that could be filled by search.

    Of history, whose models have the fields of their rows, one is like the other.
    """
    for model in sorted(apps.get_models(), key=lambda m: m._meta.label):
        told, label = model._meta, model._meta.label_lower
        for f in (*told.fields, *told.many_to_many):
            registered = f.remote_field and f.remote_field.model in admin.site._registry
            history = "historical" in label and label != "findings.historicalevaluation"
            if registered and not history:
                yield (told.app_label, told.model_name, f.name), f.remote_field.model


SITE = {
    "admin:index": lambda world: [Target({}, STAFFERS)],
    "admin:login": lambda world: [Target({}, EVERYBODY, NOBODY)],
    "admin:logout": lambda world: [Target({}, EVERYBODY, NOBODY)],
    "admin:password_change": lambda world: [Target({}, STAFFERS, NOBODY)],
    "admin:password_change_done": lambda world: [Target({}, STAFFERS, NOBODY)],
    "admin:autocomplete": lambda world: [Target({}, STAFFERS, NOBODY)],
    "admin:jsi18n": lambda world: [Target({}, STAFFERS, NOBODY)],
    "admin:view_on_site": lambda world: list(_on_site(world)),
    "admin:app_list": _app_lists,
    "admin:admin/{url}": lambda world: [
        Target({"url": url}, NOBODY, missing=({"url": "nothing"},))
        for url in ("nothing/here", "findings", "findings/evaluation")
    ],
}
