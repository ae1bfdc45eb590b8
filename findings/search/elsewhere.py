"""What other evaluations say that is like one item, as far as a person may read it.

Nothing that she may not read has a part in it: words are weighed by how many of the texts that she
may read have them, and only these are compared.
"""

from collections import Counter
from dataclasses import dataclass

from ..facets.room import room
from ..facets.sets import masked, size
from ..likeness import SHARED, Words, likeness, spoken, weight
from .engine import engine
from .hits import Hit, hits
from .places import KEY, PLANE, keys_in, kind_of, place, planes_of
from .query import Query, Term, Way

KINDS = ("recommendation", "lesson", "practice")
READ = 2000  # newest publications that are looked through
LOOKED_UP, RAREST = 40, 12  # words of a text
CANDIDATES, SHOWN = 20, 5


@dataclass(frozen=True)
class Like:
    """Something said elsewhere, and the words that it shares with what one reads."""

    hit: Hit
    shared: tuple[str, ...]


def said_elsewhere(passage, user):
    """Return the Likes of a passage in other evaluations, the likest first, one of each."""
    reading = room()
    shelf = reading.shelves["publication"]
    own = Words.of(f"{passage.heading}\n{passage.text}", passage.language)
    others = _newest(reading.mask("publication", user) & ~(1 << passage.publication_id))
    stood = _stood(_looked_up(own), others)
    weights = _weights(stood, _number(shelf, others))
    places = _candidates(stood, weights, shelf.sorts["newest"])
    query = Query(terms=tuple(Term(stem, (Way((stem,)),)) for stem in weights))
    return _likest(own, hits(places, query, reading.names), weights)


def _newest(mask):
    """Return the bits of the newest publications of a mask, as many as are looked through."""
    if mask.bit_count() <= READ:
        return mask
    first = list(keys_in(mask))[-READ]
    return mask >> first << first


def _looked_up(own):
    """Return the words of a text that may be rare, those that it says most often first."""
    return sorted(own.stems, key=lambda stem: -own.stems[stem])[:LOOKED_UP]


def _stood(stems, mask):
    """Return {word: planes of the items under a mask in which it stands}."""
    if not (stems and mask):
        return {}
    first, last = next(keys_in(mask)), mask.bit_length() - 1
    found = engine().each(stems, first << KEY, last << KEY | PLANE)
    return {stem: _items(planes_of(places), mask) for stem, places in found.items()}


def _items(planes, mask):
    return masked({n: bits for n, bits in planes.items() if kind_of(n) in KINDS}, mask)


def _number(shelf, mask):
    return sum(size(masked(shelf.of_kind(kind), mask)) for kind in KINDS)


def _weights(stood, number):
    """Return {word: what it weighs} of the rarest words that stand elsewhere, the rarest first."""
    met = {stem: size(planes) for stem, planes in stood.items()}
    rarest = sorted((n, stem) for stem, n in met.items() if n)[:RAREST]
    return {stem: weight(n, number) for n, stem in rarest}


def _candidates(stood, weights, newest):
    """Return the places that share most of these words by weight, the newer of two first."""
    shared, told = Counter(), Counter()
    for stem, weighs in weights.items():
        for where in _places(stood[stem]):
            shared[where] += 1
            told[where] += weighs
    places = [where for where, number in shared.items() if number >= SHARED]
    places.sort(key=lambda where: (newest.get(where >> KEY, ""), where), reverse=True)
    places.sort(key=lambda where: -told[where])
    return places[:CANDIDATES]


def _places(planes):
    return [place(key, n) for n, bits in planes.items() for key in keys_in(bits)]


def _likest(own, found, weights):
    told = []
    for hit in found:
        other = Words.of(f"{hit.passage.heading}\n{hit.passage.text}", hit.passage.language)
        if like := likeness(own, other, weights):
            told.append((like, hit, other))
    told.sort(key=lambda entry: -entry[0])
    of_each = {}
    for _, hit, other in told:
        of_each.setdefault(hit.whole_href, Like(hit, spoken(own, other, weights)))
    return tuple(of_each.values())[:SHOWN]
