"""What the page of a review shows: the source at one side, the fields of its sheet at the other."""

from dataclasses import dataclass

from projects.models import Project
from projects.terms import Language

from ..importing.documents import MODELS
from ..importing.proposals import KINDS
from ..importing.sheet import (
    CALLED,
    FACTS,
    FIELDS,
    ITEMS,
    JOIN,
    LEAVE,
    MOVED,
    OF_PROJECT,
    PROSE,
    TEXT,
)
from ..importing.sources import Where, where
from ..models import Evaluation
from ..terms import Criterion, EvaluationType, FindingKind, Nature, Priority, Timing

MOST_SHOWN = 5000  # lines of a source
_NONE = ("", "—")
_CHOICES = {
    "timing": (_NONE, *Timing.choices),
    "type": (_NONE, *EvaluationType.choices),
    "nature": (_NONE, *Nature.choices),
    "language": tuple(Language.choices),
    "kind": tuple(FindingKind.choices),
    "criterion": (_NONE, *Criterion.choices),
    "priority": (_NONE, *Priority.choices),
}
_LABELS = {"text": "Text", "body": "Text", "label": "Label", "heading": "Heading"}
_LONG = ("title", "heading", "team", "keywords", "source_url")
_FURTHER = ("addressed_to", "priority", "time_frame", "resource_implication")
_WHERE_TO = (
    ("", "Leave it out"),
    *((name, f"Into: {label}") for name, label in PROSE.items()),
    *((section, f"As a {called.lower()}") for section, called in CALLED.items()),
)
_BACKGROUND = ("project_purpose", "evaluation_purpose", "methodology")
_INTRODUCTIONS = {
    "findings": "Main findings",
    "recommendations": "Recommendations",
    "lessons": "Lessons learned",
    "practices": "Good practices",
}


@dataclass(frozen=True)
class Field:
    """A field of the sheet as the page shows it."""

    name: str
    label: str
    value: str = ""
    options: tuple = ()
    kind: str = "line"  # or "text", "choice", "tick"
    where: Where | None = None
    proposed: bool = False
    error: str = ""
    note: str = ""
    most: int | None = None
    rows: int = 2
    long: bool = False  # it has a line of its own


@dataclass(frozen=True)
class Box:
    """An item of the review, or a project: fields that belong together."""

    name: str
    title: str
    fields: tuple[Field, ...]
    where: Where | None = None
    is_part: bool = False
    left: bool = False
    further: tuple[Field, ...] = ()

    @property
    def is_open(self):
        """Whether one of the further fields says something."""
        return any(field.value or field.error for field in self.further)


@dataclass(frozen=True)
class Line:
    """A line of the source: where it went, and the field that begins with it."""

    anchor: str
    text: str
    page: int = 0  # that begins with it
    state: str = ""  # "unplaced", "furniture", or placed
    field: str = ""
    called: str = ""


