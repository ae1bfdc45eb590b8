"""The walk itself."""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import transaction

from . import checks, lists
from .addresses import places
from .administration import model_of, place_targets
from .asking import Asked, Asker
from .bodies import bodies_for
from .canaries import Room
from .hidden import happen, taken
from .parameters import SEARCHES, autocompletes, queries
from .people import NAMES, STAFFERS
from .table import NOBODY, SIGHTS
from .targets import TARGETS, addresses, once
from .writes import Ledger, forbidden

OTHER_METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
TURNS = 4  # in which people search for the kinds of hidden words, when not all are walked

# What a link might say to let something be done by it.
GUESSED = {"note": "x", "reason": "x", "name": "x", "save": "1", "action": "x", "sure": "1"}

# Who names what is others' in a form, when not all do.
GREEDY = ("editor", "publisher", "project_editor")

# States that tell the desk's addresses apart, and those in which something else can be done.
TELLING = {
    "draft", "in review", "for everybody", "withdrawn", "item struck", "newer draft", "removed",
    "no project", "draft of others",
}  # fmt: skip
REGISTER = ("donor-detail", "area-detail", "theme-detail")
PHASES = {"draft", "in review", "for everybody", "item struck"}


@dataclass(frozen=True)
class Problem:
    """What is wrong, where: found by one check in one slice."""

    slice: str
    check: str
    asked: str
    words: str

    def __str__(self):
        return f"[{self.slice}] {self.check}: {self.asked} {self.words}"


