"""The two shelves of the reading room, publications and the register of projects, in memory."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field, replace

from ..search.places import OF_PROJECTS, OF_PUBLICATIONS, place, plane, planes_of, union
from .sets import Members, bits_of, either, masked

WHOLE_KINDS = {"publication": "evaluation", "project": "project"}
OVERDUE = "overdue"
ORDERS = ("newest", "oldest", "title")


@dataclass(frozen=True)
class Shelf:
    """All that stands on a shelf: its items, their values, who may read them, and their orders.

    `values` is {facet: {value: Members}}, `levels` {level: bits of keys}; `orders` are lists of
    (what it sorts by, key), `sorts` {order: {key: what it sorts by}}.
    """

    name: str
    items: dict[int, int] = field(default_factory=dict)
    values: dict[str, dict[str, Members]] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    orders: dict[str, list] = field(default_factory=lambda: {name: [] for name in ORDERS})
    sorts: dict[str, dict] = field(default_factory=lambda: {name: {} for name in ORDERS})
    sizes: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def kinds(self):
        return OF_PUBLICATIONS if self.name == "publication" else OF_PROJECTS

    def of_kind(self, kind):
        """Return the planes of all items of a kind."""
        first = plane(kind, 0)
        return {n: bits for n, bits in self.items.items() if n >> 12 == first >> 12}

    def read(self, cards, gone, expand, today):
        """Return the shelf with these cards, (key, content), in the place of what is gone."""
        drawer = _Drawer(self.name, expand, today)
        for key, content in cards:
            drawer.put(key, content)
        return _joined(self, drawer, bits_of(gone))


class _Drawer:
    """Cards sorted into lists of keys and places by value."""

    def __init__(self, name, expand, today):
        self.name, self.expand, self.today = name, expand, today
        self.keys = defaultdict(lambda: defaultdict(list))
        self.places = defaultdict(lambda: defaultdict(list))
        self.items, self.levels, self.sorts = [], defaultdict(list), {name: {} for name in ORDERS}

    def put(self, key, card):
        """Sort one card in."""
        for level in card["levels"]:
            self.levels[level].append(key)
        for facet, values in card["whole"].items():
            for value in self.expand(facet, values):
                self.keys[facet][value].append(key)
        for facet, values in card["items"].items():
            for value, numbers in values.items():
                self._put_items(key, facet, value, numbers, card["due"])
        for kind, count in {WHOLE_KINDS[self.name]: 1, **card["counts"]}.items():
            first = place(key, plane(kind, 0))
            self.items.extend(range(first, first + count))
        self.sorts["newest"][key] = card["month"]
        self.sorts["oldest"][key] = card["month"] or "~"  # without a date last, either way
        self.sorts["title"][key] = card["title"].casefold()

    def _put_items(self, key, facet, value, numbers, due):
        for number in numbers:
            late = facet == "status" and due.get(str(number), "~") < self.today
            self.places[facet][OVERDUE if late else value].append(place(key, number))


def _joined(shelf, drawer, gone):
    """Return the shelf without what is gone and with what the drawer holds."""
    values = {
        facet: {value: left for value, m in told.items() if (left := m.without(gone))}
        for facet, told in shelf.values.items()
    } if gone and shelf.values else {}  # fmt: skip
    for facet in drawer.keys.keys() | drawer.places.keys():
        here = values.setdefault(facet, {})
        keys, places = drawer.keys[facet], drawer.places[facet]
        for value in keys.keys() | places.keys():
            new = Members.of(keys.get(value, ()), places.get(value, ()))
            here[value] = here[value].joined(new) if value in here else new
    items = either(masked(shelf.items, ~gone), planes_of(drawer.items))
    levels = {
        level: shelf.levels.get(level, 0) & ~gone | bits_of(drawer.levels.get(level, ()))
        for level in ("public", "staff")
    }
    sorts = _sorts(shelf, drawer, gone)
    orders = {name: sorted((s, key) for key, s in told.items()) for name, told in sorts.items()}
    sizes = {facet: _by_size(told) for facet, told in values.items()}
    return replace(
        shelf, items=items, values=values, levels=levels, orders=orders, sorts=sorts, sizes=sizes
    )


def _sorts(shelf, drawer, gone):
    return {
        name: {k: s for k, s in told.items() if not gone >> k & 1} | drawer.sorts[name]
        for name, told in shelf.sorts.items()
    }


def _by_size(values):
    """Return {value: in how many keys it may be at most}, the most first."""
    told = {v: (m.whole | union(m.parts)).bit_count() + len(m.few) for v, m in values.items()}
    return dict(sorted(told.items(), key=lambda item: -item[1]))


def position(order, sort, key):
    """Return where in an order something stands, or would."""
    return bisect_left(order, (sort, key))
