"""What kind of file it is, by its first bytes, and whether it may be opened at all."""

from .reading import Unreadable

MOST_BYTES = 10 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")


def kind_of(data):
    """Return "pdf", "docx" or "text", by content alone; raise Unreadable for anything else."""
    if len(data) > MOST_BYTES:
        raise Unreadable(
            "This file is larger than 10 MB. Save the pages of the summary as a document of "
            "their own, without pictures, and choose that."
        )
    if not data.strip(b"\0\t\n\r\f \xef\xbb\xbf\xff\xfe"):
        raise Unreadable("This file is empty. Choose the file that holds the summary.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return "docx"
    _refuse_others(data)
    return "text"


def _refuse_others(data):
    if data.startswith(_OLE):
        raise Unreadable(
            "This is a document of an older Word (.doc), or one that a password protects. "
            "Open it in Word, save it as .docx without a password, and choose that."
        )
    if data.startswith(b"{\\rtf"):
        raise Unreadable(
            "This is a rich text file (.rtf). Save it in Word as .docx, and choose that."
        )
    if data.startswith(_PICTURES):
        raise Unreadable("This is a picture. Choose the document that it was taken from.")
    start = data[:1024].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise Unreadable("This is a web page. Print it to a PDF in the browser, and choose that.")
