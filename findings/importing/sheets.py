"""One's own spreadsheets to records; every error is told by sheet, row and column."""

import csv
import io
from collections import defaultdict

from projects.codes import normalise_code

from ..reading.ieval.records import Complaint, Place, Record
from ..reading.ieval.workbook import Sheet, Unreadable, folded, read_sheets
from .columns import SHEETS
from .template import NOTES

BY_SHEET = {folded(name): kind for kind, (name, _) in SHEETS.items()}
NEEDED = {
    kind: {column.name for column in columns if column.needed}
    for kind, (_, columns) in SHEETS.items()
}
ITEMS = ("finding", "recommendation", "lesson", "practice")


def own_sheets(name, data, limits):
    """Yield the Sheets of a file: those of an XLSX workbook, or the one of a CSV file."""
    if data.startswith(b"PK"):
        yield from read_sheets(data, _is_headings, limits)
    else:
        yield _csv_sheet(name, data, limits)


def _is_headings(headings):
    return any(needed <= headings for needed in NEEDED.values())


def _csv_sheet(name, data, limits):
    if len(data) > limits.size or data.count(b"\n") > limits.rows:
        raise Unreadable("The file is larger than may be read.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("A CSV file must be in UTF-8.") from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Unreadable(f"This is no CSV file ({error}).") from error
    headings = tuple(" ".join(cell.split()) for cell in (rows or [[]])[0])
    names = [folded(heading) for heading in headings]
    told = ((n, dict(zip(names, row, strict=False))) for n, row in enumerate(rows[1:], 2))
    return Sheet(name, headings, ((n, row) for n, row in told if any(row.values())))


class OwnRows:
    """Reads sheets; afterwards `projects` and `evaluations` are Records, `errors` Complaints."""

    def __init__(self):
        self.errors, self.rows = [], defaultdict(int)
        self._drafts = {kind: {} for kind in SHEETS}
        self._counts = defaultdict(int)

    def hear(self, sheet):
        """Read the rows of a sheet that is named as in the template."""
        if folded(sheet.name) == folded(NOTES):
            return
        kind = BY_SHEET.get(folded(sheet.name))
        names = {folded(heading): heading for heading in sheet.headings if heading}
        if kind is None or not names:
            sheets = ", ".join(name for name, _ in SHEETS.values())
            self._wrong(Place(sheet.name, 1), f"no sheet of the template ({sheets})")
            return
        name, columns = SHEETS[kind]
        known = {column.name: column for column in columns}
        for extra in names.keys() - known.keys():
            self._wrong(Place(name, 1, names[extra]), "no column of the template")
        for missing in NEEDED[kind] - names.keys():
            self._wrong(Place(name, 1, known[missing].heading), "this column is missing")
        for number, row in sheet.rows:
            self.rows[kind] += 1
            self._hear_row(kind, Place(name, number), columns, row)

    def _wrong(self, place, words):
        self.errors.append(Complaint(place, words))

    def _hear_row(self, kind, place, columns, row):
        told = {"": {}, "response": {}, "action": {}, "of": ""}
        for column in columns:
            if column.name in row:
                said = self._read(column, row[column.name], place)
                if column.field:
                    told[column.part][column.field] = said
                else:
                    told["of"] = said
        self._keep(kind, place, told)

    def _read(self, column, cell, place):
        place = place._replace(column=column.heading)
        try:
            said = column.read(cell)
        except ValueError as error:
            self._wrong(place, str(error))
            return "" if column.read.__name__ != "names" else []
        if column.needed and not said:
            self._wrong(place, "this is needed and empty")
        return said

    def _keep(self, kind, place, told):
        key, column = self._key(kind, told)
        if key in self._drafts[kind]:
            first = self._drafts[kind][key][0]
            self._wrong(place._replace(column=column), f"the same as in row {first.row}")
        elif key:
            self._drafts[kind][key] = place, told

    def _key(self, kind, told):
        """Return what a row is known by, and the column that says it."""
        values = told[""]
        if kind == "project":
            return normalise_code(values.get("code", "")), "Code"
        if kind == "evaluation":
            return values.get("external_reference", ""), "Reference"
        self._counts[kind, told["of"]] += 1
        values["position"] = self._counts[kind, told["of"]] - 1
        number = values.get("label") or f"#{self._counts[kind, told['of']]}"
        return f"{told['of']}/{number}", "Number"

    def records(self):
        """Return (projects, evaluations) as Records, with all that belongs to them."""
        parts = defaultdict(list)
        for kind in ITEMS:
            for key, (place, told) in self._drafts[kind].items():
                if told["of"] in self._drafts["evaluation"]:
                    parts[told["of"]].append(self._item(kind, key, place, told))
                elif told["of"]:
                    words = f"“{told['of']}” is no Reference of a row in Evaluations"
                    self._wrong(place._replace(column="Evaluation"), words)
        made = {
            kind: [
                Record(
                    kind, key, place, told[""], tuple(parts[key] if kind == "evaluation" else ())
                )
                for key, (place, told) in self._drafts[kind].items()
            ]
            for kind in ("project", "evaluation")
        }
        return made["project"], made["evaluation"]

    def _item(self, kind, key, place, told):
        values = told[""]
        if values.get("parent"):
            values["parent"] = self._parent(place, told)
        return Record(kind, key, place, values, tuple(self._follow_up(key, place, told)))

    def _parent(self, place, told):
        """Return what the recommendation above a sub-point is known by."""
        number = told[""]["parent"]
        key = f"{told['of']}/{number}"
        _, above = self._drafts["recommendation"].get(key, (None, None))
        if above is None or above is told:
            words = f"“{number}” is the Number of no other recommendation of this evaluation"
            self._wrong(place._replace(column="Sub-point of"), words)
        elif above[""].get("parent"):
            words = f"“{number}” is a sub-point itself"
            self._wrong(place._replace(column="Sub-point of"), words)
        return key

    def _follow_up(self, key, place, told):
        if any(told["response"].values()):
            yield Record("response", key, place, told["response"])
        if any(told["action"].values()):
            if not told["action"].get("text"):
                self._wrong(
                    place._replace(column="Action"), "what is recorded of it needs its text"
                )
            yield Record("action", key, place, told["action"])
