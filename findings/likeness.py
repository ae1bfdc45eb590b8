"""How alike two texts are: the words they share, the rare ones weighing most."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt

from .search.general import GENERAL
from .search.words import tokens

SHARED = 3  # words that two texts must share to be told as alike
LEAST = 0.25  # of the weight of all words that are compared
SHORTEST = 3  # signs of a word that counts
USUAL = 60  # words of a text; a longer one shares more by chance
LONGEST = 3  # words of a phrase that is shown
PHRASES = 5
_BESIDE = re.compile(r"[\s\-’']*")


@dataclass(frozen=True, eq=False)
class Words:
    """A text, and its words in order as (start, end, what the index keeps of it)."""

    text: str
    tokens: tuple[tuple[int, int, str], ...]

    @classmethod
    def of(cls, text, language):
        return cls(text, tuple(tokens(text, language)))

    @cached_property
    def stems(self):
        """{what the index keeps of a word: how often it stands here}, general words left out."""
        counts = Counter(stem for _, _, stem in self.tokens)
        return {stem: n for stem, n in counts.items() if _tells(stem)}

    @cached_property
    def pairs(self):
        """The pairs of words that stand beside each other."""
        told = [stem for _, _, stem in self.tokens]
        beside = (self._beside(n) for n in range(len(told) - 1))
        return {pair for pair, near in zip(zip(told, told[1:], strict=False), beside, strict=True)
                if near}  # fmt: skip

    def _beside(self, n):
        return bool(_BESIDE.fullmatch(self.text, self.tokens[n][1], self.tokens[n + 1][0]))

    def phrase(self, n, pairs):
        """Return (first, last) of the words around a telling one that stand in these pairs."""
        first = last = n
        while last + 1 < len(self.tokens) and last - first + 1 < LONGEST:
            if not self._joined(last, pairs):
                break
            last += 1
        while first and last - first + 1 < LONGEST and self._joined(first - 1, pairs):
            first -= 1
        return self._telling(first, 1), self._telling(last, -1)

    def _telling(self, n, step):
        while not _tells(self.tokens[n][2]):
            n += step
        return n

    def _joined(self, n, pairs):
        pair = self.tokens[n][2], self.tokens[n + 1][2]
        return pair in pairs and self._beside(n)


def _tells(stem):
    return len(stem) >= SHORTEST and stem not in GENERAL and not stem.isdecimal()


def weight(met, of):
    """Return what a word weighs that is met in so many of so many texts."""
    return log(1 + of / met)


def likeness(own, other, weights):
    """Return how alike two texts are by words of the first, {word: weight}; 0 for too few.

    Two words that stand beside each other in both weigh half as much again.
    """
    shared = [stem for stem in weights if stem in other.stems]
    if len(shared) < SHARED:
        return 0
    beside = (p for p in own.pairs & other.pairs if all(map(_tells, p)))
    told = sum(weights[stem] for stem in shared)
    told += sum(weights.get(stem, 0) for pair in beside for stem in pair) / 2
    if told < LEAST * sum(weights.values()):
        return 0
    return told / sqrt(1 + len(other.tokens) / USUAL)


def spoken(own, other, weights):
    """Return what both speak of as the first writes it, the weightiest first."""
    pairs = own.pairs & other.pairs
    phrases = {}
    for n, (_, _, stem) in enumerate(own.tokens):
        if stem not in weights or stem not in other.stems:
            continue
        first, last = own.phrase(n, pairs)
        said = own.tokens[first : last + 1]
        key = tuple(stem for _, _, stem in said)
        phrases.setdefault(key, []).append(own.text[said[0][0] : said[-1][1]])
    told = [key for key in phrases if not any(_within(key, k) for k in phrases)]
    told.sort(key=lambda key: -sum(weights.get(stem, 0) for stem in key))
    return tuple(_plainest(phrases[key]) for key in told[:PHRASES])


def _within(key, longer):
    """Whether all words of a phrase stand in a longer one."""
    return len(key) < len(longer) and set(key) <= set(longer)


def _plainest(ways):
    """Return the way of writing with the fewest capitals, on one line."""
    return " ".join(min(ways, key=lambda way: sum(map(str.isupper, way))).split())
