"""Plain text of a source as small rich text, made tidy as pasted text is."""

from html import escape

from ..reading.marks import far_off, read_mark
from ..reading.tidy import tidy_text


def rich(text):
    """Return what `tidy_text` does; a text of one line, as most are, needs no look for lists."""
    if not text:
        return ""
    if not text.isprintable() or read_mark(text) or far_off(text):
        return tidy_text(text)
    return f"<p>{escape(' '.join(text.split()), quote=False)}</p>"
