"""Acronyms that a text defines: “Multilateral Framework on Labour Migration (MFLM)”."""

import re

_IN_BRACKETS = re.compile(r"\(([A-ZÀ-ÖØ-Þ][\w&-]{1,9})\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STOPS = re.compile(r"[.;:!?()\[\]\n]")
_SMALL_WORDS = (
    "a an and the of for on in at to with by from de la le les l d des du en au aux à et pour sur "
    "dans par avec del el los las y e para por con &"
)
_SMALL = frozenset(_SMALL_WORDS.split())
LONGEST = 200


def defined(text):
    """Yield (acronym, long form) of each that stands in brackets behind its long form."""
    for brackets in _IN_BRACKETS.finditer(text):
        short = brackets[1]
        letters = [c for c in short if c.isupper()]
        if len(letters) < 2:
            continue
        before = text[max(brackets.start() - LONGEST, 0) : brackets.start()]
        long = _long_form(_STOPS.split(before)[-1], "".join(letters))
        if long:
            yield short, long


def _long_form(before, letters):
    """Return the last words before the brackets whose initials are these letters, or ""."""
    words = list(_WORD.finditer(before))
    left = len(letters)
    for n in range(len(words) - 1, -1, -1):
        initial, small = words[n][0][0].upper(), words[n][0].lower() in _SMALL
        if left and initial == letters[left - 1]:
            left -= 1
            if left == 0 and not small:
                return " ".join(before[words[n].start() :].split())
        elif not small:
            return ""
    return ""
