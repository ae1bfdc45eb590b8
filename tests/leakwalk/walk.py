"""The walk itself."""

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import transaction

from evalsite.page_cache import SHELF
from findings.search.upkeep import freshen

from . import checks, essence, lists
from .addresses import places
from .administration import is_of_owners, model_of, place_targets
from .asking import Asked, Asker
from .bodies import bodies_for
from .canaries import Room
from .hidden import happen, taken
from .parameters import SEARCHES, autocompletes, queries
from .people import NAMES, STAFFERS
from .table import NOBODY
from .targets import TARGETS, addresses, once
from .writes import Ledger, forbidden

OTHER_METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
# What a link might say to let something be done by it.
GUESSED = {"note": "x", "reason": "x", "name": "x", "save": "1", "action": "x", "sure": "1"}


@dataclass(frozen=True)
class Problem:
    """What is wrong, where: found by one check in one slice."""

    slice: str
    check: str
    asked: str
    words: str

    def __str__(self):
        return f"[{self.slice}] {self.check}: {self.asked} {self.words}"


class Enough(Exception):
    """As many problems were found as were asked for."""


class Walk:
    """Walks some slices of the site in a world.

    `everything` walks all combinations; `enough` is the number of problems at which it ends.
    """

    def __init__(self, world, everything=False, enough=0):
        self.world, self.everything, self.enough = world, everything, enough
        self.ledger = world.ledger = world.ledger or Ledger()
        SHELF.clear()  # what it keeps was made by another site, if a hole was planted in between
        self.places = list(places())
        self.known = addresses(world, self.places)
        self.asker = Asker(world.sessions, self.ledger.differences)
        self.problems, self.nothing, self.shown = [], {}, {}

    def slices(self, names=None):
        """Walk the slices with these names, or all of them; return the Problems."""
        if unknown := set(names or ()) - {place.slice for place in self.places}:
            raise LookupError(f"There is no slice {', '.join(sorted(unknown))}.")
        with suppress(Enough):
            for place in self.places:
                if names is None or place.slice in names:
                    self.place(place)
            self.unmoved()
        return self.problems

    def place(self, place):
        targets = self.targets(place)
        if targets is None:
            self.note(place, "arguments", place.name, "has no sample arguments: see targets.py")
            return
        for n, target in enumerate(targets):
            asked = queries(self.world, place, target, self.everything)
            for query in asked if self.everything else essence.queries(place, target, asked, n):
                self.read(place, target, query, first=n == 0)
        for n, target in enumerate(targets if self.everything else essence.written(place, targets)):
            self.write(place, target, first=n == 0)
        self.search(place)
        self.lookups(place)
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
        return found if found is None or self.everything else essence.targets(place, found)

    def people(self, place, target, query, first):
        if self.everything:
            return NAMES
        return essence.people(checks.room_of(place, query), place, target, query, first)

    def writers(self, place, target, first):
        if self.everything:
            return NAMES
        return essence.writers(checks.room_of(place), place, target, first)

    def read(self, place, target, query, first):
        """Ask as every person, those who may most first: what was kept for them must not leak."""
        room = checks.room_of(place, query)
        address = place.address(target.arguments) + (f"?{query}" if query else "")
        for person in self.people(place, target, query, first):
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
            if self.everything or essence.heads(place, target, query, person):
                asked = Asked(person, address, "HEAD")
                head = self.asker.ask(asked)
                self.check(place, head, room)
                self.note_all(place, "head", head, checks.head(head, answer))
            self.conditional(place, answer)

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
            for person in NAMES if self.everything else essence.seekers(place, room):
                base = f"{place.address({})}?{query}"

                def ask(told, person=person, base=base):
                    answer = self.asker.ask(Asked(person, f"{base}{told}"))
                    self.check(place, answer, room)
                    return answer

                if ask("").status == 200:
                    for words in lists.confirms(ask, parameter, self.sought(place, room, person)):
                        self.note(place, "search", f"GET {base} as {person}", words)

    def sought(self, place, room, person):
        """Return what a person types to find what is hidden from her, and the canaries it is of."""
        hidden = self.world.aviary.hidden_from(person, room)
        one_of_each = lists.spelt(essence.sought(person, place, room, hidden), room)
        if self.everything:
            return [*one_of_each, *((c, c.word) for c in hidden)]
        return one_of_each

    def lookups(self, place):
        """Ask each list, by whoever finds something in it, what no list is to be asked."""
        if not place.name.endswith("_changelist"):
            return
        asked = list(lists.lookups(model_of(place)))
        for query in asked if self.everything else essence.lookups(asked):
            for person in NAMES if self.everything else ("editor",):
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

    def write(self, place, target, first):
        """Send each other method, empty and with a filled form, and a GET with what it holds."""
        address = place.address(target.arguments)
        forms = bodies_for(self.world, self.asker, place, target, address)
        for person in self.writers(place, target, first):
            plain = [Asked(person, address, method) for method in OTHER_METHODS]
            told = urlencode({**GUESSED, **forms[0]} if len(forms[0]) < 9 else GUESSED, doseq=True)
            filled = [Asked(person, address, "POST", form) for form in forms]
            plain.append(Asked(person, f"{address}?{told}"))
            asked = [*plain, *filled]
            if not self.everything:
                asked = essence.requests(person, place, target, plain, filled, first)
            for one in asked:
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
        of_one = "evaluation" in place.route and place.arguments or is_of_owners(place)
        asked = self.everything or essence.remembered(place, answer.asked)
        if answer.status == 200 and person in unseeing and (of_one or not own) and asked:
            self.shown[answer.asked] = place, answer

    def unmoved(self):
        """What happens where a person may not look changes no count, no ETag, no page of hers."""
        if not self.shown:
            return
        with transaction.atomic():
            happen(self.world)
            freshen()
            for asked, (place, before) in self.shown.items():
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
        if len(self.problems) == self.enough:
            raise Enough


def walk(world, slices=None, everything=False, enough=0):
    """Walk these slices of the site as everybody; return the Problems that were found."""
    return Walk(world, everything, enough).slices(slices)
