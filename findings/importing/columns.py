"""The template of one's own spreadsheets: one table of columns reads, checks and documents it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from projects.terms import Language

from ..reading.ieval.wording import cell_line, cell_month, cell_names, cell_text
from ..reading.ieval.workbook import folded
from ..terms import (
    ActionStatus,
    Criterion,
    Decision,
    EvaluationType,
    FindingKind,
    Nature,
    Priority,
    Stage,
    Timing,
)


@dataclass(frozen=True)
class Column:
    """A column of the template: its heading, the field that it tells, how, and what to enter."""

    heading: str
    field: str
    read: Callable[[object], object] = cell_line
    needed: bool = False
    note: str = ""
    part: str = ""  # of a recommendation: response or action

    @property
    def name(self):
        return folded(self.heading)


def names(cell):
    return list(cell_names(cell))


def choice(choices, default=""):
    """Return a reader of one of these terms, by its name as shown or its value."""
    known = {name.casefold(): value for value, label in choices.choices for name in (value, label)}

    def read(cell):
        said = cell_line(cell)
        if said and said.casefold() not in known:
            raise ValueError(f"“{said}” is not one of {', '.join(map(str, choices.labels))}")
        return known[said.casefold()] if said else default

    read.note = f"One of: {', '.join(map(str, choices.labels))}."
    return read


def day(cell):
    """Return a day as in ISO 8601, or "". Raise ValueError for what is none."""
    said = cell_line(cell)
    try:
        return datetime.date.fromisoformat(said).isoformat() if said else ""
    except ValueError:
        raise ValueError(f"“{said}” is not a day; write it as 2026-03-31") from None


def money(cell):
    """Return an amount as digits, or "". Raise ValueError for what is none."""
    said = cell_line(cell).replace(",", "").replace(" ", "").replace("\xa0", "")
    try:
        amount = Decimal(said) if said else None
    except InvalidOperation:
        amount = Decimal("NaN")
    if amount is not None and not amount.is_finite():
        raise ValueError(f"“{cell_line(cell)}” is not an amount; write it as 1250000 or 1250000.50")
    return "" if amount is None else str(amount)


MONTH = "A month: October 2009, or 2009-10."
SEVERAL = "Several are parted by semicolons; commas belong to a name."
AREAS = f"Countries or regions as UN M49 names them. {SEVERAL}"
OF = Column("Evaluation", "", needed=True, note="The Reference of its evaluation.")
NUMBER = Column("Number", "label", note="As printed: 5, 5.2, R3. By it a row is known again.")
THEME = Column("Technical area", "theme")

SHEETS = {
    "project": ("Projects", (
        Column("Code", "code", needed=True, note="As printed. By it a row is known again."),
        Column("Title", "title", needed=True),
        Column("Aim", "aim", cell_text, note="What the project was for."),
        Column("Countries", "areas", names, note=AREAS),
        Column("Donors", "donors", names, note=SEVERAL),
        Column("Technical areas", "themes", names, note=SEVERAL),
        Column("Budget", "budget", money),
        Column("Currency", "currency", note="ISO 4217, for example USD."),
        Column("Start", "started", cell_month, note=MONTH),
        Column("End", "ended", cell_month, note=MONTH),
        Column("Programme", "programme"),
    )),
    "evaluation": ("Evaluations", (
        Column("Reference", "external_reference", needed=True,
               note="A number or name of your own. By it a row is known again."),
        Column("Title", "title", needed=True),
        Column("Project codes", "projects", names,
               note=f"Codes of rows in Projects, or of projects that stand here. {SEVERAL}"),
        Column("Type", "type", choice(EvaluationType)),
        Column("Timing", "timing", choice(Timing)),
        Column("Mode", "nature", choice(Nature)),
        Column("Stage", "stage", choice(Stage, Stage.COMPLETED), note="Completed, if empty."),
        Column("Completed", "completed", cell_month, note=MONTH),
        Column("Planned completion", "planned_completion", cell_month, note=MONTH),
        Column("Period from", "period_from", cell_month, note=MONTH),
        Column("Period to", "period_to", cell_month, note=MONTH),
        Column("Manager", "manager"),
        Column("Team", "team"),
        Column("Countries", "areas", names, note=AREAS),
        Column("Donors", "donors", names, note=SEVERAL),
        Column("Technical areas", "themes", names, note=SEVERAL),
        Column("Administrative offices", "administrative_offices", names, note=SEVERAL),
        Column("Technical offices", "technical_offices", names, note=SEVERAL),
        Column("Keywords", "keywords", note="Parted by commas."),
        Column("Budget", "budget", money),
        Column("Currency", "currency", note="ISO 4217, for example USD."),
        Column("Language", "language", choice(Language, Language.ENGLISH),
               note="English, if empty."),
        Column("Source", "source_url", note="An address, https://…"),
        Column("Purpose of the project", "project_purpose", cell_text),
        Column("Purpose of the evaluation", "evaluation_purpose", cell_text),
        Column("Methodology", "methodology", cell_text),
        Column("Introduction to the findings", "findings_introduction", cell_text),
        Column("Conclusions", "conclusions", cell_text),
        Column("Introduction to the recommendations", "recommendations_introduction", cell_text),
        Column("Introduction to the lessons", "lessons_introduction", cell_text),
        Column("Introduction to the good practices", "practices_introduction", cell_text),
    )),
    "finding": ("Findings", (
        OF,
        NUMBER,
        Column("Heading", "heading"),
        Column("Text", "body", cell_text, needed=True),
        Column("Kind", "kind", choice(FindingKind, FindingKind.OBSERVATION),
               note="Observation, if empty."),
        Column("Criterion", "criterion", choice(Criterion)),
    )),
    "recommendation": ("Recommendations", (
        OF,
        NUMBER,
        Column("Sub-point of", "parent", note="The Number of the recommendation above it."),
        Column("Text", "text", cell_text, needed=True),
        Column("Addressed to", "addressed_to"),
        Column("Priority", "priority", choice(Priority)),
        Column("Time frame", "time_frame"),
        Column("Resources", "resource_implication"),
        THEME,
        Column("Decision", "decision", choice(Decision), part="response"),
        Column("Response", "comment", cell_text, part="response"),
        Column("Response date", "date", day, part="response", note="A day: 2026-03-31."),
        Column("Action", "text", cell_text, part="action"),
        Column("Responsible unit", "responsible", part="action"),
        Column("Due date", "due", day, part="action", note="A day: 2026-03-31."),
        Column("Status", "status", choice(ActionStatus), part="action"),
        Column("Evidence", "evidence", cell_text, part="action"),
    )),
    "lesson": ("Lessons", (
        OF,
        NUMBER,
        Column("Text", "text", cell_text, needed=True),
        Column("Context", "context", cell_text),
        Column("Targeted users", "targeted_users", cell_text),
        Column("Challenges", "challenges", cell_text),
        Column("Successes", "successes", cell_text),
        Column("Administrative issues", "administrative_issues", cell_text),
        THEME,
    )),
    "practice": ("Good practices", (
        OF,
        NUMBER,
        Column("Text", "text", cell_text, needed=True),
        Column("Context", "context", cell_text),
        Column("Cause and effect", "cause_and_effect", cell_text),
        Column("Measurable impact", "measurable_impact", cell_text),
        Column("Potential for replication", "potential_for_replication", cell_text),
        Column("Links to higher goals", "links_to_higher_goals", cell_text),
        THEME,
    )),
}  # fmt: skip
