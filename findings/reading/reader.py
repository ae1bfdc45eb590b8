"""Any document of an evaluation summary to a Reading, offline and by rules."""

from .document import Document
from .drafting import draft
from .opening import kind_of
from .pdf import pdf_document
from .plaintext import text_document
from .reading import Reading, Unreadable
from .word import docx_document

READERS = {"pdf": pdf_document, "docx": docx_document, "text": text_document}
_NO_WORDS = "There is no text in this file. Choose the file that holds the summary."


def read(data, places=()):
    """Return the Reading of a document's bytes; its kind is decided by its content.

    `places` are the names of places to look for in findings; a mapping of names to names says
    what each is called here, so that “Kenia” can propose Kenya. Raise Unreadable, with a sentence
    that says what to do, for what cannot be read.
    """
    return draft(document_of(data), places)


def document_of(data) -> Document:
    document = READERS[kind_of(data)](data)
    if not document.source:
        raise Unreadable(_NO_WORDS)
    return document


__all__ = ["READERS", "Reading", "Unreadable", "document_of", "read"]
