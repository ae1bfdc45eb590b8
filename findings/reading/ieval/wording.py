"""Cells to words: damaged signs mended, "-" and "n/a" as nothing, printed labels apart."""

import datetime
import re
from html import unescape

from projects.months import Month
from projects.richtext import legal

from ..marks import read_mark
from ..mending import LINE_END, PAGE_END, mended

_NOTHING = frozenset(
    ("", "-", "--", "–", "—", ".", "..", "...", "n/a", "n.a.", "n.a", "na", "null")
)
_RETURN = re.compile(r"_x000d_(?=\n)", re.IGNORECASE)
_ESCAPED = re.compile(r"_x(00[0-9a-f]{2})_", re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|amp|lt|gt|quot|apos|nbsp);", re.IGNORECASE)
_READ_AS_LATIN = re.compile("â\x80([\x80-\xbf])")  # general punctuation in UTF-8, read as Latin-1
_WORDS = (
    "recommendations recommendation recommandation recomendación recomendação "
    "lesson lección leçon lição practice"
)
_WORD_BEFORE = frozenset(_WORDS.split())
_NAMED = re.compile(
    r"(?P<word>[^\W\d_]{1,14})(?P<dot>\.?)(?P<gap>[ \xa0]?)(?P<sign>[#№]?)"
    r"(?P<number>\d{1,3}(?:\.\d{1,2}){0,2})(?P<close>[ \xa0]?[.:)–-]+[ \t\xa0–-]*)(?=\S)"
)
_SHORT = frozenset(("r", "rec", "recom", "l", "ll", "les", "lec", "gp", "bp", "p"))
LABEL_LENGTH = 20


def is_nothing(text):
    """Whether a cell says that nothing is recorded."""
    return text.strip(" \t\r\n\xa0").casefold() in _NOTHING


def cell_text(cell):
    """Return a cell as text with all its lines, or "" where it records nothing."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime | datetime.date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = _mended(str(cell))
    return "" if is_nothing(text) else text


def _mended(text):
    text = _RETURN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _LINE_BREAK.sub("\n", _ESCAPED.sub(_unescaped, text))
    text = _READ_AS_LATIN.sub(lambda m: chr(0x2000 + ord(m[1]) - 0x80), text)
    text = _ENTITY.sub(lambda m: unescape(m[0]), text)
    text = mended(text).replace(LINE_END, "\n").replace(PAGE_END, "\n\n")
    return legal(text).strip(" \t\n\xa0")


def _unescaped(found):
    """Return the sign that a spreadsheet program has written as _x0009_."""
    code = int(found[1], 16)
    if code in (0x0A, 0x0D):
        return "\n"
    return "\t" if code == 0x09 else chr(code) if code >= 0x20 else ""


def cell_line(cell):
    """Return a cell as one line."""
    return " ".join(cell_text(cell).split())


def cell_names(cell):
    """Return the names in a cell, which ";" and line ends part; commas belong to a name."""
    names = (" ".join(name.split()) for name in re.split(r"[;\n]", cell_text(cell)))
    return tuple(dict.fromkeys(name for name in names if not is_nothing(name)))


def cell_month(cell):
    """Return the month of a date, or of words such as "October 2009", as in ISO 8601, or "".

    Raise ValueError where the cell names none.
    """
    text = cell_line(cell)
    if len(text) == 10 and text[:4].isdigit():
        text = text[:7]
    return Month.parse(text).isoformat() if text else ""


def split_labels(texts):
    """Return (label, text) of the items of one evaluation: printed numbers and letters apart.

    A letter is a label only beside another; a number that begins a list within the text stays.
    "Recommendation 2:" gives "2", for the item's kind says the word; "R2" and "Rec 2" stay whole.
    """
    marks = [read_mark(text) for text in texts]
    labels = {(mark.style, mark.label) for mark in marks if mark}
    return [
        _marked(text, mark, labels) if mark else _named(text)
        for text, mark in zip(texts, marks, strict=True)
    ]


def _marked(text, mark, labels):
    rest = text[mark.size :].lstrip(" \t\n\xa0")
    if not rest or _goes_on(rest, mark):
        return "", text
    if not mark.numbered:
        return "", rest
    alone = not any(style == mark.style and label != mark.label for style, label in labels)
    if alone and (mark.needs_company or mark.style[-1] not in ".)"):
        return "", text
    label = f"{mark.path}.{mark.label}" if mark.path else mark.label
    return label, rest


def _goes_on(rest, mark):
    """Whether a later line opens another item of the list that the text begins."""
    others = (read_mark(line) for line in rest.split("\n")[1:])
    return any(other and other.style == mark.style for other in others)


def _named(text):
    """Return (label, text) where a word for the item stands before its number."""
    found = _NAMED.match(text)
    word = found["word"].casefold() if found else ""
    if word in _WORD_BEFORE:
        return found["number"], text[found.end() :]
    if word in _SHORT and not text[found.end()].isdigit():
        label = text[: found.start("close")].strip()
        return label[:LABEL_LENGTH], text[found.end() :]
    return "", text.lstrip(":;, \t\xa0") or text
