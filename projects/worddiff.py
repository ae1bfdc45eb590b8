"""What changed between two texts, word by word, in time that grows with their length.

Anchors (runs of words that stand once in both texts) cut the texts into short stretches, which are
then compared exactly; a long stretch without any anchor counts as replaced.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

SAME, ADDED, REMOVED, FOLDED = "same", "added", "removed", "folded"
_TOKEN = re.compile(r"\n\s*|(?:\w+(?:['’.\-–]\w+)*|[^\w\s])[^\S\n]*|[^\S\n]+")
_RUNS = (6, 3, 1)  # words in an anchor, the surest first
_EXACT = 4_000  # comparisons that an exact look at a stretch may take
_DEPTH = 24


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is the same, was added or removed; "folded" is left out as the same.

    The same and added pieces together are the later text, the same and removed ones the earlier,
    but for the width of spaces.
    """

    kind: str
    text: str

    @property
    def words(self):
        return len(self.text.split())


def word_diff(before, after):
    """Return the pieces of two plain texts, what was removed before what was added instead."""
    if before == after:
        return (Piece(SAME, after),) if after else ()
    head, tail = _alike(before, after)
    end = slice(head, -tail or None)
    old, new = _TOKEN.findall(before[end]), _TOKEN.findall(after[end])
    keys = [_key(t) for t in old], [_key(t) for t in new]
    runs = _from_line_to_line(_readable(_runs(*keys)), *keys)
    ends = Piece(SAME, after[:head]), Piece(SAME, after[len(after) - tail :])
    pieces = _joined([ends[0], *_pieces(runs, old, new), ends[1]])
    if changed(pieces):
        return pieces
    return (Piece(REMOVED, before), Piece(ADDED, after))  # they differ in spaces alone


def list_diff(before, after):
    """Return a piece for each value of two lists of names."""
    runs = _runs(list(before), list(after))
    return tuple(
        Piece(kind, value)
        for i1, i2, j1, j2, same in runs
        for kind, values in (
            ((SAME, after[j1:j2]),) if same else ((REMOVED, before[i1:i2]), (ADDED, after[j1:j2]))
        )
        for value in values
    )


def changed(pieces):
    """Whether anything was added or removed."""
    return any(piece.kind in (ADDED, REMOVED) for piece in pieces)


def folded(pieces, keep=14):
    """Return the pieces with long unchanged stretches cut to some words beside each change."""
    folds = []
    for place, piece in enumerate(pieces):
        first, last = place == 0, place == len(pieces) - 1
        if piece.kind == SAME and piece.words > 2 * keep + 10:
            folds += _folded(piece.text, 0 if first else keep, 0 if last else keep)
        else:
            folds.append(piece)
    return tuple(folds)


def _folded(text, head, tail):
    start = _after_words(text, head)
    end = len(text) - _after_words(text[::-1], tail) if tail else len(text)
    parts = ((SAME, text[:start]), (FOLDED, text[start:end]), (SAME, text[end:]))
    return [Piece(kind, part) for kind, part in parts if part]


def _after_words(text, count):
    """Return the place behind so many words and the spaces after them."""
    words = islice(re.finditer(r"\S+\s*", text), count)
    return max((word.end() for word in words), default=0)


def _alike(before, after):
    """Return how many characters are the same at the head and at the tail, in whole words."""
    head = _shared(before, after)
    while head and not _between_words(before, after, head, head):
        head -= 1
    most = min(len(before), len(after)) - head
    tail = min(_shared(before[::-1], after[::-1]), most)
    while tail and not _between_words(before, after, len(before) - tail, len(after) - tail):
        tail -= 1
    return head, tail


def _between_words(before, after, i, j):
    """Whether a space is before these places and none behind them."""
    return all(
        0 < place < len(text) and text[place - 1] == " " and not text[place].isspace()
        for text, place in ((before, i), (after, j))
    )


