"""A Word document (.docx) to lines: the accepted text, its headings, lists, tables and notes."""

import re
from collections import Counter
from dataclasses import replace

from .document import Document
from .inline import PLAIN, Inline
from .lines import CELL_END, Break, Line, Place, readable
from .mending import LINE_END, PAGE_END
from .package import Package, W
from .reading import Comment
from .wordstyles import Lists, Styles, hangs, indent_of, switched, value

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DROPPED_NAMES = (
    "del moveFrom pPr rPr sectPr instrText delText delInstrText tblPr tblGrid trPr tcPr sdtPr "
    "sdtEndPr rubyPr rt proofErr commentReference"
)
_DROPPED = frozenset((*(f"{W}{name}" for name in _DROPPED_NAMES.split()), f"{_MC}Fallback"))
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}cr": LINE_END,
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\xad",
    f"{W}ptab": "\t",
}
_ENDS = re.compile(f"[\n{LINE_END}{PAGE_END}]")
_DEEPEST_TABLE = 4
_LONGEST_MARK = 10


def docx_document(data):
    """Return a Word document as a Document; comments are told beside it."""
    reader = _Reader(Package(data))
    reader.read()
    return reader.document


class _Reader:
    def __init__(self, package):
        self.package = package
        self.document = Document()
        self.styles = Styles(package.part("word/styles.xml"))
        self.lists = Lists(package.part("word/numbering.xml"), self.styles)
        self.links = self._links()
        self.notes = {}  # of each kind of note {its id: its number}
        self.pending = None  # a paragraph whose end was deleted goes on with the next
        self.before = Break.BLANK
        self.last_word, self.bases = None, {}

    def read(self):
        root = self.package.part("word/document.xml")
        body = root.find(f"{W}body")
        for line in self._blocks(body if body is not None else root):
            self.document.add(line)
        self._read_notes("footnote")
        self._read_notes("endnote")
        self._read_margins()
        self._read_comments()

    def _links(self):
        root = self.package.part("word/_rels/document.xml.rels")
        elements = [] if root is None else root.iter()
        links = ((e.get("Id"), e.get("Target", "")) for e in elements if e.get("TargetMode"))
        return {
            key: url for key, url in links if url.startswith(("http://", "https://", "mailto:"))
        }

    def _blocks(self, container, depth=0):
        """Yield the lines of what holds paragraphs and tables."""
        for element in container:
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self._table(element, depth)
            elif element.tag not in _DROPPED:
                yield from self._blocks(element, depth)

    def _paragraph(self, element):
        properties = element.find(f"{W}pPr")
        style = value(properties, "pStyle")
        heading = self.styles.heading(style, properties)
        base = PLAIN if heading else self.styles.look(style)
        words = Inline.joined(self._runs(element, base))
        boxes = [box for box in element.iter(f"{W}txbxContent") if not _falls_back(box)]
        if _end_is_deleted(properties):
            self.pending = Inline.joined(filter(None, [self.pending, words]))
        else:
            words, self.pending = Inline.joined(filter(None, [self.pending, words])), None
            yield from self._said(words, style, properties, heading)
        for box in boxes:
            yield from self._blocks(box)

    def _said(self, words, style, properties, heading):
        item = self.lists.item(style, properties)
        if heading:
            self.lists.interrupted()
        if not words.text.strip():
            self.before = Break.BLANK
            return
        for number, part in enumerate([words.replaced(_ENDS, " ")] if heading else _split(words)):
            line = self._line(part, item if not number else None, heading, properties)
            if line and number and item:
                line = replace(line, place=Place("more", item.level))
            elif line and heading and self.styles.is_title(style):
                line = replace(line, title=True)
            if line:
                yield line
                self.before = Break.PARAGRAPH

    def _line(self, raw, item, heading, properties):
        raw = raw.composed()
        words = raw.collapsed()
        if not words:
            return None
        line = Line(words, self.before, indent=indent_of(properties), heading=heading)
        if heading or not item:
            self.last_word, self.bases = (None, {}) if not item else (self.last_word, self.bases)
            if not item and not heading and (mark := _typed_mark(raw, properties)):
                return replace(line, words=raw[len(mark) + 1 :].collapsed(), mark=mark)
            return replace(line, words=line_with(item, words), goes_on=_may_go_on(heading))
        place = Place("marked", self._level(item), item.ordinal)
        return replace(line, place=place, mark=item.mark or "•", indent=item.indent, goes_on=False)

    def _level(self, item):
        """Return an item's level; of lists that follow each other one may stand in the other."""
        if item.list_id not in self.bases:
            level, was_bullet, indent = self.last_word or (0, True, 0)
            within = self.last_word and (item.bullet and not was_bullet and item.indent >= indent
                                         or item.indent > indent > 0)  # fmt: skip
            self.bases[item.list_id] = level - item.level + 1 if within else 0
        level = max(item.level + self.bases[item.list_id], 1)
        self.last_word = level, item.bullet, item.indent
        return level

    def _runs(self, element, look):
        """Yield the text in an element, as it is when all changes are accepted."""
        for child in element:
            tag = child.tag
            if tag in _DROPPED or tag == f"{W}txbxContent":
                continue
            if tag == f"{W}r":
                yield from self._runs(child, self._look(child, look))
            elif tag == f"{W}t" or tag == f"{_M}t":
                yield Inline.of(readable_run(child.text or ""), look)
            elif tag == f"{W}br":
                page = child.get(f"{W}type") == "page"
                yield Inline.of(PAGE_END if page else LINE_END)
            elif tag in _SIGNS:
                yield Inline.of(_SIGNS[tag], look)
            elif tag == f"{W}sym":
                yield Inline.of(_symbol(child.get(f"{W}char", "")), look)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield Inline.of(f"[{self._note(child)}]", look)
            elif tag == f"{W}hyperlink":
                href = self.links.get(child.get(f"{_R}id"), look.href)
                yield from self._runs(child, look._replace(href=href))
            else:
                yield from self._runs(child, look)

    def _look(self, run, look):
        properties = run.find(f"{W}rPr")
        if properties is None:
            return look
        look = self.styles.look(value(properties, "rStyle"), look)
        bold, italic = switched(properties, "b"), switched(properties, "i")
        return look._replace(
            strong=look.strong if bold is None else bold,
            em=look.em if italic is None else italic,
        )

    def _note(self, reference):
        kind = reference.tag.removeprefix(W).removesuffix("Reference")
        number = 1 + sum(map(len, self.notes.values()))
        return self.notes.setdefault(kind, {}).setdefault(reference.get(f"{W}id"), number)

    def _table(self, table, depth):
        """Yield a table's rows, each a line that keeps its cells; a lone cell is its lines."""
        for row in _rows(table):
            cells = [tuple(self._blocks(cell, depth + 1)) for cell in _cells(row)]
            filled = [cell for cell in cells if cell]
            if len(filled) == 1 or depth >= _DEEPEST_TABLE:
                yield from (line for cell in filled for line in cell)
            elif filled:
                yield _row(cells)
            self.before = Break.BLANK

    def _read_notes(self, kind):
        numbers = self.notes.get(kind)
        root = numbers and self.package.part(f"word/{kind}s.xml")
        for note in [] if root is None or not numbers else root:
            number = numbers.get(note.get(f"{W}id"))
            lines = list(self._blocks(note)) if number else []
            if lines:
                words = Inline.joined(
                    _with_spaces([Inline.of(f"[{number}]"), *(n.words for n in lines)])
                )
                words = words.composed().collapsed()
                shown = self.document.show(words.text)
                self.document.notes.append(Line(words, source=shown, goes_on=False))

    def _read_margins(self):
        """Show the heads and feet, each but once, among the furniture."""
        said = Counter()
        for name in [*self.package.names("word/header"), *self.package.names("word/footer")]:
            root = self.package.part(name) if name.endswith(".xml") else None
            for line in [] if root is None else self._blocks(root):
                if not said[line.text]:
                    self.document.furniture.append(self.document.show(line.text))
                said[line.text] += 1

    def _read_comments(self):
        root = self.package.part("word/comments.xml")
        for comment in [] if root is None else root.iter(f"{W}comment"):
            text = "\n".join(line.text for line in self._blocks(comment))
            if text:
                self.document.comments.append(Comment(comment.get(f"{W}author", ""), text))


