"""A Document to a Reading: what its sections, facts and items say, and where each stood."""

from ..summary import Summary
from .accounting import account, texts_of
from .facts import Facts
from .factsheet import FactSheet
from .findings import findings_of
from .hyphens import joint
from .joining import Block, blocks
from .language import language_of
from .lines import Break
from .nesting import nested
from .notes import Notes
from .parts import items_of, sources_of, told
from .proposing import Places
from .reading import Origin, Piece, Reading
from .sections import sort
from .telling import finding, kind_of, lesson, practice, recommendation
from .terms import rating_in

_PROSE = ("project_purpose", "evaluation_purpose", "methodology", "conclusions")
_INTRODUCED = {
    "findings": "findings_introduction",
    "recommendations": "recommendations_introduction",
    "lessons": "lessons_introduction",
    "practices": "practices_introduction",
}
_LONGEST_TITLE = 300


def draft(document, places=()):
    """Return the Reading of a document."""
    return _Draft(document, Places(places)).reading()


class _Draft:
    def __init__(self, document, places):
        self.document = document
        self.places = places
        self.sorted = sort(document)
        self.columns = self.sorted.columns
        self.notes = Notes(document.notes)
        self.told, self.origins, self.proposed = {}, [], []
        self.unplaced, self.furniture = [], []
        self.marks = []  # letters of items, which lists show as their numbers

    def reading(self):
        title, sheet, facts = self._front()
        self._ratings()
        for section in _PROSE:
            self._prose(section)
        for section in _INTRODUCED:
            self._items(section)
        self._appendix()
        summary = Summary(
            title, language_of(line.text for line in self.document.lines), facts, **self.told
        )
        self._leave_notes()
        self._set_furniture_aside()
        pairs = tuple((pair.label, value) for pair, value in sheet.pairs)
        return Reading(
            summary,
            tuple(self.document.source),
            facts=pairs,
            codes=sheet.told.get("codes", ()),
            donors=tuple(str(name) for name in sheet.told.get("donors", ())),
            areas=tuple(str(name) for name in sheet.told.get("areas", ())),
            origins=tuple(self.origins),
            proposed=tuple(self.proposed),
            unplaced=tuple(self.unplaced),
            furniture=tuple(self.furniture),
            comments=tuple(self.document.comments),
            words=self._words(summary, sheet),
        )

    def _front(self):
        """Read what stands before the sections: the title and the facts."""
        lines = self.sorted.lines("front")
        title_lines = self._between_headings(lines) or _title(lines, self.sorted.usual)
        rest = [line for line in lines if line not in title_lines]
        read = Facts(self.columns).read(rest)
        if not title_lines:
            title_lines = _first(read.left)
        before = [line for line in read.left if line not in title_lines]
        told = read.values()
        read = Facts(self.columns).read(self.sorted.lines("facts"), among_facts=True)
        left, told = [*before, *read.left], [*told, *read.values()]
        sheet = FactSheet(told, self.places)
        printed = _joined(title_lines, self.columns)
        title = sheet.title(printed)
        if title == printed:
            self._note("title", _sources(title_lines))
        elif title_lines:
            self._leave(printed, _sources(title_lines))
        for name, sources in sheet.sources.items():
            self._note("title" if name == "title" else f"facts.{name}", sources)
        for pair, value in sheet.left:
            self._leave(f"{pair.label}: {value}".strip(), pair.sources)
        for line in left:
            self._leave(line.text, line.sources)
        return title, sheet, sheet.facts(title)

    def _between_headings(self, lines):
        """Return the one line that stands between the form's name and the facts: the title."""
        named = (
            [line for line in self.sorted.headings if line.source < lines[0].source]
            if lines
            else []
        )
        sure = len(lines) == 1 and named and self.sorted.lines("facts")
        return lines if sure and lines[0].size <= _LONGEST_TITLE else []

    def _ratings(self):
        """Take the lines that rate the whole evaluation out of what stands around them."""
        found = []
        for part in (
            *self.sorted.parts.get("findings", ()),
            *self.sorted.parts.get("conclusions", ()),
        ):
            rated = [line for line in part.lines if _rates_all(line)]
            part.lines = [line for line in part.lines if line not in rated]
            found += rated
        if found:
            self.told["ratings"] = tuple(rating_in(line.text) for line in found)
            self._note("ratings", _sources(found))
            self.furniture += (Piece(line.text, line.sources) for line in found)

    def _prose(self, section):
        made = []
        for part in self.sorted.parts.get(section, ()):
            if part.heading:
                made.append(_strong_block(part.heading))
            made += nested(self._blocks(part.lines))
        if made:
            self.told[section] = told(made)
            self._note(section, sources_of(made))

    def _blocks(self, lines):
        made = blocks(lines, self.columns)
        marks = (block.mark.label for block in made if block.mark)
        self.marks += (label for label in marks if label.isalpha())
        return self.notes.placed(made)

    def _items(self, section):
        parts = self.sorted.parts.get(section, ())
        items = _MAKERS[section](self, parts)
        if not items:
            return
        if items.introduction:
            self.told[_INTRODUCED[section]] = told(items.introduction)
            self._note(_INTRODUCED[section], sources_of(items.introduction))
        for number, entry in enumerate(items.entries, 1):
            self._note(f"{section}.{number}", entry.sources)
            for place, part in enumerate(entry.parts() if section == "recommendations" else (), 1):
                self._note(f"{section}.{number}.{place}", part.sources)
        for line, word in items.words:
            self.furniture.append(Piece(word, line.sources))
        for entry in items.entries:
            self.furniture += (Piece(text, tuple(lines)) for lines, text in entry.words if text)

    def _findings(self, parts):
        items = findings_of(parts, self._blocks)
        kind = kind_of(items.introduction, None)
        made = []
        for number, entry in enumerate(items.entries, 1):
            item, guessed = finding(entry, self.places, kind if entry.listed else "")
            made.append(item)
            self.proposed += [f"findings.{number}.{name}" for name in guessed]
        if made:
            self.told["findings"] = tuple(made)
        return items

    def _recommendations(self, parts):
        return self._made("recommendations", parts, recommendation)

    def _lessons(self, parts):
        return self._made("lessons", parts, lesson)

    def _practices(self, parts):
        return self._made("practices", parts, practice)

    def _made(self, section, parts, make):
        items = items_of(parts, section, self._blocks)
        if items.entries:
            self.told[section] = tuple(make(entry) for entry in items.entries)
        return items

    def _appendix(self):
        for part in self.sorted.parts.get("appendix", ()):
            if part.heading:
                self._leave(part.heading.text, part.heading.sources)
            for block in self._blocks(part.lines):
                self._leave(block.words.text, block.sources)

    def _leave_notes(self):
        for line in self.notes.left():
            self._leave(line.text, line.sources)

    def _set_furniture_aside(self):
        for line in self.sorted.headings:
            self.furniture.append(Piece(line.text, line.sources))
        for index in self.document.furniture:
            self.furniture.append(Piece(self.document.source[index].text, (index,)))
        self.furniture.sort(key=lambda piece: piece.lines)

    def _note(self, field, sources):
        sources = tuple(sorted({index for index in sources if index >= 0}))
        if sources:
            self.origins.append(Origin(field, sources))

    def _leave(self, text, sources):
        self.unplaced.append(Piece(text, tuple(index for index in sources if index >= 0)))

    def _words(self, summary, sheet):
        pairs = [f"{pair.label} {value}" for pair, value in sheet.understood]
        placed = [*texts_of(summary), *pairs, *self.marks]
        if sheet.told.get("title") or summary.title == sheet.told.get("project_title"):
            placed.remove(summary.title)  # it stands in its pair
        return account(self.document.source, placed, self.unplaced, self.furniture)


