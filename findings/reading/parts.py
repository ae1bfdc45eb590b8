"""The items of a section: its introduction, then each with its label, its texts, its sub-points."""

from dataclasses import dataclass, field, replace

from projects.richtext import clean

from .grids import from_rows
from .joining import Block
from .labelling import labelled
from .lines import Line
from .nesting import List, html_of, nested


@dataclass
class Entry:
    """An item: its label as printed, and the blocks and lists that it is made of."""

    label: str = ""
    body: list = field(default_factory=list)
    heading: Line | None = None  # the heading of the part that it stands in
    listed: bool = False
    words: list = field(default_factory=list)  # (sources, text) of labels within it

    @property
    def sources(self):
        own = self.heading.sources if self.heading else ()
        return (*own, *sources_of(self.body))

    def html(self):
        """Return its texts without the lists of its sub-points, as rich text."""
        lists = set(map(id, self._lists()))
        return told([part for part in self.body if id(part) not in lists])

    def whole(self):
        """Return all of it as rich text."""
        return told(self.body)

    def text(self):
        return " ".join(part.words.text for part in self.body if not isinstance(part, List))

    def parts(self):
        """Return the items of the lists of its sub-points."""
        return [entry_of(item, one) for one in self._lists() for item in one.items]

    def _lists(self):
        """Return the lists of its sub-points: those that are marked as its last one is."""
        lists = [one for one in self.body if isinstance(one, List)]
        return [one for one in lists if one.style == lists[-1].style]


@dataclass
class Items:
    introduction: list = field(default_factory=list)  # blocks and lists
    entries: list[Entry] = field(default_factory=list)
    words: list = field(default_factory=list)  # (line, word) of labels like “Recommendation 3”


def told(parts):
    return clean(html_of(parts)) if parts else ""


def sources_of(parts):
    """Return the indexes of the source's lines that blocks and lists were made of."""
    found = []
    for part in parts:
        if isinstance(part, List):
            found += (index for item in part.items for index in sources_of(item))
        else:
            found += part.sources
    return found


def label_of_block(block):
    """Return an item's label as printed: "5", "5.2", "R3"; a bullet says nothing."""
    if block.label or not (block.mark and block.mark.numbered):
        return block.label
    return f"{block.mark.path}.{block.mark.label}".lstrip(".")


def entry_of(item, one):
    first = item[0] if item and not isinstance(item[0], List) else None
    return Entry(label_of_block(first) if first else "", list(item))


def items_of(parts, section, join):
    """Return the items of a section's parts; `join` makes the lines of one part to blocks."""
    items = Items()
    prepared = []
    for part in parts:
        lines, named = from_rows(part.lines, section)
        lines, words = labelled(lines, section)
        items.words += named + words
        prepared.append((part.heading, nested(join(lines)) if lines else []))
    main = _main_list([one for _, made in prepared for one in made])
    for heading, made in prepared:
        if heading and not main:
            _add_headed(items, heading, made)
        else:
            _add(items, heading, made, main)
    return items


def _main_list(made):
    """Return the first list, if the items are those of lists; else each paragraph is an item."""
    lists = [one for one in made if isinstance(one, List)]
    own = sum(len(one.items) for one in lists)
    paragraphs = len(made) - len(lists)
    begins_so = made and isinstance(made[0], List)
    return lists[0] if lists and (begins_so or own >= paragraphs) else None


def _add_headed(items, heading, made):
    """A heading and what stands below it are one item, where no part holds a list."""
    block = Block(heading, [heading.words.strong()], sources=list(heading.sources))
    items.entries.append(Entry("", [block, *made]))


def _add(items, heading, made, main):
    if main is None:
        _add_paragraphs(items, made)
        return
    started = False
    for one in made:
        if isinstance(one, List) and _is_of(main, one, items):
            for item in one.items:
                entry = entry_of(item, one)
                items.entries.append(replace(entry, heading=None if started else heading))
                started = True
        elif items.entries and (started or not heading):
            items.entries[-1].body.append(one)
        else:
            items.introduction.append(one)
    if heading and not started:
        block = Block(heading, [heading.words.strong()], sources=list(heading.sources))
        (items.entries[-1].body if items.entries else items.introduction).append(block)


def _is_of(main, one, items):
    """Tell whether a list's items are the section's own, like those of its first list."""
    if one.style == main.style or not items.entries:
        return True
    goes_on = str(one.start - 1) == items.entries[-1].label
    return one.kind == main.kind == "ol" and goes_on


def _add_paragraphs(items, made):
    """Each paragraph is an item, but one that introduces them; a list belongs to that before it."""
    for place, one in enumerate(made):
        introduces = not place and len(made) > 1 and not isinstance(made[1], List)
        if isinstance(one, List):
            items.entries[-1].body.append(one)
        elif introduces and not items.entries and one.words.text.endswith(":"):
            items.introduction.append(one)
        elif items.entries and (one.place or one.note):  # goes on with an item
            items.entries[-1].body.append(one)
        else:
            items.entries.append(Entry(one.label, [one]))
