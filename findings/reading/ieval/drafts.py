"""Repeated rows gathered into one draft for each thing."""

from .columns import REST
from .records import Complaint, Place, Record


class Draft:
    """What the rows of one thing have said so far."""

    def __init__(self, kind, key, place):
        self.kind, self.key, self.place = kind, key, place
        self.values, self.rest, self.parts, self.rows = {}, {}, [], 0
        self.told_twice = set()

    def hear(self, column, said):
        """Note what a row says; return whether it contradicts what another said before."""
        values, name = (self.values, column.field) if column.field else (self.rest, column.heading)
        if column.many:
            values.setdefault(name, {}).update(dict.fromkeys(said))
            return False
        before = values.setdefault(name, said)
        if before and said and before != said and name not in self.told_twice:
            self.told_twice.add(name)
            return True
        values[name] = before or said
        return False

    def record(self, parts=()):
        """Return the Record of what was said; lists become tuples, the rest what says something."""
        values = {n: _settled(value) for n, value in self.values.items()}
        rest = {n: list(v) if isinstance(v, dict) else v for n, v in self.rest.items() if v}
        return Record(self.kind, self.key, self.place, {**values, REST: rest}, tuple(parts))


def _settled(value):
    return list(value) if isinstance(value, dict) else value


class Reader:
    """Reads cells by their columns, each different one once, and gathers complaints."""

    def __init__(self):
        self.complaints = []
        self._read = {}

    def complain(self, sheet, row, column, words):
        self.complaints.append(Complaint(Place(sheet, row, column), words))

    def tell(self, drafts, columns, sheet, number, row):
        """Tell each column's draft (by its part) what the row says."""
        for column in columns:
            if column.name not in row:
                continue
            said = self._said(column, row[column.name], sheet, number)
            draft = drafts[column.part]
            if draft.hear(column, said):
                words = f"“{_short(said)}” differs from what {draft.place} says of it; that is kept"
                self.complain(sheet, number, column.heading, words)

    def _said(self, column, cell, sheet, number):
        key = column.heading, type(cell), cell
        if key not in self._read:
            try:
                self._read[key] = column.read(cell)
            except ValueError as error:
                self._read[key] = ""
                self.complain(sheet, number, column.heading, f"{error}; left empty")
        return self._read[key]


def _short(said, most=60):
    return said if len(said) <= most else f"{said[:most].rstrip()}…"