class Walk:
    """Walks some slices of the site in a world; `everything` walks all combinations."""

    def __init__(self, world, everything=False):
        self.world, self.everything = world, everything
        self.ledger = Ledger()
        self.places = list(places())
        self.known = addresses(world, self.places)
        self.asker = Asker(world.sessions, self.ledger.differences)
        self.problems, self.nothing = [], {}

    def slices(self, names=None):
        """Walk the slices with these names, or all of them; return the Problems."""
        if unknown := set(names or ()) - {place.slice for place in self.places}:
            raise LookupError(f"There is no slice {', '.join(sorted(unknown))}.")
        for place in self.places:
            if names is None or place.slice in names:
                self.place(place)
        return self.problems

    def place(self, place):
        targets = self.targets(place)
        if targets is None:
            self.note(place, "arguments", place.name, "has no sample arguments: see targets.py")
            return
        self.shown = {}
        for n, target in enumerate(targets):
            asked = queries(self.world, place, target, self.everything)
            few = n and place.route.startswith("admin/") and not self.everything
            for query in asked[:1] if few else asked:
                self.read(place, target, query)
        for target in targets if self.everything else _one_of_each(targets):
            self.write(place, target)
        self.search(place)
        self.lookups(place)
        self.unmoved(place)
        self.taken(place)

    def targets(self, place):
        """Return what stands under an address, or None where the walk does not know it."""
        if place.name in TARGETS:
            found = list(TARGETS[place.name](self.world))
        elif place.route.startswith("admin/"):
            found = place_targets(self.world, place)
        elif not place.arguments:
            own = place.route.startswith("accounts/")
            found = once(must=NOBODY if own else None)(self.world)
        else:
            return None
        return found if found is None or self.everything else _essence(place, found)

    def read(self, place, target, query):
        """Ask as every person, those who may most first: what was kept for them must not leak."""
        room = checks.room_of(place, query)
        address = place.address(target.arguments) + (f"?{query}" if query else "")
        for person in self.readers(room, query):
            answer = self.asker.ask(Asked(person, address))
            self.check(place, answer, room)
            self.note_all(place, "caching", answer, checks.caching(answer, room))
            if answer.tables:
                self.note(place, "writing", answer.asked, f"writes {', '.join(answer.tables)}")
            if not query:
                self.note_all(place, "reach", answer, checks.reach(answer, target))
            if person not in target.may:
                self.compare(place, target, query, answer)
            self.look(place, answer, query)
            self.keep(place, answer, room)
            if self.everything or _number(address, person) % 8 == 0:
                asked = Asked(person, address, "HEAD")
                head = self.asker.ask(asked)
                self.check(place, head, room)
                self.note_all(place, "head", head, checks.head(head, answer))
            self.conditional(place, answer)

    def readers(self, room, query):
        """Who asks. Of those who see the same one asks for all, where parameters are given."""
        if self.everything or not query:
            return NAMES
        alike = NAMES[:4] if room == Room.DESK else NAMES[:8]
        outside = [name for name in NAMES if name not in STAFFERS]
        if room == Room.DESK:
            outside = [outside[_number(query) % len(outside)]]
        inside = [name for name in STAFFERS if name not in alike]
        return [alike[_number("alike", query) % len(alike)], *sorted(inside), *outside]

    def check(self, place, answer, room):
        self.note_all(place, "status", answer, checks.status(answer))
        self.note_all(place, "canaries", answer, checks.canaries(self.world, answer, room))
        if room not in (Room.DESK, Room.ACCOUNT):
            self.note_all(place, "links", answer, checks.leads(answer, self.known))

    def compare(self, place, target, query, answer):
        """Hold what is hidden from a person against what does not exist."""
        for missing in target.missing:
            address = place.address(missing) + (f"?{query}" if query else "")
            key = (answer.asked.person, address)
            if key not in self.nothing:
                self.nothing[key] = self.asker.ask(Asked(*key))
            told = checks.alike(answer, self.nothing[key])
            self.note_all(place, "alike", answer, told)

    def conditional(self, place, answer):
        """Whoever knows the ETag of what she may not see learns nothing by naming it."""
        tags = self.nothing.setdefault("tags", {})
        address = answer.asked.address
        if tag := answer.headers.get("ETag"):
            tags.setdefault(address, tag)
        if address in tags and tags[address] != answer.headers.get("ETag"):
            headers = (("HTTP_IF_NONE_MATCH", tags[address]),)
            again = self.asker.ask(Asked(answer.asked.person, address, headers=headers))
            self.note_all(place, "etag", again, checks.alike(again, answer))

    def look(self, place, answer, query):
        """Compare lists and counts with the table."""
        person = answer.asked.person

        def ask(address):
            if address.startswith("?"):
                address = answer.asked.address.partition("?")[0] + address
            return self.asker.ask(Asked(person, address))

        if place.name in ("home", "evaluation-list", "project-list") and "page=2" not in query:
            self.note_all(place, "counts", answer, lists.entries(self.world, answer))
        elif place.name.endswith("_changelist") and person in STAFFERS:
            self.note_all(place, "counts", answer, lists.changelist(self.world, place, answer))
            self.note_all(place, "counts", answer, lists.choices(self.world, place, answer))
            if "_facets" in query and (self.everything or person == "editor"):
                self.note_all(place, "counts", answer, lists.facets(answer, ask))
        elif place.name == "admin:index" and person in STAFFERS:
            self.note_all(place, "counts", answer, lists.tasks(answer, ask))
        elif place.name == "admin:autocomplete" and query:
            self.note_all(place, "counts", answer, lists.results(self.world, answer))

    def search(self, place):
        """Search each list for what is hidden from each person."""
        room = checks.room_of(place)
        for parameter, query in self.searched(place):
            for person in NAMES:
                base = f"{place.address({})}?{query}"

                def ask(told, person=person, base=base):
                    answer = self.asker.ask(Asked(person, f"{base}{told}"))
                    self.check(place, answer, room)
                    return answer

                if ask("").status == 200:
                    hidden = self.hidden(person, room, base)
                    halves = self.everything or room != Room.DESK
                    for words in lists.confirms(ask, parameter, hidden, halves):
                        self.note(place, "search", f"GET {base} as {person}", words)

    def lookups(self, place):
        """Ask each list, by whoever finds something in it, what no list is to be asked."""
        if not place.name.endswith("_changelist"):
            return
        for query in lists.lookups(model_of(place)):
            for person in NAMES if self.everything else ("editor", "superuser"):
                asked = Asked(person, f"{place.address({})}?{query}")
                answer = self.asker.ask(asked)
                if answer.status == 200:
                    self.note(place, "lookups", asked, "looks into texts")

    def searched(self, place):
        """Yield (the parameter of a search, what is asked besides) of an address."""
        if place.name == "admin:autocomplete":
            found = autocompletes() if self.everything else autocompletes(once=True)
            yield from (("term", f"{query}&") for query in found)
        elif parameter := SEARCHES.get(place.name) or lists.searched(place):
            yield parameter, ""

    def hidden(self, person, room, seed):
        """Return the canaries for which a person searches; else some of each kind, by turns."""
        found = self.world.aviary.hidden_from(person, room)
        if self.everything:
            return found
        found.sort(key=lambda c: _number(seed, person, c.word))
        kinds = {c.field: c for c in found}
        turn = NAMES.index(person) % TURNS
        return [kinds[kind] for kind in sorted(kinds)][turn::TURNS]

    def write(self, place, target):
        """Send each other method, empty and with a filled form, and a GET with what it holds."""
        address = place.address(target.arguments)
        forms = bodies_for(self.world, self.asker, place, target, address)
        for n, person in enumerate(NAMES):
            plain = [Asked(person, address, method) for method in OTHER_METHODS]
            told = urlencode({**GUESSED, **forms[0]} if len(forms[0]) < 9 else GUESSED, doseq=True)
            filled = [Asked(person, address, "POST", form) for form in forms]
            plain.append(Asked(person, f"{address}?{told}"))
            if not self.everything:
                turn = (n + _number(address)) % len(plain)
                plain = plain[turn : turn + 1]
                filled = filled[: 0 if person == "superuser" else 2 if person in GREEDY else 1]
            for one in (*plain, *filled):
                self.written(place, target, self.asker.ask(one))

    def written(self, place, target, answer):
        """Check the answer to a request that might write."""
        person, room = answer.asked.person, checks.room_of(place)
        self.check(place, answer, room)
        for change in forbidden(self.world, self.ledger, person, answer.changes):
            self.note(place, "writing", answer.asked, f"– {change}")
        let_in = not checks.denied(answer) and answer.status != 403
        if answer.asked.method == "POST" and person not in target.may and let_in:
            self.note(place, "reach", answer.asked, f"answers {answer.status}")

    def keep(self, place, answer, room):
        """Remember what those are shown who are not to notice what happens unseen."""
        person, own = answer.asked.person, room in (Room.DESK, Room.ACCOUNT, Room.LINK)
        unseeing = ("other_editor",) if own else ("anonymous", "donor")
        of_one = "evaluation" in place.route and place.arguments
        if answer.status == 200 and person in unseeing and (of_one or not own):
            self.shown[answer.asked] = answer

    def unmoved(self, place):
        """What happens where a person may not look changes no count, no ETag, no page of hers."""
        if not self.shown:
            return
        with transaction.atomic():
            happen(self.world)
            for asked, before in self.shown.items():
                now = self.asker.ask(asked)
                self.note_all(place, "unmoved", now, checks.moved(now, before))
            transaction.set_rollback(True)

    def taken(self, place):
        """What was taken from a person she does not see any more, whatever she saw before."""
        for person, address, give, take in taken(self.world):
            if not place.matches(address):
                continue
            with transaction.atomic():
                give()
                asked = Asked(person, address)
                if (before := self.asker.ask(asked)).status != 200:
                    self.note(place, "reach", asked, f"answers {before.status} to whom it is given")
                take()
                now = self.asker.ask(asked)
                if now.status != 404 and not checks.led_to_signing_in(now):
                    self.note(place, "taken", asked, f"answers {now.status} after it was taken")
                transaction.set_rollback(True)

    def note_all(self, place, check, answer, told):
        for words in told:
            self.note(place, check, answer.asked, words)

    def note(self, place, check, asked, words):
        self.problems.append(Problem(place.slice, check, str(asked), words))


def walk(world, slices=None, everything=False):
    """Walk these slices of the site as everybody; return the Problems that were found."""
    return Walk(world, everything).slices(slices)


def _essence(place, targets):
    """Of the reading room all; at the desk some states; of models one row for each circle."""
    if place.route.startswith("desk/"):
        return [t for t in targets if t.state not in SIGHTS or t.state in TELLING]
    if place.route.startswith("admin/") and place.name != "admin:view_on_site":
        return _one_of_each(targets)
    if place.name in REGISTER:
        return _one_of_each(targets)
    return targets


def _one_of_each(targets):
    """One target for each circle of people, told states apart in which something can be done."""
    kept = {}
    for target in targets:
        phase = target.state if target.state in PHASES else ""
        kept.setdefault((target.may, target.bound, phase), target)
    return list(kept.values())


def _number(*seed):
    """Return a number that is always the same for the same."""
    return int(hashlib.sha256("".join(seed).encode()).hexdigest(), 16)
