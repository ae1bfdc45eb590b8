"""A Summary written out as a file, in the order and the words of its page."""

from .pdf import pdf_bytes
from .record import json_bytes
from .sheet import Colophon
from .text import text_bytes
from .word import docx_bytes

WRITERS = {"txt": text_bytes, "docx": docx_bytes, "pdf": pdf_bytes, "json": json_bytes}

__all__ = ["WRITERS", "Colophon"]
