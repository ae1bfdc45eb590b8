"""The lists of a Word document, each with the marks that it shows."""

import re
from dataclasses import dataclass
from string import ascii_lowercase

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from .wordstyles import BLUE

STEP = 360  # how far each level is indented, in twentieths of a point
_WIDE_STEP = 560  # where the marks are long
_DEEPEST = 8
_NUMBERED = re.compile(r"([^%]{0,40}?)(\d{1,9})([^\d%]{0,9})")


@dataclass(frozen=True)
class Listed:
    """A list that was opened: its number in Word, "" where its marks have to be typed."""

    number: str
    level: int
    left: int
    hanging: int
    bullets: bool = False

    @property
    def typed(self):
        return not self.number


class Lists:
    """Opens lists; counts how many there are, and where the text of each level begins."""

    def __init__(self, document):
        self.numbering = document.part.numbering_part.element
        self.lefts = [0]

    def open(self, marks, depth):
        """Return the list that shows these marks at a depth, 0 for a list in no other."""
        hanging = STEP if max(map(len, marks)) <= 3 else _WIDE_STEP
        left = self.lefts[depth] + hanging
        self.lefts[depth + 1 :] = [left]
        level = min(depth, _DEEPEST)
        shown = _shown(marks)
        number = self._define(level, *shown, left, hanging) if shown else ""
        return Listed(number, level, left, hanging, marks[0] == "•")

    def mark(self, paragraph, listed):
        """Let a paragraph be an item of the list."""
        properties = paragraph._p.get_or_add_pPr()
        if listed.typed:
            properties.get_or_add_numPr().get_or_add_numId().val = 0
        else:
            properties.get_or_add_numPr().get_or_add_ilvl().val = listed.level
            properties.get_or_add_numPr().get_or_add_numId().val = int(listed.number)
        _indent(properties, listed.left, listed.hanging)

    def indent(self, paragraph, depth):
        """Set a paragraph under the text of the item that it belongs to."""
        if depth:
            _indent(paragraph._p.get_or_add_pPr(), self.lefts[depth], 0)

    def _define(self, level, form, text, start, left, hanging):
        key = str(max(map(int, self.numbering.xpath("w:abstractNum/@w:abstractNumId"))) + 1)
        abstract = _element("w:abstractNum", "abstractNumId", key)
        abstract.append(_element("w:multiLevelType", "val", "hybridMultilevel"))
        described = _element("w:lvl", "ilvl", str(level))
        shown = text.replace("%1", f"%{level + 1}")  # the number of this level, not of the first
        values = {"start": str(start), "numFmt": form, "lvlText": shown, "lvlJc": "left"}
        for name, value in values.items():
            described.append(_element(f"w:{name}", "val", value))
        properties = OxmlElement("w:pPr")
        _indent(properties, left, hanging)
        described.append(properties)
        described.append(_blue())
        abstract.append(described)
        self.numbering.xpath("w:num")[0].addprevious(abstract)
        return str(self.numbering.add_num(int(key)).numId)


def _shown(marks):
    """Return (form, text, first number) of marks that Word counts by itself, or None."""
    if set(marks) == {"•"}:
        return "bullet", "•", 1
    letters = [f"{letter})" for letter in ascii_lowercase]
    if marks == letters[: len(marks)]:
        return "lowerLetter", "%1)", 1
    found = [_NUMBERED.fullmatch(mark) for mark in marks]
    if None in found or len({(f[1], f[3]) for f in found}) > 1:
        return None
    first = int(found[0][2])
    if [f[2] for f in found] != [str(first + n) for n in range(len(found))]:
        return None
    return "decimal", f"{found[0][1]}%1{found[0][3]}", first


def _blue():
    properties = OxmlElement("w:rPr")
    properties.append(OxmlElement("w:b"))
    properties.append(_element("w:color", "val", str(BLUE)))
    return properties


def _element(tag, name, value):
    element = OxmlElement(tag)
    element.set(qn(f"w:{name}"), value)
    return element


def _indent(properties, left, hanging):
    indent = properties.find(qn("w:ind"))
    if indent is None:
        indent = OxmlElement("w:ind")
        after = properties.find(qn("w:contextualSpacing"))
        properties.append(indent) if after is None else after.addprevious(indent)
    indent.set(qn("w:left"), str(left))
    indent.set(qn("w:hanging"), str(hanging))
