"""What a form holds that somebody could send: filled in as a superuser finds it, and changed."""

import re

from findings.content import digest, to_content

from ..forms import posted
from .asking import Asked

INTRUDER = "Written by somebody else"


def body_for(world, asker, place, target, address):
    """Return a plausible body for a POST to an address."""
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
    from .administration import model_of

    return list(model_of(place)._base_manager.values_list("pk", flat=True)[:50])


def _scraped(asker, address):
    """Return the form that a superuser finds at an address, its first texts changed."""
    answer = asker.ask(Asked("superuser", address))
    form = answer.page.partition('<div id="content-main">')[2]
    if answer.status != 200 or 'method="post"' not in form:
        return None
    data = posted(answer.page)
    for name in _texts(answer.page):
        if isinstance(data.get(name), str):
            data[name] = f"{INTRUDER} {data[name]}"[:100]
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


BODIES = {
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
