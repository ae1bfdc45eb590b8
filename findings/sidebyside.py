"""Several summaries beside each other, section by section: a column for each."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.richtext import opening

from .pages import SummaryPage
from .quickfacts import timing_label
from .terms import Criterion, Timing

LETTERS = "ABCD"
SHORT = 60  # signs of a title
NO_CRITERION = _("Under no criterion")


@dataclass(frozen=True)
class Column:
    """One evaluation: its publication, its page, and what it is called over a column."""

    publication: object
    page: SummaryPage
    short: str
    mark: str = ""

    @property
    def language(self):
        return self.page.summary.language


@dataclass(frozen=True)
class Cell:
    """What one evaluation says in a row: rich text, or items of a kind."""

    column: Column
    text: str = ""
    items: tuple = ()

    def __bool__(self):
        return bool(self.text or self.items)


@dataclass(frozen=True)
class Row:
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Section:
    """A section of the summaries under its heading; `kind` is that of its items."""

    anchor: str
    title: str
    rows: tuple[Row, ...]
    kind: str = ""


TEXTS = {
    "project_purpose": _("Project purpose, logic and structure"),
    "evaluation_purpose": _("Purpose, scope and clients of the evaluation"),
    "methodology": _("Methodology"),
    "conclusions": _("Conclusions"),
}
ITEMS = {
    "recommendations": (_("Recommendations"), "recommendation"),
    "lessons": (_("Lessons learned"), "lesson"),
    "practices": (_("Emerging good practices"), "practice"),
}


def lettered(pages):
    """Return the Columns of (publication, page) pairs, called by a letter and a short title."""
    return [
        Column(publication, page, f"{letter} · {opening(publication.title, SHORT)}", letter)
        for letter, (publication, page) in zip(LETTERS, pages, strict=False)
    ]


def dated(pages):
    """Return the Columns of (publication, page) pairs, called by their timing and month."""
    told = [(p, page, page.summary.facts) for p, page in pages]
    return [
        Column(p, page, f"{timing_label(facts)}, {facts.completed or gettext('date not recorded')}")
        for p, page, facts in told
    ]


def pair(publications):
    """Return (earlier, later) of several, the oldest first: the newest, and the mid-term before."""
    *before, later = publications
    midterms = [p for p in before if p.summary.facts.timing == Timing.MIDTERM]
    return (midterms or before)[-1], later


def pair_title(earlier, later):
    """Return what the page of two evaluations of a project is called."""
    if (earlier.summary.facts.timing, later.summary.facts.timing) == (Timing.MIDTERM, Timing.FINAL):
        return gettext("Mid-term and final side by side")
    return gettext("Two evaluations side by side")


@dataclass(frozen=True)
class FactBeside:
    """One quick fact of several evaluations: (column, its values) of each."""

    label: str
    cells: tuple[tuple[Column, tuple[str, ...]], ...]


def facts_beside(columns):
    """Return the FactBesides of what one of the columns records."""
    labels, told, first = [], [], gettext("Timing")
    for column in columns:
        facts = {fact.label: fact.values for fact in column.page.facts}
        timing = timing_label(column.page.summary.facts)
        facts[first] = (timing, *facts.pop(timing))
        told.append(facts)
        labels += [label for label in facts if label not in labels and label != first]
    rows = [(label, [facts.get(label, ()) for facts in told]) for label in (first, *labels)]
    return [
        FactBeside(label, tuple(zip(columns, values, strict=True)))
        for label, values in rows
        if any(values)
    ]


def sections(columns, leave_out=()):
    """Return the Sections in which one of the columns says something."""
    told = [
        *(_text(columns, name) for name in list(TEXTS)[:3]),
        Section("findings", _("Findings by criterion"), _by_criterion(columns), "finding"),
        _text(columns, "conclusions"),
        *(_items(columns, name) for name in ITEMS),
    ]
    return [s for s in told if s.rows and s.anchor not in leave_out]


def _text(columns, name):
    cells = [Cell(column, getattr(column.page.summary, name)) for column in columns]
    return Section(name.replace("_", "-"), TEXTS[name], _rows([("", cells)]))


def _items(columns, name):
    title, kind = ITEMS[name]
    cells = [Cell(column, items=getattr(column.page, name)) for column in columns]
    return Section(name, title, _rows([("", cells)]), kind)


def _by_criterion(columns):
    """Return the Rows of findings: what introduces them, each criterion, then the others."""
    rows = [("", [Cell(column, column.page.summary.findings_introduction) for column in columns])]
    for criterion in (*Criterion, ""):
        title = criterion.told if criterion else NO_CRITERION
        rows.append((title, [Cell(c, items=_under(c.page, criterion)) for c in columns]))
    told = _rows(rows)
    return told if any(row.title != NO_CRITERION for row in told) else _untitled(told)


def _under(page, criterion):
    return tuple(f for f in page.findings if f.item.criterion == criterion)


def _untitled(rows):
    """Return rows without their titles: where no finding has a criterion, none is missing."""
    return tuple(Row("", row.cells) for row in rows)


def _rows(rows):
    return tuple(Row(title, tuple(cells)) for title, cells in rows if any(cells))
