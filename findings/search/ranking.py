"""Which of what was found answers best: the same sum of reasons on both databases."""

from math import log2

from django.db import connection

from .places import KIND, KINDS
from .texts import BETWEEN
from .words import LANGUAGES, index_words

MOST = 2000  # the newest so many are ranked
USUAL = 450  # signs of words in a usual text
IN_HEADING, AT_START, TOGETHER = 1.6, 0.35, 1.2
_WEIGHTS = tuple(1.1 if kind in ("evaluation", "project") else 1.0 for kind in KINDS)
_WORDS = "SELECT place, words FROM findings_searchtext WHERE place IN (%s)"


def ranked(places, query):
    """Return places by how well they answer a query, the best first; equals stay in order.

    A term weighs the more the fewer of these places have it: not all need to have all terms.
    """
    terms = [_looked_for(term) for term in query.wanted]
    together = _together(query)
    texts = {place: f" {words} " for place, words in _words(places)}
    met = {place: [_met(words, ways) for ways in terms] for place, words in texts.items()}
    weights = _weights(met.values(), len(terms))
    scores = {
        place: _score(words, met[place], weights, together) * _WEIGHTS[place >> KIND & 0xF]
        for place, words in texts.items()
    }
    return sorted(filter(scores.__contains__, places), key=scores.get, reverse=True)


def _weights(met, number):
    """Return what each term weighs: 1 where all have it."""
    having = [0] * number
    for terms in met:
        for n, (often, _) in enumerate(terms):
            having[n] += often > 0
    return [log2(1 + len(met) / count) if count else 0 for count in having]


def _words(places):
    """Return [(place, its words as the index keeps them)]."""
    if not places:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_WORDS % ",".join(map(str, places)))
        return cursor.fetchall()


def _looked_for(term):
    """Return what to look for in words, which stand between spaces, for one term."""
    return [f" {' '.join(way.words)}{'' if way.begun else ' '}" for way in term.ways]


def _together(query):
    """Return what stands in words where all that was typed stands in that order."""
    if len(query.wanted) < 2:
        return ()
    typed = " ".join(term.typed.strip('"*') for term in query.wanted)
    return {f" {' '.join(index_words(typed, language))} " for language in LANGUAGES}


def _met(words, ways):
    """Return (how often a term stands in words, where first)."""
    often, first = 0, len(words)
    for way in ways:
        if count := words.count(way):
            often += count
            first = min(first, words.find(way))
    return often, first


def _score(words, met, weights, together):
    heading = words.find(BETWEEN)
    length = 0.36 + 0.84 * len(words) / USUAL
    score = 0.0
    for (often, first), weighs in zip(met, weights, strict=True):
        place = IN_HEADING if first < heading else 1 + AT_START / (1 + first / 60)
        score += weighs * place * often * 2.2 / (often + length)
    if together and any(said in words for said in together):
        score += TOGETHER * len(met)
    return score
