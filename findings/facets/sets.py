"""Sets of items as whole numbers: planes of bits, narrowed, counted and walked through.

A set is {plane: bits}, one bit for each key; see `search.places`.
"""

from dataclasses import dataclass, field

from ..search.places import KEY, PLANE, planes_of

FEW = 40  # places of a value that are kept one by one


@dataclass(frozen=True)
class Members:
    """What has a value: `whole` publications or projects, and items by their planes."""

    whole: int = 0
    parts: dict[int, int] = field(default_factory=dict)
    few: tuple[int, ...] = ()

    @classmethod
    def of(cls, keys, places):
        """Return the members with these keys, and those at these places."""
        if len(places) <= FEW:
            return cls(bits_of(keys), {}, tuple(places))
        return cls(bits_of(keys), planes_of(places), ())

    @property
    def planes(self):
        """The planes of its items."""
        return either(self.parts, planes_of(self.few)) if self.few else self.parts

    def without(self, gone):
        """Return the members that are left when these keys are gone."""
        return Members(
            self.whole & ~gone,
            {n: left for n, bits in self.parts.items() if (left := bits & ~gone)},
            tuple(p for p in self.few if not gone >> (p >> KEY) & 1),
        )

    def joined(self, other):
        """Return the members of both."""
        few = (*self.few, *other.few)
        if len(few) <= FEW:
            return Members(self.whole | other.whole, either(self.parts, other.parts), few)
        parts = either(either(self.parts, other.parts), planes_of(few))
        return Members(self.whole | other.whole, parts, ())

    def __bool__(self):
        return bool(self.whole or self.parts or self.few)


def bits_of(keys):
    """Return the whole number with the bits of these keys."""
    flags = bytearray((max(keys) >> 3) + 1) if keys else b""
    for key in keys:
        flags[key >> 3] |= 1 << (key & 7)
    return int.from_bytes(flags, "little")


def either(planes, others):
    if not others:
        return planes
    return {n: planes.get(n, 0) | others.get(n, 0) for n in planes.keys() | others.keys()}


def masked(planes, mask):
    """Return the planes at the keys of a mask alone."""
    return {n: kept for n, bits in planes.items() if (kept := bits & mask)}


def narrowed(planes, values):
    """Return what of the planes has one of these values, each told by its Members."""
    whole, parts = 0, {}
    for members in values:
        whole |= members.whole
        parts = either(parts, members.planes)
    kept = ((n, bits & (whole | parts.get(n, 0))) for n, bits in planes.items())
    return {n: bits for n, bits in kept if bits}


def size(planes):
    return sum(bits.bit_count() for bits in planes.values())


class Counted:
    """A set of items, made ready to count what of it has a value."""

    def __init__(self, planes):
        self.planes = planes
        self.sums = _sums(planes.values())
        self.size = sum(bits.bit_count() << n for n, bits in enumerate(self.sums))

    def count(self, members):
        """Return how many of the items have this value."""
        whole = members.whole
        counted = 0
        if whole:
            counted = sum((bits & whole).bit_count() << n for n, bits in enumerate(self.sums))
        for n, bits in members.parts.items():
            if n in self.planes:
                counted += (self.planes[n] & bits & ~whole).bit_count()
        for place in members.few:
            at = self.planes.get(place & PLANE, 0) & ~whole
            counted += at >> (place >> KEY) & 1
        return counted


def _sums(planes):
    """Add up the planes key by key; return the bits of the sums, the lowest first."""
    sums = []
    for carry in planes:
        for n, bits in enumerate(sums):
            sums[n], carry = bits ^ carry, bits & carry
            if not carry:
                break
        else:
            if carry:
                sums.append(carry)
    return sums
