"""What to do when nothing was found: another spelling, fewer filters, fewer words."""

from dataclasses import dataclass

from ..facets.sets import size
from ..models import SearchWord
from .finding import Found
from .query import parse
from .searching import Search
from .words import fold, indexed

MOST = 3
TRIED = 12  # spellings of a word, before those that this reader would find nothing by are left out
CANDIDATES = 3000  # words, the most frequent first, that are compared with one that was typed


@dataclass(frozen=True)
class Suggestion:
    """Something that would be found, how much of it, and where."""

    kind: str  # "spelling", "filters" or "words"
    label: str
    count: int
    href: str


def suggestions(search, choice, stock, masks):
    """Return what a reader would find with less or other than was asked.

    `stock` are the shelves with what was found on them whatever the filters, `masks` the bits of
    what this reader may see there.
    """
    told = []
    unfiltered = sum(size(planes) for _, planes in stock)
    if unfiltered and choice.narrows:
        href = choice.address(values={}, years=(None, None))
        told.append(Suggestion("filters", choice.q, unfiltered, href))
    if unfiltered and not search.lacking:
        return tuple(told)
    masks = [(shelf, mask) for (shelf, _), mask in zip(stock, masks, strict=True)]
    respelt = [
        (d, s) for d, t in _respelt(search.query) for s in _counted("spelling", t, choice, masks)
    ]
    told += [
        s for _, s in sorted(respelt, key=lambda pair: (pair[0], -pair[1].count, pair[1].label))
    ]
    if not told and not unfiltered and len(search.query.terms) > 1:
        for term in search.query.wanted:
            told += _counted("words", term.typed, choice, masks)
    return tuple(told[:MOST])


def _counted(kind, typed, choice, masks):
    """Return a Suggestion for what was typed otherwise, if that finds anything for this reader."""
    query = parse(typed)
    if not query:
        return []
    search = Search(query, Found.of(query))
    count = sum(size(search.on(shelf, mask)) for shelf, mask in masks)
    if not count:
        return []
    href = choice.address(q=typed, values={}, years=(None, None))
    return [Suggestion(kind, typed, count, href)]


def _respelt(query):
    """Yield (how many letters differ, the query as it may have been meant) for words of texts."""
    typed = [term.typed for term in query.terms]
    for n, term in enumerate(query.terms):
        if term.negative or not term.plain or not term.typed.isalpha():
            continue
        for distance, word in _like(term.typed)[:TRIED]:
            said = [f"-{t.typed}" if t.negative else t.typed for t in query.terms]
            said[n] = word
            if said != typed:
                yield distance, " ".join(said)


def _like(typed):
    """Return [(letters that differ, word)] of words of the texts that are spelt much like one."""
    folded = fold(typed)
    most = 1 if len(folded) < 5 else 2
    rows = SearchWord.objects.filter(word__startswith=folded[0]).exclude(word=folded)
    rows = rows.order_by("-texts").values_list("word", "texts")[:CANDIDATES]
    near = [
        (distance, -texts, word)
        for word, texts in rows
        if abs(len(word) - len(folded)) <= most
        and (distance := _distance(folded, word, most)) <= most
    ]
    stems = {}
    for distance, _, word in sorted(near):
        stems.setdefault(indexed(word, "en"), (distance, word))
    return list(stems.values())


def _distance(first, second, most):
    """Return how many letters differ, two that are swapped counting once; more than `most` is
    told as one more."""
    before, row = None, list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        here = [i]
        for j, b in enumerate(second, 1):
            cost = min(row[j] + 1, here[j - 1] + 1, row[j - 1] + (a != b))
            if before and j > 1 and a == second[j - 2] and first[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            here.append(cost)
        if min(here) > most:
            return most + 1
        before, row = row, here
    return row[-1]
