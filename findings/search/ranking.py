"""Which of what was found answers best: the same sum of reasons on both databases."""

from django.db import connection

from .places import kind_of
from .texts import BETWEEN
from .words import LANGUAGES, index_words

MOST = 2000  # the newest so many are ranked
USUAL = 450  # signs of words in a usual text
IN_HEADING, AT_START, TOGETHER = 1.6, 0.35, 1.2
WHOLE = {"evaluation": 1.1, "project": 1.1}
_WORDS = "SELECT place, words FROM findings_searchtext WHERE place IN (%s)"


def ranked(places, query):
    """Return places by how well they answer a query, the best first; equals stay in order."""
    words = _words(places)
    terms = [_Term(term) for term in query.wanted]
    together = _together(query)
    scores = {p: _score(kind_of(p), words[p], terms, together) for p in places if p in words}
    return sorted(scores, key=scores.get, reverse=True)


def _words(places):
    """Return {place: its words as the index keeps them}, a space before and behind."""
    if not places:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_WORDS % ",".join(map(str, places)))
        return {place: f" {words} " for place, words in cursor.fetchall()}


class _Term:
    """What to look for in words for one term."""

    def __init__(self, term):
        self.looked_for = [f" {' '.join(w.words)}{'' if w.begun else ' '}" for w in term.ways]

    def found(self, words):
        """Return (how often, where first) it stands there."""
        often, first = 0, len(words)
        for words_of_way in self.looked_for:
            at = words.find(words_of_way)
            if at >= 0:
                often += words.count(words_of_way)
                first = min(first, at)
        return often, first


def _together(query):
    """Return what stands in words where all that was typed stands in that order."""
    if len(query.wanted) < 2:
        return ()
    typed = " ".join(term.typed.strip('"*') for term in query.wanted)
    return {f" {' '.join(index_words(typed, language))} " for language in LANGUAGES}


def _score(kind, words, terms, together):
    heading = words.find(BETWEEN)
    length = 0.3 + 0.7 * len(words) / USUAL
    score = 0.0
    for term in terms:
        often, first = term.found(words)
        weight = IN_HEADING if first < heading else 1 + AT_START / (1 + first / 60)
        score += weight * often * 2.2 / (often + 1.2 * length)
    if any(said in words for said in together):
        score += TOGETHER * len(terms)
    return score * WHOLE.get(kind, 1)
