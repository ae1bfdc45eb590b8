"""The findings of a section: what a heading gathers, each item of a list, each paragraph."""

from dataclasses import replace

from .labelling import labelled
from .nesting import List, nested
from .parts import Entry, Items, entry_of


def findings_of(parts, join):
    """Return the findings as Items; `join` makes lines to blocks.

    Below a heading of its own all is one finding, but items of a list there that begin with no
    paragraph are one each. A paragraph that ends with a colon introduces the list after it, and so
    do all where the section ends with its only list, which has as many items as they are, or more.
    """
    items = Items()
    for part in parts:
        lines, words = labelled(part.lines, "findings")
        items.words += words
        made = nested(join(lines)) if lines else []
        if part.heading:
            items.entries.append(Entry("", made, part.heading))
        else:
            _add(items, made)
    return items


def _add(items, made):
    if not items.entries and _is_introduction(made):
        items.introduction, made = made[:-1], made[-1:]
    for place, one in enumerate(made):
        if isinstance(one, List):
            items.entries += [replace(entry_of(item, one), listed=True) for item in one.items]
        elif one.note and items.entries:
            items.entries[-1].body.append(one)
        elif _introduces(made, place):
            if items.entries:
                items.entries.append(Entry("", [one]))
            else:
                items.introduction.append(one)
        else:
            items.entries.append(Entry(one.label, [one]))


def _is_introduction(made):
    *before, last = made or [None]
    alone = isinstance(last, List) and not any(isinstance(one, List) for one in before)
    return alone and bool(before) and len(last.items) >= len(before)


def _introduces(made, place):
    follows = place + 1 < len(made) and isinstance(made[place + 1], List)
    return follows and made[place].words.text.endswith(":")
