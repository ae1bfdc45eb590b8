"""Pasted text made tidy: lists that are lists, whole paragraphs, signs that are not damaged.

Lines are read from HTML (pasted) or plain text (lines), joined to paragraphs and items (joining),
and set in lists (nesting). No word is lost but the numbers and letters that lists show themselves.
"""

import re
from html import unescape

from projects.richtext import TYPED_SIGN, clean

from .joining import blocks
from .lines import text_lines
from .nesting import html
from .pasted import html_lines

_TAG = re.compile(r"</?[a-z][^<>]*>|<!", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]\w*);", re.IGNORECASE)
_ROUNDS = 30  # one or two are enough for what people paste


def tidy(value):
    """Return pasted text, marked up or plain, as small rich text; tidying it again changes nothing.

    What comes is HTML of richtext.TAGS, as richtext.clean leaves it. Nothing raises.
    """
    return tidy_html(value) if _has_tags(value) or _ENTITY.search(value) else tidy_text(value)


def tidy_html(markup):
    """Return pasted HTML as small rich text: Word's lists as lists, its headings as strong text.

    A row of a table is a paragraph, "|" between its cells. HTML without any tag is plain text.
    """
    return _settled(markup) if _has_tags(markup) else tidy_text(unescape(markup))


def tidy_text(text):
    """Return pasted plain text as small rich text; a tag in it is text as well.

    Lines that a column or the end of a page has broken become one paragraph, with the hyphens at
    their ends closed, and signs or numbers at their beginning make lists.
    """
    return _settled(_tidied(text_lines(text)))


def _has_tags(value):
    return bool(_TAG.search(TYPED_SIGN.sub("", value)))


def _tidied(lines):
    return clean(html(blocks(lines)))


def _settled(markup):
    for _ in range(_ROUNDS):
        tidied = _tidied(html_lines(markup))
        if tidied == markup:
            break
        markup = tidied
    return markup
