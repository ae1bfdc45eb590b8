"""Why something was found: the words that match, marked in a short piece of its text."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join

from .words import tokens

AROUND, MOST = 110, 330  # signs


@dataclass(frozen=True)
class Piece:
    """A stretch of text, marked or not."""

    text: str
    marked: bool = False


def html(pieces):
    """Return Pieces as HTML."""
    return format_html_join("", "{}", ((_told(piece),) for piece in pieces))


def _told(piece):
    return format_html("<mark>{}</mark>", piece.text) if piece.marked else piece.text


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
    if not query:
        return []
    said = tokens(text, language)
    words = [word for _, _, word in said]
    begins, begun = _ways(query)
    found = []
    for at, word in enumerate(words):
        ways = begins.get(word, ())
        if begun:
            ways = [*ways, *(w for w in begun if word.startswith(w[1].words[0]))]
        for number, way in ways:
            if _stands(words, at, way):
                found.append((said[at][0], said[at + len(way.words) - 1][1], number))
    return _apart(sorted(found))


def _ways(query):
    """Return ({first word: ways}, ways of one begun word); ways are (number of the term, Way)."""
    begins, begun = {}, []
    for number, term in enumerate(query.wanted):
        for way in term.ways:
            if way.begun and len(way.words) == 1:
                begun.append((number, way))
            else:
                begins.setdefault(way.words[0], []).append((number, way))
    return begins, begun


def _stands(words, at, way):
    """Whether all words of a way stand from a place on."""
    if len(way.words) == 1:
        return True
    here = tuple(words[at : at + len(way.words)])
    if not way.begun:
        return here == way.words
    whole = here[:-1] == way.words[:-1] and len(here) == len(way.words)
    return whole and here[-1].startswith(way.words[-1])


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
