"""Which places a query finds, as planes of bits: {plane: bits of keys}."""

from django.db.models import Max

from ..models import SearchText
from . import postings
from .engine import engine
from .places import planes_of
from .query import Query, Term

MOST_RANGES = 4  # more stretches than that are not asked one by one


def found(query):
    """Return the planes of all that a query finds, whoever may read it."""
    kept = _kept(query)
    if not kept:
        return planes_of(engine().places(query))
    planes = None
    for term in query.wanted:
        here = _of_term(term, kept)
        planes = here if planes is None else both(planes, here)
    for term in query.unwanted:
        planes = without(planes, _of_term(term, kept))
    return planes


def _kept(query):
    """Return what is kept of its words, if every term that is wanted is common; else nothing."""
    if not all(term.plain for term in query.wanted):
        return {}
    plain = [term for term in query.terms if term.plain]
    kept = postings.kept({way.words[0] for term in plain for way in term.ways})
    common = all(any(w.words[0] in kept for w in term.ways) for term in query.wanted)
    return kept if common else {}


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


def both(planes, others):
    return {n: bits for n in planes.keys() & others.keys() if (bits := planes[n] & others[n])}


def either(planes, others):
    return {n: planes.get(n, 0) | others.get(n, 0) for n in planes.keys() | others.keys()}


def without(planes, others):
    return {n: left for n, bits in planes.items() if (left := bits & ~others.get(n, 0))}