_MAKERS = {
    "findings": _Draft._findings,
    "recommendations": _Draft._recommendations,
    "lessons": _Draft._lessons,
    "practices": _Draft._practices,
}


def _rates_all(line):
    return not (line.place or line.indent or line.mark) and rating_in(line.text) is not None


def _sources(lines):
    return [index for line in lines for index in line.sources]


def _strong_block(line):
    return Block(line, [line.words.strong()], sources=[*line.sources])


def _title(lines, usual):
    """Return the lines of the title: what the source calls so, else what stands out the most."""
    said = [line for line in lines if line.title]
    if said:
        return said
    tallest = max((line.height for line in lines), default=0)
    if tallest > 1.08 * usual:
        return _together([line for line in lines if line.height > 0.95 * tallest])
    return _together([line for line in lines if line.heading == 1 and not line.cells])


def _together(lines):
    """Return the first of the lines and those that stand right below it."""
    found = lines[:1]
    for line in lines[1:]:
        if line.sources and found[-1].sources and line.sources[0] - found[-1].sources[-1] > 1:
            break
        found.append(line)
    return found


def _first(lines):
    """Return the first paragraph of the lines that are no facts, where it is short enough."""
    found = _together(lines[:1] + [line for line in lines[1:4] if line.before != Break.BLANK])
    return found if sum(line.size for line in found) <= _LONGEST_TITLE else []


def _joined(lines, columns):
    text = ""
    for line in lines:
        cut, glue = joint(text, line.text, lambda: columns.vocabulary) if text else (0, "")
        text = text[: len(text) - cut] + glue + line.text
    return text
