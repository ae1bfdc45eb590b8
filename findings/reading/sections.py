"""The lines of a document sorted into the sections of a summary, by its headings."""

from collections import Counter
from dataclasses import dataclass, field, replace

from .column import Columns, ended, goes_on_small, unfinished
from .details import detail_label
from .furniture import is_colophon, says_nothing
from .headings import criteria_in, heading_of
from .hyphens import joint
from .inline import Inline
from .labelling import item_label
from .labels import label_of
from .lines import CELL_END, Break, Line
from .marks import read_mark
from .terms import is_terms

ITEMS = frozenset(("findings", "recommendations", "lessons", "practices"))
_LONGEST = 120


@dataclass
class Part:
    """Lines of a section below a heading of their own, or below none."""

    heading: Line | None = None
    lines: list[Line] = field(default_factory=list)


@dataclass
class Sorted:
    """The parts of each section; "front" and "facts" hold what stands before and between them."""

    columns: Columns
    usual: float
    parts: dict[str, list[Part]] = field(default_factory=dict)
    headings: list[Line] = field(default_factory=list)  # those that named a section

    def lines(self, section):
        return [line for part in self.parts.get(section, ()) for line in part.lines]


def sort(document):
    """Return the document's lines sorted into sections."""
    return _Sorter(document).sorted()


