"""Areas and donors of which a person may read something, and how much there is of each."""

from collections import defaultdict
from dataclasses import dataclass, field

from projects.terms import AreaKind

from .facets.room import room
from .facets.sets import Members
from .search.words import fold

NO_LETTER = "0–9"


@dataclass(frozen=True)
class Entry:
    """An area or donor, and how many evaluations and projects of it a person may read."""

    address: str
    name: str
    evaluations: int
    projects: int
    parts: tuple["Entry", ...] = field(default=())


def donor_index(user):
    """Return [(letter, its Entries)] of donors, by their names without accents."""
    reading = room()
    letters = defaultdict(list)
    for entry in _entries(reading, user, "donor", reading.names.donors):
        letters[_letter(entry.name)].append(entry)
    return [(letter, sorted(letters[letter], key=_by_name)) for letter in sorted(letters)]


@dataclass(frozen=True)
class AreaIndex:
    """Regions with what lies in them, the world itself, and areas that lie in no region."""

    world: Entry | None
    regions: tuple[Entry, ...]
    others: tuple[Entry, ...]

    def __bool__(self):
        return bool(self.world or self.regions or self.others)


def area_index(user):
    """Return the AreaIndex; what lies in an area counts as the area's too, the world apart."""
    reading = room()
    found = {e.address: e for e in _entries(reading, user, "area", reading.names.areas)}
    below, kinds = defaultdict(list), reading.names.kinds
    for code in found:
        above = next(iter(reading.names.within.get(code, ())), None)
        below[above if above in found else None].append(code)
    tops = [_branch(code, found, below) for code in below[None]]
    of_kind = {kind: [e for e in tops if kinds[e.address] == kind] for kind in AreaKind}
    worlds, regions = of_kind.pop(AreaKind.WORLD), of_kind.pop(AreaKind.REGION)
    others = [entry for entries in of_kind.values() for entry in entries]
    return AreaIndex(
        world=worlds[0] if worlds else None,
        regions=tuple(sorted(regions, key=_by_name)),
        others=tuple(sorted(others, key=_by_name)),
    )


def _branch(code, found, below):
    """Return the Entry of an area with all that lies in it, single countries before sub-regions."""
    parts = [_branch(part, found, below) for part in below[code]]
    parts.sort(key=lambda entry: (bool(entry.parts), _by_name(entry)))
    own = found[code]
    return Entry(own.address, own.name, own.evaluations, own.projects, tuple(parts))


def _entries(reading, user, facet, names):
    """Yield the Entries of a facet's values that are called something, in no order."""
    shelves = [
        (reading.shelves[shelf].values.get(facet, {}), reading.mask(shelf, user))
        for shelf in ("publication", "project")
    ]
    for address in shelves[0][0].keys() | shelves[1][0].keys():
        counts = [(told.get(address, Members()).whole & m).bit_count() for told, m in shelves]
        if address in names and any(counts):
            yield Entry(address, names[address], *counts)


def _letter(name):
    first = fold(name)[:1].upper()
    return first if first.isalpha() else NO_LETTER


def _by_name(entry):
    return fold(entry.name)
