"""The signs, numbers and letters that open an item of a list."""

import re
from typing import NamedTuple

_SURE_BULLETS = "•·∙●▪■◦○□‣⁃➢➤►▶✓✔❖"
_DASHES = "–—*-"
_SAME_BULLET = {"·": "•", "∙": "•", "●": "•", "—": "–", "○": "◦", "o": "◦", "§": "▪", "■": "▪"}
_GAP = r"[ \t\xa0]"
# Letters and signs that Courier New and Wingdings show as bullets: no letter stands so far off.
_FAR_OFF = re.compile(rf"{_GAP}*([oØü§])(?:\t|{_GAP}{{2}}){_GAP}*(?=\S)")
_BULLET = re.compile(
    rf"(?P<sign>[{_SURE_BULLETS}])(?:{_GAP}*[{_SURE_BULLETS}])*{_GAP}*"
    rf"|(?P<private>[\uf020-\uf0ff]){_GAP}*"
    rf"|(?P<section>§){_GAP}+(?!\d)"
    rf"|(?P<dash>[{_DASHES}]){_GAP}+"
    rf"|(?P<lone>o) (?=\w)"
)
_NUMBER = re.compile(
    rf"(?P<open>\(?)(?P<path>(?:\d{{1,2}}\.){{1,4}}(?=\d))?"
    rf"(?P<label>\d{{1,3}}|[ivxIVX]{{2,6}}|[A-Za-z])(?P<close>[.)]?)(?P<gap>{_GAP}*)"
)
_ROMAN = {
    tens + ones: 10 * t + o
    for t, tens in enumerate(("", "x", "xx", "xxx"))
    for o, ones in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
}


class Mark(NamedTuple):
    """What opens an item: its style ("•", "1.", "(a)"), its label, how many signs it takes."""

    style: str
    label: str = ""
    path: str = ""
    size: int = 0
    sure: bool = False  # a sign that is used for nothing else
    needs_company: bool = False  # an item only where the style's next or former label is, too

    @property
    def numbered(self):
        return bool(self.label)


def read_mark(text):
    """Return the mark that the line begins with, or None."""
    bullet = _BULLET.match(text)
    if bullet:
        return Mark(
            _SAME_BULLET.get(text[0], text[0]),
            size=bullet.end(),
            sure=bool(bullet["sign"] or bullet["private"]),
            needs_company=bool(bullet["lone"]),
        )
    number = _NUMBER.match(text)
    return _number_mark(number, text) if number else None


def _number_mark(number, text):
    path, label, close = number["path"] or "", number["label"], number["close"]
    tight = not number["gap"] and number.end() < len(text)
    if tight and not (label.isdigit() and close and text[number.end()].isupper()):
        return None
    if not close and not path or number["open"] and close != ")":
        return None
    shape = "1" if label.isdigit() else "a" if label.islower() else "A"
    return Mark(
        f"{number['open']}{path}{shape}{close}",
        label,
        path.rstrip("."),
        number.end(),
        needs_company=not label.isdigit() or tight,
    )


def far_off(raw):
    """Return the letter that opens the line as a bullet does, or nothing."""
    found = _FAR_OFF.match(raw)
    return found[1] if found else ""


def read_given_mark(sign):
    """Return the mark that a word processor wrote apart from the text, or None for words."""
    sign = sign.strip(" \t\n\xa0")
    number = _NUMBER.fullmatch(sign)
    if number and (number["close"] or number["path"] or number["label"].isdigit()):
        return _number_mark(number, sign) or Mark("1", number["label"])
    if len(sign) == 1 and not sign.isdigit():
        return Mark(_SAME_BULLET.get(sign, sign))
    return None if re.search(r"\w", sign) else Mark("•")


def ordinal(mark, labels):
    """Return the mark's place in its list; labels are those that its style has in the text."""
    if mark.label.isdigit():
        return int(mark.label)
    label = mark.label.lower()
    if label in _ROMAN and (len(label) > 1 or "ii" in labels or label == "i" and "h" not in labels):
        return _ROMAN[label]
    return ord(label) - ord("a") + 1 if len(label) == 1 and label.isascii() else 1


BULLET = Mark("•")
