"""The parts of a Word document, unpacked within limits and parsed without trust."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from .document import MOST_ELEMENTS, TOO_LONG
from .reading import Unreadable

MOST_UNPACKED = 60 * 1024 * 1024
_MOST_PARTS = 5000
_CHUNK = 1 << 16
_DAMAGED = (
    "This Word document is damaged and cannot be read. Open it in Word, save it anew as .docx, "
    "and choose that."
)
_NOT_WORD = (
    "This file is packed, but is no Word document. "
    "Save the summary as PDF or DOCX, and choose that."
)
_ENCRYPTED = "A password protects this document. Save a copy without a password, and choose that."
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_LOOSE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Package:
    """A packed document; each part is unpacked once, and what all hold together is limited."""

    def __init__(self, data):
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable(_DAMAGED) from error
        self._infos = {info.filename: info for info in self._zip.infolist()[:_MOST_PARTS]}
        self._unpacked = self._elements = 0
        if "word/document.xml" not in self._infos:
            raise Unreadable(_NOT_WORD)

    def names(self, start):
        """Return the names of the parts that begin so, in their order."""
        return sorted(name for name in self._infos if name.startswith(start))

    def part(self, name):
        """Return the root element of a part, or None where the document has no such part."""
        data = self._read(name)
        return None if data is None else self._parsed(data)

    def _read(self, name):
        info = self._infos.get(name)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise Unreadable(_ENCRYPTED)
        chunks = []
        try:
            with self._zip.open(info) as packed:
                while chunk := packed.read(_CHUNK):
                    chunks.append(chunk)
                    self._unpacked += len(chunk)
                    if self._unpacked > MOST_UNPACKED:
                        raise Unreadable(TOO_LONG)
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise Unreadable(_DAMAGED) from error
        return b"".join(chunks).replace(_STRICT, _LOOSE)

    def _parsed(self, data):
        """Parse a part; what it declares itself, entities and document types, is refused."""
        reader = etree.iterparse(
            BytesIO(data),
            events=("start",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for _, element in reader:
                self._elements += 1
                if self._elements == 1 or element.getparent() is None:
                    _refuse_doctype(element)
                if self._elements > MOST_ELEMENTS:
                    raise Unreadable(TOO_LONG)
        except etree.XMLSyntaxError as error:
            raise Unreadable(_DAMAGED) from error
        return reader.root


def _refuse_doctype(element):
    if element.getroottree().docinfo.doctype:
        raise Unreadable(_DAMAGED)
