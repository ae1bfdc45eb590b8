"""Lists and counts: what each person finds, against what the table says she does."""

import json
import re
from urllib.parse import parse_qs

from django.apps import apps
from django.contrib import admin
from django.db import models

from .administration import model_of, rows
from .canaries import Room
from .checks import told
from .table import PAGES, READERS, WITHDRAWN

PAGINATOR = re.compile(r'class="paginator"[^>]*>(.*?)</(?:p|nav|div)>', re.S)
ENTRY = re.compile(r'href="/(evaluations|projects)/([\w-]+)/"')
FIGURE = re.compile(r'href="/(evaluations|projects)/"><strong>(\d+)</strong>')
TASK = re.compile(r'<a href="([^"]+)"><strong>(\d+)</strong> ([^<]+)</a>')
FACET = re.compile(r'<a href="\?([^"]*)"[^>]*>[^<]*\((\d+)\)')
NEVER_WAS = "cafe0q0q0q0q0q0q0q"
FILTERED = re.compile(r"[?;&](\w+?)__(?:id|pk)__exact=(\d+)")
TEXTS = models.CharField | models.TextField
ETAG = re.compile(r"\('ETag', '[^']*'\)")
TOTAL = re.compile(r"\((\d+) total\)")


def evaluations_of(world, person):
    """Return the addresses of the evaluations that stand in a person's lists."""
    return {
        whole.evaluation.slug
        for state, whole in world.wholes.items()
        if person in READERS.get(state, ()) and state not in WITHDRAWN
    }


def projects_of(world, person):
    return {world.projects[name].slug for name, people in PAGES.items() if person in people}


def entries(world, answer):
    """The public lists hold what the person may read, and all of it."""
    expected = {
        "evaluations": evaluations_of(world, answer.asked.person),
        "projects": projects_of(world, answer.asked.person),
    }
    found = {name: set() for name in expected}
    for name, slug in ENTRY.findall(answer.page):
        found[name].add(slug)
    for name in expected:
        yield from _surplus(name, found[name], expected[name])
    for name, number in FIGURE.findall(answer.page):
        if int(number) != len(expected[name]):
            yield f"counts {number} {name} instead of {len(expected[name])}"
    listed = answer.asked.address.strip("/")  # without a choice
    if listed in expected and found[listed] != expected[listed]:
        yield f"lists {len(found[listed])} {listed} instead of {len(expected[listed])}"


def _surplus(name, found, expected):
    if more := found - expected:
        yield f"leads to {name} that the person may not read: {', '.join(sorted(more))}"


def changelist(world, place, answer):
    """A list of the administration holds what the person finds at the desk; so do its counts."""
    model = model_of(place)
    if answer.status != 200:
        return
    person, query = answer.asked.person, answer.asked.address.partition("?")[2]
    found = keys_of(answer, model)
    known = rows(world, model)
    may = {str(row.pk) for row in known if person in row.may}
    must = {str(row.pk) for row in known if person in row.must}
    if more := found - may:
        yield f"lists rows that the person may not find: {', '.join(sorted(more))}"
    number = counted(answer)
    if not query and number < len(must):
        yield f"counts {number} rows where the person may find {len(must)}"
    if number is not None and number > len(may):
        yield f"counts {number} rows where the person may find {len(may)}"
    if number is not None and len(found) != number and number <= 50:
        yield f"counts {number} rows and lists {len(found)}"
    if (total := TOTAL.search(answer.page)) and int(total[1]) > len(may):
        yield f"tells of {total[1]} rows where the person may find {len(may)}"


def choices(world, place, answer):
    """The filters beside a list name only rows that the person may find."""
    for path, key in set(FILTERED.findall(answer.page)):
        model = _related(model_of(place), path)
        if model not in admin.site._registry:
            continue
        may = {str(row.pk) for row in rows(world, model) if answer.asked.person in row.may}
        if key not in may:
            yield f"offers {model._meta.label} {key} as a filter"


def _related(model, path):
    for step in path.split("__"):
        model = model._meta.get_field(step).related_model or model
    return model


