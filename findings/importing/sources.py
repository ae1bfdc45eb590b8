"""Where in its document something stood, in words."""

from dataclasses import dataclass
from itertools import groupby

MOST_SPANS = 3


@dataclass(frozen=True)
class Where:
    """Lines of the source in words, and the anchor of the first of them on the page."""

    words: str
    anchor: str


def where(reading, indexes):
    """Say from which lines of a source something is, “page 2, lines 14–18”; None for none."""
    if not indexes:
        return None
    lines = (reading.lines[index] for index in sorted(indexes))
    told = []
    for page, group in groupby(lines, key=lambda line: line.page):
        numbers = [line.number for line in group]
        first, last = min(numbers), max(numbers)
        words = f"line {first}" if first == last else f"lines {first}–{last}"
        told.append(f"page {page}, {words}" if page else words)
    return Where(" and ".join(told[:MOST_SPANS]), f"L{min(indexes) + 1}")


def left_of(reading, pieces):
    """Return what is kept of pieces that were placed nowhere: their texts, and where they stood."""
    told = ((piece.text, where(reading, piece.lines)) for piece in pieces)
    return [{"text": text, "where": place.words if place else ""} for text, place in told]
