"""The columns of the export by their headings: which field of ours each tells, and how."""

from collections.abc import Callable
from dataclasses import dataclass

from findings.terms import ActionStatus, Decision, EvaluationType, Nature, Timing

from .wording import cell_line, cell_month, cell_names, cell_text
from .workbook import folded

REST = "rest"
EVALUATION_NUMBER = "evaluation number"


@dataclass(frozen=True)
class Column:
    """A column of a sheet: the field that it tells; "" is kept under its heading as the rest."""

    heading: str
    field: str = ""
    read: Callable[[object], object] = cell_line
    part: str = ""  # of a recommendation: response or action

    @property
    def many(self):
        return self.read is cell_names

    @property
    def name(self):
        return folded(self.heading)


class Terms(dict):
    """A reader that gives our term for a source's; raises ValueError for one it does not know."""

    def __call__(self, cell):
        said = cell_line(cell)
        if said and said.casefold() not in self:
            raise ValueError(f"“{said}” is none of the terms known here")
        return self[said.casefold()] if said else ""


TIMINGS = Terms({
    "midterm": Timing.MIDTERM, "mid-term": Timing.MIDTERM, "mid term": Timing.MIDTERM,
    "final": Timing.FINAL, "ex-post": Timing.EX_POST, "ex post": Timing.EX_POST,
    "expost": Timing.EX_POST, "other": Timing.OTHER,
})  # fmt: skip
NATURES = Terms({
    "independent": Nature.INDEPENDENT, "internal": Nature.INTERNAL,
    "internal - project": Nature.INTERNAL, "internal - dwcp": Nature.INTERNAL,
    "external": Nature.EXTERNAL, "external - project": Nature.EXTERNAL,
    "self": Nature.SELF, "self-evaluation": Nature.SELF, "self evaluation": Nature.SELF,
    "joint": Nature.JOINT, "cancelled": Nature.CANCELLED,
})  # fmt: skip
TYPES = Terms({
    "project evaluation": EvaluationType.PROJECT,
    "project evaluation - over 5 million": EvaluationType.PROJECT_LARGE,
    "project - joint evaluation": EvaluationType.PROJECT_JOINT,
    "external project evaluation": EvaluationType.PROJECT_EXTERNAL,
    "cluster evaluation": EvaluationType.CLUSTER,
    "rbsa funded activity": EvaluationType.RBSA,
    "thematic evaluation": EvaluationType.THEMATIC,
    "dwcp internal review": EvaluationType.DWCP_REVIEW,
    "dwcp review": EvaluationType.DWCP_REVIEW,
    "hle - strategy evaluation": EvaluationType.STRATEGY,
    "hle - country programme evaluation": EvaluationType.COUNTRY_PROGRAMME,
    "partnership evaluation": EvaluationType.PARTNERSHIP,
    "joint evaluation": EvaluationType.JOINT,
    "impact evaluation": EvaluationType.IMPACT,
    "synthesis review": EvaluationType.SYNTHESIS,
    "evaluability assessment": EvaluationType.EVALUABILITY,
})  # fmt: skip
DECISIONS = {  # all that the export states as answer; what says how far one has come is no decision
    "rejected": Decision.REJECTED,
    "accepted": Decision.ACCEPTED,
    "partially accepted": Decision.PARTIALLY_ACCEPTED,
    "completed": "",
    "partially completed": "",
    "action not yet taken": "",
    "no action planned": "",
}
PROGRESS = {
    "achieved": ActionStatus.COMPLETED,
    "partially achieved": ActionStatus.PARTLY_COMPLETED,
    "no implementation": ActionStatus.NOT_STARTED,
}
NOTHING_PLANNED = frozenset(("no action planned", "rejected"))

OF_EVALUATION = (
    Column("Evaluation title", "title"),
    Column("Region(s)", read=cell_names),
    Column("Country(ies)", "areas", cell_names),
    Column("Theme(s)", "themes", cell_names),
    Column("Evaluation type", "type", TYPES),
    Column("Evaluation timing", "timing", TIMINGS),
    Column("Evaluation nature", "nature", NATURES),
    Column("Evaluation document type"),
    Column("Evaluation manager(s)", "manager"),
    Column("Administrative unit(s)", "administrative_offices", cell_names),
    Column("Technical unit(s)", "technical_offices", cell_names),
    Column("Funding source(s)", "donors", cell_names),
    Column("Project symbol(s)", "projects", cell_names),
    Column("Recommendation project symbol", "projects", cell_names),
    Column("Completion date", "completed", cell_month),
    Column("Planned completion date", "planned_completion", cell_month),
    Column("Url", "source_url"),
)
OF_ITEMS = {
    "recommendation": (
        Column("Recommendation description", "text", cell_text),
        Column("Recommendation theme", "theme"),
        Column("Recommendation date"),
        Column("Information source"),
        Column("Management response", "decision_printed", part="response"),
        Column("Comments", "comment", cell_text, part="response"),
        Column("Action plan", "text", cell_text, part="action"),
        Column("Progress", "status_printed", part="action"),
        Column("Recommendation administrative unit", "responsible", part="action"),
    ),
    "lesson": (
        Column("Lessons learned description", "text", cell_text),
        Column("Lessons learned theme", "theme"),
    ),
    "practice": (
        Column("Good practices description", "text", cell_text),
        Column("Context", "context", cell_text),
        Column("Cause/effect", "cause_and_effect", cell_text),
        Column("Indicators", "measurable_impact", cell_text),
        Column("Replication", "potential_for_replication", cell_text),
        Column("Links", "links_to_higher_goals", cell_text),
        Column("Good practices theme", "theme"),
    ),
}
ID_COLUMNS = {
    "recommendation": "recommendation id",
    "practice": "good practices id",
    "lesson": "lessons learned id",
}
KNOWN = frozenset(
    column.name for columns in (OF_EVALUATION, *OF_ITEMS.values()) for column in columns
) | {EVALUATION_NUMBER, *ID_COLUMNS.values()}


def kind_of(headings):
    """Return what the rows under these folded headings tell, or "" if they are none of the five."""
    if EVALUATION_NUMBER not in headings:
        return ""
    for kind, name in ID_COLUMNS.items():
        if name in headings:
            return kind
    if "planned completion date" in headings:
        return "planned"
    return "completed" if "completion date" in headings else ""
