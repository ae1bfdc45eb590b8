"""Whole paragraphs and items from lines that the width of a column, or a page, has broken."""

from dataclasses import dataclass, field

from .column import Columns, stands_alone
from .hyphens import joint
from .inline import Inline
from .items import Items
from .lines import Break, Line, Place
from .marks import Mark
from .mending import SOFT_HYPHEN


@dataclass
class Block:
    """A paragraph, or an item of a list."""

    line: Line  # the last of its lines
    parts: list[Inline]
    place: Place | None = None
    mark: Mark | None = None
    ordinal: int = 1
    indent: int = 0
    lines: int = 1
    sources: list[int] = field(default_factory=list)
    label: str = ""
    hang: int = 0  # where the text of an item begins behind its mark, in spaces
    note: bool = False  # a footnote, which stands below the block that refers to it

    @property
    def words(self):
        return Inline.joined(self.parts).stripped(f" \t\n\xa0{SOFT_HYPHEN}")

    @property
    def is_item(self):
        return bool(self.mark) or bool(self.place) and self.place.kind != "more"

    def add(self, line, words, cut, glue):
        if cut:
            self.parts[-1] = self.parts[-1][:-cut]
        self.parts += [Inline.of(glue), words]
        self.line, self.lines = line, self.lines + 1
        self.sources += line.sources


def blocks(lines, columns=None):
    """Return the paragraphs and items that the lines make, in their order.

    `columns` are those of the whole text, where the lines are but a part of it.
    """
    lines = list(lines)
    return _Joiner(lines, columns or Columns(lines)).blocks()


class _Joiner:
    def __init__(self, lines, columns):
        self.lines = lines
        self.column = columns
        self.items = Items(lines, self.column)
        self.made = []
        self.waiting = None  # a line that was but a mark, and the mark

    def blocks(self):
        for line in self.lines:
            last = self.made[-1] if self.made else None
            mark, words = self.items.opened_by(line, last and last.line)
            if mark and not words:
                self._end_waiting()
                self.waiting = line, mark
            elif self.waiting and not mark and not line.is_item and not stands_alone(words):
                mark, self.waiting = self.waiting[1], None
                self._open(line, mark, words)
            else:
                self._end_waiting()
                self._go_on(line, mark, words)
        self._end_waiting()
        return self.made

    def _end_waiting(self):
        """Keep a number that nothing follows as a paragraph; a bullet says nothing."""
        if self.waiting and self.waiting[1].numbered:
            self._open(self.waiting[0], None, self.waiting[0].words)
        self.waiting = None

    def _go_on(self, line, mark, words):
        last = self.made[-1] if self.made else None
        how = self._joint(last, line, words) if last and not mark and not line.is_item else None
        if how:
            last.add(line, words, *how)
        else:
            self._open(line, mark, words)

    def _open(self, line, mark, words):
        place = line.place
        if place and place.kind == "marked" and not mark:
            place = None
        ordinal = self.items.ordinal(mark) if mark else place.ordinal if place else 1
        hang = line.hang or line.indent + line.size - len(words)
        self.made.append(
            Block(
                line, [words], place, mark, ordinal, line.indent,
                sources=[*line.sources], label=line.label, hang=hang,
            )
        )  # fmt: skip
        if not mark and not place:
            self.items.interrupted()

    def _joint(self, block, line, words):
        """Return (signs to cut, text between) where the line goes on with the block, or None."""
        if line.detail or block.line.detail:
            return None
        if line.place and (not block.place or line.place.level != block.place.level):
            return None
        last = block.parts[-1]
        alone = stands_alone(words) or block.lines == 1 and stands_alone(last)
        if not alone and self._goes_on(block, line):
            return joint(last.text, words.text, lambda: self.column.vocabulary)
        if line.goes_on is False:
            return None
        by_sign = block.mark and not (block.place and block.place.kind == "marked")
        if line.before == Break.LINE and not by_sign and not self.column.holds(block.line):
            return 0, "\n"
        return None

    def _goes_on(self, block, line):
        if line.goes_on is not None:
            return line.goes_on
        return self.column.goes_on(block.line, line, block.is_item, block.lines == 1)
