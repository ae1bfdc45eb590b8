"""Which of what was found answers best: the same sum of reasons on both databases."""

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
    """Return places by how well they answer a query, the best first; equals stay in order."""
    terms = [_looked_for(term) for term in query.wanted]
    together = _together(query)
    scores = {}
    for place, words in _words(places):
        scores[place] = _score(f" {words} ", terms, together) * _WEIGHTS[place >> KIND & 0xF]
    return sorted(filter(scores.__contains__, places), key=scores.get, reverse=True)


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


def _score(words, terms, together):
    heading = words.find(BETWEEN)
    length = 0.36 + 0.84 * len(words) / USUAL
    score = 0.0
    for ways in terms:
        often, first = 0, len(words)
        for way in ways:
            if count := words.count(way):
                often += count
                first = min(first, words.find(way))
        weight = IN_HEADING if first < heading else 1 + AT_START / (1 + first / 60)
        score += weight * often * 2.2 / (often + length)
    if together and any(said in words for said in together):
        score += TOGETHER * len(terms)
    return score
