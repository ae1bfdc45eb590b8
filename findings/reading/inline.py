"""A line of text that knows of each of its characters whether it is strong, emphasised, a link."""

import re
import unicodedata
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import NamedTuple


class Look(NamedTuple):
    strong: bool = False
    em: bool = False
    href: str = ""


PLAIN = Look()
_BLANKS = re.compile(r"[ \t\r\n\xa0]{2,}|[\t\r\n]")


@dataclass(frozen=True)
class Inline:
    """Characters and, beside them, their looks; cut and joined like a string."""

    text: str = ""
    looks: tuple[Look, ...] = ()

    @classmethod
    def of(cls, text, look=PLAIN):
        return cls(text, (look,) * len(text))

    @classmethod
    def joined(cls, parts):
        parts = list(parts)
        looks = [look for part in parts for look in part.looks]
        return cls("".join(part.text for part in parts), tuple(looks))

    def __len__(self):
        return len(self.text)

    def __getitem__(self, part):
        return Inline(self.text[part], self.looks[part])

    def stripped(self, signs=" \t\n\xa0"):
        start = len(self.text) - len(self.text.lstrip(signs))
        return self[start : max(start, len(self.text.rstrip(signs)))]

    def replaced(self, pattern, by):
        """Return it with each match replaced by a text, which looks as the match began."""
        parts, end = [], 0
        for match in pattern.finditer(self.text):
            parts += [self[end : match.start()], Inline.of(by, self.looks[match.start()])]
            end = match.end()
        return Inline.joined([*parts, self[end:]]) if parts else self

    def collapsed(self):
        """Return it with one space for a run of spaces; a single protected space stays."""
        return self.replaced(_BLANKS, " ").stripped()

    def composed(self):
        """Return it in NFC: an accent that follows its letter is one sign with it."""
        if unicodedata.is_normalized("NFC", self.text):
            return self
        runs = ((unicodedata.normalize("NFC", text), look) for text, look in self._runs())
        return Inline.joined(Inline.of(text, look) for text, look in runs)

    def strong(self):
        return Inline(self.text, tuple(look._replace(strong=True) for look in self.looks))

    def is_strong(self):
        """Tell whether all that is written is strong, as a heading is."""
        return bool(self.text) and all(
            look.strong for sign, look in zip(self.text, self.looks, strict=True) if sign.strip()
        )

    def html(self):
        """Return it as HTML: links around strong around emphasis, line ends as <br>."""
        return _wrapped(self._runs(), "href", _link)

    def _runs(self):
        """Return what looks the same in one: (text, look)."""
        runs, start = [], 0
        for look, run in groupby(self.looks):
            end = start + sum(1 for _ in run)
            runs.append((self.text[start:end], look))
            start = end
        return runs


def _link(inner, href):
    return f'<a href="{escape(href)}">{inner}</a>'


def _wrapped(runs, field, wrap):
    html = []
    for value, group in groupby(runs, lambda run: getattr(run[1], field)):
        group = list(group)
        inner = _INNER[field](group)
        html.append(wrap(inner, value) if value and any(t.strip() for t, _ in group) else inner)
    return "".join(html)


def _said(runs):
    return escape("".join(text for text, _ in runs), quote=False).replace("\n", "<br>")


_INNER = {
    "href": lambda runs: _wrapped(runs, "strong", lambda inner, _: f"<strong>{inner}</strong>"),
    "strong": lambda runs: _wrapped(runs, "em", lambda inner, _: f"<em>{inner}</em>"),
    "em": _said,
}
