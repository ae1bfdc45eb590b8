"""What the suite asks of all combinations: a part, always the same, in which no kind is left out.

Of those who see the same at an address, one or two ask by turns; anything that one person alone
may see is asked by her, and by somebody who may not.
"""

import hashlib

from .canaries import Room
from .people import EDITING, NAMES, STAFFERS
from .table import VERSIONS

OUTSIDE = tuple(name for name in NAMES if name not in STAFFERS)
INSIDE = tuple(name for name in NAMES if name in STAFFERS)
BY_OWNERSHIP = tuple(name for name in INSIDE if name in EDITING)  # what they see differs
BY_RIGHT = tuple(name for name in INSIDE if name not in EDITING)
FROM_OUTSIDE = ("donor", "other_donor", "anonymous")

# States that are told apart where something can be done: submitted, returned, struck, removed.
PHASES = {"draft", "in review", "for everybody", "item struck", "removed"}
STEPPED = ("desk-", "admin:findings_evaluation_change", "admin:findings_evaluation_delete")
BESIDE = ("_add", "_delete", "_history", "_simple_history", "_password_change", "_state")
REGISTER = ("donor-detail", "area-detail", "theme-detail")

ITEMS = tuple(f"{kind}-detail" for kind in ("finding", "recommendation", "lesson", "practice"))

# Who sends a form that names what is others', too, and the forms that have such fields.
GREEDY = ("editor", "publisher", "project_editor")
FORMS = (
    *(f"admin:{n}_change" for n in ("findings_evaluation", "projects_project", "auth_user")),
    "admin:findings_evaluation_delete",
)
HEADS = 8  # one HEAD for so many GETs
LOOKUPS = 5  # one for so many of a list's


def number(*seed):
    """Return a number that is always the same for the same words."""
    return int(hashlib.sha256("/".join(seed).encode()).hexdigest(), 16)


def turns(things, turn, many=1):
    """Return so many of these, others at each turn."""
    return tuple(things[(turn + n) % len(things)] for n in range(min(many, len(things))))


def targets(place, found):
    """Of the reading room every state; elsewhere one for each circle of people, and each phase."""
    if place.name == "admin:view_on_site":
        return _first(found, lambda target: (target.arguments["content_type_id"], target.may))
    if place.name.endswith("-detail") and "{pk}" in place.route and place.name not in REGISTER:
        return _first(found, lambda target: (target.may, target.state, target.row))
    if place.route.startswith(("desk/", "admin/")) or place.name in REGISTER:
        return circles(place, found)[: 2 if _is_beside(place) else None]
    return found


def _is_beside(place):
    return place.name.endswith(BESIDE) and not place.name.startswith(STEPPED)


def circles(place, found):
    """One target for each circle of people; where steps are taken, of each phase."""
    stepped = place.name.startswith(STEPPED)

    def circle(target):
        phase = target.state if stepped and target.state in PHASES else ""
        return target.may, target.bound, phase

    return _first(found, circle)


def written(place, found):
    """What other methods and forms are sent to: where nothing can be written, one target."""
    own = place.route.startswith(("desk/", "admin/", "preview/"))
    return circles(place, found) if own else found[:1]


def _first(found, key):
    kept = {}
    for target in found:
        kept.setdefault(key(target), target)
    return list(kept.values())


def queries(place, target, asked, n):
    """All of the first target, and where versions differ; of all others one by turns, or none."""
    if n == 0 or target.state in VERSIONS:
        return asked
    if place.route.startswith("admin/"):
        return asked[:1]
    return [*asked[:1], *turns(asked[1:], number(place.name, target.state))]


def people(room, place, target, query, first):
    """Who asks, those who may most first; everybody asks for the first target of each address."""
    turn = number(place.name, target.state, query)
    if room == Room.ACCOUNT:  # which are of the library
        return (*turns(INSIDE, turn), *turns(FROM_OUTSIDE, turn), "deactivated")
    if first and not query and not place.name.endswith(BESIDE):
        return NAMES
    if room == Room.DESK:
        return _at_desk(target, turn, bool(query))
    few = query or not target.may or place.name in ITEMS
    return (*turns(INSIDE, turn), *(turns(FROM_OUTSIDE, turn, 2) if few else FROM_OUTSIDE))


def _at_desk(target, turn, queried):
    """One who may by ownership, one or two who may not, and by turns one by right, one outside."""
    own = [name for name in BY_OWNERSHIP if name in target.may]
    others = [name for name in BY_OWNERSHIP if name not in target.may]
    found = (*turns(own, turn), *turns(others, turn, 1 if queried else 2))
    return found if queried else (*found, *turns(OUTSIDE if turn % 2 else BY_RIGHT, turn))


def writers(room, place, target, first):
    """Who sends forms and other methods; everybody who might do more than another is among them."""
    found = people(room, place, target, "", False)
    step = place.name.startswith("desk-") and target.state in PHASES
    more = INSIDE if step else GREEDY if place.name in FORMS else ()
    return tuple(dict.fromkeys((*found, *more)))


def heads(place, target, query, person):
    return number(place.name, target.state, query, person) % HEADS == 0


def seekers(place, room):
    """Who searches for hidden words: those from whom the most is hidden."""
    if room == Room.DESK:
        return turns(BY_OWNERSHIP, number(place.name))
    return ("staff", "donor", "other_donor", "anonymous")


def sought(person, place, room, hidden):
    """Return of the canaries hidden from a person one for each circle of who may see them."""
    hidden = sorted(hidden, key=lambda c: number(place.name, person, c.word))
    return list({c.kin(room): c for c in hidden}.values())


def lookups(queries):
    """Return some of what no list is to be asked."""
    return [queries[0], *queries[1::LOOKUPS]]


def remembered(place, asked):
    """Whether an answer is held against a later one: of a list plain and searched, else plain."""
    query = asked.address.partition("?")[2]
    return not query or (not place.arguments and query in ("q=stands", "more=donor"))


def requests(person, place, target, plain, filled, first):
    """Return a plain request, by turns, and the filled forms that a person sends."""
    turn = NAMES.index(person) + number(place.name, target.state)
    forms = 0 if person == "superuser" else 2 if person in GREEDY else 1
    return [*turns(plain, turn, first or turn % 2), *filled[:forms]]
