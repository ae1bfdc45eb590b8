"""The empty template of one's own spreadsheets, with what to enter in each column."""

import csv

import openpyxl
from openpyxl.styles import Alignment, Font

from .columns import SHEETS

NOTES = "Notes"
ABOUT = (
    "One row for each project, evaluation, finding, recommendation, lesson and good practice.",
    "Leave out sheets and columns that you do not need; keep the headings as they are.",
    "Try it first with --dry-run: every error is told with its sheet, row and column.",
    "Nothing is written while a row is wrong. Importing the same file again changes nothing.",
)


def notes():
    """Yield (sheet, column, needed, what to enter) of each column, headings first."""
    yield "Sheet", "Column", "Needed", "What to enter"
    for sheet, columns in SHEETS.values():
        for column in columns:
            note = " ".join(filter(None, (column.note, getattr(column.read, "note", ""))))
            yield sheet, column.heading, "yes" if column.needed else "", note


def write_workbook(path):
    """Write the template as an XLSX workbook: a sheet for each kind of row, and the notes."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, columns in SHEETS.values():
        sheet = book.create_sheet(name)
        _fill(sheet, [[column.heading for column in columns]])
        sheet.freeze_panes = "A2"
    _fill(book.create_sheet(NOTES), [*notes(), (), *([line] for line in ABOUT)])
    book.save(path)


def _fill(sheet, rows):
    """Write rows as text, so that nothing becomes a formula; the first is the heading."""
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row, 1):
            cell = sheet.cell(number, place, text)
            cell.data_type = "s"
            cell.font = Font(bold=number == 1)
            cell.alignment = Alignment(vertical="top")
            letter = cell.column_letter
            width = max(sheet.column_dimensions[letter].width, len(text) + 2 if number == 1 else 0)
            sheet.column_dimensions[letter].width = width


def write_folder(path):
    """Write the template as CSV files in UTF-8, one for each kind of row, and the notes."""
    path.mkdir(parents=True, exist_ok=True)
    for name, columns in SHEETS.values():
        _write_csv(path / f"{name}.csv", [[column.heading for column in columns]])
    _write_csv(path / f"{NOTES}.csv", [*notes(), *([line] for line in ABOUT)])


def _write_csv(path, rows):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
