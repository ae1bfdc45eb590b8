"""A document as its reader gives it, before anybody asks what it says."""

from dataclasses import dataclass, field, replace

from .lines import Line
from .reading import Comment, SourceLine, Unreadable

MOST_ELEMENTS = 200_000
MOST_SIGNS = 5_000_000
TOO_LONG = (
    "This document is far longer than an evaluation summary. "
    "Save the pages of the summary as a document of their own and choose that."
)


@dataclass
class Document:
    """The lines of its text in reading order, and beside them all that it shows.

    `source` is everything as it is shown; `furniture` indexes those of its lines that belong to
    the page. `notes` are footnotes, each a line that begins "[1] ".
    """

    lines: list[Line] = field(default_factory=list)
    source: list[SourceLine] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    furniture: list[int] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    signs: int = 0

    def show(self, text, page=0, number=0):
        """Add a line to the source and return its index."""
        self.signs += len(text)
        if self.signs > MOST_SIGNS or len(self.source) >= MOST_ELEMENTS:
            raise Unreadable(TOO_LONG)
        self.source.append(SourceLine(text, page, number or len(self.source) + 1))
        return len(self.source) - 1

    def add(self, line, page=0, number=0):
        """Add a line to the text, shown as it is."""
        shown = self.show(line.text, page, number)
        self.lines.append(replace(line, source=shown))
