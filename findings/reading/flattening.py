"""Pasted HTML made ready for the parser: list marks shown, tables and boxes laid flat."""

import re
from collections import Counter

from projects.richtext import TYPED_SIGN, legal

from .mending import CONTROLS

_BOX_NAMES = (
    "div blockquote section article header footer address figure figcaption main aside nav center "
    "dl dt dd"
)
_TABLE_NAMES = "table tr td th caption thead tbody tfoot colgroup col"
_NAMES = f"{_BOX_NAMES} {_TABLE_NAMES} ul ol pre".replace(" ", "|")
_BOXES, _FLAT = frozenset(_BOX_NAMES.split()), frozenset(_TABLE_NAMES.split())
_ATTRIBUTES = r"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*"""
_TAG = re.compile(rf"<(/?)({_NAMES})(?=[\s/>])({_ATTRIBUTES})>", re.IGNORECASE)
_SPEAKS = re.compile(r"\s(?:style|role|class\s*=\s*[\"']?Mso)", re.IGNORECASE)
_CONDITION = re.compile(r"<!(?:--)?\[(if !supportLists|endif)\](?:--)?>", re.IGNORECASE)
_DEEPEST = 50


def flattened(markup):
    """Return the markup with what a parser would move, or take long to nest, as rules (<hr>).

    A rule with `data-table` is the begin or the end of a part of a table: a parser takes text
    between cells out of its table. Boxes that say nothing of their text are rules, and so is what
    is nested more than fifty deep. A "<" that begins no element stays as a sign.
    """
    markup = TYPED_SIGN.sub("\0", legal(markup.translate(CONTROLS))).replace("\0", "&lt;")
    return _TAG.sub(_Flattener().flat, _with_marks_shown(markup))


def _with_marks_shown(markup):
    """Return the markup with Word's list marks, which conditions enclose, in spans."""
    inside = False

    def shown(match):
        nonlocal inside
        was, inside = inside, match[1].lower() != "endif"
        if inside == was:
            return ""
        return "<span data-list-mark>" if inside else "</span>"

    return _CONDITION.sub(shown, markup)


class _Flattener:
    def __init__(self):
        self.open = []  # names of the open elements, and whether they were kept
        self.counts = Counter()
        self.kept = 0

    def flat(self, tag):
        end, name = tag[1], tag[2].lower()
        if name in _FLAT:
            return f'<hr data-table="{end}{name}">'
        return self._end(name) if end else self._begin(name, tag)

    def _begin(self, name, tag):
        speaks = name not in _BOXES or bool(_SPEAKS.search(tag[3]))
        keep = speaks and self.kept < _DEEPEST
        self.open.append((name, keep))
        self.counts[name] += 1
        self.kept += keep
        return tag[0] if keep else "<hr>"

    def _end(self, name):
        keep, last = False, ""
        while self.counts[name] and last != name:
            last, keep = self.open.pop()
            self.counts[last] -= 1
            self.kept -= keep
        return f"</{name}>" if keep else "<hr>"
