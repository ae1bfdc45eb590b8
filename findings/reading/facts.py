"""The facts of a summary: labels and values as printed, read from lines or from a table."""

import re
from collections import Counter
from dataclasses import dataclass, field

from .dates import months_in
from .hyphens import joint
from .inline import Inline
from .labels import Label, label_before, label_of
from .lines import CELL_END, Break, Line

_COLON = re.compile(r"\s*[:：]\s*")
_BAR = re.compile(re.escape(CELL_END))
_LONGEST_LABEL = 80
_MOST_WORDS = 8
_MOST_LINES = 60  # of a value
_LISTS = frozenset(("areas", "donors", "codes", "team", "administrative", "technical", "offices"))
_DATED = frozenset(("started", "ended", "completed"))
_SMALL = frozenset(("keywords", "themes"))  # values that may begin with a small letter
_NEAR = 4  # points


@dataclass
class Pair:
    """A label and its value as printed, and the lines they stand on."""

    label: str
    known: Label | None = None
    said: list = field(default_factory=list)  # of the value (line, text)
    sources: list[int] = field(default_factory=list)

    def add(self, line, text):
        if text:
            self.said.append((line, text))
        self.sources += line.sources

    @property
    def has_value(self):
        return bool(self.said)

    @property
    def last(self):
        return self.said[-1][0] if self.said else None

    def value(self, columns, cell_width=0):
        """Return the value; a short line ends a name where the value is a list of names."""
        value = ""
        for number, (_, text) in enumerate(self.said):
            if number:
                before = self.said[number - 1]
                if self._parts_names(before, text, columns, cell_width):
                    value += "\n"
                else:
                    cut, glue = joint(value, text, lambda: columns.vocabulary)
                    value = value[: len(value) - cut] + glue
            value += text.replace("\u2028", "\n")
        return value

    def _parts_names(self, before, text, columns, cell_width):
        line, said = before
        if not self.known or self.known.field not in _LISTS or said[-1] in ",;&-\xad/":
            return False
        if any(one.endswith(("-", "\xad")) for _, one in self.said):
            return False
        full = cell_width or columns.width(line)
        used = len(said) if cell_width else line.size
        return used + 1 + len(text.split()[0]) < 0.75 * full


