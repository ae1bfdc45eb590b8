"""Pasted HTML as lines: what Word, Word Online, Google Docs and browsers put on the clipboard."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

import nh3

from projects.richtext import _TYPED_SIGN, legal

from .inline import PLAIN, Inline, Look
from .lines import CELL_END, DEEPEST, Break, Line, Place, indent_of
from .marks import read_given_mark
from .mending import LINE_END, PAGE_END, mended
from .styles import HEADINGS, is_heading, is_mark, keeps_lines, look, margin, word_list

_POINTS_A_SPACE = 6
_BLOCKS = HEADINGS | frozenset(
    "p div hr ul ol li dl dt dd pre blockquote section article header footer address figure "
    "figcaption main aside nav center".split()
)
_INLINES = frozenset("b strong i em span font a br".split())
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
# A parser takes text that stands between cells out of its table: read cells as divisions.
_TABLE = re.compile(r"<(/?)(table|tr|t[dh]|caption)(?=[\s/>])", re.IGNORECASE)
_TABLE_PART = re.compile(r"</?(?:thead|tbody|tfoot|colgroup|col)(?=[\s/>])[^<>]*>", re.IGNORECASE)
_CONDITION = re.compile(r"<!(?:--)?\[(if !supportLists|endif)\](?:--)?>", re.IGNORECASE)
_SPLIT = re.compile(f"([{LINE_END}{PAGE_END}])")
_SPACES = re.compile("[ \t\r\n]+")
_SOFT_LINE_END = re.compile("\xad *\n[ \t\r\n]*")
_INTEGER = re.compile(r"-?\d{1,9}")


def html_lines(markup):
    """Return the lines of pasted HTML in their order."""
    reader = _Reader()
    reader.feed(_READER.clean(_prepared(markup)))
    reader.close()
    reader.end_line(Break.PARAGRAPH)
    return reader.lines


def _prepared(markup):
    markup = markup.replace("\x0b", LINE_END).replace("\x0c", PAGE_END)
    markup = _TYPED_SIGN.sub("\0", legal(markup)).replace("\0", "&lt;")
    return _TABLE.sub(_as_division, _TABLE_PART.sub("", _with_marks_shown(markup)))


def _as_division(match):
    return "</div" if match[1] else f'<div data-table="{match[2].lower()}" '


def _with_marks_shown(markup):
    """Return the markup with Word's list marks, which conditions enclose, in spans."""
    inside = False

    def shown(match):
        nonlocal inside
        was, inside = inside, match[1].lower() != "endif"
        if inside == was:
            return ""
        return "<span data-mark>" if inside else "</span>"

    return _CONDITION.sub(shown, markup)


class _Element(NamedTuple):
    tag: str
    look: Look = PLAIN
    role: str = ""  # "item", or the part of a table
    heading: bool = False
    mark: bool = False
    pre: bool = False
    lines_before: int = 0


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.lines, self.count = [], 0
        self.rows = []  # for each open table the cells of its open row
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

    def _begin(self, tag, attrs):
        around = self.open[-1]
        heading = around.heading or is_heading(tag, attrs)
        word = word_list(attrs) if tag in _BLOCKS and tag != "li" and not heading else None
        item = tag == "li" or word or attrs.get("role") == "listitem"
        element = _Element(
            tag,
            look(tag, attrs, around.look),
            "item" if item else attrs.get("data-table", "") if tag == "div" else "",
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
        elif self.rows or element.role == "table":
            self._begin_table_part(element.role)

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

    def _begin_table_part(self, part):
        if part == "table":
            self.rows.append([])
        elif part in ("tr", "caption"):
            self._end_row()
        elif part in ("td", "th"):
            self.rows[-1].append([])

    def handle_endtag(self, tag):
        if tag in ("br", "hr"):
            return
        element = self.open.pop()
        if tag in _BLOCKS:
            self.end_line(Break.PARAGRAPH)
        if tag in ("p", "div") and not element.role and element.lines_before == self.count:
            self.before = Break.BLANK
        if tag in ("ul", "ol"):
            self.lists.pop()
        elif element.role == "item":
            self.levels.pop()
            self.item = self.word = None
        elif element.role in ("table", "tr", "caption") and self.rows:
            self._end_row()
            if element.role == "table":
                self.rows.pop()

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
        raw = Inline.joined(self.pieces)
        words, self.pieces = raw.collapsed(), []
        if not words and then > Break.LINE:
            words, self.mark = self._lone_mark(), ""
        if words:
            self._add(self._line(raw.text, words))
            self.before, self.mark, self.item = then, "", None
        elif then == self.before == Break.LINE:
            self.before = Break.BLANK
        else:
            self.before = max(self.before, then)

    def _lone_mark(self):
        """Return as words a mark that no text follows, unless it is but a bullet."""
        mark = read_given_mark(self.mark)
        return Inline() if mark and not mark.numbered else Inline.of(mended(self.mark)).collapsed()

    def _line(self, raw, words):
        indent = indent_of(raw) + int(self.margin / _POINTS_A_SPACE)
        line = Line(words, self.before, self._place(), self.mark, indent, raw.endswith(" "))
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
        if not self.rows:
            self.lines.append(line)
            return
        cells = self.rows[-1]
        if not cells:
            cells.append([])
        cells[-1].append(line)

    def _end_row(self):
        cells = [cell for cell in self.rows.pop() if cell]
        for line in cells[0] if len(cells) == 1 else [_row(cells)] if cells else []:
            self._add(line)
        self.rows.append([])


def _row(cells):
    """Return the cells of a row as one line; a label that ends with a colon needs no other mark."""
    parts = []
    for cell in cells:
        words = [Inline.joined([line.with_mark(), Inline.of(" ")]) for line in cell]
        label = words[-1].text.rstrip().endswith(":")
        parts += [*words, Inline.of(" " if label else CELL_END)]
    return Line(Inline.joined(parts[:-1]).collapsed(), cells[0][0].before)


def _integer(text, otherwise):
    return int(text) if _INTEGER.fullmatch(text) else otherwise
