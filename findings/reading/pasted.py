"""Pasted HTML as lines: what Word, Word Online, Google Docs and browsers put on the clipboard."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

import nh3

from .flattening import flattened
from .inline import PLAIN, Inline, Look
from .lines import DEEPEST, Break, Line, Place, indent_of
from .marks import far_off, read_given_mark
from .mending import LINE_END, PAGE_END, mended
from .styles import HEADINGS, is_heading, is_mark, keeps_lines, look, margin, word_list
from .tables import Tables

_POINTS_A_SPACE = 6
_BLOCK_NAMES = (
    "p div hr ul ol li dl dt dd pre blockquote section article header footer address figure "
    "figcaption main aside nav center"
)
_BLOCKS = HEADINGS | frozenset(_BLOCK_NAMES.split())
_INLINES = frozenset(("b", "strong", "i", "em", "span", "font", "a", "br"))
_READER = nh3.Cleaner(
    tags=set(_BLOCKS | _INLINES),
    clean_content_tags={"script", "style", "title", "xml"},
    attributes={
        "*": {"style", "class", "role", "aria-level"},
        "a": {"href"},
        "ol": {"start"},
        "li": {"value"},
    },
    generic_attribute_prefixes={"data-"},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
_SPLIT = re.compile(f"([{LINE_END}{PAGE_END}])")
_SPACES = re.compile("[ \t\r\n]+")
_SOFT_LINE_END = re.compile("\xad *\n[ \t\r\n]*")
_INTEGER = re.compile(r"-?\d{1,9}")


def html_lines(markup):
    """Return the lines of pasted HTML in their order."""
    reader = _Reader()
    reader.feed(_READER.clean(flattened(markup)))
    reader.close()
    reader.end_line(Break.PARAGRAPH)
    return reader.tables.finished()


class _Element(NamedTuple):
    tag: str
    look: Look = PLAIN
    item: bool = False
    heading: bool = False
    mark: bool = False
    pre: bool = False
    lines_before: int = 0


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tables, self.count = Tables(), 0
        self.open = [_Element("")]
        self.pieces, self.before, self.mark, self.margin = [], Break.BLANK, "", 0.0
        self.lists, self.levels = [], []  # of the open lists kind and next number; of the items
        self.item = None  # the place of an item that has not said anything yet
        self.word, self.bases, self.last_word = None, {}, None

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        if tag == "br":
            self.end_line(Break.BLANK if "page-break" in attrs.get("style", "") else Break.LINE)
            return
        if tag in _BLOCKS:
            self.end_line(Break.PARAGRAPH)
        if tag != "hr":
            self._begin(tag, attrs)
        elif "data-table" in attrs:
            self.tables.read(attrs["data-table"])

    def _begin(self, tag, attrs):
        around = self.open[-1]
        heading = around.heading or is_heading(tag, attrs)
        word = word_list(attrs) if tag in _BLOCKS and tag != "li" and not heading else None
        item = tag == "li" or word or attrs.get("role") == "listitem"
        element = _Element(
            tag,
            look(tag, attrs, around.look),
            bool(item),
            heading,
            around.mark or is_mark(attrs),
            around.pre or keeps_lines(tag, attrs),
            self.count,
        )
        self.open.append(element)
        if tag in _BLOCKS:
            self.margin = margin(attrs)
        if tag in ("ul", "ol"):
            self.lists.append([tag, _integer(attrs.get("start", ""), 1)])
        elif item:
            self._begin_item(attrs, word)

    def _begin_item(self, attrs, word):
        self.word = word
        if word:
            self.item = Place("marked", word.level)
        elif self.lists and self.lists[-1][0] == "ol":
            number = _integer(attrs.get("value", ""), self.lists[-1][1])
            self.lists[-1][1] = number + 1
            self.item = Place("ol", self._level(attrs), number)
        else:
            numbered = not self.lists and "%" in attrs.get("data-leveltext", "")
            number = _integer(attrs.get("data-aria-posinset", ""), 1) if numbered else 1
            self.item = Place("ol" if numbered else "ul", self._level(attrs), number)
        self.levels.append(self.item.level)

    def _level(self, attrs):
        said = attrs.get("data-aria-level") or attrs.get("aria-level", "")
        return min(max(_integer(said, len(self.lists)), 1), DEEPEST)

    def handle_endtag(self, tag):
        if tag in ("br", "hr"):
            return
        if tag in _BLOCKS:
            self.end_line(Break.PARAGRAPH)
        element = self.open.pop()
        if tag == "p" and element.lines_before == self.count:
            self.before = Break.BLANK
        if tag in ("ul", "ol"):
            self.lists.pop()
        elif element.item:
            self.levels.pop()
            self.item = self.word = None

    def handle_data(self, data):
        element = self.open[-1]
        if element.mark and not any(piece.text.strip() for piece in self.pieces):
            self.mark += data
            return
        text = mended(_SOFT_LINE_END.sub("", data))
        text = text.replace("\n", LINE_END) if element.pre else _SPACES.sub(" ", text)
        for part in _SPLIT.split(text):
            if part in (LINE_END, PAGE_END):
                self.end_line(Break.LINE if part == LINE_END else Break.BLANK)
            elif part:
                self.pieces.append(Inline.of(part, element.look))

    def end_line(self, then):
        """Add the line that was said, if any; `then` is what parts it from the next."""
        if not self.pieces and not self.mark:
            self.before = Break.BLANK if then == Break.LINE else max(self.before, then)
            return
        raw = Inline.joined(self.pieces)
        words, self.pieces = raw.composed().collapsed(), []
        if not words and then > Break.LINE:
            words, self.mark = self._lone_mark(), ""
        if words:
            self._add(self._line(raw.text, words))
            self.before, self.mark, self.item = then, "", None
        elif then == Break.LINE:
            self.before, self.mark = Break.BLANK, self.mark and f"{self.mark} "
        else:
            self.before = max(self.before, then)

    def _lone_mark(self):
        """Return as words a mark that no text follows, unless it is but a bullet."""
        mark = read_given_mark(self.mark)
        return Inline() if mark and not mark.numbered else Inline.of(mended(self.mark)).collapsed()

    def _line(self, raw, words):
        indent = indent_of(raw) + int(self.margin / _POINTS_A_SPACE)
        mark = self.mark
        if not mark and not self.item:
            mark = far_off(raw)
            words = words[len(mark) :].stripped()
        line = Line(words, self.before, self._place(), mark, indent, raw.endswith(" "))
        if not self.open[-1].heading:
            return line
        return Line(line.with_mark().strong(), self.before, line.place)

    def _place(self):
        if self.item and self.word:
            self.levels[-1] = level = self._word_level(self.word, read_given_mark(self.mark))
            return Place("marked", level)
        return self.item or (Place("more", self.levels[-1]) if self.levels else None)

    def _word_level(self, word, mark):
        """Return the level; of Word's lists that follow each other one may stand in the other."""
        bullet = not (mark and mark.numbered)
        if word.list_id not in self.bases:
            level, was_bullet, was_margin = self.last_word or (0, True, word.margin)
            within = (bullet and not was_bullet) or (word.margin > was_margin > 0)
            self.bases[word.list_id] = level if within else 0
        level = min(self.bases[word.list_id] + word.level, DEEPEST)
        self.last_word = level, bullet, word.margin
        return level

    def _add(self, line):
        self.count += 1
        if not line.place:
            self.bases, self.last_word = {}, None
        self.tables.add(line)


def _integer(text, otherwise):
    return int(text) if _INTEGER.fullmatch(text) else otherwise
