"""The language of a text, by the little words in it."""

import re
from collections import Counter

_LITTLE = {
    "en": "the of and to in that is for with by was are have this from which be has were",
    "fr": "le les des et du une est dans pour que qui sur par au aux avec ont été cette",
    "es": "el los las y del que en una por para con se es al como fue han su",
    "pt": "o os as e do da dos das em uma que para com por não foi são ao",
    "de": "der die das und den von zu mit ist im für des dem auf eine nicht werden",
}
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 20_000  # signs


def language_of(texts):
    """Return the ISO 639-1 code of the language of the texts; English where nothing tells."""
    counts = Counter(_WORD.findall(" ".join(texts)[:_ENOUGH].lower()))
    found = {code: sum(counts[word] for word in words.split()) for code, words in _LITTLE.items()}
    best = max(found, key=found.get)
    return best if found[best] else "en"
