"""A PDF to the pieces of text on its pages, within limits."""

from dataclasses import dataclass
from io import BytesIO
from unicodedata import normalize

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from .document import MOST_ELEMENTS, MOST_SIGNS, TOO_LONG, Document
from .inline import Look
from .page import Pages
from .reading import Unreadable
from .tagged import NotTagged, is_tagged, tagged_document

MOST_PAGES = 1000
_MOST_NODES = 5 * MOST_PAGES
_FEWEST_SIGNS = 20  # letters on all pages; fewer are the stamp of a scanner
_DAMAGED = (
    "This PDF is damaged and cannot be read. Open it, print it to a new PDF, and choose that."
)
_ENCRYPTED = "A password protects this PDF. Save a copy without a password, and choose that."
_SCANNED = (
    "This PDF holds pictures of pages and no text. Have its text recognised (OCR), or choose "
    "the document that it was made from."
)
_BOLD, _ITALIC = ("bold", "black", "heavy", "semibold", "demi"), ("italic", "oblique", "slanted")

_NARROW, _WIDE = frozenset("iljtfrI.,;:'’|!()[]- "), frozenset("mwMWOQ@%&—GHNDUCA")


@dataclass(frozen=True)
class Piece:
    """Text that was set at one go: where its base line begins, and how high its letters are."""

    text: str
    x: float
    y: float
    height: float
    look: Look = Look()
    font: str = ""

    @property
    def end(self):
        """About where it ends: a PDF says only where text begins."""
        ems = sum(0.3 if s in _NARROW else 0.72 if s in _WIDE else 0.5 for s in self.text)
        return self.x + ems * self.height


def pdf_document(data):
    """Return a PDF as a Document; raise Unreadable where it holds no text that can be read."""
    try:
        document = _read(_reader(data))
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable(TOO_LONG) from None
    except Exception as error:  # a damaged file makes pypdf raise nearly anything
        raise Unreadable(_DAMAGED) from error
    if sum(sum(map(str.isalpha, line.text)) for line in document.source) < _FEWEST_SIGNS:
        raise Unreadable(_SCANNED)
    return document


def _read(reader):
    """Return the text as its tags tell it, where they promise to, else as its pages show it."""
    if is_tagged(reader):
        try:
            return tagged_document(reader)
        except NotTagged:
            pass
    pages = Pages(Document())
    for number, page in enumerate(reader.pages, 1):
        pages.add(number, _pieces(page, pages))
    return pages.document()


def _reader(data):
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(_ENCRYPTED)
        _count(reader.root_object["/Pages"])
    except DependencyError:
        raise Unreadable(_ENCRYPTED) from None
    except PyPdfError as error:
        raise Unreadable(_DAMAGED) from error
    return reader


def _count(root):
    """Walk the tree of pages, which may name one page many times, no further than it may go."""
    pages, waiting, seen = 0, [root], 0
    while waiting:
        node = waiting.pop().get_object()
        seen += 1
        kids = node.get("/Kids")
        if kids is None:
            pages += 1
        else:
            waiting += kids
        if pages > MOST_PAGES or seen + len(waiting) > _MOST_NODES:
            raise Unreadable(TOO_LONG)


def _pieces(page, pages):
    """Return the pieces of a page in the order in which they were set."""
    pieces = []

    def see(text, cm, tm, font, size):
        text = normalize("NFC", text.replace("\n", ""))
        if not text:
            return
        pages.pieces += 1
        pages.signs += len(text)
        if pages.pieces > MOST_ELEMENTS or pages.signs > MOST_SIGNS:
            raise Unreadable(TOO_LONG)
        pieces.append(_piece(text, cm, tm, font, size))

    page.extract_text(visitor_text=see)
    return pieces


def _piece(text, cm, tm, font, size):
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    up = abs((tm[2] * cm[1] + tm[3] * cm[3]) or (tm[2] * cm[0] + tm[3] * cm[2]))
    name = str((font or {}).get("/BaseFont", ""))
    return Piece(text, x, y, round(size * up, 2), _look(name.lower()), name)


def _look(name):
    return Look(any(w in name for w in _BOLD), any(w in name for w in _ITALIC))
