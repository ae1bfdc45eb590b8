"""The parameters that each address takes; whoever adds an address that takes some adds a line."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.filters import ListFilter
from django.contrib.auth.models import AnonymousUser

from .administration import choices, model_of
from .canaries import MISSPELT

TODAY, TOMORROW = date.today(), date.today() + timedelta(days=1)
ADMIN = "admin:"

# {name of an address: what is asked of it, besides nothing}
LISTS = (
    "q=stands", "print=1", "q=stands&print=1", "year=2009", "more=donor", "more=theme", "more=area",
    "sort=newest", "year_from=2000&year_to=2020", "after=x", "what=x",
)  # fmt: skip
PARAMETERS = {
    "search": ("q=stands", "q=stand*", "q=CZY", "q=stands&page=2", "q=2009", "q={misspelt}",
               "q=stands&more=donor"),
    "evaluation-list": LISTS,
    "project-list": LISTS,
    "finding-list": LISTS,
    "recommendation-list": LISTS,
    "lesson-list": LISTS,
    "practice-list": LISTS,
    "evaluation-detail": (f"as_of={TODAY}", f"as_of={TOMORROW}", "as_of=2001-01-01", "as_of=x"),
    "evaluation-changes": ("from=1&to=2", "from=2&to=3", "from=1&to=3", "to=1", "from=9", "to=x"),
    "desk-evaluation-history": (
        "kind=lesson", "since=2001-01-01&until=2001-12-31", "person={person}", "page=2",
    ),
    "desk-project-history": ("kind=objective", "person={person}"),
    "desk-publish-many": ("ids={ids}", "ids={ids}&audience=staff", "ids=x"),
    "account_login": ("next=/desk/removed/", "next=https://example.org/"),
    "admin:login": ("next=/desk/removed/", "next=https://example.org/"),
    "admin:auth_user_state": ("ids={users}&active=0", "ids={users}&active=1"),
}  # fmt: skip

# {name of an address: the parameter by which it is searched}
SEARCHES = {"search": "q"}

CHANGELIST = ("p=1", "all=", "e=1", "o=1.-2", "_popup=1", "_to_field=id", "_facets=True")
CHANGE = ("_popup=1", "_to_field=id", "_changelist_filters=q%3Dx")


def queries(world, place, target, everything=True):
    """Return the queries with which a target is asked; the first is none."""
    asked = (*target.queries, *PARAMETERS.get(place.name, ()))
    model = model_of(place)
    if place.name == "admin:autocomplete":
        asked = ("", *autocompletes())
    elif model and place.name.endswith("_changelist"):
        asked += (*CHANGELIST, *filters(model, everything))
    elif model and place.name.endswith(("_change", "_add")):
        asked += CHANGE
    return [query.format(**_values(world)) if "{" in query else query for query in asked]


def autocompletes(once=False):
    """Return a query for each field that could be filled by search; or for one of each model."""
    found = {target if once else field: field for field, target in choices()}
    names = ("app_label", "model_name", "field_name")
    return [urlencode(dict(zip(names, told, strict=True))) for told in found.values()]


def filters(model, everything=True):
    """Return a query for each value of each filter of a list; else one of each set of choices."""
    model_admin = admin.site._registry[model]
    for told in model_admin.list_filter:
        if isinstance(told, type) and issubclass(told, ListFilter):
            found = told(_Request(), {}, model, model_admin)
            yield from (f"{found.parameter_name}={value}" for value, _ in found.lookup_choices)
        else:
            name = told[0] if isinstance(told, tuple) else told
            values = _values_of(model, name)
            yield from (f"{name}__exact={v}" for v in (values if everything else values[:1]))


class _Request:
    GET = {}  # noqa: RUF012  a filter only looks
    user = AnonymousUser()


def _values_of(model, name):
    for step in name.split("__"):
        f = model._meta.get_field(step)
        model = f.related_model or model
    if f.choices:
        return [value for value, _ in f.choices]
    return [0, 1]


def _values(world):
    return {
        "ids": ",".join(str(whole.pk) for whole in world.wholes.values()),
        "users": ",".join(str(user.pk) for user in world.users.values()),
        "misspelt": MISSPELT,
        "person": world.users["editor"].pk,
    }
