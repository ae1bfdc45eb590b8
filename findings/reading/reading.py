"""What was read of one document: the summary, and for each of the source's words where it went."""

from dataclasses import dataclass

from ..summary import Summary


class Unreadable(ValueError):
    """A file that cannot be read; the message is a sentence that says what to do."""


@dataclass(frozen=True)
class SourceLine:
    """A line as the source shows it; a row of a table is one line. Pages count from 1, 0: none."""

    text: str
    page: int = 0
    number: int = 0  # on its page, from 1; in the document where there are no pages


@dataclass(frozen=True)
class Piece:
    """A text of the source, and the indexes of its lines in `Reading.lines`."""

    text: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Origin:
    """From which lines a field was read.

    Fields are named as in Summary: "title", "methodology", "facts.completed", "facts.codes"; items
    by their numbers as `numbering.numbered` gives them: "findings.3", "recommendations.5.2".
    """

    field: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Comment:
    """A remark that somebody wrote beside the text, in Word; it is told, not imported."""

    author: str
    text: str


@dataclass(frozen=True)
class Words:
    """How many words of the source went where; `lost` is what the self-check did not find again."""

    placed: int = 0
    unplaced: int = 0
    furniture: int = 0
    lost: tuple[str, ...] = ()

    @property
    def total(self):
        return self.placed + self.unplaced + self.furniture + len(self.lost)


@dataclass(frozen=True)
class Reading:
    """A summary read from a document, with what is needed to review it beside its source.

    `facts` are the pairs of label and value as printed; `codes`, `donors` and `areas` the names in
    them. `proposed` names the fields that no label filled, but a guess: "findings.3.areas",
    "findings.3.criterion". `unplaced` is what no rule knows a place for; `furniture` what belongs
    to the form and not to what it says: running heads and feet, page numbers, headings.
    """

    summary: Summary
    lines: tuple[SourceLine, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    codes: tuple[str, ...] = ()
    donors: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    proposed: tuple[str, ...] = ()
    unplaced: tuple[Piece, ...] = ()
    furniture: tuple[Piece, ...] = ()
    comments: tuple[Comment, ...] = ()
    words: Words = Words()

    def lines_of(self, field):
        """Return the indexes of the lines that the field, or a part of it, was read from."""
        within = f"{field}."
        origins = (o for o in self.origins if o.field == field or o.field.startswith(within))
        return tuple(sorted({index for origin in origins for index in origin.lines}))

    def fields_of(self, index):
        """Return the names of the fields that a line was read into."""
        return tuple(origin.field for origin in self.origins if index in origin.lines)
