"""Where quick facts lead: to what is gathered of an area, a donor or a technical area."""

from dataclasses import replace

from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from projects.models import Area, Donor, Theme

PAGES = {"areas": "area-detail", "donors": "donor-detail", "themes": "theme-detail"}


def leading(facts, addresses):
    """Return the facts with their leads; `addresses` are {part: {name: code, slug or key}}."""
    return tuple(replace(fact, leads=_leads(fact.part, addresses)) for fact in facts)


def registered(summary):
    """Return {part: {name as the summary tells it: code, slug or key}} of what is there now.

    It takes one query.
    """
    told = _told(summary.facts)
    there = {part: {} for part in PAGES}
    for part, name, address in _there(told):
        there[part][name] = address
    return {
        part: {name: there[part][key] for name, key in names.items() if key in there[part]}
        for part, names in told.items()
    }


def _told(facts):
    """Return {part: {name: what the register knows it by}}; a technical area by its name."""
    told = {part: {} for part in PAGES}
    for holder in (facts, *facts.projects):
        for part, names in told.items():
            by_name = part == "themes"
            names |= {n.name: n.name if by_name else n.address for n in getattr(holder, part)}
    return told


def _there(told):
    """Yield (part, what the register knows it by, what its address ends with)."""
    columns = {"areas": (Area, "code"), "donors": (Donor, "slug"), "themes": (Theme, "name")}
    rows = [
        model.objects.filter(**{f"{column}__in": [key for key in told[part].values() if key]})
        .order_by()
        .values_list(
            Value(part),
            Cast(column, CharField()),
            Cast("pk" if part == "themes" else column, CharField()),
        )
        for part, (model, column) in columns.items()
    ]
    return rows[0].union(*rows[1:])


def _leads(part, addresses):
    found = addresses.get(part, {})
    return {name: reverse(PAGES[part], args=[address]) for name, address in found.items()}


def led(page):
    """Return the page of a summary with facts that lead on."""
    return replace(page, facts=leading(page.facts, registered(page.summary)))
