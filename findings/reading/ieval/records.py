"""What a source tells, one record for each thing however often its rows repeat it."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """Where something stands in a file: sheet, row and, if known, the heading of the column."""

    sheet: str
    row: int
    column: str = ""

    def __str__(self):
        told = f"{self.sheet}, row {self.row}"
        return f"{told}, column {self.column}" if self.column else told


class Complaint(NamedTuple):
    """Something that was not understood, where it stands, and what was done about it."""

    place: Place
    words: str

    def __str__(self):
        return f"{self.place}: {self.words}"


@dataclass(frozen=True)
class Record:
    """One thing that a source tells.

    `values` are plain and named as our fields are: texts without markup, months and dates as in ISO
    8601, names as printed. A name that is missing was not asked of the source; "" or () means that
    it records nothing. Under "rest" stands what no field of ours holds, by the source's headings.
    """

    kind: str
    id: str
    place: Place
    values: dict[str, object]
    parts: tuple["Record", ...] = field(default=())

    @property
    def digest(self):
        """The SHA-256 of what it tells by itself."""
        told = json.dumps(self.values, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()

    def walk(self):
        """Yield the record and all its parts, each before its own parts."""
        yield self
        for part in self.parts:
            yield from part.walk()
