"""Where things stand: one whole number for each thing that search finds.

A place holds the key of a publication or project, the kind of the thing, and which of this kind in
it. All of the same kind and number, over all keys, are a plane: one whole number with a bit a key.
"""

KINDS = (
    "evaluation", "finding", "recommendation", "lesson", "practice",
    "project", "objective", "outcome",
)  # fmt: skip
OF_PUBLICATIONS, OF_PROJECTS, PASSAGES = KINDS[:5], KINDS[5:], KINDS[1:5]
CONTEXT = 1  # the plane of what an evaluation is about: no hit itself, it helps to find its items
SLOTS = 4096  # things of a kind in one publication; what is beyond is not found
KEY, KIND, PLANE = 16, 12, 0xFFFF


def plane(kind, slot):
    return KINDS.index(kind) << KIND | slot


def place(key, number):
    """Return the place of what stands in this plane at this key."""
    return key << KEY | number


def kind_of(place_or_plane):
    return KINDS[(place_or_plane & PLANE) >> KIND]


def key_of(place):
    return place >> KEY


def planes_of(places):
    """Return {plane: bits of keys} of the places."""
    flags = {}
    for place in places:
        number = place & PLANE
        if number not in flags:
            flags[number] = bytearray(8)
        bits, byte = flags[number], place >> KEY + 3
        if byte >= len(bits):
            bits.extend(bytes(byte + 1 + byte // 8 - len(bits)))
        bits[byte] |= 1 << (place >> KEY & 7)
    return {number: int.from_bytes(bits, "little") for number, bits in flags.items()}


def union(planes):
    """Return the bits of all keys that stand in some plane."""
    whole = 0
    for bits in planes.values():
        whole |= bits
    return whole


def keys_in(bits):
    """Yield the keys whose bits are set, in order."""
    for byte, value in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        while value:
            low = value & -value
            yield byte * 8 + low.bit_length() - 1
            value ^= low
