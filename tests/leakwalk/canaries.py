"""Words that stand in one text of the world each, and the rule who may come across them where."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import models

from projects.fields import AddressField, MonthField, RichTextField

# Lower-case hexadecimal: no escape, accent, slug or word break alters it. All words of texts that
# the same people see in lists and at the desk begin alike, so that one search asks for them all.
SHAPE = re.compile("cafe[0-9a-f]{2}f00d[0-9a-f]{8}|cafequandolier")
SPELT, MISSPELT = "cafequandolier", "cafequandoleir"  # of letters alone, as words are suggested
LENGTH = 18
SCATTER, MOST = 0x9E3779, 0x1000000  # the former is odd: no two numbers become one


class Room(StrEnum):
    """Where a text may be come across; what an address shows belongs to one of them."""

    LISTS = "lists"  # home, lists, search, feeds: of what is published now
    CURRENT = "current"  # the page of one thing as it is now, or of what it was and why it is gone
    PINNED = "pinned"  # earlier versions
    REGISTER = "register"  # the page of an entry that the register tells of by itself
    DESK = "desk"  # desk and administration
    LINK = "link"  # what the bearer of a preview link is shown
    ACCOUNT = "account"  # one's own account


@dataclass(frozen=True)
class Sight:
    """Who may see a text, by room; nobody where nothing is said."""

    lists: frozenset = frozenset()
    current: frozenset = frozenset()
    pinned: frozenset = frozenset()
    desk: frozenset = frozenset()
    link: frozenset = frozenset()
    account: frozenset = frozenset()
    register: frozenset = frozenset()
    found: frozenset | None = None  # who finds it by searching at the desk; else whoever sees it

    @property
    def searched(self):
        return self.desk if self.found is None else self.found

    def within(self, room):
        """Who may see it there; beside a draft or an entry stands what readers see besides."""
        seen = getattr(self, room)
        return seen | self.current if room in (Room.LINK, Room.REGISTER) else seen

    def also(self, **rooms):
        """Return a sight that is wider in these rooms."""
        every = {name: getattr(self, name) | rooms.get(name, frozenset()) for name in Room}
        return Sight(**every, found=rooms.get("found", self.found))


@dataclass(frozen=True)
class Canary:
    word: str
    state: str
    part: str
    field: str
    sight: Sight

    def __str__(self):
        return f"{self.state}: {self.part} ({self.field})"

    def kin(self, room):
        """What stands in all words that the same people see there, or in lists, and in no other."""
        return self.word[6:12] if room == Room.DESK else self.word[:6]


@dataclass
class Aviary:
    """All canaries of a world by their words."""

    known: dict = field(default_factory=dict)
    circles: list = field(default_factory=list)

    def word(self, state, part, name, sight):
        """Return a new word for one text."""
        return self._known(self._word(sight), state, part, name, sight)

    def spelt(self, state, part, name, sight):
        """Return the one word that is of letters alone."""
        return self._known(SPELT, state, part, name, sight)

    def _known(self, word, state, part, name, sight):
        self.known[word] = Canary(word, state, part, name, sight)
        return word

    def _word(self, sight):
        scattered = len(self.known) * SCATTER % MOST
        lists, desk = self._circle(sight.lists), self._circle(sight.searched)
        return f"cafe{lists:02x}f00d{desk:02x}{scattered:06x}"

    def _circle(self, people):
        if people not in self.circles:
            self.circles.append(people)
        return self.circles.index(people)

    def texts(self, model, state, part, sight, **given):
        """Return {field: text} for every text field of a model, each with a word of its own."""
        told = {
            f.name: _said(f, self.word(state, part, f"{model._meta.model_name}.{f.name}", sight))
            for f in model._meta.concrete_fields
            if f.name not in given and _holds_words(f)
        }
        return told | given

    def found(self, text):
        """Return the canaries that stand in a text."""
        return {self.known[word] for word in set(SHAPE.findall(text)) if word in self.known}

    def hidden_from(self, person, room):
        """Return the canaries that a person does not find by searching there."""
        if room == Room.DESK:
            return [c for c in self.known.values() if person not in c.sight.searched]
        return [c for c in self.known.values() if person not in c.sight.within(room)]


def _holds_words(f):
    if not isinstance(f, models.CharField | models.TextField) or f.choices or f.primary_key:
        return False
    if isinstance(f, MonthField) or not f.editable:
        return False
    return f.max_length is None or f.max_length >= LENGTH


def _said(f, word):
    if isinstance(f, models.URLField):
        return f"https://example.org/{word}"
    if isinstance(f, AddressField):
        return word
    if isinstance(f, RichTextField):
        return f"<p>{word} stands here.</p>"
    return word if f.max_length and f.max_length < LENGTH + 16 else f"{word} stands here"
