"""Wordings made comparable: case, accents, plural brackets and little words do not count."""

import re
import unicodedata
from functools import lru_cache


def set_of(words):
    """Return the words of a text as a set."""
    return frozenset(words.split())


_PLURAL = re.compile(
    r"[(/](?:s|es|ies|e|a|as|os|x|aux|trices?|rices?|ras?|oras?)\b\)?", re.IGNORECASE
)
_WORD = re.compile(r"[a-z0-9]+")
_LITTLE = set_of(
    "of the and an a de del d la le les l el los las du des et y e en for to in on by au aux "
    "un une para por con ilo oit bit its their"
)


@lru_cache(2000)
def words_of(text):
    """Return the words that tell a label or heading apart, as a tuple, in small plain letters."""
    return tuple(
        word for word in _WORD.findall(plain(_PLURAL.sub("", text))) if word not in _LITTLE
    )


def plain(text):
    """Return the text in small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()


def one_line(text):
    """Return the text on one line, single spaces in it; protected spaces stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def phrases(*lists):
    """Return the frozen sets of words of phrases, which lists part by semicolons."""
    return frozenset(frozenset(words_of(one)) for text in lists for one in text.split(";"))
