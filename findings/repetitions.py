"""Sentences that stand nearly word for word in two places of a text."""

import re
from collections import Counter, defaultdict

_SENTENCE_END = re.compile(r"(?<=[.!?…])[”’\"')\]]?\s+(?=\W?[^\W\d_a-zß-öø-ÿ])|\n+")
_WORD = re.compile(r"\w+")
_SHINGLE = 3  # words in a row
_FEWEST_WORDS = 8
_ALIKE = 0.7  # of the shingles of the shorter sentence
_MOST_HOLDERS = 20  # of a shingle: what more sentences share is a turn of phrase


def repeated(passages):
    """Yield (place, earlier place, sentence) for sentences that stand in another place before.

    `passages` are (place, plain text). Of what is repeated, the likest of the earlier sentences is
    told; two sentences of one place are not compared. The work grows with the length of the text.
    """
    sentences, holders = [], defaultdict(list)
    for place, text in passages:
        begun = len(sentences)
        for sentence in _SENTENCE_END.split(text):
            shingles = _shingles(sentence)
            earlier = _likest(shingles, sentences, holders, begun)
            if earlier is not None:
                yield place, sentences[earlier][0], sentence.strip()
            if shingles:
                sentences.append((place, len(shingles)))
                _hold(holders, shingles, len(sentences) - 1)


def _shingles(sentence):
    words = _WORD.findall(sentence.casefold())
    if len(words) < _FEWEST_WORDS:
        return frozenset()
    return frozenset(zip(*(words[n:] for n in range(_SHINGLE)), strict=False))


def _hold(holders, shingles, number):
    for shingle in shingles:
        if len(holders[shingle]) < _MOST_HOLDERS:
            holders[shingle].append(number)


def _likest(shingles, sentences, holders, begun):
    """Return the number of the sentence, of those before `begun`, that is likest, or None."""
    shared = Counter(n for shingle in shingles for n in holders.get(shingle, ()) if n < begun)
    alike = [
        (count, -n)
        for n, count in shared.items()
        if count >= _ALIKE * min(len(shingles), sentences[n][1])
    ]
    return -max(alike)[1] if alike else None
