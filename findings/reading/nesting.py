"""Lists within lists, from items that follow each other."""

from dataclasses import dataclass, field

from .inline import Inline
from .lines import DEEPEST


@dataclass
class _List:
    kind: str
    level: int
    style: str
    indent: int
    ordinal: int
    start: int
    items: list = field(default_factory=list)  # of each its texts and the lists within it


def html(blocks):
    """Return paragraphs and items as HTML, each item in the list its level or its mark names."""
    nest = _Nest()
    for block in blocks:
        nest.add(block)
    return "".join(_html(part) for part in nest.parts)


class _Nest:
    def __init__(self):
        self.parts = []  # paragraphs and outermost lists
        self.open = []  # the lists that are open, the outermost first

    def add(self, block):
        if block.is_item:
            self._add_item(block)
        elif block.place and self.open:
            self._close_to(block.place.level)
            self.open[-1].items[-1].append(block.words)
        else:
            self.open = []
            self.parts.append(block.words)

    def _close_to(self, level):
        while len(self.open) > 1 and self.open[-1].level > level:
            self.open.pop()

    def _add_item(self, block):
        kind = _kind(block)
        level = self._level(block, kind)
        self._close_to_list(level)
        top = self.open[-1] if self.open else None
        style = block.mark.style if block.mark else {"ul": "•", "ol": "1."}[kind]
        goes_on = kind == "ul" or top and block.ordinal == top.ordinal + 1
        if not (top and top.level == level and top.kind == kind and goes_on):
            if top and top.level == level:
                self.open.pop()
            self._open_list(_List(kind, level, style, block.indent, 0, block.ordinal))
        self.open[-1].items.append([block.words])
        self.open[-1].ordinal = block.ordinal

    def _close_to_list(self, level):
        """Close what is deeper; where a level was left out, the deeper list takes its place."""
        while len(self.open) > 1 and self.open[-2].level >= level:
            self.open.pop()
        if self.open and self.open[-1].level > level:
            self.open[-1].level = level

    def _open_list(self, opened):
        (self.open[-1].items[-1] if self.open else self.parts).append(opened)
        self.open.append(opened)

    def _level(self, block, kind):
        if block.place and block.place.kind != "more":
            return block.place.level
        outer = block.place.level if block.place else 0
        lists = [one for one in self.open if one.level > outer]
        level = self._level_by_mark(block, kind, lists) if lists else 0
        return min(level or outer + 1 or 1, DEEPEST)

    def _level_by_mark(self, block, kind, lists):
        """Return the level by indentation, else by the sign: a new sign stands below the last."""
        top = lists[-1]
        if block.indent > top.indent + 1:
            return top.level + 1
        while len(lists) > 1 and lists[-1].indent > block.indent + 1:
            lists.pop()
        for one in reversed(lists):
            if one.style == block.mark.style:
                return one.level
        top = lists[-1]
        introduces = top.items[-1][0].text.endswith(":")
        numbers_after_bullets = kind == "ol" and top.kind == "ul" and not introduces
        starts_late = kind == "ol" and top.kind == "ol" and block.ordinal != 1
        return top.level if numbers_after_bullets or starts_late else top.level + 1


def _kind(block):
    if block.mark:
        return "ol" if block.mark.numbered else "ul"
    return block.place.kind


def _html(part):
    if isinstance(part, Inline):
        return f"<p>{part.html()}</p>"
    start = f' start="{part.start}"' if part.kind == "ol" and part.start != 1 else ""
    items = "".join(f"<li>{_inner(item)}</li>" for item in part.items)
    return f"<{part.kind}{start}>{items}</{part.kind}>"


def _inner(item):
    """Return an item's inside; a text that is its only one needs no paragraph of its own."""
    if sum(isinstance(part, Inline) for part in item) == 1 and isinstance(item[0], Inline):
        return item[0].html() + "".join(_html(part) for part in item[1:])
    return "".join(_html(part) for part in item)
