"""Invented texts in which words are as frequent as in natural language."""

import random
from itertools import accumulate

_LITTLE = (
    "the of and to in a for that is was with as by on were are it be has from at an this have "
    "not or which their its been had more also but they these other can than such all into some "
    "who would will there between could through both one two most only while however many "
    "should well very so when if up during about where no new further out still after within "
    "each under over although same since because against before until among without therefore"
)
_FIELD = (
    "project training workers labour social national work government programme employment "
    "support development capacity ministry policy partners women country stakeholders level "
    "activities protection implementation technical results migration inspection sector local "
    "employers skills dialogue institutions strategy rights needs unions youth sustainability "
    "outcomes constituents knowledge management evaluation office business enterprises "
    "resources gender staff community information process systems conditions access education "
    "services children safety legal child monitoring approach evidence design planning decent "
    "tripartite health network research budget coordination quality effective economic lessons "
    "practice participation law awareness ownership impact mainstreaming cooperation analysis "
    "data framework relevant regional informal committee standards beneficiaries indicators "
    "objectives market organizations targets baseline reform industry rural vulnerable poverty "
    "income tools reporting funding provincial delivery disability recruitment apprenticeship "
    "compliance inspectors garment textile mines agriculture fisheries domestic construction "
    "tourism microfinance insurance pension cooperative vocational statistics survey workshop "
    "manual curriculum trainer expert consultant mission steering counterpart donor finance "
    "cost efficiency delay timeline risk assumption logframe theory change exit replication "
    "scaling pilot model guideline convention ratification legislation court contract wage "
    "hours overtime discrimination equality violence harassment forced trafficking migrant "
    "remittance visa corridor reintegration returnee refugee crisis conflict recovery pandemic "
    "climate green energy transition digital platform portal database registry hazard accident "
    "injury disease exposure chemical machinery ventilation helmet noise audit checklist "
    "penalty complaint hotline"
)
_SYLLABLES = "ba co di fe ga hi jo ka lu me ni po qua re si tu va wo xi ye zo bra cle dri flo"
_ENDINGS = "tion ment ness ing ed ity al ive er s"
WORDS = 30_000
SHORTEST, LONGEST = 9, 24  # words of a sentence


class Language:
    """Words of the field, and as many invented ones, by the law of Zipf and Mandelbrot."""

    def __init__(self, chance, seed=1):
        self.chance = chance
        invent = random.Random(seed)  # noqa: S311
        self.field = _FIELD.split()
        self.words = [*_LITTLE.split(), *self.field]
        known = set(self.words)
        while len(self.words) < WORDS:
            if (word := _invented(invent)) not in known:
                known.add(word)
                self.words.append(word)
        self.weights = list(accumulate(1 / (n + 2.7) for n in range(1, WORDS + 1)))

    def text(self, length):
        """Return so many words in sentences."""
        words = self.chance.choices(self.words, cum_weights=self.weights, k=length)
        sentences, at = [], 0
        while at < length:
            end = at + self.chance.randint(SHORTEST, LONGEST)
            sentences.append(" ".join(words[at:end]).capitalize() + ".")
            at = end
        return " ".join(sentences)

    def about(self, length):
        """Return a text of about so many words."""
        return self.text(max(int(self.chance.gauss(length, length / 5)), 5))

    def words_of_field(self, most):
        """Return a few different words of the field, the frequent ones more often."""
        places = (int(len(self.field) * self.chance.random() ** 1.5) for _ in range(most))
        return " ".join(dict.fromkeys(self.field[place] for place in places))


def _invented(chance):
    parts = chance.choices(_SYLLABLES.split(), k=chance.randint(2, 4))
    return "".join(parts) + chance.choice(_ENDINGS.split())
