"""Lists within lists, from items that follow each other."""

from dataclasses import dataclass, field

from .lines import DEEPEST

LABELLED = "label"  # the style of a list whose items words label: “Recommendation 1”


@dataclass
class List:
    """A list; of each of its items the blocks and the lists within it."""

    kind: str
    level: int
    style: str
    indent: int
    ordinal: int
    start: int
    hang: int = 0  # where the text of its last item begins
    items: list = field(default_factory=list)


def html(blocks):
    """Return paragraphs and items as HTML, each item in the list its level or its mark names."""
    return html_of(nested(blocks))


def nested(blocks):
    """Return the blocks in their order, those of lists in a `List`, lists within the items."""
    nest = _Nest()
    for block in blocks:
        nest.add(block)
    return nest.parts


def html_of(parts):
    """Return what `nested` returned, or a part of it, as HTML."""
    return "".join(_html(part) for part in parts)


class _Nest:
    def __init__(self):
        self.parts = []  # paragraphs and outermost lists
        self.open = []  # the lists that are open, the outermost first

    def add(self, block):
        if block.is_item:
            self._add_item(block)
        elif block.place and self.open:
            self._close_to(block.place.level)
            self.open[-1].items[-1].append(block)
        elif block.indent and not block.place and self._hangs_below(block):
            self.open[-1].items[-1].append(block)
        else:
            self.open = []
            self.parts.append(block)

    def _hangs_below(self, block):
        """Close the lists to the one whose last item's text begins right above; tell if any."""
        hanging = [n for n, one in enumerate(self.open, 1) if one.hang == block.indent]
        if hanging:
            del self.open[hanging[-1] :]
        return bool(hanging)

    def _close_to(self, level):
        while len(self.open) > 1 and self.open[-1].level > level:
            self.open.pop()

    def _add_item(self, block):
        kind = _kind(block)
        level = self._level(block, kind)
        self._close_to_list(level)
        top = self.open[-1] if self.open else None
        style = block.mark.style if block.mark else {"ul": "•", "ol": "1."}[kind]
        style = LABELLED if block.label else style
        goes_on = kind == "ul" or top and block.ordinal == top.ordinal + 1
        if not (top and top.level == level and top.kind == kind and goes_on):
            if top and top.level == level:
                self.open.pop()
            self._open_list(List(kind, level, style, block.indent, 0, block.ordinal))
        self.open[-1].items.append([block])
        self.open[-1].ordinal, self.open[-1].hang = block.ordinal, block.hang

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
        introduces = top.items[-1][0].words.text.endswith(":")
        numbers_after_bullets = kind == "ol" and top.kind == "ul" and not introduces
        starts_late = kind == "ol" and top.kind == "ol" and block.ordinal != 1
        return top.level if numbers_after_bullets or starts_late else top.level + 1


def _kind(block):
    if block.mark:
        return "ol" if block.mark.numbered else "ul"
    return block.place.kind


def _html(part):
    if not isinstance(part, List):
        return f"<p>{part.words.html()}</p>"
    start = f' start="{part.start}"' if part.kind == "ol" and part.start != 1 else ""
    items = "".join(f"<li>{_inner(item)}</li>" for item in part.items)
    return f"<{part.kind}{start}>{items}</{part.kind}>"


def _inner(item):
    """Return an item's inside; a text that is its only one needs no paragraph of its own."""
    if not isinstance(item[0], List) and all(isinstance(part, List) for part in item[1:]):
        return item[0].words.html() + html_of(item[1:])
    return html_of(item)
