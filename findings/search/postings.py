"""Where common words stand, kept as bits by segments of the index.

The databases' indexes find rare words fast; of a common one they read every place. A segment that
is sealed keeps for each word that is common in it the bits of its places. Whatever is written in a
segment opens it again (a trigger drops its rows), and an open one is asked of the index itself.
"""

import struct
from collections import defaultdict

from ..models import Posting, SearchText
from .places import KEY, PLANE, planes_of

SEGMENT = 25  # a place without so many bits is its segment: 512 keys in each
KEYS = 1 << SEGMENT - KEY
COMMON = 0.015  # a word in this share of a segment's texts is common in it
_PLANE = struct.Struct(f"<H{KEYS // 8}s")
SEALED = ""


def segment_of(place):
    return place >> SEGMENT


def bounds(segment):
    """Return the first and the last place of a segment."""
    return segment << SEGMENT, (segment + 1 << SEGMENT) - 1


def sealed():
    """Return the segments that are sealed."""
    return set(Posting.objects.filter(word=SEALED).values_list("segment", flat=True))


def seal(segment):
    """Keep where the common words of a segment stand; return how many there are."""
    Posting.objects.filter(segment=segment).delete()
    found, texts = defaultdict(list), 0
    rows = SearchText.objects.filter(place__range=bounds(segment))
    for place, words in rows.values_list("place", "words").iterator(chunk_size=5000):
        texts += 1
        for word in set(words.split()):
            found[word].append(place - bounds(segment)[0])
    common = {word: places for word, places in found.items() if len(places) >= COMMON * texts}
    common.pop("|", None)
    postings = [Posting(word=w, segment=segment, bits=_packed(p)) for w, p in common.items()]
    Posting.objects.bulk_create([*postings, Posting(word=SEALED, segment=segment, bits=b"")])
    return len(common)


def kept(words):
    """Return {word: ({plane: bits}, segments in which these are kept)} of words kept anywhere."""
    buffers, segments = defaultdict(dict), defaultdict(set)
    rows = Posting.objects.filter(word__in=words).exclude(word=SEALED).order_by("-segment")
    for word, segment, bits in rows.values_list("word", "segment", "bits"):
        segments[word].add(segment)
        planes, size = buffers[word], KEYS // 8
        for number, flags in _PLANE.iter_unpack(bytes(bits)):
            if number not in planes:
                planes[number] = bytearray((segment + 1) * size)
            planes[number][segment * size : (segment + 1) * size] = flags
    return {
        word: ({n: int.from_bytes(b, "little") for n, b in planes.items()}, segments[word])
        for word, planes in buffers.items()
    }


def _packed(places):
    flags = planes_of(places)
    return b"".join(_PLANE.pack(n, bits.to_bytes(KEYS // 8, "little")) for n, bits in flags.items())


__all__ = ["KEYS", "PLANE", "bounds", "kept", "seal", "sealed", "segment_of"]
