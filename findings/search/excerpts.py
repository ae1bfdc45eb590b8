"""Why something was found: the words that match, marked in a short piece of its text."""

from dataclasses import dataclass

from .words import tokens

AROUND, MOST = 110, 330  # signs


@dataclass(frozen=True)
class Piece:
    """A stretch of text, marked or not."""

    text: str
    marked: bool = False


def marked(text, language, query):
    """Return the whole text in Pieces."""
    return _pieces(text, 0, len(text), matches(text, language, query))


def excerpt(text, language, query):
    """Return Pieces of the stretch of a text in which most of a query's words stand."""
    text = " ".join(text.split())
    found = matches(text, language, query)
    first, last = _stretch(text, found)
    before = [Piece("… ")] if first else []
    behind = [Piece(" …")] if last < len(text) else []
    return (*before, *_pieces(text, first, last, found), *behind)


def matches(text, language, query):
    """Return [(start, end, number of the term)] of what a query finds in a text, in order.

    Of a phrase its words are found where they stand beside each other.
    """
    said = list(tokens(text, language))
    words = [word for _, _, word in said]
    found = []
    for number, term in enumerate(query.wanted):
        for way in term.ways:
            length = len(way.words)
            for at in _starts(words, way):
                found.append((said[at][0], said[at + length - 1][1], number))
    return _apart(sorted(found))


def _starts(words, way):
    """Yield where in a list of words a way to match begins."""
    *before, last = way.words
    for at in range(len(words) - len(before)):
        end = words[at + len(before)]
        if (end == last or way.begun and end.startswith(last)) and (
            not before or words[at : at + len(before)] == before
        ):
            yield at


def _apart(found):
    """Return matches of which none lies in another."""
    kept = []
    for start, end, number in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, number))
    return kept


def _stretch(text, found):
    """Return where to cut: around the place where most different terms match close together."""
    if len(text) <= MOST:
        return 0, len(text)
    best, most = (0, 0), (0, 0)
    for n, (start, _, _) in enumerate(found):
        near = [number for begin, _, number in found[n : n + 30] if begin < start + MOST - AROUND]
        if (len(set(near)), len(near)) > most:
            most, best = (len(set(near)), len(near)), (start, n)
    first = max(best[0] - AROUND, 0)
    last = min(first + MOST, len(text))
    first = max(min(first, last - MOST), 0)
    return _at_word(text, first, 1), _at_word(text, last, -1)


def _at_word(text, at, step):
    """Return the end of a word near a place, so that none is cut."""
    while 0 < at < len(text) and not text[at - (step > 0)].isspace():
        at += step
    return at


def _pieces(text, first, last, found):
    pieces, at = [], first
    for start, end, _ in found:
        if start < first or end > last:
            continue
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], True))
        at = end
    return (*pieces, Piece(text[at:last])) if at < last else tuple(pieces)
