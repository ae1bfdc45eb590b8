"""Which lines open an item of a list, and with what mark."""

import re
from collections import defaultdict

from .column import stands_alone
from .inline import Inline
from .lines import Break
from .marks import BULLET, ordinal, read_given_mark, read_mark

_DIGITS = re.compile(r"\d{1,3}")


class Items:
    """Reads the marks of a text's lines, one after the other."""

    def __init__(self, lines, column):
        self.column = column
        self.labels = defaultdict(set)
        for line in lines:
            mark = read_given_mark(line.mark) if line.mark else read_mark(line.text)
            if mark:
                self.labels[mark.style].add(mark.label.lower())
        self.ordinals = {}
        self.lone_letters = sum(line.text.startswith("o ") for line in lines)
        self.last = {}  # of each style the ordinal it has come to
        self.path = ""  # of the last numbered item: "5", "5.1"

    def opened_by(self, line, last):
        """Return the line's mark, if it opens an item by one, and its words without the mark."""
        mark, words = self._read(line, last)
        if line.label and line.is_item:
            self.path = ".".join(_DIGITS.findall(line.label))
        elif mark and mark.numbered:
            self.last[mark.style] = self.ordinal(mark)
            self.path = f"{mark.path}.{self.ordinal(mark)}".lstrip(".")
        return mark, words

    def _read(self, line, last):
        if line.mark:
            mark = read_given_mark(line.mark)
            readable = mark and self._has_parent(mark)
            return (mark, line.words) if readable else (None, line.with_mark())
        mark = read_mark(line.text)
        if line.is_item:
            return self._of_item(line, mark)
        if mark and self._opens(mark, line, last):
            return mark, line.words[mark.size :].stripped()
        return None, line.words

    def _of_item(self, line, mark):
        """Read a line that markup says is an item: a bullet before its words says it again."""
        rest = line.words[mark.size :].stripped() if mark else Inline()
        again = rest and (mark.sure or line.place.kind == "marked" and not mark.needs_company)
        if line.place.kind != "marked":
            return None, rest if again and mark.sure else line.words
        return (mark, rest) if again and self._has_parent(mark) else (BULLET, line.words)

    def _opens(self, mark, line, last):
        if mark.sure:
            return True
        if line.height and mark.needs_company and not mark.numbered:
            return False  # on a page a letter that is a bullet stands far off
        if not self._has_parent(mark) or not self._has_company(mark, line):
            return False
        if stands_alone(line.words):
            return False
        if len(line.words) <= mark.size and not (mark.numbered and mark.label.isdigit()):
            return False
        if not last or line.before == Break.BLANK or not self.column.breaks_off(last):
            return True
        if mark.numbered:
            return self.last.get(mark.style) == self.ordinal(mark) - 1
        if line.goes_on:
            return False
        return mark.style in self.last or not line.text[mark.size :][:1].islower()

    def _has_company(self, mark, line):
        if not mark.needs_company:
            return True
        if not mark.numbered:
            return self.lone_letters > 1 and line.text[mark.size].isupper()
        near = {self.ordinal(mark) - 1, self.ordinal(mark) + 1}
        return not near.isdisjoint(self._ordinals(mark))

    def _ordinals(self, mark):
        """Return the ordinals that marks of that style have in the text."""
        if mark.style not in self.ordinals:
            marks = (mark._replace(label=label) for label in self.labels[mark.style])
            self.ordinals[mark.style] = {self.ordinal(one) for one in marks}
        return self.ordinals[mark.style]

    def _has_parent(self, mark):
        """Tell whether a number like 5.2 goes on from 5.1, or 5.1 stands below an item 5."""
        if not mark.path:
            return True
        place = self.ordinal(mark)
        return self.path == mark.path if place == 1 else self.last.get(mark.style) == place - 1

    def ordinal(self, mark):
        return ordinal(mark, self.labels[mark.style])

    def interrupted(self):
        """Note that a paragraph has ended the lists: 5.2 has nothing to stand below any more."""
        self.path = ""
        self.last = {style: number for style, number in self.last.items() if "." not in style[:-1]}
