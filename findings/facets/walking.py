"""Through a set of items in an order, a page at a time, from a place on: never by counting."""

from dataclasses import dataclass

from ..search.places import KEY, PLANE, keys_in, place, union
from .shelves import position

SPARSE = 3000  # keys that are sorted by themselves; more are met soon enough in the order


@dataclass(frozen=True)
class Page:
    """The places on one page of a list, and where the pages before and after it begin."""

    places: tuple[int, ...] = ()
    before: str = ""
    after: str = ""


def page(shelf, planes, choice, size):
    """Return the Page of a set that a choice asks for, `size` items long."""
    start, backwards = _start(choice)
    walk = _Walk(shelf, planes, choice.sort or "newest", backwards)
    places = walk.from_place(start, size + 1)
    more, places = len(places) > size, places[:size]
    if backwards:
        places.reverse()
    if not places:
        return Page()
    earlier = more if backwards else start is not None
    later = start is not None if backwards else more
    return Page(
        tuple(places), _told(places[0]) if earlier else "", _told(places[-1]) if later else ""
    )


def page_of(places, choice, size):
    """Return the Page of places that are in their order already."""
    start, backwards = _start(choice)
    at = places.index(start) if start in places else None
    if at is None:
        first, end = 0, size
    else:
        first, end = (max(at - size, 0), at) if backwards else (at + 1, at + 1 + size)
    shown = places[first:end]
    if not shown:
        return Page()
    later = end < len(places)
    return Page(tuple(shown), _told(shown[0]) if first else "", _told(shown[-1]) if later else "")


def newest(shelf, planes, most):
    """Return the places of the newest items of a set, as many as `most`."""
    return _Walk(shelf, planes, "newest", False).from_place(None, most)


def _start(choice):
    """Return (the place from which to walk or None, whether backwards)."""
    for text, backwards in ((choice.before, True), (choice.after, False)):
        key, _, number = text.partition("-")
        if (key + number).isdecimal() and text.isascii() and key and number:
            return place(int(key[:12]), int(number[:5]) & PLANE), backwards
    return None, False


def _told(where):
    return f"{where >> KEY}-{where & PLANE}"


class _Walk:
    """A walk in one direction; items of one publication follow each other in its order."""

    def __init__(self, shelf, planes, order, backwards):
        self.keys = union(planes)
        self.size = (self.keys.bit_length() + 7) // 8
        self.flags = [(n, self._flags(planes[n])) for n in sorted(planes, reverse=backwards)]
        self.order, self.sorts = shelf.orders[order], shelf.sorts[order]
        self.down, self.backwards = (order == "newest") != backwards, backwards

    def _flags(self, bits):
        return bits.to_bytes(self.size, "little")

    def from_place(self, start, most):
        """Return up to `most` places behind the start, or from the first."""
        found = []
        for key in self._keys_from(start):
            byte, bit, first = key >> 3, 1 << (key & 7), key << KEY
            found += [first | number for number, flags in self.flags if flags[byte] & bit]
            if start is not None and key == start >> KEY:
                found = [here for here in found if self._is_behind(here, start)]
            if len(found) >= most:
                break
        return found[:most]

    def _is_behind(self, here, start):
        return here < start if self.backwards else here > start

    def _keys_from(self, start):
        """Yield the keys of the set from that of the start on, in the order of the walk."""
        if self.keys.bit_count() <= SPARSE:
            yield from self._sorted(start)
            return
        flags, order = self._flags(self.keys), self.order
        at = self._position(start)
        for n in range(at, -1, -1) if self.down else range(at, len(order)):
            key = order[n][1]
            if key >> 3 < self.size and flags[key >> 3] >> (key & 7) & 1:
                yield key

    def _sorted(self, start):
        pairs = [(self.sorts[key], key) for key in keys_in(self.keys) if key in self.sorts]
        if start is not None:
            first = self._pair(start)
            pairs = [p for p in pairs if (p <= first if self.down else p >= first)]
        pairs.sort(reverse=self.down)
        yield from (key for _, key in pairs)

    def _pair(self, start):
        key = start >> KEY
        return self.sorts.get(key, ""), key

    def _position(self, start):
        if start is None:
            return len(self.order) - 1 if self.down else 0
        at = position(self.order, *self._pair(start))
        return min(at, len(self.order) - 1) if self.down else at
