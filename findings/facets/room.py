"""The reading room in memory, read once by each process and kept up with what is written."""

import threading
from dataclasses import dataclass, field, replace

from django.db import connection
from django.utils import timezone

from projects.merging import merged_into
from projects.models import Area, Donor, Merge, Project
from projects.terms import AreaKind, Audience

from ..models import Card, Publication, SearchLog
from ..search.upkeep import freshen
from .sets import bits_of
from .shelves import Shelf

MANY = 2000  # entries of the log after which all is read anew
SHELVES = ("publication", "project")
_lock = threading.RLock()
_rooms = {}


@dataclass(frozen=True)
class Names:
    """How areas, donors and themes are called now, and which area lies in which."""

    areas: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    within: dict[str, tuple[str, ...]] = field(default_factory=dict)
    donors: dict[str, str] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls):
        rows = list(Area.objects.values_list("pk", "code", "name", "kind", "parent"))
        codes = {key: code for key, code, *_ in rows}
        parents = {code: codes.get(parent) for _, code, _, _, parent in rows}
        world = {code for _, code, _, kind, _ in rows if kind == AreaKind.WORLD}
        return cls(
            areas={code: name for _, code, name, *_ in rows},
            kinds={code: kind for _, code, _, kind, _ in rows},
            within={code: tuple(_above(code, parents, world)) for code in parents},
            donors={donor.slug: str(donor) for donor in Donor.objects.all()},
            merged=_merged(),
        )

    def expand(self, facet, values):
        """Return the values with all that holds them: a country's regions, a double's donor."""
        if facet == "area":
            return {v for value in values for v in (value, *self.within.get(value, ()))}
        if facet == "donor":
            return {self.merged.get(value, value) for value in values}
        return values


def _above(code, parents, world):
    """Yield the regions in which an area lies; the world is no narrower than nothing."""
    passed = {code}
    while (code := parents.get(code)) and code not in passed and code not in world:
        passed.add(code)
        yield code


def _merged():
    """Return {address of a donor that was merged: that of the one that was kept}."""
    if not Merge.objects.filter(model="projects.donor", undone=None).exists():
        return {}
    there = dict(Donor.objects.values_list("pk", "slug"))
    gone = Donor.history_model.objects.exclude(slug__in=there.values())
    kept = {s: merged_into(Donor, s) for s in gone.values_list("slug", flat=True).distinct()}
    return {slug: there[key] for slug, key in kept.items() if key in there}


@dataclass(frozen=True)
class Room:
    """Both shelves as of one entry of the log, and the names of what stands there."""

    shelves: dict[str, Shelf] = field(default_factory=dict)
    names: Names = Names()
    seen: tuple = ()
    day: str = ""

    def mask(self, shelf, user):
        """Return the bits of what this person may read of a shelf, of each the newest."""
        levels = self.shelves[shelf].levels
        if user.is_active and user.is_staff:
            return levels.get("staff", 0)
        public = levels.get("public", 0)
        if user.is_anonymous or not user.is_active:
            return public
        return _funded(shelf, user, public)


def _funded(shelf, user, public):
    """Return what everybody may read, with what is for the donors to whom a person belongs."""
    if shelf == "project":
        funded = Project.objects.visible_to(user).filter(audience=Audience.DONORS)
        return public | bits_of(list(funded.values_list("pk", flat=True)))
    current = Publication.objects.current_to(user)
    own = current.filter(audience=Audience.DONORS).values("evaluation")
    told = Publication.objects.filter(newest_public=True, evaluation__in=own)
    public &= ~bits_of(list(told.values_list("pk", flat=True)))
    return public | bits_of(
        list(current.filter(evaluation__in=own).order_by().values_list("pk", flat=True))
    )


def room():
    """Return the Room as it is now."""
    freshen()
    name = str(connection.settings_dict["NAME"])
    with _lock:
        _rooms[name] = _kept_up(_rooms.get(name, Room()))
        return _rooms[name]


def _kept_up(known):
    """Return a Room with what was written since another one was read."""
    last = SearchLog.objects.order_by("-pk").values_list("pk", "token").first() or ()
    today = timezone.localdate().isoformat()
    if known.shelves and (known.seen, known.day) == (last, today):
        return known
    entries = _entries_since(known, last) if known.day == today else None
    if entries is None or any(shelf == "names" for shelf, _ in entries):
        return _read_anew(last, today)
    shelves = {name: _caught_up(known, name, entries) for name in SHELVES}
    return replace(known, shelves=shelves, seen=last)


def _entries_since(known, last):
    """Return {(shelf, key)} of what was written since, or None where all is to be read anew."""
    if not (known.seen and last):
        return None
    key, token = known.seen
    if not SearchLog.objects.filter(pk=key, token=token).exists():
        return None
    rows = SearchLog.objects.filter(pk__gt=key, pk__lte=last[0]).values_list("shelf", "key")
    entries = set(rows[: MANY + 1])
    return None if len(entries) > MANY else entries


def _caught_up(known, name, entries):
    keys = [key for shelf, key in entries if shelf == name]
    if not keys:
        return known.shelves[name]
    rows = Card.objects.filter(shelf=name, key__in=keys).values_list("key", "content")
    return known.shelves[name].read(rows, keys, known.names.expand, known.day)


def _read_anew(last, today):
    names = Names.read()
    shelves = {}
    for name in SHELVES:
        rows = Card.objects.filter(shelf=name).values_list("key", "content")
        shelves[name] = Shelf(name).read(rows.iterator(chunk_size=2000), (), names.expand, today)
    return Room(shelves, names, last, today)