def _shared(one, other):
    """Return the length of what two texts begin with, by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _joined(pieces):
    """Return the pieces that say something, neighbours of a kind as one."""
    joined = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind:
            piece = Piece(piece.kind, joined.pop().text + piece.text)
        if piece.text:
            joined.append(piece)
    return tuple(joined)


def _key(token):
    return "\n" * min(token.count("\n"), 2) or token.rstrip() or " "


def _pieces(runs, old, new):
    """Yield pieces whose spaces stand where they are the same, as far as they are."""
    spaces, shared = ("", ""), ""
    for i1, i2, j1, j2, same in runs:
        removed, added = spaces[0] + "".join(old[i1:i2]), spaces[1] + "".join(new[j1:j2])
        spaces = ("", "")
        if same:
            spaces = _spaces_after(old[i2 - 1]), _spaces_after(new[j2 - 1])
            spaces = ("", "") if spaces[0] == spaces[1] else spaces
            yield Piece(SAME, shared + added.removesuffix(spaces[1]))
            shared = ""
        else:
            shared = _spaces_at_the_end(removed, added)
            yield Piece(REMOVED, removed.removesuffix(shared))
            yield Piece(ADDED, added.removesuffix(shared))
    yield from (Piece(SAME, shared), Piece(REMOVED, spaces[0]), Piece(ADDED, spaces[1]))


def _spaces_at_the_end(*texts):
    ends = {text[len(text.rstrip(" ")) :] for text in texts}
    return ends.pop() if len(ends) == 1 else ""


def _spaces_after(token):
    return token[len(_key(token)) :] if "\n" not in token else ""


def _readable(runs):
    """Join changes that have but one word in common between them, and what lies side by side."""
    runs = list(runs)
    joined = []
    for place, (i1, i2, j1, j2, same) in enumerate(runs):
        lonely = same and 0 < place < len(runs) - 1 and i2 - i1 == 1
        if lonely and all(max(r[1] - r[0], r[3] - r[2]) > 1 for r in _around(runs, place)):
            same = False
        if joined and joined[-1][4] == same:
            i1, _, j1, _, _ = joined.pop()
        joined.append((i1, i2, j1, j2, same))
    return joined


def _from_line_to_line(runs, a, b):
    """Let what was put in or taken out begin with its line, where it could begin a word before."""
    for place in range(1, len(runs) - 1):
        i1, i2, j1, j2, same = runs[place]
        put_in, taken_out = i1 == i2, j1 == j2
        late = put_in and _begins_late(b, j1, j2) or taken_out and _begins_late(a, i1, i2)
        if late and not same:
            before, after = runs[place - 1], runs[place + 1]
            runs[place - 1] = (before[0], before[1] + 1, before[2], before[3] + 1, True)
            runs[place] = (i1 + 1, i2 + 1, j1 + 1, j2 + 1, False)
            runs[place + 1] = (after[0] + 1, after[1], after[2] + 1, after[3], True)
    return [run for run in runs if run[0] < run[1] or run[2] < run[3]]


def _begins_late(tokens, start, end):
    """Whether a stretch begins a word before its line, with the word that also follows it."""
    return (
        end - start > 1
        and end < len(tokens)
        and tokens[start] == tokens[end]
        and tokens[start + 1].startswith("\n")
    )


def _around(runs, place):
    return runs[place - 1], runs[place + 1]


def _runs(a, b):
    """Yield (start and end in a, start and end in b, whether they are the same), all in order."""
    pairs = _matches(a, b, 0, len(a), 0, len(b), 0)
    runs, i, j = [], 0, 0
    for x, y, size in [*pairs, (len(a), len(b), 0)]:
        if i < x or j < y:
            runs.append((i, x, j, y, False))
        if size and runs and runs[-1][4]:
            i1, _, j1, _, _ = runs.pop()
            runs.append((i1, x + size, j1, y + size, True))
        elif size:
            runs.append((x, x + size, y, y + size, True))
        i, j = x + size, y + size
    return runs


def _matches(a, b, i, i2, j, j2, depth):
    """Return [(place in a, place in b, size)] of what is the same between these places."""
    head = 0
    while i + head < i2 and j + head < j2 and a[i + head] == b[j + head]:
        head += 1
    first, i, j = [(i, j, head)] if head else [], i + head, j + head
    tail = 0
    while i < i2 - tail and j < j2 - tail and a[i2 - tail - 1] == b[j2 - tail - 1]:
        tail += 1
    i2, j2 = i2 - tail, j2 - tail
    last = [(i2, j2, tail)] if tail else []
    return first + _between(a, b, i, i2, j, j2, depth) + last


def _between(a, b, i, i2, j, j2, depth):
    if i == i2 or j == j2:
        return []
    if (i2 - i) * (j2 - j) <= _EXACT:
        blocks = SequenceMatcher(None, a[i:i2], b[j:j2], autojunk=False).get_matching_blocks()
        return [(i + x, j + y, size) for x, y, size in blocks if size]
    anchors = _anchors(a, b, i, i2, j, j2) if depth < _DEPTH else []
    found = []
    for x, y in [*anchors, (i2, j2)] if anchors else ():
        found += _matches(a, b, i, x, j, y, depth + 1)
        i, j = x, y
    return found


def _anchors(a, b, i, i2, j, j2):
    """Return [(place in a, place in b)], both rising, of the longest runs unique in both."""
    for size in _RUNS:
        in_a, in_b = _unique(a, i, i2, size), _unique(b, j, j2, size)
        pairs = sorted((in_a[run], in_b[run]) for run in in_a.keys() & in_b.keys())
        pairs = [pairs[n] for n in rising([place for _, place in pairs])]
        if pairs and pairs != [(i, j)]:
            return pairs
    return []


def _unique(tokens, start, end, size):
    places = defaultdict(list)
    for place in range(start, end - size + 1):
        places[tuple(tokens[place : place + size])].append(place)
    return {run: found[0] for run, found in places.items() if len(found) == 1}


def rising(numbers):
    """Return the places of a longest run of numbers that rise from first to last."""
    ends, places, before = [], [], []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(places[length - 1] if length else None)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
    chain, place = [], places[-1] if places else None
    while place is not None:
        chain.append(place)
        place = before[place]
    return chain[::-1]
