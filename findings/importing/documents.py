"""A reviewed document to rows of the database: one transaction, one revision."""

from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint

from projects.codes import normalise_code
from projects.constraints import holds
from projects.models import Area, Office, Project

from ..models import Evaluation, Finding, GoodPractice, Lesson, Recommendation
from ..reading.accounting import words_in
from ..reading.reading import Piece, Words
from ..summary import Name
from .matching import Named
from .proposals import KINDS, LABELS, LEFT_OUT, NEW
from .sheet import FACTS, FIELDS, ITEMS, OF_PROJECT, PROSE, TEXT

MODELS = {"findings": Finding, "recommendations": Recommendation, "lessons": Lesson,
          "practices": GoodPractice}  # fmt: skip


class Wrong(ValueError):
    """What must be mended before a sheet can be saved: `errors`, sentences by names of fields."""

    def __init__(self, errors):
        super().__init__("; ".join(errors.values()))
        self.errors = errors


@dataclass
class Draft:
    """What a sheet says, checked, as rows that are not saved yet.

    `links` and `of_project` name rows by their keys, or by a name where they are to be made;
    `of_project` are those of the one new project.
    """

    evaluation: Evaluation
    new: list[Project] = field(default_factory=list)
    existing: list[Project] = field(default_factory=list)
    links: dict[str, list] = field(default_factory=dict)
    of_project: dict[str, list] = field(default_factory=dict)
    items: dict[str, tuple] = field(default_factory=dict)
    left: list[Piece] = field(default_factory=list)
    words: Words = Words()


def draft_of(sheet):
    """Return the Draft of a sheet; raise Wrong where something must be mended first."""
    return _Drafting(sheet).draft()


class _Drafting:
    def __init__(self, sheet):
        self.sheet, self.errors = sheet, {}

    def draft(self):
        sheet = self.sheet
        self._check_choices()
        self._check_items()
        draft = Draft(self._evaluation(), words=sheet.words(), left=sheet.left())
        draft.items = {section: sheet.items(section) for section in ITEMS}
        self._projects(draft)
        self._name(draft)
        if self.errors:
            raise Wrong(self.errors)
        draft.words = _left_out(draft.words, draft.left[len(sheet.left()) :])
        return draft

    def _check_choices(self):
        for name, choice in self.sheet.choices.items():
            if self.sheet.get(name) not in choice.values:
                self.errors[name] = "Choose one of these."

    def _check_items(self):
        for section in ITEMS:
            for number in self.sheet.numbers(section):
                for name in FIELDS[section]:
                    if name != TEXT[section]:
                        self._check_field(MODELS[section], f"{section}.{number}", name)

    def _check_field(self, model, at, name):
        try:
            model._meta.get_field(name).clean(self.sheet.get(f"{at}.{name}").strip(), None)
        except ValidationError as error:
            self.errors[f"{at}.{name}"] = " ".join(error.messages)

    def _evaluation(self):
        sheet, read = self.sheet, self.sheet.reading.summary
        told = {name: sheet.get(f"facts.{name}").strip() for name in FACTS}
        told |= {name: sheet.get(name).strip() for name in ("title", "language")}
        told |= {name: sheet.rich(name, getattr(read, name)) for name in PROSE}
        evaluation = Evaluation(**_columns(told))
        paths = {name: f"facts.{name}" for name in FACTS}
        self._check(evaluation, paths, "title")
        return evaluation

    def _check(self, row, paths, whole):
        """Note what fields and constraints of a row say, by the names of fields on the sheet."""
        try:
            row.clean_fields(exclude={"slug"})
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.errors.setdefault(paths.get(name, name), " ".join(messages))
            return
        for constraint in row._meta.constraints:
            if isinstance(constraint, CheckConstraint) and not holds(constraint.condition, row):
                self.errors.setdefault(whole, constraint.violation_error_message)

    def _projects(self, draft):
        for number in range(1, len(self.sheet.reading.summary.facts.projects) + 1):
            at = f"projects.{number}"
            told = {name: self.sheet.get(f"{at}.{name}").strip() for name in OF_PROJECT}
            chosen = self.sheet.get(at)
            if chosen == NEW:
                draft.new.append(self._new(at, told))
            elif at not in self.errors:
                self._place(draft, at, told, chosen)

    def _new(self, at, told):
        project = self._project(at, told)
        if standing := told["code"] and Project.objects.coded(told["code"]).first():
            words = f"A project with this code is here, “{standing.title}”."
            self.errors.setdefault(at, f"{words} Choose it, or no project.")
        return project

    def _project(self, at, told):
        project = Project(**_columns(told))
        self._check(project, {name: f"{at}.{name}" for name in OF_PROJECT}, f"{at}.title")
        return project

    def _place(self, draft, at, told, chosen):
        """What is told of a project that is here, or of none, is left where it is no news."""
        existing = Project.objects.with_facts().get(pk=chosen) if chosen else None
        if existing:
            draft.existing.append(existing)
        else:
            told = self._take_budget(draft.evaluation, told)
        titles = {draft.evaluation.title, self.sheet.reading.summary.title}
        row = self._project(at, told | {"title": told["title"] or draft.evaluation.title})
        for name in (name for name in OF_PROJECT if name != "currency"):
            value = getattr(row, name)
            if value not in ("", None, *titles) and not _is_so(name, value, existing):
                label = Project._meta.get_field(name).verbose_name.capitalize()
                lines = self.sheet.reading.lines_of(f"facts.{_TOLD_AS.get(name, name)}")
                draft.left.append(Piece(f"{label}: {told[name]}", lines))

    def _take_budget(self, evaluation, told):
        """Where there is no project its budget is the evaluation's."""
        if not told["budget"] or evaluation.budget is not None:
            return told
        evaluation.budget, evaluation.currency = told["budget"], told["currency"]
        paths = {"budget": "projects.1.budget", "currency": "projects.1.currency"}
        self._check(evaluation, paths, "projects.1.budget")
        return told | {"budget": "", "currency": ""}

    def _name(self, draft):
        """Say which rows go where; what stands with its projects already is not said again."""
        links = {kind: self._chosen(draft, kind) for kind in KINDS}
        areas_printed = draft.evaluation.areas_printed
        if len(draft.new) == 1 and not draft.existing:
            draft.of_project = {name: links.pop(name) for name in ("areas", "donors")}
            draft.new[0].areas_printed, draft.evaluation.areas_printed = areas_printed, ""
        for name in ("areas", "donors"):
            carried = {row.pk for p in draft.existing for row in getattr(p, name).all()}
            if carried and carried.issuperset(links.get(name, ())):
                links[name] = []
        if areas_printed in {p.areas_printed for p in draft.existing} and not links["areas"]:
            draft.evaluation.areas_printed = ""
        draft.links = links

    def _chosen(self, draft, kind):
        """Return the keys, or names to be made, that were chosen; what was left out is left."""
        found = []
        for name, choice in self.sheet.choices.items():
            if name.partition(".")[0] != kind or name in self.errors:
                continue
            value = self.sheet.get(name)
            if value == NEW:
                found.append(choice.printed)
            elif value != LEFT_OUT:
                found += map(int, value.split(","))
            elif choice.printed not in draft.evaluation.areas_printed:
                lines = self.sheet.reading.lines_of(f"facts.{kind}")
                draft.left.append(Piece(f"{LABELS[kind]}: {choice.printed}", lines))
        return list(dict.fromkeys(found))