class Review:
    """A sheet with what is wrong on it, ready to be shown."""

    def __init__(self, sheet, errors=None):
        self.sheet, self.reading, self.errors = sheet, sheet.reading, errors or {}
        self.proposed = set(self.reading.proposed)

    @property
    def words(self):
        return self.sheet.words()

    @property
    def comments(self):
        return self.reading.comments

    def facts(self):
        yield self._field("title", "Title", Evaluation, "title")
        for name in ("timing", "completed", "nature", "type"):
            yield self._fact(name)

    def further_facts(self):
        shown = ("timing", "completed", "nature", "type")
        for name in (name for name in FACTS if name not in shown):
            yield self._fact(name)
        yield self._field("language", "Language", Evaluation, "language")

    def _fact(self, name):
        return self._field(f"facts.{name}", None, Evaluation, name)

    def projects(self):
        for name, choice in self.sheet.choices.items():
            if name.startswith("projects."):
                fields = (
                    self._field(f"{name}.{n}", None, Project, n, read_as=_READ_AS.get(n, n))
                    for n in OF_PROJECT
                )
                yield Box(name, choice.printed, (self._choice(choice), *fields))

    def names(self):
        for name, choice in self.sheet.choices.items():
            if name.partition(".")[0] in KINDS:
                yield self._choice(choice, self._where(f"facts.{name.partition('.')[0]}"))

    def background(self):
        return [self._prose(name) for name in _BACKGROUND]

    def conclusions(self):
        return self._prose("conclusions")

    def sections(self):
        """Yield (name, heading, introduction, boxes) of each section of items."""
        for section, heading in _INTRODUCTIONS.items():
            boxes = [self._box(section, number) for number in self.sheet.numbers(section)]
            yield section, heading, self._prose(f"{section}_introduction"), boxes

    def unplaced(self):
        """Yield (text, Field, Where) of what was read into no field and not moved into one."""
        for number, piece in enumerate(self.reading.unplaced, 1):
            name = f"piece.{number}"
            if self.sheet.get(name) == MOVED:
                continue
            field = Field(name, f"Where to, piece {number}", options=_WHERE_TO, kind="choice")
            yield piece.text, field, where(self.reading, piece.lines)

    def moved(self):
        """The names of fields that say that a piece was moved."""
        numbers = range(1, len(self.reading.unplaced) + 1)
        return [f"piece.{n}" for n in numbers if self.sheet.get(f"piece.{n}") == MOVED]

    def lines(self):
        """Return the lines of the source."""
        reading, shown, page = self.reading, [], 0
        states = {i: "furniture" for piece in reading.furniture for i in piece.lines}
        states |= {i: "unplaced" for piece in reading.unplaced for i in piece.lines}
        begins = {}
        for origin in reading.origins:
            begins.setdefault(origin.lines[0], origin.field)
        for index, line in enumerate(reading.lines[:MOST_SHOWN]):
            field = begins.get(index, "")
            new = line.page if line.page != page else 0
            page = line.page
            shown.append(Line(f"L{index + 1}", line.text, new, states.get(index, ""),
                              _of_sheet(field), called(field)))  # fmt: skip
        return shown

    @property
    def not_shown(self):
        return max(len(self.reading.lines) - MOST_SHOWN, 0)

    def _box(self, section, number):
        at = f"{section}.{number}"
        fates = (("", "Take it in"), (JOIN, "Join it to the one above"), (LEAVE, "Leave it out"))
        fields = [Field(f"{at}.do", "What to do", self.sheet.get(f"{at}.do"), fates, "choice")]
        told = {
            n: self._field(f"{at}.{n}", _LABELS.get(n), MODELS[section], n) for n in FIELDS[section]
        }
        further = tuple(told.pop(n) for n in _FURTHER if n in told)
        fields += [*told.values(), *(self._areas(at, number) if section == "findings" else ())]
        made = "from the unplaced texts" if number.startswith("n") else number
        left = self.sheet.fate(section, number) == LEAVE
        return Box(at, f"{CALLED[section]} {made}", tuple(fields), self._where(at), "." in number,
                   left, further)  # fmt: skip

    def _areas(self, at, number):
        item = dict(self.sheet.read_items("findings")).get(number)
        for n, area in enumerate(getattr(item, "areas", ()), 1):
            name = f"{at}.areas.{n}"
            yield Field(name, str(area), self.sheet.get(name), kind="tick",
                        proposed=f"{at}.areas" in self.proposed)  # fmt: skip

    def _prose(self, name):
        value = self.sheet.get(name)
        return Field(name, PROSE[name], value, kind="text", where=self._where(name),
                     rows=_rows(value, 3))  # fmt: skip

    def _field(self, name, label, model, column, read_as=""):
        field, value = model._meta.get_field(column), self.sheet.get(name)
        options = _CHOICES.get(column, ())
        is_text = column == TEXT["findings"] or column == "text"
        kind = "choice" if options else "text" if is_text else "line"
        read = f"facts.{read_as}" if read_as else name
        return Field(
            name, label or str(field.verbose_name).capitalize(), value, options, kind,
            self._where(read) if name in _OF_FACTS or read_as else None,
            name in self.proposed and bool(value), self.errors.get(name, ""),
            most=field.max_length, rows=_rows(value), long=column in _LONG,
        )  # fmt: skip

    def _choice(self, choice, place=None):
        value = self.sheet.get(choice.name)
        label = f"{choice.label}: {choice.printed}"
        return Field(choice.name, label, value, choice.options, "choice", place,
                     error=self.errors.get(choice.name, ""), note=choice.note)  # fmt: skip

    def _where(self, field):
        return where(self.reading, self.reading.lines_of(field))


_READ_AS = {"title": "project_title", "code": "codes"}
_OF_FACTS = {"title", *(f"facts.{name}" for name in FACTS)}


def called(field):
    """Return what a person calls a field."""
    name, _, number = field.partition(".")
    if name in ITEMS:
        return f"{CALLED[name]} {number}"
    if name == "facts":
        return number.replace("_", " ").capitalize()
    return PROSE.get(name, name.replace("_", " ").capitalize())


def _of_sheet(field):
    """Return the field of the sheet that shows where something was read to."""
    name, _, fact = field.partition(".")
    if name != "facts":
        return field
    if fact in KINDS:
        return f"{fact}.1"
    return field if fact in FACTS else "projects.1"


def _rows(value, least=2):
    lines = sum(1 + len(line) // 76 for line in value.split("\n"))
    return max(least, min(lines, 24))
