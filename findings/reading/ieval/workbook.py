"""A workbook's bytes to sheets of rows; one that is too large, or none, is refused in words."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import openpyxl

MEGABYTE = 1024 * 1024
HEADING_WITHIN = 10  # rows in which the headings are looked for
WIDEST = 200  # columns
CHUNK = 256 * 1024
LONGEST_ROW = 8 * MEGABYTE
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")


class Unreadable(Exception):
    """The file cannot be read; the message says why, to the person who gave it."""


@dataclass(frozen=True)
class Limits:
    """How much of a file is read: bytes as they come, bytes unpacked, rows, tags beside rows."""

    size: int = 10 * MEGABYTE
    rows: int = 200_000
    tags: int = 2_000_000

    @classmethod
    def megabytes(cls, size):
        """Return the limits for files of so many megabytes."""
        return cls(size=int(size * MEGABYTE))

    @property
    def unpacked(self):
        return 10 * self.size


@dataclass(frozen=True)
class Sheet:
    """A sheet with its headings; `rows` yields (number of the row, {heading: value})."""

    name: str
    headings: tuple[str, ...]
    rows: Iterator[tuple[int, dict[str, object]]]


def folded(heading):
    """Return a heading as headings are compared: without case and superfluous spaces."""
    return " ".join(str(heading).split()).casefold()


def read_sheets(data, wanted, limits):
    """Yield the Sheets of an XLSX workbook; `wanted` says of a set of folded headings if it is one.

    A sheet in which no row is a heading yields a Sheet without headings. Raise Unreadable.
    """
    _check(data, limits)
    with _in_words():
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        with _in_words():
            found = _sheet(sheet, wanted, limits)
        yield found


@contextmanager
def _in_words():
    try:
        yield
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # whatever a library says of a broken file
        raise Unreadable(f"This workbook cannot be read ({type(error).__name__}).") from error


def _sheet(sheet, wanted, limits):
    sheet.reset_dimensions()  # some programs write too small ones
    top = sheet.iter_rows(max_row=HEADING_WITHIN, max_col=WIDEST, values_only=True)
    for number, row in enumerate(top, 1):
        headings = tuple("" if cell is None else " ".join(str(cell).split()) for cell in row)
        if wanted({folded(heading) for heading in headings if heading}):
            return Sheet(sheet.title, headings, _rows(sheet, number, headings, limits))
    return Sheet(sheet.title, (), iter(()))


def _rows(sheet, heading_row, headings, limits):
    named = [(place, folded(heading)) for place, heading in enumerate(headings) if heading]
    width = named[-1][0] + 1
    cells = sheet.iter_rows(min_row=heading_row + 1, max_col=width, values_only=True)
    number = heading_row
    while True:
        with _in_words():
            row = next(cells, None)
        number += 1
        if row is None:
            return
        if number > limits.rows:
            raise Unreadable(f"The sheet {sheet.title} has more than {limits.rows:,} rows.")
        if any(cell is not None for cell in row):
            yield number, {name: row[place] for place, name in named if place < len(row)}


def _check(data, limits):
    """Refuse what would cost more to read than it may, before anything of it is read."""
    if len(data) > limits.size:
        raise Unreadable(
            f"The file has {len(data) / MEGABYTE:.1f} MB; {limits.size / MEGABYTE:g} MB are read."
        )
    if not data.startswith(b"PK\x03\x04"):
        raise Unreadable("This is not an XLSX workbook.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            _check_parts(packed, limits)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError,
            EOFError, zipfile.zlib.error) as error:  # fmt: skip
        raise Unreadable("This XLSX workbook is damaged or locked by a password.") from error


def _check_parts(packed, limits):
    if sum(info.file_size for info in packed.infolist()) > limits.unpacked:
        raise Unreadable(f"Unpacked it has more than {limits.unpacked / MEGABYTE:g} MB.")
    for info in packed.infolist():
        if info.filename.lower().endswith((".xml", ".rels")):
            with packed.open(info) as part:
                _check_part(part, "worksheets/" in info.filename, limits)


def _check_part(part, is_sheet, limits):
    """Refuse declarations, overlong rows, and more tags than a list of strings needs."""
    tags = since_row = 0
    before = b""
    while chunk := part.read(CHUNK):
        seam = before[-16:] + chunk
        if _DECLARES.search(seam):
            raise Unreadable("It declares entities, which no spreadsheet program writes.")
        rows = [match.end() for match in _ROW.finditer(seam)] if is_sheet else []
        since_row = len(seam) - rows[-1] if rows else since_row + len(chunk)
        tags += chunk.count(b"<")
        if (since_row > LONGEST_ROW) if is_sheet else (tags > limits.tags):
            raise Unreadable("It holds more than a spreadsheet of this kind can hold.")
        before = chunk
