"""Where the cells of a table begin on the pages of a PDF, which shows but pieces of text."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import pairwise

from .inline import Inline
from .lines import CELL_END

_FAR = 2.0  # letters' heights between two pieces that stand in no common column
_LABELS_DIFFER = 2.0  # letters' heights between the ends of the shortest and the longest
_MARK = re.compile(r"\(?(?:\d{1,3}|[ivxIVX]{1,5}|[A-Za-z]|\W)(?:\.\d{1,2}){0,3}[.)]?")
_NOT_TEXT = " -\xad"


class Cells:
    """Where cells begin on each page: where the second pieces of three rows and more do."""

    def __init__(self, rows):
        self._starts, self._values = defaultdict(Counter), defaultdict(lambda: defaultdict(list))
        self._beside = defaultdict(Counter)
        for row in rows:
            said = ""
            if row.beside:
                self._starts[row.page][round(row.x)] += 1
                self._beside[row.page][round(row.x)] += 1
            for first, second in pairwise(row.pieces):
                said += first.text
                if not second.text.strip(_NOT_TEXT):
                    continue
                if second.x - first.end > 0.2 * first.height:
                    self._starts[row.page][round(second.x)] += 1
                if said.rstrip().endswith(":"):
                    self._values[row.page][round(second.x)].append(first.end)
        self._starts = {
            page: sorted(x for x, n in found.items() if n > 2)
            for page, found in self._starts.items()
        }

    def between(self, row, parts, last, piece):
        """Return what stands between two pieces of a row: a tab, the end of a cell, or nothing.

        `parts` are the Inlines that the row's pieces before the second one made.
        """
        free, wide = piece.x - last.end, last.end - last.x
        said = "".join(part.text for part in parts).strip()
        if _MARK.fullmatch(said):
            return Inline.of("\t" if free > 0.15 * last.height else "")
        if not said or not piece.text.strip(_NOT_TEXT):
            return Inline()
        enough = -0.15 * wide if self._at_cell(row, piece) else _FAR * last.height + 0.1 * wide
        at_end = free > enough and (not said.endswith(":") or self._at_value(row, piece))
        return Inline.of(CELL_END if at_end else "")

    def _at_cell(self, row, piece):
        starts = self._starts.get(row.page, ())
        return bisect_right(starts, round(piece.x) + 1) > bisect_right(starts, round(piece.x) - 2)

    def _at_value(self, row, piece):
        """Tell whether values stand below each other there, though their labels are not as long."""
        ends = self._values[row.page][round(piece.x)]
        if self._beside[row.page][round(piece.x)] > 2:
            return True
        return len(ends) > 2 and max(ends) - min(ends) > _LABELS_DIFFER * piece.height
