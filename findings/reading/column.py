"""The column that lines were set in, judged from the lines: where one goes on with the next."""

import re
from functools import cached_property
from itertools import pairwise

from .hyphens import vocabulary
from .lines import CELL_END, Break
from .marks import read_mark
from .mending import SOFT_HYPHEN

WIDEST = 140  # signs; a longer line is a paragraph that no column has broken
_NARROWEST = 40  # below it two short lines are no sign of a column
_LONG = 100  # a paragraph that the end of a page has broken is longer than a heading
_ENDED = re.compile(r"[.!?:;…。！？؟][\"'”’»)\]]*(?:\[\d{1,3}\])?$")
_HYPHENED = re.compile(r"\w[-\u2010\u2011]$")
_FIRST_LETTER = re.compile(r"[\"'“‘«(\[]*([^\W\d_])")
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")
_LINKING_WORDS = (  # English, French, Spanish, German
    "a an the of to in on at by for with from and or nor but as into that which than its their "
    "these is are was were be been has have had will can should would through between "
    "le la les de des du un une et ou au aux en dans par pour sur avec que qui "
    "el los las del y o con por para se der die das den dem und oder im von für mit"
)
_UNFINISHED = frozenset(_LINKING_WORDS.split())


def ended(text):
    """Tell whether the text ends as a sentence, an introduction or a clause of a list does."""
    return bool(_ENDED.search(text[-40:]))


def stands_alone(words):
    """Tell whether it is a heading, the row of a table or a footnote: nothing goes on with it."""
    return CELL_END in words.text or bool(_FOOTNOTE.match(words.text)) or words.is_strong()


def goes_on_small(text):
    """Tell whether the text begins as the middle of a sentence does: with a small letter."""
    letter = _FIRST_LETTER.match(text[:20])
    return bool(letter) and not letter[1].isupper()


def unfinished(text):
    """Tell whether the text ends with a word or a sign that nothing ends with."""
    last = re.split(r"[\s(\[“‘«]", text[-30:])[-1].lower()
    return last in _UNFINISHED or text.endswith((",", "(", "–", "—", "&"))


class Columns:
    """The columns of a text, one for each frame in which its lines were set."""

    def __init__(self, lines):
        self._lines = lines
        frames = {}
        for line in lines:
            frames.setdefault(line.frame, []).append(line)
        self._columns = {frame: Column(within) for frame, within in frames.items()}

    @cached_property
    def vocabulary(self):
        return vocabulary(line.text for line in self._lines)

    def width(self, line):
        """Return how many signs a full line beside that one has."""
        return self._columns[line.frame].width

    def breaks_off(self, line):
        """Tell whether the line looks cut in mid-sentence."""
        return self._columns[line.frame].breaks_off(line)

    def holds(self, line):
        """Tell whether the line was broken by its column, if it was broken."""
        return self._columns[line.frame].holds(line)

    def goes_on(self, last, line, in_item, at_start):
        """Tell whether a line goes on with what the last line said; see Column."""
        return self._columns[last.frame].goes_on(last, line, in_item, at_start)


class Column:
    """How wide the lines are, and whether it was the width that ended them."""

    def __init__(self, lines):
        sizes = sorted((line.size for line in lines if line.size <= WIDEST), reverse=True)
        self.width = sizes[len(sizes) // 20] if sizes else 0
        pairs = [pair for pair in pairwise(lines) if self._parted_by_width(*pair)]
        going = [first for first, second in pairs if goes_on_small(second.text)]
        enough = 1 if self.width >= _NARROWEST else 3
        self.wrapped = len(going) >= max(enough, 0.4 * len(pairs))
        spaced = sum(line.spaced for line in going if not _HYPHENED.search(line.text))
        self.spaces_tell = (
            self.wrapped
            and spaced >= max(3, 0.9 * sum(not _HYPHENED.search(line.text) for line in going))
            and not all(line.spaced for line in lines)
        )

    def _parted_by_width(self, first, second):
        return (
            0.75 * self.width <= first.size <= WIDEST
            and second.before < Break.BLANK
            and not ended(first.text)
            and not second.is_item
            and not (second.mark or read_mark(second.text))
            and not stands_alone(second.words)
            and not stands_alone(first.words)
        )

    def holds(self, line):
        """Tell whether the line was broken by the column, if it was broken."""
        return self.wrapped and line.size <= WIDEST

    def breaks_off(self, line):
        """Tell whether the line looks cut in mid-sentence."""
        return self.holds(line) and not ended(line.text) and line.size >= 0.75 * self.width

    def goes_on(self, last, line, in_item, at_start):
        """Tell whether a line goes on with what the last line said.

        `in_item`: the last line belongs to an item; `at_start`: it began its paragraph.
        """
        if last.text.endswith(SOFT_HYPHEN):
            return True
        small, gap = goes_on_small(line.text), line.before == Break.BLANK
        if _HYPHENED.search(last.text[-3:]):
            return small or self.holds(last) and not gap
        if self.spaces_tell and self.holds(last) and (not small and not gap or last.spaced):
            return last.spaced and not (gap and ended(last.text))
        if small:
            return self._goes_on_small(last, gap, in_item)
        return self._goes_on_capital(last, line, in_item, at_start and not in_item)

    def _goes_on_small(self, last, gap, in_item):
        if ended(last.text):
            return self.holds(last) and not gap and last.size >= 0.8 * self.width
        if in_item and last.size >= 20 or last.size >= _LONG:
            return True
        return self.holds(last) and last.size >= 0.5 * self.width

    def _is_heading(self, line):
        """Tell whether the line is short, and yet ends no sentence."""
        short = line.size < 0.75 * self.width and not ended(line.text)
        return short and line.text[0].isalnum()

    def _goes_on_capital(self, last, line, in_item, at_start):
        gap = line.before == Break.BLANK
        if not ended(last.text) and unfinished(last.text):
            return last.size >= (0.5 * self.width if self.holds(last) else _LONG)
        if not self.holds(last) or last.text.endswith((":", ";")):
            return False
        if self._is_heading(line) or at_start and (gap or line.indent > last.indent + 1):
            return False
        # A column ends a line where the next word does not fit.
        reach = (last.size + 1 + len(line.text[:WIDEST].split()[0])) / self.width
        if ended(last.text):
            return reach > (0.9 if in_item else 1) and not gap
        return reach > (0.93 if at_start else 0.9 if gap else 0.85)
