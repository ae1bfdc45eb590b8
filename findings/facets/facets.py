"""The facets there are, how their values are called, and which list has which."""

from dataclasses import dataclass

from django.utils.text import slugify

from projects.terms import AreaKind, Language

from ..terms import (
    Criterion,
    Decision,
    EvaluationType,
    FindingKind,
    Nature,
    PassageKind,
    Priority,
    Timing,
)
from .cards import NONE

FATES = (
    "Completed", "In progress", "Not started", "Overdue", "Rejected", "Closed", "Answered",
    "Actions recorded", "No response recorded",
)  # fmt: skip
KINDS = {
    "evaluation": "Evaluations",
    "finding": "Findings",
    "recommendation": "Recommendations",
    "lesson": "Lessons learned",
    "practice": "Good practices",
    "project": "Projects",
    "objective": "Objectives",
    "outcome": "Outcomes",
}


@dataclass(frozen=True, eq=False)
class Facet:
    """One way to narrow a list; `terms` are its values and their names where these are set."""

    name: str
    title: str
    terms: dict[str, str] | None = None
    most: int = 8  # values shown before somebody asks for more
    none: str = "Not recorded"

    def label(self, value, names):
        """Return how a value is called; `names` are the Names of areas and donors."""
        if value == NONE:
            return self.none
        if self.terms:
            return self.terms.get(value, value)
        return {"area": names.areas, "donor": names.donors}.get(self.name, {}).get(value, value)

    def groups(self, values, names):
        """Return the values in groups, each shown by itself: regions stand before countries."""
        if self.terms:
            return [[v for v in (*self.terms, NONE) if v in values]]
        if self.name != "area":
            return [values]
        regions = [v for v in values if names.kinds.get(v) == AreaKind.REGION]
        parts = (AreaKind.REGION, AreaKind.SUB_REGION)
        return [regions, [v for v in values if names.kinds.get(v) not in parts]]


def _terms(choices):
    return {value: str(label) for value, label in choices.choices}


AREA = Facet("area", "Country or region")
DONOR = Facet("donor", "Donor")
THEME = Facet("theme", "Technical area")
YEAR = Facet("year", "Year", none="No date recorded")
TYPE = Facet("type", "Type", _terms(EvaluationType))
TIMING = Facet("timing", "Timing", _terms(Timing))
NATURE = Facet("nature", "Mode", _terms(Nature))
LANGUAGE = Facet("language", "Language", _terms(Language))
CRITERION = Facet("criterion", "Criterion", _terms(Criterion))
KIND = Facet("kind", "Kind of finding", _terms(FindingKind))
ADDRESSEE = Facet("addressee", "Addressed to")
PRIORITY = Facet("priority", "Priority", _terms(Priority))
DECISION = Facet("decision", "Management response", _terms(Decision), none="No decision recorded")
STATUS = Facet("status", "What came of it", {slugify(fate): fate for fate in FATES})
WHAT = Facet("what", "What", KINDS)

OF_EVALUATIONS = (AREA, DONOR, THEME, YEAR, TYPE, TIMING, NATURE, LANGUAGE)
OF_PROJECTS = (AREA, DONOR, THEME, YEAR)


@dataclass(frozen=True)
class List:
    """A list that readers go through: of what kind of things, on which shelf, by which facets."""

    name: str
    title: str
    kind: str
    shelf: str
    facets: tuple[Facet, ...]
    one: str
    sorts: tuple[str, ...] = ("newest", "oldest")

    @property
    def many(self):
        """What several of them are called in a sentence."""
        return self.title.lower()

    @property
    def whole(self):
        """Whether it lists publications or projects themselves, not what stands in them."""
        return self.kind in ("evaluation", "project")


LISTS = {
    entry.name: entry
    for entry in (
        List("evaluations", "Evaluations", "evaluation", "publication", OF_EVALUATIONS,
             "evaluation", ("newest", "oldest", "title")),
        List("findings", "Findings", PassageKind.FINDING, "publication",
             (CRITERION, KIND, *OF_EVALUATIONS), "finding"),
        List("recommendations", "Recommendations", PassageKind.RECOMMENDATION, "publication",
             (STATUS, DECISION, PRIORITY, ADDRESSEE, *OF_EVALUATIONS), "recommendation"),
        List("lessons", "Lessons learned", PassageKind.LESSON, "publication", OF_EVALUATIONS,
             "lesson learned"),
        List("practices", "Good practices", PassageKind.PRACTICE, "publication", OF_EVALUATIONS,
             "good practice"),
        List("projects", "Projects", "project", "project", OF_PROJECTS,
             "project", ("newest", "oldest", "title")),
    )
}  # fmt: skip
SEARCHED = (WHAT, *OF_EVALUATIONS)
SORTS = {"newest": "Newest first", "oldest": "Oldest first", "title": "By title"}
