"""What the styles and lists of a Word document say of its paragraphs."""

import re
from collections import defaultdict
from typing import NamedTuple

from .inline import PLAIN
from .lines import DEEPEST
from .package import W

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_LIST_LEVEL = re.compile(r"list (?:bullet|number|continue) ([2-5])", re.IGNORECASE)
_OFF = frozenset(("0", "false", "off", "none"))
_MOST_PARENTS = 20
_TWIPS_A_SPACE = 120
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
TITLE, SUBTITLE = "title", "subtitle"


def value(element, path):
    """Return the value of the element at a path of Word's names, or None."""
    found = (
        element.find("/".join(W + name for name in path.split("/")))
        if element is not None
        else None
    )
    return None if found is None else found.get(f"{W}val", "")


def switched(element, name):
    """Return whether a property is on or off, or None where nothing is said of it."""
    said = value(element, name)
    return None if said is None else said.lower() not in _OFF


class Styles:
    """The styles, each with all that it takes from those it is based on."""

    def __init__(self, root):
        self._styles = (
            {} if root is None else {s.get(f"{W}styleId"): s for s in root.iter(f"{W}style")}
        )
        self._default = next(
            (key for key, s in self._styles.items() if s.get(f"{W}type") == "paragraph"
             and s.get(f"{W}default") == "1"), None,
        )  # fmt: skip

    def chain(self, key):
        """Yield a style and those it is based on."""
        for _ in range(_MOST_PARENTS):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key = value(style, "basedOn")

    def paragraph_chain(self, key):
        return list(self.chain(key or self._default))

    def name(self, key):
        return (value(self._styles.get(key), "name") or key or "").lower()

    def heading(self, key, properties):
        """Return the level of a heading, 1 for a title; 0 for other paragraphs."""
        level = value(properties, "outlineLvl")
        if level and level.isdigit() and int(level) < 9:
            return int(level) + 1
        for style in self.paragraph_chain(key):
            name = (value(style, "name") or "").lower()
            found = _HEADING.match(name)
            if found:
                return int(found[1])
            if name in (TITLE, SUBTITLE):
                return 1
            level = value(style, "pPr/outlineLvl")
            if level and level.isdigit() and int(level) < 9:
                return int(level) + 1
        return 0

    def is_title(self, key):
        return any((value(style, "name") or "").lower() == TITLE for style in self.chain(key))

    def look(self, key, within=PLAIN):
        """Return how text looks by a style."""
        strong, em = within.strong, within.em
        for style in reversed(list(self.chain(key))):
            properties = style.find(f"{W}rPr")
            bold, italic = switched(properties, "b"), switched(properties, "i")
            strong = strong if bold is None else bold
            em = em if italic is None else italic
        return within._replace(strong=strong, em=em)

    def list_level(self, key):
        """Return the level that the name of a style says: 2 for “List Bullet 2”."""
        found = _LIST_LEVEL.match(self.name(key))
        return int(found[1]) if found else 1


class Item(NamedTuple):
    """What a list says of a paragraph: the mark that Word shows before it, and its level."""

    mark: str
    level: int
    indent: int
    bullet: bool
    ordinal: int = 1
    list_id: str = ""


class Lists:
    """The lists, and how far each has counted."""

    def __init__(self, root, styles):
        self._styles = styles
        self._abstract, self._numbers, self._starts = {}, {}, defaultdict(dict)
        self._counts = defaultdict(dict)
        self._by_style = set()
        if root is None:
            return
        for one in root.iter(f"{W}abstractNum"):
            levels = {level.get(f"{W}ilvl"): level for level in one.iter(f"{W}lvl")}
            self._abstract[one.get(f"{W}abstractNumId")] = levels
        for one in root.iter(f"{W}num"):
            key = one.get(f"{W}numId")
            self._numbers[key] = value(one, "abstractNumId")
            for override in one.iter(f"{W}lvlOverride"):
                start = value(override, "startOverride")
                if start:
                    self._starts[key][override.get(f"{W}ilvl")] = start

    def item(self, style, properties):
        """Return what stands before a paragraph, counting it, or None outside lists."""
        number, level, by_style = self._numbered(style, properties)
        if by_style:
            self._by_style.add(self._numbers.get(number))
        found = self._abstract.get(self._numbers.get(number), {}).get(level)
        if found is None:
            return None
        form = value(found, "numFmt") or "decimal"
        text = value(found, "lvlText") or ""
        deep = min(max(int(level) + 1, self._styles.list_level(style)), DEEPEST)
        indent = _indent(properties) or _indent(found.find(f"{W}pPr"))
        if form == "bullet" or form == "none" and not text:
            return Item(text if form == "bullet" else "", deep, indent, True, 1, number)
        ordinal = self._count(number, int(level), found)
        mark = re.sub(r"%([1-9])", lambda m: self._shown(number, int(m[1]) - 1), text)
        return Item(mark, deep, indent, False, ordinal, number)

    def _numbered(self, style, properties):
        """Return the ids of the list and of the level, and whether but the style says so."""
        chain = [properties, *(s.find(f"{W}pPr") for s in self._styles.paragraph_chain(style))]
        number = level = None
        for one in chain:
            number = number if number is not None else value(one, "numPr/numId")
            level = level if level is not None else value(one, "numPr/ilvl")
            if number is not None:
                break
        return number, level if (level or "").isdigit() else "0", one is not properties

    def interrupted(self):
        """Note a heading: the lists that a style alone numbers begin anew below it."""
        for key in self._by_style:
            self._counts.pop(key, None)

    def _counter(self, number):
        return self._counts[self._numbers.get(number)]

    def _count(self, number, level, found):
        counts = self._counter(number)
        start = self._starts[number].pop(str(level), None)
        if start is not None or level not in counts:
            start = start or value(found, "start") or "1"
            counts[level] = int(start) if start.isdigit() else 1
        else:
            counts[level] += 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return counts[level]

    def _shown(self, number, level):
        found = self._abstract.get(self._numbers.get(number), {}).get(str(level))
        count = self._counter(number).get(level, 1)
        return _numeral(count, value(found, "numFmt") or "decimal")


def _indent(properties):
    indent = properties.find(f"{W}ind") if properties is not None else None
    left = indent is not None and (indent.get(f"{W}left") or indent.get(f"{W}start"))
    return int(left) // _TWIPS_A_SPACE if left and left.isdigit() else 0


def indent_of(properties):
    """Return how far a paragraph is indented, in spaces."""
    return _indent(properties)


def hangs(properties):
    """Tell whether a paragraph's first line begins before its others."""
    indent = properties.find(f"{W}ind") if properties is not None else None
    return indent is not None and indent.get(f"{W}hanging", "0") not in ("0", "")


def _numeral(count, form):
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        numeral, rest = "", min(count, 399)
        for number, sign in _ROMAN:
            numeral += sign * (rest // number)
            rest %= number
        return numeral.upper() if form == "upperRoman" else numeral
    return str(count)
