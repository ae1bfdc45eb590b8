"""A Summary written out as a file, in the order and the words of its page; these in English."""

from functools import wraps

from django.conf import settings
from django.utils import translation

from .pdf import pdf_bytes
from .record import json_bytes
from .sheet import Colophon
from .text import text_bytes
from .word import docx_bytes


def _in_english(write):
    """Whoever asks for a file, in whichever language, gets the same."""

    @wraps(write)
    def written(summary, colophon=None):
        with translation.override(settings.LANGUAGE_CODE):
            return write(summary, colophon)

    return written


_WRITERS = {"txt": text_bytes, "docx": docx_bytes, "pdf": pdf_bytes, "json": json_bytes}
WRITERS = {suffix: _in_english(write) for suffix, write in _WRITERS.items()}

__all__ = ["WRITERS", "Colophon"]
