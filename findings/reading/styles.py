"""What tags, styles and classes of pasted HTML say of a text: bold, a heading, Word's lists."""

import re
from typing import NamedTuple

from .inline import Look

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_STRONG = re.compile(r"(?:^|;)\s*font-weight\s*:\s*(bold|[6-9]00)?", re.IGNORECASE)
_ITALIC = re.compile(r"(?:^|;)\s*font-style\s*:\s*(italic|oblique)?", re.IGNORECASE)
_HREF = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_PRE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_HEADING_CLASS = re.compile(r"\bMso(?:Title|Subtitle|Heading\w*)\b", re.IGNORECASE)
_MARGIN = re.compile(r"margin-left\s*:\s*(\d{1,5}(?:\.\d{1,5})?)(pt|in|cm|mm|px)", re.IGNORECASE)
_POINTS = {"pt": 1, "in": 72, "cm": 28.35, "mm": 2.835, "px": 0.75}
_WORD_LIST = re.compile(r"mso-list\s*:\s*(l\d+)\s+level(\d)", re.IGNORECASE)
_LIST_CLASS_LEVEL = re.compile(r"MsoList(?:Bullet|Number)([2-5])", re.IGNORECASE)
_IGNORE = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)


class WordList(NamedTuple):
    """What Word says of a paragraph in a list; the margin is in points."""

    list_id: str
    level: int
    margin: float


def look(tag, attrs, within):
    """Return how text in the element looks, within an element of that look."""
    style = attrs.get("style", "")
    strong, italic = _STRONG.search(style), _ITALIC.search(style)
    href = attrs.get("href", "").strip()
    return Look(
        bool(strong[1]) if strong else within.strong or tag in ("b", "strong"),
        bool(italic[1]) if italic else within.em or tag in ("i", "em"),
        href if tag == "a" and _HREF.match(href) else within.href,
    )


def is_heading(tag, attrs):
    by_class = _HEADING_CLASS.search(attrs.get("class", ""))
    return tag in HEADINGS or attrs.get("role") == "heading" or bool(by_class)


def is_mark(attrs):
    """Tell whether the element holds a list mark apart from the text of its item."""
    return "data-list-mark" in attrs or bool(_IGNORE.search(attrs.get("style", "")))


def keeps_lines(tag, attrs):
    return tag == "pre" or bool(_PRE.search(attrs.get("style", "")))


def margin(attrs):
    """Return the left margin in points."""
    found = _MARGIN.search(attrs.get("style", ""))
    return float(found[1]) * _POINTS[found[2].lower()] if found else 0.0


def word_list(attrs):
    """Return what Word says of the paragraph's list, or None outside lists."""
    found = _WORD_LIST.search(attrs.get("style", ""))
    if not found:
        return None
    by_class = _LIST_CLASS_LEVEL.search(attrs.get("class", ""))
    level = max(int(found[2]), int(by_class[1]) if by_class else 1)
    return WordList(found[1].lower(), level, margin(attrs))
