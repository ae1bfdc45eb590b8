"""From a text to the words that the index keeps, and the same for what somebody searches."""

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache

import snowballstemmer

from projects.codes import normalise_code

LONGEST = 40
MOST_KEPT = 300_000  # words whose stems are remembered
_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"[^\W_]+(?:/[^\W_]+)+")
_TOKEN = re.compile(rf"{_CODE.pattern}|{_WORD.pattern}")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_STOP_WORDS = (
    "a an and are as at be been by for from has have in is of on or that the their these this to "
    "was were which with au aux ce ces cette d dans de des du elle elles est et il ils l la le les "
    "leur leurs ont ou par pour qu que qui s se ses son un une al como con del e el en es ha han "
    "las los lo para por su sus una unas unos y o"
)
STOP = frozenset(_STOP_WORDS.split())
_STEMMERS = {
    code: snowballstemmer.stemmer(name)
    for code, name in (("en", "english"), ("fr", "french"), ("es", "spanish"))
}
LANGUAGES = ("en", "fr", "es", "")  # "" stands for all others, whose words have one form
_KEPT = defaultdict(lambda: _Kept(""))


@lru_cache(maxsize=400_000)
def fold(word):
    """Return a word in lower case and without accents; œ gives oe."""
    word = unicodedata.normalize("NFKD", word.casefold().translate(_LIGATURES))
    return "".join(c for c in word if not unicodedata.combining(c))


def indexed(word, language):
    """Return what the index keeps of a word in a language: its folded stem; "" for small words."""
    return _KEPT[language][word]


class _Kept(dict):
    """What the index keeps of the words of a language, worked out once for each."""

    def __init__(self, language):
        super().__init__()
        self.language = language

    def __missing__(self, word):
        if len(self) > MOST_KEPT:
            self.clear()
        folded = fold(word)[:LONGEST]
        if folded != word:
            self[word] = self[folded]
        else:
            self[word] = "" if word in STOP else stem(word, self.language)
        return self[word]


def stem(folded, language):
    if language == "en":
        return _STEMMERS["en"].stemWord(_one_spelling(folded))
    if language == "fr":
        return fold(_STEMMERS["fr"].stemWord(folded))
    if language == "es":
        return _stem_spanish(folded)
    return folded


def _one_spelling(word):
    """Write British and American spellings alike."""
    if len(word) > 5:
        word = word.replace("our", "or").replace("isation", "ization").replace("ising", "izing")
        word = re.sub(r"(?<=..)is(e[ds]?)$", r"iz\1", word)
    return "program" + word[9:] if word.startswith("programme") else word


def _stem_spanish(word):
    """Stem twice: one pass takes mujeres to mujer, and mujer further."""
    stemmer = _STEMMERS["es"]
    if word.endswith(("cion", "sion")):
        word = f"{word[:-2]}ón"  # as the stemmer knows the ending
    return fold(stemmer.stemWord(stemmer.stemWord(word)))


_KEPT.update({language: _Kept(language) for language in LANGUAGES})


def code_word(text):
    """Return the one word of a project's code, the same in either spelling, or ""."""
    if any(c.isdigit() for c in text) and any(c.isalpha() for c in text):
        return fold(normalise_code(text)).replace("/", "")[:LONGEST]
    return ""


def tokens(text, language):
    """Return [(start, end, what the index keeps)] of the words of a text, small words left out.

    A project's code gives one word for the whole, then one for each of its parts.
    """
    kept = _KEPT[language]
    if "/" in text:
        return list(_tokens_with_codes(text, kept))
    found = ((*match.span(), kept[match[0]]) for match in _WORD.finditer(text))
    return [token for token in found if token[2]]


def _tokens_with_codes(text, kept):
    for match in _TOKEN.finditer(text):
        start, said = match.start(), match[0]
        if "/" in said and (whole := code_word(said)):
            yield start, match.end(), whole
            yield from _parts_of(normalise_code(said), said, start, match.end())
        for part in _WORD.finditer(said):
            if kept[part[0]]:
                yield start + part.start(), start + part.end(), kept[part[0]]


def _parts_of(normalised, said, start, end):
    """Yield the parts of a code that are written otherwise in its other spelling."""
    for part, printed in zip(normalised.split("/"), said.split("/"), strict=False):
        if fold(part) != fold(printed):
            yield start, end, fold(part)


def index_words(text, language):
    """Return the words that the index keeps of a text, in its order."""
    if "/" in text:
        return [kept for _, _, kept in tokens(text, language)]
    return list(filter(None, map(_KEPT[language].__getitem__, _WORD.findall(text))))


def forms(text):
    """Return the words of a text as they are written, folded."""
    return set(map(fold, set(_WORD.findall(text))))
