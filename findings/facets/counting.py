"""What a choice leaves of a list, and how many of it each value of each facet would leave."""

from dataclasses import dataclass
from heapq import heappush, heappushpop

from ..search.places import KIND, KINDS
from .facets import WHAT, YEAR
from .sets import Counted, Members, narrowed

MOST_SHOWN = 400  # values of one facet, for who asks for all of them


@dataclass(frozen=True)
class Shown:
    """A value of a facet as a page shows it."""

    value: str
    label: str
    count: int
    chosen: bool
    href: str


class Counts:
    """Counts of the values of facets under a choice.

    `stock` are pairs of a Shelf and the planes on it that a reader may see, searched or not; in a
    list of whole publications each is one plane.
    """

    def __init__(self, stock, facets, choice):
        self.stock, self.facets, self.choice = stock, facets, choice
        self.left = [self._narrowed(shelf, planes) for shelf, planes in stock]
        self._all = None

    @property
    def total(self):
        return sum(counted.size for counted in self._of_all())

    def of(self, facet):
        """Return [(Shelf, Counted)] of what all other facets leave."""
        if not self._is_chosen(facet):
            counted = self._of_all()
        else:
            counted = [Counted(self._narrowed(s, planes, facet)) for s, planes in self.stock]
        return [(shelf, told) for (shelf, _), told in zip(self.stock, counted, strict=True)]

    def _of_all(self):
        if self._all is None:
            self._all = [Counted(planes) for planes in self.left]
        return self._all

    def _is_chosen(self, facet):
        if facet.name in self.choice.values:
            return True
        return facet is YEAR and any(self.choice.years)

    def _narrowed(self, shelf, planes, but=None):
        """Return what of the planes all chosen facets leave, but one."""
        for facet in self.facets:
            if facet is but or not self._is_chosen(facet):
                continue
            members = [members_of(shelf, facet, v) for v in self.choice.values.get(facet.name, ())]
            if facet is YEAR and any(self.choice.years):
                members += [m for y, m in shelf.values.get("year", {}).items() if self._within(y)]
            planes = narrowed(planes, members)
        return planes

    def _within(self, year):
        first, last = self.choice.years
        return year.isdigit() and (first or 0) <= int(year) <= (last or 9999)


def members_of(shelf, facet, value):
    """Return the Members of a value on a shelf, none where it does not stand there."""
    if facet is WHAT:
        return Members(0, shelf.of_kind(value) if value in shelf.kinds else {})
    return shelf.values.get(facet.name, {}).get(value, Members())


def counted(counts, facet, values):
    """Return {value: count} of all these values."""
    sources = counts.of(facet)
    if facet is WHAT:
        return {v: sum(_of_kind(told, v) for _, told in sources) for v in values}
    return {
        v: sum(told.count(members_of(shelf, facet, v)) for shelf, told in sources) for v in values
    }


def _of_kind(told, kind):
    return sum(bits.bit_count() for n, bits in told.planes.items() if KINDS[n >> KIND] == kind)


class _Later(str):
    """A value of which the first by name counts as the highest."""

    __slots__ = ()

    def __lt__(self, other):
        return str.__gt__(self, other)


def largest(counts, facet, values, most):
    """Return {value: count} of the values with the highest counts, the highest first.

    Of values with equal counts the first by name comes first: nothing that a reader may not see
    moves them. A value whose share cannot reach the lowest of them is not counted.
    """
    sources = counts.of(facet)
    heaviest = max((1 << len(told.sums)) - 1 for _, told in sources)
    found = []  # a heap of the highest counts so far
    for value in values:
        size = sum(shelf.sizes.get(facet.name, {}).get(value, 0) for shelf, _ in sources)
        name = _Later(value)
        if len(found) == most and (size * heaviest, name) < found[0]:
            continue
        count = sum(told.count(members_of(shelf, facet, value)) for shelf, told in sources)
        if count:
            (heappush if len(found) < most else heappushpop)(found, (count, name))
    return {str(name): count for count, name in sorted(found, reverse=True)}
