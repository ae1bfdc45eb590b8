"""Pasted HTML made ready for the parser: list marks shown, tables and boxes laid flat."""

import re

from projects.richtext import _TYPED_SIGN, legal

from .mending import LINE_END, PAGE_END

_BOXES = (
    "div blockquote section article header footer address figure figcaption main aside nav center "
    "dl dt dd"
)
_TABLE = "table tr td th caption"
_TABLE_GROUPS = "thead tbody tfoot colgroup col"
_NAMES = f"{_BOXES} {_TABLE} {_TABLE_GROUPS} ul ol pre".replace(" ", "|")
_TAG = re.compile(rf"<(/?)({_NAMES})(?=[\s/>])([^<>]*)(>?)", re.IGNORECASE)
_SPEAKS = re.compile(r"\s(?:style|role|class\s*=\s*[\"']?Mso)", re.IGNORECASE)
_CONDITION = re.compile(r"<!(?:--)?\[(if !supportLists|endif)\](?:--)?>", re.IGNORECASE)
_FLAT = frozenset(f"{_TABLE} {_TABLE_GROUPS}".split())
_DEEPEST = 50


def flattened(markup):
    """Return the markup with what a parser would move, or take long to nest, as rules (<hr>).

    A rule with `data-table` is the begin or the end of a part of a table: a parser takes text
    between cells out of its table. Boxes that say nothing of their text are rules, and so is what
    is nested more than fifty deep. A "<" that begins no element stays as a sign.
    """
    markup = markup.replace("\x0b", LINE_END).replace("\x0c", PAGE_END)
    markup = _TYPED_SIGN.sub("\0", legal(markup)).replace("\0", "&lt;")
    return _TAG.sub(_Flattener().flat, _with_marks_shown(markup))


def _with_marks_shown(markup):
    """Return the markup with Word's list marks, which conditions enclose, in spans."""
    inside = False

    def shown(match):
        nonlocal inside
        was, inside = inside, match[1].lower() != "endif"
        if inside == was:
            return ""
        return "<span data-mark>" if inside else "</span>"

    return _CONDITION.sub(shown, markup)


class _Flattener:
    def __init__(self):
        self.open = []  # names of the elements that were kept, "" for those laid flat
        self.kept = 0

    def flat(self, tag):
        end, name, attributes, close = tag[1], tag[2].lower(), tag[3], tag[4]
        if not close:
            return tag[0]
        if name in _FLAT:
            return f'<hr data-table="{end}{name}">'
        return self._end(name) if end else self._begin(name, attributes, tag[0])

    def _begin(self, name, attributes, whole):
        keep = self.kept < _DEEPEST and (name not in _BOXES or bool(_SPEAKS.match(attributes)))
        self.open.append((name, keep))
        self.kept += keep
        return whole if keep else "<hr>"

    def _end(self, name):
        if not self.open or self.open[-1][0] != name:
            return "<hr>" if name in _BOXES else f"</{name}>"
        keep = self.open.pop()[1]
        self.kept -= keep
        return f"</{name}>" if keep else "<hr>"
