"""Where the words of the source went: none may be lost."""

import re
from collections import Counter

from projects.richtext import to_text

from ..numbering import numbered
from .reading import Words
from .wording import plain

_HYPHENED = re.compile("\\w[-\u2010\u2011\xad]$")
_FURTHEST = 9  # lines; the foot of a page, notes and a head may stand between
_WORD = re.compile(r"[^\W_]+")
PROSE = (
    "project_purpose", "evaluation_purpose", "methodology", "findings_introduction", "conclusions",
    "recommendations_introduction", "lessons_introduction", "practices_introduction",
)  # fmt: skip
ITEMS = ("findings", "recommendations", "lessons", "practices")
_TEXTS = (
    "label", "heading", "body", "text", "addressed_to", "priority", "time_frame", "theme",
    "resource_implication", "context", "targeted_users", "challenges", "successes",
    "administrative_issues", "cause_and_effect", "measurable_impact", "potential_for_replication",
    "links_to_higher_goals",
)  # fmt: skip


def words_in(text):
    return _WORD.findall(plain(text))


def texts_of(summary):
    """Yield every text of a summary, but not its facts, as plain text."""
    yield summary.title
    for name in PROSE:
        yield to_text(getattr(summary, name))
    for part in ITEMS:
        for _, item in numbered(getattr(summary, part)):
            yield from (to_text(getattr(item, name, "")) for name in _TEXTS)


def account(lines, placed, unplaced, furniture):
    """Return the Words: those of the source's lines, as often as they are found again.

    What was joined at a line end is found by its parts joined.
    """
    told = {
        "placed": Counter(word for text in placed for word in words_in(text)),
        "unplaced": Counter(word for piece in unplaced for word in words_in(piece.text)),
        "furniture": Counter(word for piece in furniture for word in words_in(piece.text)),
    }
    counts = Counter()
    words = [words_in(line.text) for line in lines]
    aside = {index for piece in furniture for index in piece.lines}
    joined = _find_joined(lines, words, told, counts, aside)
    missing = []
    for number, said in enumerate(words):
        for place, word in enumerate(said):
            where = _where(told, word)
            if where:
                counts[where] += 1
            else:
                missing.append((number, (not place, place == len(said) - 1), word))
    lost = _without_mistaken(_rejoin(missing, told, counts), joined, told, counts)
    return Words(counts["placed"], counts["unplaced"], counts["furniture"], tuple(lost))


def _find_joined(lines, words, told, counts, aside):
    """Take out the words that hyphens at lines' ends have parted, and count their parts.

    Return {word: its parts} of them.
    """
    joined = {}
    for number, line in enumerate(lines):
        if words[number] and _HYPHENED.search(line.text):
            chain = _chain(lines, words, number, aside)
            for size in range(len(chain), 1, -1):
                whole = words[number][-1] + "".join(words[part][0] for part in chain[1:size])
                where = _where(told, whole)
                if where:
                    counts[where] += size
                    parts = [words[number][-1], *(words[part][0] for part in chain[1:size])]
                    joined.setdefault(whole, []).append(parts)
                    words[number].pop()
                    for part in chain[1:size]:
                        words[part].pop(0)
                    break
    return joined


def _without_mistaken(lost, joined, told, counts):
    """Return the words that are lost, but not those that were taken for two parts of one.

    “inter-” and “regional” may stand as two words though “interregional” stands elsewhere.
    """
    really = []
    for word in lost:
        parts = joined[word].pop() if joined.get(word) else []
        if parts and all(_is_left(told, part) for part in parts):
            wheres = [_where(told, part) for part in parts]
            counts[wheres[0]] += 1
        else:
            really.append(word)
    return really


def _is_left(told, word):
    return any(found[word] for found in told.values())


def _chain(lines, words, number, aside):
    """Return the numbers of lines whose words may be parts of the one that ends the first."""
    chain = [number]
    for later in range(number + 1, min(number + _FURTHEST, len(lines))):
        if words[later] and later not in aside:
            chain.append(later)
            whole_line = len(words[later]) > 1 or not _HYPHENED.search(lines[later].text)
            if whole_line:
                break
    return chain


def _where(told, word):
    for where in ("placed", "unplaced", "furniture"):
        if told[where][word]:
            told[where][word] -= 1
            return where
    return None


def _rejoin(missing, told, counts):
    """Return the words that are not found even when joined with their other part."""
    lost, waiting = [], None
    for number, (first, last), word in missing:
        if waiting and first and number > waiting[0]:
            where = _where(told, waiting[1] + word)
            if where:
                counts[where] += 2
                waiting = None
                continue
        if waiting:
            lost.append(waiting[1])
        waiting = (number, word) if last else None
        if not last:
            lost.append(word)
    return lost + ([waiting[1]] if waiting else [])
