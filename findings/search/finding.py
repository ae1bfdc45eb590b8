"""Which places a query finds, as planes of bits: {plane: bits of keys}."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Max

from ..models import SearchText
from . import postings
from .engine import engine
from .places import CONTEXT, PASSAGES, kind_of, planes_of
from .query import Query, Term

MOST_RANGES = 4  # more stretches than that are not asked one by one


@dataclass(frozen=True)
class Found:
    """The planes in which each term of a query stands, whoever may read them."""

    wanted: tuple[dict[int, int], ...] = ()
    unwanted: tuple[dict[int, int], ...] = ()

    @classmethod
    def of(cls, query):
        plain = [term for term in query.terms if term.plain]
        kept = postings.kept({way.words[0] for term in plain for way in term.ways})
        wanted = tuple(_of_term(term, kept) for term in query.wanted)
        return cls(wanted, tuple(_of_term(term, kept) for term in query.unwanted))

    def planes(self, lacking=0):
        """Return the planes of what has all terms that are wanted but for so many.

        A finding, recommendation, lesson or practice has at least one in its own words; the others
        may stand in what its evaluation is about: its title, places, donors and technical areas.
        """
        contexts = [planes.get(CONTEXT, 0) for planes in self.wanted]
        found = {}
        for number in {n for planes in self.wanted for n in planes} - {CONTEXT}:
            own = [planes.get(number, 0) for planes in self.wanted]
            helped = map(or_, own, contexts) if kind_of(number) in PASSAGES else own
            if bits := _at_least(len(own) - lacking, helped) & reduce(or_, own):
                found[number] = bits
        for planes in self.unwanted:
            found = without(found, planes)
        return found


def _at_least(number, sets):
    """Return the bits that are set in at least so many of the sets."""
    levels = [-1] + [0] * number
    for bits in sets:
        for level in range(number, 0, -1):
            levels[level] |= levels[level - 1] & bits
    return levels[number]


def _of_term(term, kept):
    """Return the planes of one term: what is kept of it, and the rest from the index itself."""
    planes, rest = {}, []
    for way in term.ways:
        word = way.words[0]
        if not term.plain or word not in kept:
            rest.append(way)
            continue
        bits, segments = kept[word]
        ranges = _stretches(segments)
        if len(ranges) > MOST_RANGES:
            rest.append(way)
            continue
        planes = either(planes, bits)
        for stretch in ranges:
            planes = either(planes, _asked(term, (way,), stretch))
    return either(planes, _asked(term, tuple(rest))) if rest else planes


def _asked(term, ways, within=()):
    query = Query(terms=(Term(term.typed, ways),))
    return planes_of(engine().places(query, within))


def _stretches(segments):
    """Return the (first, last) places of the segments in which a word is not kept."""
    last = SearchText.objects.aggregate(last=Max("place"))["last"] or 0
    open_ones = [n for n in range(postings.segment_of(last) + 1) if n not in segments]
    stretches = []
    for segment in open_ones:
        first, end = postings.bounds(segment)
        if stretches and stretches[-1][1] == first - 1:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((first, end))
    return stretches


def either(planes, others):
    return {n: planes.get(n, 0) | others.get(n, 0) for n in planes.keys() | others.keys()}


def without(planes, others):
    return {n: left for n, bits in planes.items() if (left := bits & ~others.get(n, 0))}
