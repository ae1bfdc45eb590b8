"""Names as they are compared and as they fit."""

import re
import unicodedata

_WORDS = re.compile(r"[^\W_]+")


def name_key(name):
    """Return a name without case, accents and punctuation: what is equal then is the same."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(_WORDS.findall(plain.replace("’", "").replace("'", "")))


def fitted(text, most):
    """Return a text that fits a field, cut between words where it does not."""
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0].rstrip(" ,;:–-")[: most - 1] + "…"


_OF_TIMING = (
    "final finale mid midterm term interim ex post independent independiente indépendante joint "
    "conjunta internal interna interne external self cluster clustered thematic evaluation "
    "évaluation evaluación avaliação review medio término intermedia mi parcours annual rbsa"
)
_WORDS_OF_TIMING = frozenset(_OF_TIMING.split())


def without_timing(title):
    """Return an evaluation's title without its tail “ - Final evaluation”: what was evaluated."""
    for dash in (" - ", " – ", " — "):
        head, found, tail = title.rpartition(dash)
        words = re.findall(r"\w+", tail.casefold())
        if found and head.strip() and words and _WORDS_OF_TIMING.issuperset(words):
            return head.strip()
    return title
