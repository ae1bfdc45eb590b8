"""The walk itself."""

import hashlib
from dataclasses import dataclass

from . import checks, lists
from .addresses import places
from .administration import place_targets
from .asking import Asked, Asker
from .bodies import body_for
from .canaries import Room
from .parameters import SEARCHES, autocompletes, queries
from .people import NAMES, STAFFERS
from .table import NOBODY
from .targets import TARGETS, once
from .writes import Ledger, forbidden

OTHER_METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
HIDDEN_WORDS = 3  # for which a person searches each list, when not all are walked


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
        self.asker = Asker(world.sessions, self.ledger.differences)
        self.problems, self.nothing = [], {}

    def slices(self, names=None):
        """Walk the slices with these names, or all of them; return the Problems."""
        known = list(places())
        if unknown := set(names or ()) - {place.slice for place in known}:
            raise LookupError(f"There is no slice {', '.join(sorted(unknown))}.")
        for place in known:
            if names is None or place.slice in names:
                self.place(place)
        return self.problems

    def place(self, place):
        targets = self.targets(place)
        if targets is None:
            self.note(place, "arguments", place.name, "has no sample arguments: see targets.py")
            return
        for target in targets:
            for query in queries(self.world, place, target, self.everything):
                self.read(place, target, query)
            self.write(place, target)
        self.search(place)

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
            if self.everything or _number(address, person) % 8 == 0:
                asked = Asked(person, address, "HEAD")
                head = self.asker.ask(asked)
                self.check(place, head, room)
                self.note_all(place, "head", head, checks.head(head, answer))
            self.conditional(place, answer)

    def readers(self, room, query):
        """Who asks; those who do not come to the desk ask it without parameters, and for one."""
        if self.everything or room != Room.DESK or not query:
            return NAMES
        outside = [name for name in NAMES if name not in STAFFERS]
        return [*(n for n in NAMES if n in STAFFERS), outside[_number(query) % len(outside)]]

    def check(self, place, answer, room):
        self.note_all(place, "status", answer, checks.status(answer))
        self.note_all(place, "canaries", answer, checks.canaries(self.world, answer, room))

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
            if "_facets" in query and (self.everything or person == "editor"):
                self.note_all(place, "counts", answer, lists.facets(answer, ask))
        elif place.name == "admin:index" and person in STAFFERS:
            self.note_all(place, "counts", answer, lists.tasks(answer, ask))
        elif place.name == "admin:autocomplete" and query:
            self.note_all(place, "counts", answer, lists.results(self.world, answer))

    def search(self, place):
        """Search each list for what is hidden from each person."""
        for parameter, query in self.searched(place):
            for person in NAMES:
                base = f"{place.address({})}?{query}"

                def ask(told, person=person, base=base):
                    return self.asker.ask(Asked(person, f"{base}{told}"))

                if ask("").status == 200:
                    hidden = self.hidden(person, checks.room_of(place), base)
                    for words in lists.confirms(ask, parameter, hidden):
                        self.note(place, "search", f"GET {base} as {person}", words)

    def searched(self, place):
        """Yield (the parameter of a search, what is asked besides) of an address."""
        if place.name == "admin:autocomplete":
            found = autocompletes() if self.everything else autocompletes(once=True)
            yield from (("term", f"{query}&") for query in found)
        elif parameter := SEARCHES.get(place.name) or lists.searched(place):
            yield parameter, ""

    def hidden(self, person, room, seed):
        """Return the canaries for which a person searches."""
        found = self.world.aviary.hidden_from(person, room)
        if self.everything:
            return found
        return sorted(found, key=lambda c: _number(seed, person, c.word))[:HIDDEN_WORDS]

    def write(self, place, target):
        """Send each other method, with an empty body and with a filled one; take it back."""
        address = place.address(target.arguments)
        room = checks.room_of(place)
        filled = body_for(self.world, self.asker, place, target, address)
        for person in NAMES:
            asked = [Asked(person, address, method) for method in OTHER_METHODS]
            asked.append(Asked(person, address, "POST", filled))
            for one in asked if self.everything else _rotating(asked):
                answer = self.asker.ask(one)
                self.check(place, answer, room)
                for change in forbidden(self.world, self.ledger, person, answer.changes):
                    self.note(place, "writing", one, f"– {change}")

    def note_all(self, place, check, answer, told):
        for words in told:
            self.note(place, check, answer.asked, words)

    def note(self, place, check, asked, words):
        self.problems.append(Problem(place.slice, check, str(asked), words))


def walk(world, slices=None, everything=False):
    """Walk these slices of the site as everybody; return the Problems that were found."""
    return Walk(world, everything).slices(slices)


def _essence(place, targets):
    """Of the reading room all; at the desk one target for each circle of people that may see it."""
    if not place.route.startswith(("desk/", "admin/")) or place.name == "admin:view_on_site":
        return targets
    kept = {}
    for target in targets:
        kept.setdefault((target.may, target.bound, bool(target.must == NOBODY)), target)
    return list(kept.values())


def _number(*seed):
    """Return a number that is always the same for the same."""
    return int(hashlib.sha256("".join(seed).encode()).hexdigest(), 16)


def _rotating(asked):
    """The filled form always, and one of the rest."""
    *plain, filled = asked
    return [plain[_number(str(filled)) % len(plain)], filled]
