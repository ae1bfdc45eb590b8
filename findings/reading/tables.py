"""Tables read as text: a row is a line, and what stands in one cell alone stays as it is."""

from .inline import Inline
from .lines import CELL_END, Line

_DEEPEST = 4  # a table within that many is read as the lines of its cells


class Tables:
    """Takes the lines of a document; those in a row of a table become one."""

    def __init__(self):
        self.lines = []
        self.rows = []  # for each open table the cells of its open row
        self.too_deep = 0

    def read(self, part):
        """Note that "table", "tr", "td", "/table"... begins or ends."""
        if part.strip("/") == "table":
            self._end_table() if part[0] == "/" else self._begin_table()
        elif self.rows and not self.too_deep:
            if part in ("td", "th"):
                self.rows[-1].append([])
            elif part.strip("/") in ("tr", "caption"):
                self._end_row()

    def _begin_table(self):
        if len(self.rows) < _DEEPEST:
            self.rows.append([])
        else:
            self.too_deep += 1

    def _end_table(self):
        if self.too_deep:
            self.too_deep -= 1
        elif self.rows:
            self._end_row()
            self.rows.pop()

    def _end_row(self):
        cells = [cell for cell in self.rows.pop() if cell]
        for line in cells[0] if len(cells) == 1 else [_row(cells)] if cells else []:
            self.add(line)
        self.rows.append([])

    def add(self, line):
        if not self.rows:
            self.lines.append(line)
            return
        cells = self.rows[-1]
        if not cells:
            cells.append([])
        cells[-1].append(line)

    def finished(self):
        """Return the lines, with the tables that were left open ended."""
        self.too_deep = 0
        while self.rows:
            self._end_table()
        return self.lines


def _row(cells):
    """Return the cells of a row as one line; a label that ends with a colon needs no other mark."""
    parts = []
    for cell in cells:
        words = [Inline.joined([line.with_mark(), Inline.of(" ")]) for line in cell]
        label = words[-1].text.rstrip().endswith(":")
        parts += [*words, Inline.of(" " if label else CELL_END)]
    return Line(Inline.joined(parts[:-1]).collapsed(), cells[0][0].before)
