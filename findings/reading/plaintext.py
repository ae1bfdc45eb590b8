"""Plain text, in whatever encoding it was saved, to lines."""

import re
from collections import Counter
from dataclasses import replace

from .document import Document
from .furniture import names_page, running
from .inline import Inline, Look
from .lines import CELL_END, Break, read_line, readable
from .mending import PAGE_END
from .reading import Unreadable

_NOT_TEXT = (
    "This file is neither a PDF, nor a Word document (.docx), nor plain text. "
    "Open it in the program it comes from, save it as PDF or DOCX, and choose that."
)
_STARRED = re.compile(r"(?<![*\w])(\*{1,3})(?=[^\s*])([^*]{1,300})(?<=[^\s*])\1(?![*\w])")
_HEADING = re.compile(r"(#{1,6}) +(?=\S)")
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_EDGE = 2  # lines at each end of a page


def text_document(data):
    """Return a plain text as a Document; *stars* say emphasis, as in Markdown."""
    document, before = Document(), Break.BLANK
    pages = readable(decoded(data)).split(PAGE_END)
    column = _second_column(pages)
    for page, text in enumerate(pages, 1):
        for number, raw in enumerate(text.split("\n"), 1):
            cells, starts = _cells(raw, column)
            line = read_line(Inline.joined(map(_looked, cells)), before)
            if line:
                line = replace(line, starts=starts)
                document.add(_as_heading(line), page if len(pages) > 1 else 0, number)
            before = Break.PARAGRAPH if line else Break.BLANK
        before = Break.BLANK
    _set_furniture_aside(document)
    return document


def _second_column(pages):
    """Return where values stand below each other, far from their labels, or 0."""
    gaps = (_GAP.search(raw) for page in pages for raw in page.split("\n"))
    ends = Counter(gap.end() for gap in gaps if gap and gap.end() - gap.start() > 2)
    column, times = ends.most_common(1)[0] if ends else (0, 0)
    return column if times > 2 else 0


def _cells(raw, column):
    """Return (the parts of a line with a sign between its cells, where its cells begin)."""
    label, value = raw[:column], raw[column:]
    if not column or not label.endswith("  ") or value[:1].isspace() or not value:
        return [raw], (len(raw) - len(raw.lstrip()),) if column else ()
    if not label.strip():
        return [raw], (column,)
    return [label.rstrip(), CELL_END, value], (len(label) - len(label.lstrip()), column)


def decoded(data):
    """Return the text of the bytes, be they UTF-8, UTF-16 or Windows-1252."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if text.count("\0") <= len(text) // 1000:
            return text.replace("\0", "")
    raise Unreadable(_NOT_TEXT)


def _encodings(data):
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ["utf-16"]
    start = data[:2000]
    if start.count(b"\0") > len(start) // 4:  # every other byte of Latin text in UTF-16
        return ["utf-16-le" if start[1::2].count(b"\0") > len(start) // 4 else "utf-16-be"]
    return ["utf-8-sig", "cp1252", "latin-1"]


def _looked(raw):
    """Return a line with what stands between stars emphasised, or strong between two."""
    parts, end = [], 0
    for found in _STARRED.finditer(raw):
        look = Look(em=len(found[1]) != 2, strong=len(found[1]) > 1)
        parts += [Inline.of(raw[end : found.start()]), Inline.of(found[2], look)]
        end = found.end()
    return Inline.joined([*parts, Inline.of(raw[end:])])


def _as_heading(line):
    found = _HEADING.match(line.text)
    if not found:
        return line
    return replace(line, words=line.words[found.end() :], heading=len(found[1]))


def _set_furniture_aside(document):
    """Take heads and feet out of the text: those at pages' ends, and every "Page 3"."""
    pages = {}
    for line in document.lines:
        pages.setdefault(document.source[line.source].page, []).append(line)
    edges = [
        (line.source, page, line.text)
        for page, lines in pages.items()
        if len(pages) > 1
        for line in {id(one): one for one in lines[:_EDGE] + lines[-_EDGE:]}.values()
    ]
    aside = running(edges)
    aside |= {line.source for line in document.lines if names_page(line.text)}
    document.furniture += sorted(aside)
    document.lines = [line for line in document.lines if line.source not in aside]