def lookups(model):
    """Yield queries that look into texts, of a row and of what it leads to; no list allows them."""
    for holder, path in ((model, ""), *_leading_from(model)):
        names = [f.name for f in holder._meta.concrete_fields if isinstance(f, TEXTS)]
        yield from (f"{path}{name}__startswith=cafe" for name in names[:1])
        yield from (f"{name}__regex=cafe" for name in names if not path)


def _leading_from(model):
    for relation in model._meta.get_fields():
        if relation.is_relation and relation.related_model:
            yield relation.related_model, f"{relation.name}__"


def keys_of(answer, model):
    """Return the keys of the rows that a list of the administration shows."""
    name = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    page = answer.page.partition('id="result_list"')[2].partition("</table>")[0]
    return set(re.findall(rf"{name}([^/\"]+)/change/", page)) | set(
        re.findall(r'data-popup-opener="([^"]+)"', page)
    )


def counted(answer):
    """Return how many rows a list of the administration says there are."""
    told = PAGINATOR.search(answer.page)
    numbers = re.findall(r"\d+", re.sub(r"<[^>]*>", " ", told[1])) if told else []
    return int(numbers[-1]) if numbers else 0


def facets(answer, ask):
    """A number beside a filter is the number of rows that it leaves."""
    for query, number in FACET.findall(answer.page):
        query = query.replace("&amp;", "&")
        if query and "_facets" in query:
            listed = counted(ask(f"?{query.replace('_facets=True', '').strip('&')}"))
            if listed != int(number):
                yield f"counts {number} beside a filter that leaves {listed}"


def tasks(answer, ask):
    """A number on the start page is the number of rows to which it leads."""
    for href, number, words in TASK.findall(answer.page):
        listed = counted(ask(href.replace("&amp;", "&")))
        if "ctions" in words:  # several of one recommendation
            if int(number) < listed:
                yield f"tells of {number} actions on {listed} recommendations"
        elif listed != int(number):
            yield f"counts {number} “{words}” and lists {listed}"


def results(world, answer):
    """What a search for a choice offers is found at the desk by whoever asks."""
    if answer.status != 200:
        return
    asked = {name: told[0] for name, told in parse_qs(answer.asked.address).items()}
    source = apps.get_model(asked.get("/admin/autocomplete/?app_label", ""), asked["model_name"])
    model = source._meta.get_field(asked["field_name"]).remote_field.model
    may = {str(row.pk) for row in rows(world, model) if answer.asked.person in row.may}
    found = {result["id"] for result in json.loads(answer.body)["results"]}
    if more := found - may:
        yield f"offers {model._meta.label} that the person may not find: {sorted(more)}"


def searched(place):
    """Return the parameter by which an address of the administration is searched, or None."""
    model = model_of(place)
    if place.name.endswith("_changelist") and admin.site._registry[model].search_fields:
        return "q"
    return None


def confirms(ask, parameter, sought):
    """A search for what is hidden answers as a search for nothing that ever was.

    `sought` are pairs of a hidden canary and what is typed to find it.
    """
    nothing = {}
    for canary, typed in sought:
        never = NEVER_WAS[: len(typed.rstrip("*"))] + "*" * typed.endswith("*")
        if never not in nothing:
            nothing[never] = ask(f"{parameter}={never}")
        found, none = ask(f"{parameter}={typed}"), nothing[never]
        if found.status != none.status or _said(found, typed) != _said(none, never):
            yield f"confirms by search “{canary}” ({typed})"


def _said(answer, typed):
    """What it tells; an ETag is a digest of the body, which echoes what was typed."""
    headers, body = told(answer, typed, typed.rstrip("*"))
    return ETAG.sub("", headers) if typed in answer.page else headers, body


def spelt(hidden, room):
    """Return pairs of a canary and what is typed to find it, or all whose words begin as it."""
    if room != Room.DESK:  # readers search whole words, or beginnings that they say are such
        return [(c, typed) for c in hidden for typed in (c.word, f"{c.kin(room)}*")]
    return [(c, c.kin(room)) for c in hidden]
