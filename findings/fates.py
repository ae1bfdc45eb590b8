"""What became of each recommendation of an evaluation, and where a later one speaks of it again."""

from collections import Counter
from dataclasses import dataclass

from projects.richtext import opening

from .itempage import PARTS
from .likeness import Words, likeness, spoken, weight
from .pages import Placed, PlacedRecommendation
from .passages import passage_text
from .terms import PassageKind

RAREST, SHOWN = 12, 3
AGAIN = (PassageKind.RECOMMENDATION, PassageKind.FINDING)


@dataclass(frozen=True)
class Again:
    """An item of the later evaluation, and the words that it shares with a recommendation."""

    kind: PassageKind
    placed: Placed
    shared: tuple[str, ...]

    @property
    def name(self):
        return f"{self.kind.told} {self.placed.label}"

    @property
    def opening(self):
        return getattr(self.placed.item, "heading", "") or opening(self.text, 200)

    @property
    def text(self):
        return getattr(self.placed.item, "text", "") or self.placed.item.body


@dataclass(frozen=True)
class Fate:
    """A recommendation with what is recorded of it now, and what is said of it again."""

    recommendation: PlacedRecommendation
    again: tuple[Again, ...]


def fates(earlier, later):
    """Return the Fate of each recommendation of one summary's page in another one's.

    Words weigh by how many items of the two have them, and by nothing else.
    """
    language = earlier.summary.language
    own = [(placed, _words(placed, language)) for placed in earlier.recommendations]
    others = [
        (kind, placed, _words(placed, later.summary.language))
        for kind in AGAIN
        for placed in getattr(later, PARTS[kind])
    ]
    texts = [words for _, words in own] + [words for *_, words in others]
    met = Counter(stem for words in texts for stem in words.stems)
    said = {stem for *_, words in others for stem in words.stems}
    return [
        Fate(placed, _again(words, others, _weights(words, said, met, len(texts))))
        for placed, words in own
    ]


def _words(placed, language):
    """Return the Words of an item, its sub-points among them."""
    items = [placed.item, *getattr(placed.item, "parts", ())]
    texts = [f"{getattr(item, 'heading', '')}\n{passage_text(item)}" for item in items]
    return Words.of("\n".join(texts), language)


def _weights(words, said, met, number):
    """Return {word: what it weighs} of the rarest that the later evaluation says at all."""
    rarest = sorted((met[stem], stem) for stem in words.stems if stem in said)[:RAREST]
    return {stem: weight(n, number) for n, stem in rarest}


def _again(words, others, weights):
    told = [
        (like, Again(kind, placed, spoken(words, other, weights)))
        for kind, placed, other in others
        if (like := likeness(words, other, weights))
    ]
    told.sort(key=lambda entry: -entry[0])
    return tuple(again for _, again in told[:SHOWN])