class _Sorter:
    def __init__(self, document):
        self.lines = document.lines
        heights = Counter()
        for line in self.lines:
            heights[line.height] += line.size
        usual = heights.most_common(1)[0][0] if heights else 0.0
        self.done = Sorted(Columns(self.lines), usual)
        self.section = "front"
        self.ended = False  # by the lines that say which publication it is
        self.last, self.last_opened = None, False

    def sorted(self):
        self._open("front")
        index = 0
        while index < len(self.lines):
            line, taken = self._whole_heading(index)
            self._take(line)
            index += taken
        return self.done

    def _open(self, section, heading=None):
        self.section = section
        self.done.parts.setdefault(section, []).append(Part(heading))

    def _take(self, line):
        if self.ended or is_colophon(line.text) or says_nothing(line.text):
            self.ended = self.ended or is_colophon(line.text)
            self.done.headings.append(line)
            return
        seen = self.looks_like_heading(line)
        opened = self._opened(line, seen or _is_in_capitals(line.text))
        if opened:
            if opened == "form":
                self.done.headings.append(line)
            else:
                self.done.headings.append(line)
                self._open(opened)
        elif not self._run_in(line):
            sub = self._is_sub_heading(line, seen)
            if sub:
                self._open(self.section, line)
            else:
                self.done.parts[self.section][-1].lines.append(line)
        self.last, self.last_opened = line, bool(opened)

    def _opened(self, line, seen):
        """Return the section that the line opens by its wording, "form" for a heading of none."""
        if CELL_END in line.text or line.mark and line.mark.strip("\uf0b7•–- ") == "":
            return None
        if is_terms(line.text, self.section):
            return None
        heading = heading_of(line.text)
        if not heading or item_label(line, self.section):
            return None
        in_front = self.section in ("front", "facts")
        if heading.section == "form" and in_front and _is_in_capitals(line.text):
            return "form"
        if line.title or in_front and (not heading.sure or label_of(line.text, sure=True)):
            return None
        alone = line.before == Break.BLANK or self.last_opened
        if heading.section == "form":
            return "form" if (seen or alone) and in_front else None
        if seen or alone and not ended(line.text.rstrip(" :")) and _stands_out(line, heading):
            return heading.section
        return None

    def looks_like_heading(self, line):
        """Tell whether the line stands out as headings do."""
        text = line.text
        if line.heading:
            return True
        if line.size > _LONGEST or line.cells or CELL_END in text:
            return False
        if line.mark or read_mark(text) and not _is_numbered_heading(text):
            return False
        if ended(text.rstrip(" :")):
            return False
        taller = self.done.usual and line.height > 1.08 * self.done.usual
        return bool(taller or line.words.is_strong())

    def _is_sub_heading(self, line, seen):
        if self.section in ("front", "facts") or item_label(line, self.section):
            return False
        if is_terms(line.text, self.section) or self._names_detail(line):
            return False
        if seen and not (self.last and self.last.goes_on and line.goes_on):
            return True
        plain = line.before == Break.BLANK and line.size < 60 and not ended(line.text)
        return (
            self.section == "findings"
            and plain
            and not read_mark(line.text)
            and not line.is_item
            and len(criteria_in(line.text)) > 0
            and line.text[0].isupper()
            and len(line.text.split()) <= 8
        )

    def _names_detail(self, line):
        """Tell whether a strong line is the label of what a lesson or practice says next."""
        return (
            self.section in ("lessons", "practices")
            and not line.heading
            and line.text.endswith(":")
            and bool(detail_label(line.text[:-1]))
        )

    def _run_in(self, line):
        """Open a section where a heading and a colon begin a paragraph; tell whether it did."""
        before, colon, rest = line.text.partition(":")
        heading = colon and rest.strip() and len(before) < 80 and heading_of(before.strip())
        if not heading or not heading.sure or heading.section in ("form", self.section):
            return False
        if line.cells or line.is_item or read_mark(line.text) or label_of(before, sure=True):
            return False
        strong = line.words[: len(before)].is_strong()
        if not strong and line.before != Break.BLANK:
            return False
        if self.section in ITEMS and not strong:
            return False
        self.done.headings.append(replace(line, words=line.words[: len(before) + 1]))
        self._open(heading.section)
        rest = line.words[len(before) + 1 :].stripped()
        self.done.parts[heading.section][-1].lines.append(replace(line, words=rest))
        return True

    def _whole_heading(self, index):
        """Return the line, or the heading that it and the lines after it make, and their number."""
        line, taken = self.lines[index], 1
        if not line.height:
            return self._plain_heading(index)
        if line.heading or not self.looks_like_heading(line):
            return line, 1
        while index + taken < len(self.lines) and taken < 4:
            more = self.lines[index + taken]
            if not self._heading_goes_on(line, more):
                break
            line = _joined(line, more, self.done.columns)
            taken += 1
        return line, taken

    def _plain_heading(self, index):
        """Return the line, or the heading that it makes with the only one that stands below it."""
        line, *more = self.lines[index : index + 3]
        alone = more and line.before == Break.BLANK != more[0].before
        goes_on = len(more) > 1 and more[1].before != Break.BLANK
        if line.heading or not alone or goes_on or line.cells or more[0].is_item:
            return line, 1
        whole = _joined(line, more[0], self.done.columns)
        first, second, both = map(heading_of, (line.text, more[0].text, whole.text))
        in_one = unfinished(line.text) or goes_on_small(more[0].text)
        parted = first and second and first.sure and not in_one
        return (whole, 2) if both and both.sure and not parted else (line, 1)

    def _heading_goes_on(self, line, more):
        alike = more.height == line.height and more.words.is_strong() == line.words.is_strong()
        if not alike or more.before == Break.BLANK or not self.looks_like_heading(more):
            return False
        first, second = heading_of(line.text), heading_of(more.text)
        both = heading_of(_joined(line, more, self.done.columns).text)
        if self.section in ("front", "facts") and (
            label_of(more.text, sure=True) or label_of(line.text)
        ):
            return False
        if self.section == "facts" and not (both and both.sure):
            return False
        if more.crowded or unfinished(line.text) or goes_on_small(more.text):
            return True
        return not (first and second and first.sure and second.sure) or bool(
            both and both.sure and not second
        )


def _joined(line, more, columns):
    cut, glue = joint(line.text, more.text, lambda: columns.vocabulary)
    words = Inline.joined([line.words[: line.size - cut], Inline.of(glue), more.words])
    return replace(line, words=words, also=(*line.also, more.source))


def _stands_out(line, heading):
    short = line.size <= 60 and line.text[0].isupper() and not line.is_item
    return heading.sure or heading.likely and short and not line.height


def _is_in_capitals(text):
    return len(text) < 80 and sum(map(str.isalpha, text)) > 3 and text.upper() == text


def _is_numbered_heading(text):
    """Tell whether a number before a heading of a section is the heading's own."""
    heading = heading_of(text)
    return bool(heading and heading.sure)