_TOLD_AS = {"code": "codes", "title": "project_title"}
_EMPTY_IS_NONE = ("completed", "period_from", "period_to", "started", "ended", "budget")


def _left_out(words, pieces):
    """Return the Words when facts that were read are placed nowhere."""
    many = min(sum(len(words_in(piece.text)) for piece in pieces), words.placed)
    return replace(words, placed=words.placed - many, unplaced=words.unplaced + many)


def _columns(told):
    return {n: None if n in _EMPTY_IS_NONE and not value else value for n, value in told.items()}


def _is_so(name, value, existing):
    """Whether a project that is here tells a fact of it in the same way."""
    if existing is None:
        return False
    if name == "code":
        return normalise_code(value) == existing.code_normalised
    return value == getattr(existing, name)


def write(draft, *, by):
    """Save a Draft in the caller's transaction and revision; return the Evaluation.

    Who imports it becomes an editor of it and of the projects that are made.
    """
    evaluation = draft.evaluation
    evaluation.save()  # first, so that the revision is told of it
    draft = with_names(draft)
    for project in draft.new:
        project.save()
        _set(project, draft.of_project)
    _set(evaluation, {**draft.links, "projects": [*draft.existing, *draft.new]})
    for whole in (evaluation, *draft.new):
        whole.editors.set([by] if by else [])
    for section, items in draft.items.items():
        make_items(evaluation, section, items)
    return evaluation


def _set(row, links):
    for name, keys in links.items():
        getattr(row, name).set(keys)


def with_names(draft):
    """Return a Draft that names rows by keys alone; those that are missing are made.

    What somebody has made since the page was shown is taken, not made again.
    """
    links, of_project = (
        {kind: _keys(KINDS[kind], names) for kind, names in links.items()}
        for links in (draft.links, draft.of_project)
    )
    return replace(draft, links=links, of_project=of_project)


def _keys(model, names):
    new = [name for name in names if isinstance(name, str)]
    if new:
        known = Named(model, "code" if model is Office else "name")
        known.make(new)
    return [known[name] if isinstance(name, str) else name for name in names]


def make_items(evaluation, section, items, after=0, parent=None):
    """Make the rows of a section's items, in their order, behind a position."""
    model, position, parts = MODELS[section], after, []
    places = _places(items)
    for item in items:
        position += 1
        told = columns(section, item) | ({"parent_id": parent} if parent else {})
        row = model.objects.create(evaluation=evaluation, position=position, **told)
        if places:
            row.areas.set([places[str(area)] for area in item.areas if str(area) in places])
        for part in getattr(item, "parts", ()):
            position += 1
            told = columns(section, part)
            parts.append(model(evaluation=evaluation, parent=row, position=position, **told))
    model.objects.bulk_create(parts)


def _places(items):
    """Return {name: key} of the areas that items name."""
    names = {str(area) for item in items for area in getattr(item, "areas", ())}
    return dict(Area.objects.filter(name__in=names).values_list("name", "pk")) if names else {}


def columns(section, item):
    """Return the values of a row that an item tells."""
    details = () if section in ("findings", "recommendations") else _details(MODELS[section])
    return {name: getattr(item, name) for name in (*FIELDS[section], *details)}


def _details(model):
    return [f.name for f in model._meta.concrete_fields
            if f.get_internal_type() == "TextField" and f.name != "text"]  # fmt: skip


def named(links):
    """Return {kind: Names as they stand here} of rows that are linked, or to be made."""
    found = {}
    for kind, keys in links.items():
        rows = KINDS[kind].objects.in_bulk([key for key in keys if isinstance(key, int)])
        told = (name_of(rows[key]) if isinstance(key, int) else key for key in keys)
        found[kind] = tuple(Name(name) for name in sorted(told))
    return found


def name_of(row):
    """Return what a summary calls a row of a register."""
    return row.code if isinstance(row, Office) else str(row)
