"""What a form holds that somebody could send: filled in as a superuser finds it, and changed."""

import re

from findings.content import digest, to_content
from findings.models import Evaluation

from ..forms import posted
from .administration import model_of
from .asking import Asked

INTRUDER = "Written by somebody else"


def bodies_for(world, asker, place, target, address):
    """Return plausible bodies of a POST; the second one names what is others' as well."""
    form = _body(world, asker, place, target, address)
    if place.name.endswith(("_change", "_add")) and len(form) > 3:
        return [form, form | _foreign(world)]
    return [form]


def _foreign(world):
    """What an editor would like: projects of others, other readers, other editors, all rights."""
    users = [user.pk for user in world.users.values() if user.is_staff and user.is_active]
    return {
        "projects": [project.pk for project in world.projects.values()],
        "donors": [donor.pk for donor in world.donors.values()],
        "editors": users,
        "users": [world.users["donor"].pk, world.users["other_donor"].pk],
        "members": users,
        "audience": "everybody",
        "is_superuser": "on",
    }


def _body(world, asker, place, target, address):
    if place.name in BODIES:
        return BODIES[place.name](world, target)
    if place.name.startswith("desk-strike-"):
        return {"reason": INTRUDER}
    if place.name.endswith("_changelist"):
        return {"action": "delete_selected", "_selected_action": _keys(world, place), "post": "yes"}
    if place.name.endswith("_merge"):
        return {"keep": target.arguments["first"], "reason": INTRUDER}
    if place.name.endswith("_delete"):
        return {"post": "yes"}
    return _scraped(asker, address) or {"reason": INTRUDER, "note": INTRUDER, "name": INTRUDER}


def _keys(world, place):
    """Keys of rows that could be deleted: of evaluations, those that were never published."""
    model = model_of(place)
    if model is Evaluation:
        return [world.wholes[state].pk for state in ("draft", "draft of others")]
    return list(model._base_manager.values_list("pk", flat=True)[:50])


def _scraped(asker, address):
    """Return the form that a superuser finds at an address, its first texts changed."""
    answer = asker.ask(Asked("superuser", address))
    form = answer.page.partition('<div id="content-main">')[2]
    if answer.status != 200 or 'method="post"' not in form:
        return None
    data = posted(answer.page)
    for name in _texts(answer.page):
        if isinstance(data.get(name), str):
            told = f"{INTRUDER} {data[name]}"[:100]
            data[name] = told.replace(" ", ".") if name == "username" else told
    return data


def _texts(page):
    """Names of the title-like inputs and the text areas of a form."""
    areas = re.findall(r'<textarea name="([^"_][^"]*)"', page)
    inputs = re.findall(r'<input type="text" name="(title|name|heading|code|username)"', page)
    return [*inputs, *(name for name in areas if "__prefix__" not in name)]


def _publishing(world, target):
    whole = next(w for w in world.wholes.values() if w.pk == target.arguments["pk"])
    seen = "" if whole.removed else digest(to_content(whole.evaluation.summary()))
    opening = [project.pk for project in world.projects.values()]
    return {"seen": seen, "audience": "everybody", "note": INTRUDER, "opening": opening}


def _all_of_them(world, target):
    ids = ",".join(str(whole.pk) for whole in world.wholes.values())
    return {"ids": ids, "audience": "everybody", "note": INTRUDER}


def _taken_over(world, target):
    """What was brought in, into the draft of others."""
    theirs = world.wholes["draft of others"].evaluation
    version = Evaluation.objects.get(pk=theirs.pk).version
    return {"evaluation": theirs.pk, "version": version, "section": "facts"}


BODIES = {
    "desk-import-decide": _taken_over,
    "desk-publish": _publishing,
    "desk-publish-many": _all_of_them,
    "desk-submit": lambda world, target: {"note": INTRUDER},
    "desk-return": lambda world, target: {"note": INTRUDER},
    "desk-withdraw": lambda world, target: {"reason": INTRUDER},
    "desk-links": lambda world, target: {"label": INTRUDER, "days": 3},
    "desk-revoke-link": lambda world, target: {"sure": "yes"},
    "desk-put-back": lambda world, target: {"reason": INTRUDER},
    "desk-restore": lambda world, target: {"reason": INTRUDER},
    "desk-tidy": lambda world, target: {"html": f"<p>{INTRUDER}</p>"},
    "desk-open": lambda world, target: {"subject": target.row},
}
