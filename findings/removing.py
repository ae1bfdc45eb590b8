"""A text taken out of others, plain or rich, however its words are set; knows no model."""

import re
from dataclasses import dataclass
from functools import cached_property

INLINE = r"</?(?:strong|em|a)\b[^<>]*>"
INSIDE = rf"(?:[\u00ad\u200b]|{INLINE})*"  # what may stand unseen between two letters
BETWEEN = rf"(?:[\s\u00ad\u200b]|&nbsp;|<br\b[^<>]*>|{INLINE})+"
FORMS = {
    "&": "(?:&amp;|&)",
    "<": "(?:&lt;|<)",
    ">": "(?:&gt;|>)",
    '"': '(?:&quot;|&#34;|")',
    "'": "(?:&#x27;|&#39;|['’])",
    "’": "(?:&#x27;|&#39;|['’])",
}
_TAG = re.compile(INLINE)
SHORTEST = 3


@dataclass(frozen=True)
class Removal:
    """A text and what comes in its place; raise ValueError, in words, where that cannot work.

    The text is found as it is written, with capitals and small letters as they are, over any space,
    line end, emphasis or link between its words, and where its signs are written as in HTML.
    """

    text: str
    replacement: str = "[name removed]"

    def __post_init__(self):
        if len(self.text.strip()) < SHORTEST:
            raise ValueError(f"A text of fewer than {SHORTEST} characters stands everywhere.")
        if re.search("[<>&]", self.replacement):
            raise ValueError("The replacement cannot hold <, > or &.")
        if self.stands_in(self.replacement):
            raise ValueError("The replacement holds the text itself.")

    @cached_property
    def pattern(self):
        words = (INSIDE.join(FORMS.get(c, re.escape(c)) for c in w) for w in self.text.split())
        return re.compile(BETWEEN.join(words))

    def stands_in(self, value):
        """Count how often it stands in a text, or in all texts of a value of JSON."""
        if isinstance(value, str):
            return len(self.pattern.findall(value))
        return sum(map(self.stands_in, _parts(value)))

    def words_around(self, value):
        """Return the longer words as parts of which it stands in a text or a value of JSON."""
        if isinstance(value, str):
            wholes = (_word(value, match) for match in self.pattern.finditer(value))
            return {whole for whole, alone in wholes if not alone}
        return set().union(*map(self.words_around, _parts(value)))

    def done(self, value):
        """Return a text or a value of JSON without it; tags that stood between its words stay."""
        if isinstance(value, dict):
            return {key: self.done(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.done(part) for part in value]
        while isinstance(value, str) and self.pattern.search(value):
            value = self.pattern.sub(self._instead, value)
        return value

    def _instead(self, match):
        return self.replacement + "".join(_TAG.findall(match[0]))


def _parts(value):
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _word(value, match):
    """Return the word around a match, and whether the match is all of it."""
    start, end = match.span()
    while start and value[start - 1].isalnum():
        start -= 1
    while end < len(value) and value[end].isalnum():
        end += 1
    return value[start:end], (start, end) == match.span()
