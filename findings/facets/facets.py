"""The facets there are, how their values are called, and which list has which."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from projects.terms import AreaKind, Language

from ..terms import (
    Criterion,
    Decision,
    EvaluationType,
    Fate,
    FindingKind,
    Nature,
    PassageKind,
    Priority,
    Timing,
)
from .cards import NONE

KINDS = {
    "evaluation": gettext_noop("Evaluations"),
    "finding": gettext_noop("Findings"),
    "recommendation": gettext_noop("Recommendations"),
    "lesson": gettext_noop("Lessons learned"),
    "practice": gettext_noop("Good practices"),
    "project": gettext_noop("Projects"),
    "objective": gettext_noop("Objectives"),
    "outcome": gettext_noop("Outcomes"),
}


@dataclass(frozen=True, eq=False)
class Facet:
    """One way to narrow a list.

    `terms` are its values and their names in English where these are set.
    """

    name: str
    title: str
    terms: dict[str, str] | None = None
    most: int = 8  # values shown before somebody asks for more
    none: str = _("Not recorded")

    def label(self, value, names):
        """Return how a value is called; `names` are the Names of areas and donors."""
        if value == NONE:
            return str(self.none)
        if self.terms:
            return gettext(self.terms[value]) if value in self.terms else value
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
    return dict(choices.choices)


AREA = Facet("area", _("Country or region"))
DONOR = Facet("donor", _("Donor"))
THEME = Facet("theme", _("Technical area"))
YEAR = Facet("year", _("Year"), none=_("No date recorded"))
TYPE = Facet("type", _("Type"), _terms(EvaluationType))
TIMING = Facet("timing", _("Timing"), _terms(Timing))
NATURE = Facet("nature", _("Mode"), _terms(Nature))
LANGUAGE = Facet("language", _("Language"), _terms(Language))
CRITERION = Facet("criterion", _("Criterion"), _terms(Criterion))
KIND = Facet("kind", _("Kind of finding"), _terms(FindingKind))
ADDRESSEE = Facet("addressee", _("Addressed to"))
PRIORITY = Facet("priority", _("Priority"), _terms(Priority))
DECISION = Facet(
    "decision", _("Management response"), _terms(Decision), none=_("No decision recorded")
)
STATUS = Facet("status", _("What came of it"), _terms(Fate))
WHAT = Facet("what", _("What"), KINDS)

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
    counted: str  # with their number
    search: str
    empty: str
    sorts: tuple[str, ...] = ("newest", "oldest")

    def told(self, number):
        """Return so many of them in words."""
        return self.counted % number

    @property
    def whole(self):
        """Whether it lists publications or projects themselves, not what stands in them."""
        return self.kind in ("evaluation", "project")


LISTS = {
    entry.name: entry
    for entry in (
        List(
            "evaluations", _("Evaluations"), "evaluation", "publication", OF_EVALUATIONS,
            ngettext_lazy("%d evaluation", "%d evaluations"),
            _("Search these evaluations"),
            _("No evaluation is published yet. As soon as one is, it stands here."),
            ("newest", "oldest", "title"),
        ),
        List(
            "findings", _("Findings"), PassageKind.FINDING, "publication",
            (CRITERION, KIND, *OF_EVALUATIONS),
            ngettext_lazy("%d finding", "%d findings"),
            _("Search these findings"),
            _("No finding is published yet. They stand here when an evaluation with some is "
              "published."),
        ),
        List(
            "recommendations", _("Recommendations"), PassageKind.RECOMMENDATION, "publication",
            (STATUS, DECISION, PRIORITY, ADDRESSEE, *OF_EVALUATIONS),
            ngettext_lazy("%d recommendation", "%d recommendations"),
            _("Search these recommendations"),
            _("No recommendation is published yet. They stand here when an evaluation with some is "
              "published."),
        ),
        List(
            "lessons", _("Lessons learned"), PassageKind.LESSON, "publication", OF_EVALUATIONS,
            ngettext_lazy("%d lesson learned", "%d lessons learned"),
            _("Search these lessons learned"),
            _("No lesson learned is published yet. They stand here when an evaluation with some is "
              "published."),
        ),
        List(
            "practices", _("Good practices"), PassageKind.PRACTICE, "publication", OF_EVALUATIONS,
            ngettext_lazy("%d good practice", "%d good practices"),
            _("Search these good practices"),
            _("No good practice is published yet. They stand here when an evaluation with some is "
              "published."),
        ),
        List(
            "projects", _("Projects"), "project", "project", OF_PROJECTS,
            ngettext_lazy("%d project", "%d projects"),
            _("Search these projects"),
            _("No project is open to readers yet. A project stands here when an evaluation of it "
              "is published."),
            ("newest", "oldest", "title"),
        ),
    )
}  # fmt: skip
SEARCHED = (WHAT, *OF_EVALUATIONS)
BEST = "best"
SORTS = {
    BEST: _("Best answers first"),
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
    "title": _("By title"),
}
