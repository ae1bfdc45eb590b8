"""The facts of a summary: labels and values as printed, read from lines or from a table."""

import re

from .column import goes_on_small, unfinished
from .dates import months_in
from .factlines import (
    LONGEST_LABEL,
    alike,
    cells_of,
    may_be_label,
    strong_beginning,
    value_starts,
    with_address,
    with_bars,
)
from .inline import Inline
from .labels import label_before, label_of
from .lines import Break
from .pairs import Pair, joined

_COLON = re.compile(r"\s*[:：]\s*")
_MOST_LINES = 60  # of a value
_LABEL_LINES = 6
_DATED = frozenset(("started", "ended", "completed"))
_SMALL = frozenset(("keywords", "themes"))  # values that may begin with a small letter
_NEAR = 4  # points


class Facts:
    """Reads pairs of label and value from the lines before the sections."""

    def __init__(self, columns):
        self.columns = columns
        self.pairs = []
        self.left = []  # lines that are neither label nor value
        self.open = None  # the pair that the next line may go on with
        self.waiting = []  # lines where labels begin, of which no value is read yet
        self.among_facts = False
        self.halved = None  # the pair whose label the waiting lines may go on with
        self.value_starts = ()

    def read(self, lines, among_facts=False):
        """Read lines; `among_facts` says that a heading announced them as facts."""
        self.open, self.among_facts = None, among_facts
        rows = [row for line in lines for row in cells_of(line)]
        self.value_starts = value_starts(rows)
        for place, (line, cells) in enumerate(rows):
            following = rows[place + 1][1][0].text if place + 1 < len(rows) else ""
            self._read(line, cells, following)
        self._end_waiting()
        return self

    def values(self):
        """Return the (label, value) pairs as printed."""
        in_cells = [
            len(text) for pair in self.pairs for line, text in pair.said if len(line.starts) > 1
            or line.starts and self._at_value(line.starts[0])
        ]  # fmt: skip
        width = max(in_cells, default=0) if self.value_starts else 0
        return [(pair, pair.value(self.columns, width)) for pair in self.pairs]

    def _read(self, line, cells, following):
        if self.value_starts and line.starts and self._read_in_table(line, cells):
            return
        if self._is_below_strong(line, cells):
            self._read_below(line)
            return
        if len(cells) > 1 and self._read_row(line, cells):
            return
        if self._begins_label(line):
            self._wait(line)
            return
        found = self._label_and_value(line.words, following)
        if found:
            self._begin(line, *found)
        elif self.open and self._goes_on(line):
            self.open.add(line, line.text)
        elif (
            self.among_facts and not self.open and len(self.waiting) < 3 and may_be_label(line.text)
        ):
            self._wait(line)
        else:
            self._end_waiting()
            self.open = None
            self.left.append(line)

    def _read_in_table(self, line, cells):
        """Read a line of a table on a page: where its label and value stand tells them apart."""
        if len(cells) == 1 and self._at_value(line.starts[0]):
            self._give_back()
            if self.waiting:
                self._begin(line, self._waited(), None, line.words)
            elif self.open:
                self.open.add(line, line.text)
            return bool(self.open)
        if len(cells) > 1 and self._at_value(line.starts[1]):
            self._read_beside(line, cells[0].text, Inline.joined(with_bars(cells[1:])))
            return True
        if len(cells) > 1 or _COLON.search(line.text.rstrip(" :")) or not self._may_wait(line):
            return False
        self._wait(line)
        return True

    def _at_value(self, x):
        return any(abs(x - start) < _NEAR for start in self.value_starts)

    def _read_beside(self, line, label, value):
        """Read a label, or the rest of one, and the value, or the rest of it, beside it."""
        self._give_back(label)
        if not self.waiting and self.open and self._ends_label(self.open, label):
            self.open.go_on(label, (), self.columns)
            self.open.add(line, value.text)
            return
        if label_of(label, sure=True):
            self._end_waiting()
        self._begin(line, self._waited(label), None, value)

    def _give_back(self, following=""):
        """Give the waiting lines to the label that they end, whose value is read already."""
        rest = self._waited()
        if rest and self.halved and self._ends_label(self.halved, rest, following):
            sources = [index for line in self.waiting for index in line.sources]
            self.halved.go_on(rest, sources, self.columns)
            self.open, self.waiting = self.halved, []

    def _ends_label(self, pair, rest, following=""):
        """Tell whether a text is the rest of a label, not a label or the begin of the next one."""
        whole = joined(pair.label, rest, self.columns)
        if not pair.has_value or pair.closed or len(whole) > LONGEST_LABEL:
            return False
        if rest.endswith(":") or goes_on_small(rest) or unfinished(pair.label):
            return True
        if following and label_of(joined(rest, following, self.columns), sure=True):
            return False
        if label_of(pair.label, sure=True) and label_of(rest, sure=True):
            return False
        return bool(label_of(whole, sure=True))

    def _may_wait(self, line):
        short = len(line.words) <= 60 and len(self.waiting) < _LABEL_LINES and not line.title
        return short and not (
            line.height and self.open and self.open.last and not alike(line, self.open.last)
        )

    def _wait(self, line):
        if not self.waiting:
            self.halved = self.open if self.value_starts else None
        self.waiting.append(line)
        self.open = None

    def _waited(self, last=""):
        """Return the label that the waiting lines make, with its last part."""
        text = ""
        for part in [*(line.text for line in self.waiting), *filter(None, [last])]:
            text = joined(text, part, self.columns) + (":" if part.endswith(":") else "")
        return text

    def _end_waiting(self):
        self._give_back()
        self.left += self.waiting
        self.waiting = []

    def _read_row(self, line, cells):
        """Read a row of a table: label and value, or several labels each before its value."""
        first = cells[0].text
        label = label_of(first)
        known = label or first.endswith(":") or (self.pairs or self.among_facts)
        if not known or not label and not may_be_label(first.rstrip(" :")):
            return False
        start = 0
        for index in range(1, len(cells) + 1):
            at_label = (
                index > start + 1 and index < len(cells) and label_of(cells[index].text, sure=True)
            )
            if index == len(cells) or at_label:
                value = Inline.joined(with_bars(cells[start + 1 : index]))
                self._begin(line, cells[start].text, None, value)
                start = index
        if line.cells and self.open.has_value:
            self.open = None
        return True

    def _begin(self, line, label, known, value):
        opened = Pair(label.replace("\u2028", " ").strip(" :\xa0\t"), known or label_of(label))
        opened.closed = label.endswith(":")
        opened.strong = not value and line.words.is_strong()
        if self.waiting and label.startswith(self.waiting[0].text.rstrip(" :-\xad")):
            opened.sources += (index for one in self.waiting for index in one.sources)
            self.waiting = []
        self._end_waiting()
        self.open = opened
        self.pairs.append(opened)
        self.open.add(line, with_address(value.collapsed()))

    def _is_below_strong(self, line, cells):
        """Tell whether a line is the value of the strong label above it, which has none yet."""
        if len(cells) > 1 or line.words.is_strong() or _COLON.search(line.text):
            return False
        if self.waiting:
            strong = all(one.words.is_strong() for one in self.waiting)
            return strong and bool(self.among_facts or label_of(self._waited()))
        return bool(self.open) and self.open.strong and not self.open.has_value

    def _read_below(self, line):
        if self.waiting:
            self._begin(line, self._waited(), None, line.words)
        else:
            self.open.add(line, line.text)

    def _begins_label(self, line):
        """Tell whether a strong line among facts is the beginning of a label."""
        among = self.pairs and (not self.open or self.open.has_value)
        strong = (
            among and line.words.is_strong() and not line.heading and not _COLON.search(line.text)
        )
        return strong and may_be_label(line.text) and not label_of(line.text, sure=True)

    def _goes_on(self, line):
        """Tell whether a line goes on with the value before it."""
        if line.heading or line.title:
            return False
        last = self.open.last
        if last is None:
            return True
        if len(self.open.said) >= _MOST_LINES:
            return False
        if last.height and not alike(line, last):
            return False
        return line.before != Break.BLANK or self.open.said[-1][1][-1] in ",;-\xad"

    def _label_and_value(self, words, following):
        """Return (label, Label or None, value) of “Label: value”, or None without a label.

        In a list of facts a short beginning before a colon is a label that nobody knows yet.
        """
        text = words.text
        among = self.among_facts or bool(self.pairs)
        colon = _COLON.search(text[: LONGEST_LABEL + 3])
        if colon:
            label = self._waited(text[: colon.start()])
            known = label_of(label)
            strong = words[: colon.start()].is_strong()
            if known or (among or strong) and may_be_label(label):
                return f"{label}:", known, words[colon.end() :]
            return None
        strong = strong_beginning(words)
        if strong and (known := label_of(text[:strong])):
            return text[:strong], known, words[strong:].stripped()
        known = label_of(text, sure=True)
        if known and (among or len(text.split()) > 1 or label_of(following, sure=True) is None):
            return (
                (text, known, Inline())
                if among or known.field not in ("title", "project_title", "completed")
                else None
            )
        return self._without_colon(words, among or label_before(following))

    def _without_colon(self, words, among):
        text = words.text
        found = label_before(
            text,
            lambda label, rest: (
                label.field in _DATED and months_in(rest) or among and label.field in _SMALL
            ),
        )
        if not found or not among and " " not in text[: found[1]].strip():
            return None
        return text[: found[1]], found[0], words[found[1] :].stripped()
