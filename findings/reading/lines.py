"""Lines as they were pasted: text, what parts them, and what the source says of lists."""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from projects.richtext import legal

from .inline import Inline
from .marks import far_off
from .mending import LINE_END, PAGE_END, mended

DEEPEST = 9  # Word has nine levels
CELL_END = " | "  # between the cells of a row


class Break(IntEnum):
    """What stands before a line."""

    LINE = 0  # a line end within a paragraph
    PARAGRAPH = 1
    BLANK = 2  # an empty line, or the end of a page


class Place(NamedTuple):
    """Where markup puts a line: an item of a "ul" or "ol", or "more" of an item, or "marked"."""

    kind: str
    level: int
    ordinal: int = 1


@dataclass(frozen=True)
class Line:
    words: Inline
    before: Break = Break.PARAGRAPH
    place: Place | None = None
    mark: str = ""  # as a word processor wrote it apart from the text
    indent: int = 0
    spaced: bool = False  # ended with a space, as lines of a PDF do that go on

    @property
    def text(self):
        return self.words.text

    @property
    def size(self):
        return len(self.words)

    @property
    def is_item(self):
        return bool(self.place) and self.place.kind != "more"

    def with_mark(self):
        """Return the words after the mark that was given apart from them."""
        return Inline.joined([Inline.of(f"{mended(self.mark)} "), self.words]).collapsed()


def text_lines(text):
    """Yield the lines of a plain text."""
    text = legal(mended(text.replace("\r\n", "\n").replace("\r", "\n")))
    text = text.replace(LINE_END, "\n").replace(PAGE_END, "\n\n")
    before = Break.BLANK
    for raw in text.split("\n"):
        mark = far_off(raw)
        words = Inline.of(raw).collapsed()[len(mark) :].stripped()
        if words:
            spaced = raw.endswith((" ", "\xa0"))
            yield Line(words, before, None, mark, indent_of(raw), spaced)
        before = Break.PARAGRAPH if words else Break.BLANK


def indent_of(raw):
    """Return how far a line is indented, in spaces; a tab is four."""
    return len(re.match(r"[ \t\xa0]*", raw)[0].expandtabs(4))
