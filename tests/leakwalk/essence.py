"""What the suite asks of all combinations: a part, always the same, in which no kind is left out.

Of those who see the same at an address, one or two ask by turns; anything that one person alone
may see is asked by her, and by somebody who may not.
"""

import hashlib

from .canaries import Room
from .people import EDITING, NAMES, STAFFERS

OUTSIDE = tuple(name for name in NAMES if name not in STAFFERS)
INSIDE = tuple(name for name in NAMES if name in STAFFERS)
BY_OWNERSHIP = tuple(name for name in INSIDE if name in EDITING)  # what they see differs
BY_RIGHT = tuple(name for name in INSIDE if name not in EDITING)

# States that are told apart where something can be done: submitted, returned, struck, removed.
PHASES = {"draft", "in review", "for everybody", "item struck", "removed"}
STEPPED = ("desk-", "admin:findings_evaluation_", "admin:findings_recommendation_")
REGISTER = ("donor-detail", "area-detail", "theme-detail")

# Who sends a form that names what is others', too.
GREEDY = ("editor", "publisher", "project_editor")
HEADS = 8  # one HEAD for so many GETs


def number(*seed):
    """Return a number that is always the same for the same words."""
    return int(hashlib.sha256("/".join(seed).encode()).hexdigest(), 16)


def targets(place, found):
    """Of the reading room every state; elsewhere one for each circle of people, and each phase."""
    if place.name == "admin:view_on_site":
        return found
    if place.name.endswith("-detail") and "{pk}" in place.route and place.name not in REGISTER:
        return _first(found, lambda target: (target.may, target.state))
    if place.route.startswith(("desk/", "admin/")) or place.name in REGISTER:
        return circles(place, found)
    return found


def circles(place, found):
    """One target for each circle of people; where steps are taken, of each phase."""
    stepped = place.name.startswith(STEPPED)

    def circle(target):
        phase = target.state if stepped and target.state in PHASES else ""
        return target.may, target.bound, phase

    return _first(found, circle)


def _first(found, key):
    kept = {}
    for target in found:
        kept.setdefault(key(target), target)
    return list(kept.values())


def people(room, place, target, query, first):
    """Who asks, those who may most first; everybody asks for the first target of each address."""
    if first and not query:
        return NAMES
    turn = number(place.name, target.state, query)
    if room in (Room.DESK, Room.ACCOUNT):
        rights = (BY_RIGHT[turn % len(BY_RIGHT)],) if query else BY_RIGHT
        return (*rights, *BY_OWNERSHIP, OUTSIDE[turn % len(OUTSIDE)])
    return (INSIDE[turn % 8], INSIDE[(turn + 3) % 8], *OUTSIDE)


def heads(place, target, query, person):
    return number(place.name, target.state, query, person) % HEADS == 0


def seekers(room):
    """Who searches for hidden words: those from whom the most is hidden."""
    return BY_OWNERSHIP if room == Room.DESK else ("staff", "donor", "other_donor", "anonymous")


def sought(person, place, room, hidden):
    """Return some of the canaries hidden from a person: of each kind one, asked for by turns."""
    hidden = sorted(hidden, key=lambda c: number(place.name, c.state, c.part, c.field))
    kinds = {c.field: c for c in hidden}
    turns = seekers(room)
    return [kinds[kind] for kind in sorted(kinds)][turns.index(person) :: len(turns)]


def requests(person, place, target, plain, filled):
    """Return one of the plain requests, by turns, and the filled forms that a person sends."""
    turn = (NAMES.index(person) + number(place.name, target.state)) % len(plain)
    forms = 0 if person == "superuser" else 2 if person in GREEDY else 1
    return [plain[turn], *filled[:forms]]
