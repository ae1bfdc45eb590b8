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
    goes_on: bool | None = None  # with the line before, where the page shows it
    frame: int = 0  # lines of one frame were set to one width
    source: int = -1  # where it stands among the lines of its source
    also: tuple[int, ...] = ()  # where else, when it was several lines
    heading: int = 0  # the level of a heading; the title's is 1
    title: bool = False  # the source itself says that it is the title
    height: float = 0.0  # of its letters, in points
    starts: tuple[float, ...] = ()  # where its cells begin on the page, in points
    beside: bool = False  # it stands beside a line before it, as a value beside a label
    detail: str = ""  # the field of an item that it fills, where a table says so
    label: str = ""  # "R1", read from the text before an item
    cells: tuple[tuple["Line", ...], ...] = ()  # of a row of a table
    crowded: bool = False  # the line above, like it, had no room for its first word
    hang: int = 0  # where the text of an item begins behind its label, in spaces

    @property
    def text(self):
        return self.words.text

    @property
    def size(self):
        return len(self.words)

    @property
    def is_item(self):
        return bool(self.place) and self.place.kind != "more"

    @property
    def sources(self):
        """Where it stands among the lines of its source, a row's cells included."""
        own = (self.source, *self.also)
        return tuple(index for index in own if index >= 0)

    def with_mark(self):
        """Return the words after the mark that was given apart from them."""
        return Inline.joined([Inline.of(f"{mended(self.mark)} "), self.words]).collapsed()


def text_lines(text):
    """Yield the lines of a plain text."""
    before = Break.BLANK
    for raw in readable(text).replace(PAGE_END, "\n\n").split("\n"):
        line = read_line(Inline.of(raw), before)
        if line:
            yield line
        before = Break.PARAGRAPH if line else Break.BLANK


def readable(text):
    """Return a plain text with one kind of line end and PAGE_END, its damaged signs mended."""
    text = legal(mended(text.replace("\r\n", "\n").replace("\r", "\n")))
    return text.replace(LINE_END, "\n")


def read_line(raw, before):
    """Return a line as it was typed as a Line, or None where it is blank."""
    raw, mark = raw.composed(), far_off(raw.text)
    words = raw.collapsed()[len(mark) :].stripped()
    spaced = raw.text.endswith((" ", "\xa0"))
    return Line(words, before, None, mark, indent_of(raw.text), spaced) if words else None


def indent_of(raw):
    """Return how far a line is indented, in spaces; a tab is four."""
    return len(re.match(r"[ \t\xa0]*", raw)[0].expandtabs(4))
