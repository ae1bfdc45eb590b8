"""Lines of facts: their cells, where values begin, what may be a label."""

import re
from collections import Counter

from .inline import Inline
from .lines import CELL_END, Line

_BAR = re.compile(re.escape(CELL_END))
LONGEST_LABEL = 80
_MOST_WORDS = 8


def with_address(words):
    """Return a value as text, with the address that all of it links to in brackets."""
    addresses = {look.href for look in words.looks}
    address = addresses.pop() if len(addresses) == 1 else ""
    return f"{words.text} ({address})" if address and address not in words.text else words.text


def alike(line, other):
    return abs(line.height - other.height) <= 0.1 * other.height


def value_starts(rows):
    """Return where values begin on the page beside labels, () where there is no table."""
    starts = Counter(
        round(line.starts[not line.beside]) for line, cells in rows
        if line.beside or len(cells) > 1 and len(line.starts) > 1
    )  # fmt: skip
    return tuple(start for start, times in starts.items() if times > 2)


def cells_of(line: Line):
    """Yield (line, its cells as Inlines); cells of several paragraphs keep their line ends."""
    if line.cells:
        texts = [_cell(cell) for cell in line.cells if cell]
        yield line, texts
        return
    bars = [match.span() for match in _BAR.finditer(line.text)]
    starts = [0, *(end for _, end in bars)]
    ends = [*(start for start, _ in bars), line.size]
    yield line, [line.words[a:b].stripped() for a, b in zip(starts, ends, strict=True)]


def _cell(cell):
    parts = []
    for line in cell:
        numbered = line.mark and line.mark.strip(" .)(").isalnum()
        parts += [line.with_mark() if numbered else line.words, Inline.of("\u2028")]
    return Inline.joined(parts[:-1])


def with_bars(texts):
    for index, text in enumerate(texts):
        if index:
            yield Inline.of(CELL_END)
        yield text


def may_be_label(label):
    return (
        label[:1].isupper()
        and 0 < len(label.split()) <= _MOST_WORDS
        and len(label) <= LONGEST_LABEL
    )


def strong_beginning(words):
    """Return how many signs at the beginning are strong, where others follow that are not."""
    for index, look in enumerate(words.looks):
        if not look.strong and words.text[index].strip():
            return index
    return 0