class Facts:
    """Reads pairs of label and value from the lines before the sections."""

    def __init__(self, columns):
        self.columns = columns
        self.pairs = []
        self.left = []  # lines that are neither label nor value
        self.open = None  # the pair that the next line may go on with
        self.waiting = []  # lines where labels begin, of which no value is read yet
        self.among_facts = False
        self.value_start = None

    def read(self, lines, among_facts=False):
        """Read lines; `among_facts` says that a heading announced them as facts."""
        self.open, self.among_facts = None, among_facts
        rows = [row for line in lines for row in _cells_of(line)]
        self.value_start = _value_start(rows)
        for place, (line, cells) in enumerate(rows):
            following = rows[place + 1][1][0].text if place + 1 < len(rows) else ""
            self._read(line, cells, following)
        self._end_waiting()
        return self

    def values(self):
        """Return the (label, value) pairs as printed."""
        in_cells = [
            len(text) for pair in self.pairs for line, text in pair.said if len(line.starts) > 1
            or self.value_start and line.starts and abs(line.starts[0] - self.value_start) < _NEAR
        ]  # fmt: skip
        width = max(in_cells, default=0) if self.value_start else 0
        return [(pair, pair.value(self.columns, width)) for pair in self.pairs]

    def _read(self, line, cells, following):
        if self.value_start and line.starts and self._read_in_table(line, cells):
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
            self.among_facts
            and not self.open
            and len(self.waiting) < 3
            and _may_be_label(line.text)
        ):
            self._wait(line)
        else:
            self._end_waiting()
            self.open = None
            self.left.append(line)

    def _read_in_table(self, line, cells):
        """Read a line of a table on a page: where its label and value stand tells them apart."""
        if abs(line.starts[0] - self.value_start) < _NEAR and len(cells) == 1:
            if self.waiting:
                self._begin(line, self._waited(), None, line.words)
            elif self.open:
                self.open.add(line, line.text)
            return bool(self.open)
        if len(cells) > 1 and abs(line.starts[1] - self.value_start) < _NEAR:
            alone = not self.waiting or label_of(cells[0].text, sure=True)
            label = cells[0].text if alone else self._waited(cells[0].text)
            if alone:
                self._end_waiting()
            self._begin(line, label, None, Inline.joined(_with_bars(cells[1:])))
            return True
        if len(cells) > 1 or _COLON.search(line.text) or not self._may_wait(line):
            return False
        self._wait(line)
        return True

    def _may_wait(self, line):
        short = len(line.words) <= 60 and len(self.waiting) < 4 and not line.title
        return short and not (
            line.height and self.open and self.open.last and not _alike(line, self.open.last)
        )

    def _wait(self, line):
        self.waiting.append(line)
        self.open = None

    def _waited(self, last=""):
        """Return the label that the waiting lines make, with its last part."""
        text = ""
        for part in [*(line.text for line in self.waiting), *filter(None, [last])]:
            cut, glue = joint(text, part, lambda: self.columns.vocabulary) if text else (0, "")
            text = text[: len(text) - cut] + glue + part
        return text

    def _end_waiting(self):
        self.left += self.waiting
        self.waiting = []

    def _read_row(self, line, cells):
        """Read a row of a table: label and value, or several labels each before its value."""
        first = cells[0].text
        label = label_of(first)
        known = label or first.endswith(":") or (self.pairs or self.among_facts)
        if not known or not label and not _may_be_label(first.rstrip(" :")):
            return False
        start = 0
        for index in range(1, len(cells) + 1):
            at_label = (
                index > start + 1 and index < len(cells) and label_of(cells[index].text, sure=True)
            )
            if index == len(cells) or at_label:
                value = Inline.joined(_with_bars(cells[start + 1 : index]))
                self._begin(line, cells[start].text, None, value)
                start = index
        if line.cells and self.open.has_value:
            self.open = None
        return True

    def _begin(self, line, label, known, value):
        self.open = Pair(label.strip(" :\xa0\t"), known or label_of(label))
        if self.waiting and label.startswith(self.waiting[0].text[:-1]):
            self.open.sources += (index for one in self.waiting for index in one.sources)
            self.waiting = []
        self._end_waiting()
        self.pairs.append(self.open)
        self.open.add(line, _with_address(value.collapsed()))

    def _begins_label(self, line):
        """Tell whether a strong line among facts is the beginning of a label."""
        among = self.pairs and (not self.open or self.open.has_value)
        strong = (
            among and line.words.is_strong() and not line.heading and not _COLON.search(line.text)
        )
        return strong and _may_be_label(line.text) and not label_of(line.text, sure=True)

    def _goes_on(self, line):
        """Tell whether a line goes on with the value before it."""
        if line.heading or line.title:
            return False
        last = self.open.last
        if last is None:
            return True
        if len(self.open.said) >= _MOST_LINES:
            return False
        if last.height and not _alike(line, last):
            return False
        return line.before != Break.BLANK or self.open.said[-1][1][-1] in ",;-\xad"

    def _label_and_value(self, words, following):
        """Return (label, Label or None, value) of “Label: value”, or None without a label.

        In a list of facts a short beginning before a colon is a label that nobody knows yet.
        """
        text = words.text
        among = self.among_facts or bool(self.pairs)
        colon = _COLON.search(text[: _LONGEST_LABEL + 3])
        if colon:
            label = self._waited(text[: colon.start()])
            known = label_of(label)
            strong = words[: colon.start()].is_strong()
            if known or (among or strong) and _may_be_label(label):
                return label, known, words[colon.end() :]
            return None
        strong = _strong_beginning(words)
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


def _with_address(words):
    """Return a value as text, with the address that all of it links to in brackets."""
    addresses = {look.href for look in words.looks}
    address = addresses.pop() if len(addresses) == 1 else ""
    return f"{words.text} ({address})" if address and address not in words.text else words.text


def _alike(line, other):
    return abs(line.height - other.height) <= 0.1 * other.height


def _value_start(rows):
    """Return where the values of a table begin on the page, or None where there is no table."""
    starts = Counter(
        round(line.starts[1]) for line, cells in rows if len(cells) > 1 and len(line.starts) > 1
    )
    common = starts.most_common(1)
    return common[0][0] if common and common[0][1] > 2 else None


def _cells_of(line: Line):
    """Yield (line, its cells as Inlines); cells of several paragraphs keep their line ends."""
    if line.cells:
        texts = [_cell(cell) for cell in line.cells if cell]
        yield line, texts
        return
    bars = [match.span() for match in _BAR.finditer(line.text)]
    starts = [0, *(end for _, end in bars)]
    ends = [*(start for start, _ in bars), line.size]
    yield line, [line.words[a:b].stripped() for a, b in zip(starts, ends, strict=True)]


def _cell(cell):
    parts = []
    for line in cell:
        numbered = line.mark and line.mark.strip(" .)(").isalnum()
        parts += [line.with_mark() if numbered else line.words, Inline.of("\u2028")]
    return Inline.joined(parts[:-1])


def _with_bars(texts):
    for index, text in enumerate(texts):
        if index:
            yield Inline.of(CELL_END)
        yield text


def _may_be_label(label):
    return (
        label[:1].isupper()
        and 0 < len(label.split()) <= _MOST_WORDS
        and len(label) <= _LONGEST_LABEL
    )


def _strong_beginning(words):
    """Return how many signs at the beginning are strong, where others follow that are not."""
    for index, look in enumerate(words.looks):
        if not look.strong and words.text[index].strip():
            return index
    return 0
