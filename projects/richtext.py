"""Small rich text: HTML of paragraphs, lists, emphasis and links, and the same as plain text."""

import re
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

import nh3

TAGS = frozenset(("p", "br", "strong", "em", "ul", "ol", "li", "a"))
_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener nofollow",
)
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ELEMENTS = (
    "a abbr address applet area article aside audio b base bdi bdo big blink blockquote body br "
    "button canvas caption center cite code col colgroup data datalist dd del details dfn dialog "
    "dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 "
    "h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label "
    "legend li link main map mark marquee math menu meta meter nav noembed noframes noscript "
    "object ol optgroup option output p param picture plaintext pre progress q rp rt ruby s samp "
    "script search section select slot small source span strike strong style sub summary sup svg "
    "table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp"
)
# A "<" that begins no HTML element is a sign that somebody typed, and stays.
TYPED_SIGN = re.compile(
    rf"<(?!/?(?:{_ELEMENTS.replace(' ', '|')}|[a-z]\w*:\w+)(?:[\s/>]|$)|!--|!\[|!doctype)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"<(/?)h[1-6]\b[^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(
    r"<(/?)(?:div|blockquote|section|article|pre|table|tr|dl|dt|dd|header|footer|address|figure)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)
_CELL_END = re.compile(r"</t[dh]>", re.IGNORECASE)
_SAME = {"b": "strong", "i": "em"}
_BOLD_ITALIC = re.compile(r"<(/?)([bi])(?=[\s>/])[^<>]*>", re.IGNORECASE)
_MARKED_UP = re.compile(r"</?[a-z][^<>]*>|<!--|&(?:#\d+|#x[0-9a-f]+|[a-z]\w+);", re.IGNORECASE)
_HAS_BLOCK = re.compile(r"<(?:p|ul|ol)[ >]")
_INTEGER = re.compile(r"-?\d{1,9}")
_EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|\xa0|&nbsp;|<br>)*</p>")


def legal(text):
    """Return the text without lone surrogates and the characters that XML 1.0 forbids."""
    return _ILLEGAL.sub("", text)


def from_text(text):
    """Return plain text as rich text: a blank line ends a paragraph, a line end breaks the line."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    lines = ([_escaped(line.strip()) for line in p.split("\n")] for p in paragraphs)
    return "".join(f"<p>{'<br>'.join(p)}</p>" for p in lines if any(p))


def _escaped(line):
    return escape(line, quote=False).replace("\xa0", "&nbsp;")


@lru_cache(maxsize=1024)  # a text is cleaned on each of its ways into the database
def clean(markup):
    """Return the markup as HTML of TAGS alone; cleaning what is clean changes nothing.

    Text without any markup becomes paragraphs, headings become strong paragraphs, and a "<" that
    begins no element stays as a sign. Scripts, styles and comments go with their content.
    """
    markup = TYPED_SIGN.sub("\0", legal(markup))  # NUL is not legal, so each is a typed sign
    if not _MARKED_UP.search(markup):
        return from_text(markup.replace("\0", "<"))
    markup = markup.replace("\0", "&lt;")
    markup = _HEADING.sub(lambda m: "</strong></p>" if m[1] else "<p><strong>", markup)
    markup = _CELL_END.sub(" ", _BLOCK.sub(r"<\1p>", markup))
    markup = _BOLD_ITALIC.sub(lambda m: f"<{m[1]}{_SAME[m[2].lower()]}>", markup)
    return _settled(markup)


def _settled(markup):
    cleaned = _EMPTY_PARAGRAPH.sub("", legal(_CLEANER.clean(markup))).strip()
    if cleaned and not _HAS_BLOCK.search(cleaned):
        cleaned = f"<p>{cleaned}</p>"
    return cleaned if cleaned == markup else _settled(cleaned)


def to_text(markup):
    """Return rich text as plain text: blank lines between paragraphs, "-" and "1." before items."""
    reader = _TextReader()
    reader.feed(markup)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", reader.text()).strip()


def opening(markup, most=110):
    """Return the beginning of a rich text as plain text on one line, cut between words."""
    text = " ".join(to_text(markup).split())
    if len(text) <= most:
        return text
    return text[: most + 1].rpartition(" ")[0].rstrip(" ,;:–-") + "…"


class _TextReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.lines, self.lists, self.mark, self.href = [""], [], "", ""

    def handle_starttag(self, tag, attrs):
        if tag in ("ul", "ol"):
            start = str(dict(attrs).get("start", "1"))
            numbered = tag == "ol" and _INTEGER.fullmatch(start)
            self.lists.append(int(start) if numbered else tag == "ol")
            self._line()
        elif tag == "li":
            self._line()
            self.mark = "- "
            if self.lists and self.lists[-1] is not False:
                self.mark = f"{int(self.lists[-1])}. "
                self.lists[-1] += 1
        elif tag == "p":
            self._line(blank=not self.lists)
        elif tag == "br":
            self._line()
        elif tag == "a":
            self.href = dict(attrs).get("href", "")

    def handle_endtag(self, tag):
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            self._line(blank=not self.lists)
        elif tag == "p":
            self._line(blank=not self.lists)
        elif tag == "li":
            self.mark = ""
            self._line()
        elif tag == "a" and self.href:
            if self.href.removeprefix("mailto:") not in self.lines[-1]:
                self.lines[-1] += f" ({self.href})"
            self.href = ""

    def handle_data(self, data):
        data = re.sub(r"\s+", " ", data)
        if not self.lines[-1]:
            data = data.lstrip()
        if data and self.mark:
            self.lines[-1], self.mark = "  " * max(len(self.lists) - 1, 0) + self.mark, ""
        elif data and not self.lines[-1] and self.lists:
            self.lines[-1] = "  " * len(self.lists)
        self.lines[-1] += data

    def _line(self, blank=False):
        if self.lines[-1].strip():
            self.lines.append("")
        if blank and len(self.lines) > 1 and self.lines[-2]:
            self.lines.append("")

    def text(self):
        return "\n".join(line.rstrip() for line in self.lines)