def line_with(item, words):
    """Return a heading's words after the number that its list shows before it."""
    if not item or item.bullet or not item.mark:
        return words
    return Inline.joined([Inline.of(f"{item.mark} "), words]).collapsed()


def readable_run(text):
    """Return the text of a run; line ends within it are but spaces, as XML has it."""
    return readable(text.replace("\n", " "))


def _typed_mark(raw, properties):
    """Return what is typed before a tab where the text hangs behind it, as an item's does."""
    mark, tab, rest = raw.text.partition("\t")
    short = bool(mark.strip() and tab and rest.strip()) and len(mark) <= _LONGEST_MARK
    return mark if short and hangs(properties) else ""


def _may_go_on(heading):
    return False if heading else None


def _split(words):
    """Yield what stands between line ends and page ends."""
    start = 0
    for end, sign in enumerate(words.text):
        if sign in (LINE_END, PAGE_END, "\n"):
            yield words[start:end]
            start = end + 1
    yield words[start:]


def _end_is_deleted(properties):
    run = properties.find(f"{W}rPr") if properties is not None else None
    return run is not None and (
        run.find(f"{W}del") is not None or run.find(f"{W}moveFrom") is not None
    )


def _falls_back(box):
    return any(parent.tag in (f"{_MC}Fallback", f"{W}del") for parent in box.iterancestors())


def _symbol(char):
    try:
        return readable(chr(int(char, 16)))
    except ValueError:
        return ""


def _rows(table):
    for element in table:
        if element.tag == f"{W}tr":
            if value(element, "trPr/del") is None:
                yield element
        elif element.tag not in _DROPPED:
            yield from _rows(element)


def _cells(row):
    for element in row:
        if element.tag == f"{W}tc":
            yield element
        elif element.tag not in _DROPPED:
            yield from _cells(element)


def _with_spaces(parts):
    for part in parts:
        yield part
        yield Inline.of(" ")


def _row(cells):
    texts = [
        Inline.joined(_with_spaces(line.with_mark() if line.mark else line.words for line in cell))
        for cell in cells
        if cell
    ]
    parts = [part for text in texts for part in (text.collapsed(), Inline.of(CELL_END))]
    return Line(Inline.joined(parts[:-1]), Break.BLANK, goes_on=False, cells=tuple(cells))
