"""A PDF that is tagged to be read aloud (PDF/UA) to lines: its tags say what its pages show.

Such a file promises (ISO 14289-1) that all of its text is tagged, in reading order, and
(ISO 32000-1, 14.8.2) that words are parted by spaces, at the ends of lines as well.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from pypdf.generic import ArrayObject, DictionaryObject, TextStringObject

from .document import MOST_ELEMENTS, MOST_SIGNS, TOO_LONG, Document
from .inline import PLAIN, Inline
from .lines import DEEPEST, Break, Line, Place, readable
from .reading import Unreadable

_DEEPEST = 60  # elements within each other
_HEADINGS = {"/Title": 1, "/H": 1, **{f"/H{level}": level for level in range(1, 7)}}
_BOXES = frozenset(("/Document", "/Part", "/Sect", "/Art", "/Div", "/NonStruct", "/LBody"))
_INLINE = frozenset(("/Span", "/Strong", "/Em", "/Link", "/Quote", "/Reference", "/Lbl"))
_LOOKS = {"/Strong": {"strong": True}, "/Em": {"em": True}}
_SHOW = frozenset((b"Tj", b"TJ"))


class NotTagged(Exception):
    """A PDF whose tags do not promise that they tell it, or that are of an unknown kind."""


def is_tagged(reader):
    """Tell whether a PDF promises that its tags are enough to read it aloud."""
    metadata = reader.root_object.get("/Metadata")
    promised = metadata is not None and b"pdfuaid" in metadata.get_object().get_data()
    return promised and "/StructTreeRoot" in reader.root_object


def tagged_document(reader):
    """Return the PDF as a Document, its paragraphs and lists as its tags say them."""
    walk = _Walk(_Said(reader))
    walk.blocks(reader.root_object["/StructTreeRoot"], _At())
    walk.end_paragraph(_At())
    for page, text in walk.said.aside:
        walk.document.furniture.append(walk.document.show(text, page))
    return walk.document


@dataclass
class _Marks:
    """Which text of a page belongs to which mark, and what stands there in other words."""

    aside: list = field(default_factory=list)  # of each head and foot the pieces
    texts: dict = field(default_factory=lambda: defaultdict(list))  # of each mark the pieces
    pieces: int = 0
    signs: int = 0
    open: list = field(default_factory=list)  # (id of the mark, text that replaces what is shown)

    def before(self, operator, operands, *_):
        if operator in (b"BDC", b"BMC"):
            self._begin(operands)
        elif operator == b"EMC" and self.open:
            self.open.pop()
        elif operator in _SHOW and self.open and self.open[-1][1] is not None:
            mark, actual = self.open[-1]
            self.open[-1] = (mark, "")
            said = TextStringObject(actual)
            operands[0] = said if operator == b"Tj" else ArrayObject([said])

    def _begin(self, operands):
        within = self.open[-1][0] if self.open else None
        facts = operands[1] if len(operands) > 1 else None
        facts = facts if isinstance(facts, DictionaryObject) else {}
        if operands and operands[0] == "/Artifact":
            within = "aside"
            self.aside.append([])
        actual = facts.get("/ActualText")
        self.open.append((facts.get("/MCID", within), None if actual is None else _text(actual)))

    def see(self, text, *_):
        text = text.replace("\n", "")
        self.pieces, self.signs = self.pieces + bool(text), self.signs + len(text)
        if self.pieces > MOST_ELEMENTS or self.signs > MOST_SIGNS:
            raise Unreadable(TOO_LONG)
        mark = self.open[-1][0] if self.open else None
        if mark is not None:
            (self.aside[-1] if mark == "aside" else self.texts[mark]).append(text)


def _text(said):
    if isinstance(said, str):
        return str(said)
    data = bytes(said)
    return data.decode("utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "ignore")


class _Said:
    """What the marks of the pages say."""

    def __init__(self, reader):
        self.pages, self.aside, signs = {}, [], 0
        for number, page in enumerate(reader.pages, 1):
            marks = _Marks()
            page.extract_text(visitor_operand_before=marks.before, visitor_text=marks.see)
            signs += marks.signs
            if signs > MOST_SIGNS:
                raise Unreadable(TOO_LONG)
            self.pages[page.indirect_reference.idnum] = number, marks.texts
            aside = (" ".join(" ".join(pieces).split()) for pieces in marks.aside)
            self.aside += ((number, text) for text in aside if text)

    def at(self, page, mark):
        """Return (number of the page, text) of a mark."""
        number, texts = self.pages.get(page, (0, {}))
        return number, "".join(texts.get(mark, ()))


@dataclass(frozen=True)
class _At:
    """Where in the tree a text stands."""

    page: int = 0
    level: int = 0  # of lists
    look: object = PLAIN
    depth: int = 0


class _Walk:
    def __init__(self, said):
        self.said = said
        self.document = Document()
        self.parts, self.page = [], 0  # of the paragraph that is open
        self.mark, self.in_item = "", False
        self.seen = 0

    def blocks(self, element, at):
        """Read what stands in an element that holds blocks; loose text there is a paragraph."""
        for kid, where in self._kids(element, at):
            kind = kid.get("/S") if isinstance(kid, DictionaryObject) else None
            if kind is None or kind in _INLINE and not _is_block(kid):
                self._inline(kid, where)
            else:
                self.end_paragraph(at)
                self._block(kind, kid, where)
                self.end_paragraph(at)

    def _block(self, kind, element, at):
        if kind == "/L":
            outer = self.mark, self.in_item
            self.blocks(element, _deeper(at, level=at.level + 1))
            self.mark, self.in_item = outer
        elif kind == "/LI":
            self.mark, self.in_item = self._label(element, at), False
            self.blocks(element, at)
        elif kind in _BOXES:
            self.blocks(element, at)
        elif kind in _HEADINGS:
            self._inlines(element, at)
            self._end_heading(_HEADINGS[kind], kind == "/Title")
        elif kind == "/P" or kind in _INLINE:
            self._inlines(element, at)
        else:
            raise NotTagged(kind)

    def _label(self, item, at):
        for kid, where in self._kids(item, at):
            if isinstance(kid, DictionaryObject) and kid.get("/S") == "/Lbl":
                self._inlines(kid, where)
        label, self.parts = Inline.joined(self.parts).text.strip(), []
        return label or "•"

    def _inlines(self, element, at):
        for kid, where in self._kids(element, at):
            self._inline(kid, where)

    def _inline(self, kid, at):
        if isinstance(kid, DictionaryObject) and "/S" in kid:
            kind = kid["/S"]
            if kind not in _INLINE:
                raise NotTagged(kind)
            if kind == "/Lbl" and at.level and not self.parts:
                return  # the mark of an item, which is read already
            look = at.look._replace(**_LOOKS.get(kind, {}))
            look = look._replace(href=_address(kid)) if kind == "/Link" else look
            self._inlines(kid, _deeper(at, look=look))
            return
        mark = kid.get("/MCID") if isinstance(kid, DictionaryObject) else kid
        if mark is not None:
            number, text = self.said.at(at.page, mark)
            self.page = self.page or number
            self.parts.append(Inline.of(text, at.look))

    def _kids(self, element, at):
        """Yield (what stands in an element, where), within limits."""
        for kid in _listed(element.get("/K")):
            self.seen += 1
            if self.seen > MOST_ELEMENTS or at.depth > _DEEPEST:
                raise Unreadable(TOO_LONG)
            holder = kid if isinstance(kid, DictionaryObject) and "/Pg" in kid else element
            page = holder.raw_get("/Pg").idnum if "/Pg" in holder else at.page
            yield kid, _deeper(at, page=page)

    def _take(self):
        """Return the words of the open paragraph, whose soft hyphens are at ends of lines."""
        words = Inline.joined(self.parts)
        kept = [n for n, sign in enumerate(words.text) if sign != "\xad"]
        words = Inline("".join(words.text[n] for n in kept), tuple(words.looks[n] for n in kept))
        page, self.parts, self.page = self.page, [], 0
        return _readable(words).composed().collapsed(), page

    def end_paragraph(self, at):
        words, page = self._take()
        if not words:
            return
        line = Line(words, Break.BLANK, goes_on=False)
        if at.level and not self.in_item:
            self.in_item = True
            place = Place("marked", min(at.level, DEEPEST), 1)
            line = Line(words, Break.PARAGRAPH, place, self.mark, goes_on=False)
        elif at.level:
            line = Line(words, Break.BLANK, Place("more", min(at.level, DEEPEST)), goes_on=False)
        self.document.add(line, page)

    def _end_heading(self, level, title):
        words, page = self._take()
        if words:
            line = Line(words, Break.BLANK, goes_on=False, heading=level, title=title)
            self.document.add(line, page)


def _listed(said):
    """Return what an entry holds as a list: an entry of one thing may hold it without one."""
    said = said.get_object() if said is not None else ()
    return [one.get_object() for one in said] if isinstance(said, list | tuple) else [said]


def _deeper(at, **changes):
    return _At(**{**vars(at), "depth": at.depth + 1, **changes})


def _readable(words):
    """Return the words with damaged signs mended, where that changes any."""
    mended = readable(words.text)
    if mended == words.text:
        return words
    parts = (
        Inline.of(readable(sign), look) for sign, look in zip(words.text, words.looks, strict=True)
    )
    return Inline.joined(parts)


def _is_block(element):
    """Tell whether an element that is inline by its name says that it is a block."""
    return any(one.get("/Placement") == "/Block" for one in _listed(element.get("/A")))


def _address(link):
    """Return the address of a link that may be followed, or ""."""
    for kid in _listed(link.get("/K")):
        if isinstance(kid, DictionaryObject) and "/Obj" in kid:
            address = str(kid["/Obj"].get("/A", {}).get("/URI", ""))
            return address if address.startswith(("http://", "https://", "mailto:")) else ""
    return ""
