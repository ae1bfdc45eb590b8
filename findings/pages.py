"""What the pages show, each a frozen dataclass made by one function."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from projects.richtext import opening

from .followup import Answer, FollowUp
from .numbering import anchor, mark
from .quickfacts import Fact, quick_facts, themes
from .summary import FindingItem, RecommendationItem, Summary
from .terms import Criterion, FindingKind, Priority


@dataclass(frozen=True)
class Placed:
    """An item with its number and the anchor that addresses it."""

    item: object
    number: str
    anchor: str
    linked: bool = field(default=True, kw_only=True)

    @property
    def label(self):
        """What readers call it: its printed label, else its number."""
        return self.item.label or self.number

    @property
    def opening(self):
        """Its first words."""
        return opening(self.item.text)

    @property
    def address(self):
        """Its own page, if it is published; else its place on this page."""
        kind = self.anchor.partition("-")[0]
        if not (self.linked and self.item.id):
            return f"#{self.anchor}"
        return reverse(f"{kind}-detail", args=[self.item.id])


@dataclass(frozen=True)
class PlacedFinding(Placed):
    item: FindingItem

    @property
    def kind(self):
        return FindingKind(self.item.kind)

    @property
    def terms(self):
        """What it is about: criterion, places, the objectives and outcomes it speaks to."""
        criterion = Criterion(self.item.criterion).told if self.item.criterion else ""
        areas = ", ".join(area.name for area in self.item.areas)
        spoken = [_("objective {number}").format(number=s.number) for s in self.item.objectives]
        spoken += [_("outcome {number}").format(number=s.number) for s in self.item.outcomes]
        return tuple(t for t in (criterion, areas, ", ".join(spoken)) if t)

    @property
    def opening(self):
        """Its heading, or the first words of its text."""
        return self.item.heading or opening(self.item.body)


@dataclass(frozen=True)
class PlacedRecommendation(Placed):
    item: RecommendationItem
    answer: Answer
    parts: tuple["PlacedRecommendation", ...]
    rests_on: tuple[str, ...]
    theme: str

    @property
    def terms(self):
        """To whom, how urgent, by when and at what cost, as far as it is recorded."""
        item = self.item
        urgent = {
            Priority.HIGH: _("High priority"),
            Priority.MEDIUM: _("Medium priority"),
            Priority.LOW: _("Low priority"),
        }
        terms = (
            _with(_("Addressed to {names}"), names=item.addressed_to),
            urgent.get(item.priority, ""),
            item.time_frame,
            _with(_("Resources: {words}"), words=item.resource_implication),
            self.theme,
        )
        return tuple(term for term in terms if term)

    @property
    def settles(self):
        """Whether an answer is expected to it by itself, not to its sub-points alone."""
        return not self.parts or self.answer.recorded or bool(self.answer.actions)

    @property
    def mark(self):
        return mark(self.number, self.item)


@dataclass(frozen=True)
class Detail:
    """A further field of a lesson or good practice, under its label in the ILO's form."""

    label: str
    text: str


LESSON_DETAILS = {
    "context": gettext_noop("Context and any related preconditions"),
    "targeted_users": gettext_noop("Targeted users or beneficiaries"),
    "challenges": gettext_noop("Challenges, negative lessons and their causes"),
    "successes": gettext_noop("Successes, positive issues and their causes"),
    "administrative_issues": gettext_noop("ILO administrative issues"),
}
PRACTICE_DETAILS = {
    "context": gettext_noop("Relevant conditions and context, limitations"),
    "cause_and_effect": gettext_noop("Cause-effect relationship"),
    "measurable_impact": gettext_noop("Measurable impact and targeted beneficiaries"),
    "potential_for_replication": gettext_noop("Potential for replication and by whom"),
    "links_to_higher_goals": gettext_noop("Links to higher goals"),
}


@dataclass(frozen=True)
class PlacedLesson(Placed):
    """A lesson learned or a good practice."""

    name: str
    details: tuple[Detail, ...]
    theme: str


@dataclass(frozen=True)
class Heading:
    """A line of the table of contents."""

    anchor: str
    title: str
    parts: tuple["Heading", ...] = ()


@dataclass(frozen=True)
class SummaryPage:
    """An evaluation summary as its page shows it."""

    summary: Summary
    facts: tuple[Fact, ...]
    findings: tuple[PlacedFinding, ...]
    recommendations: tuple[PlacedRecommendation, ...]
    lessons: tuple[PlacedLesson, ...]
    practices: tuple[PlacedLesson, ...]
    followed_up: bool
    fates: tuple[tuple[str, int], ...]

    @property
    def contents(self):
        """The three main parts with their sub-headings, as far as there is something to read."""
        s = self.summary
        parts = (
            Heading("background", _("Background & Context"), _present(
                ("project-purpose", _("Project purpose, logic and structure"), s.project_purpose),
                ("evaluation-purpose", _("Purpose, scope and clients"), s.evaluation_purpose),
                ("methodology", _("Methodology"), s.methodology),
            )),
            Heading("findings", _("Main Findings & Conclusions"), _present(
                ("main-findings", _("Main findings"), s.findings or s.findings_introduction),
                ("conclusions", _("Conclusions"), s.conclusions),
            )),
            Heading("recommendations-and-lessons", _("Recommendations & Lessons Learned"), _present(
                ("recommendations", _("Recommendations and follow-up"), s.recommendations),
                ("lessons", _("Lessons learned"), s.lessons),
                ("practices", _("Emerging good practices"), s.practices),
            )),
        )  # fmt: skip
        return tuple(part for part in parts if part.parts)


def summary_page(summary, followup=None, linked=True):
    """Return the page of a summary, with what is recorded now of its follow-up beside it.

    `linked` says that its items are published, so that each has a page of its own.
    """
    followup = followup or FollowUp()
    known = themes(summary.facts) if len(themes(summary.facts)) == 1 else ()
    return SummaryPage(
        summary=summary,
        facts=quick_facts(summary),
        findings=tuple(
            PlacedFinding(item, str(n), anchor("finding", str(n)), linked=linked)
            for n, item in enumerate(summary.findings, 1)
        ),
        recommendations=_recommendations(summary.recommendations, followup, known, linked),
        lessons=_lessons("lesson", LESSON_DETAILS, summary.lessons, known, linked),
        practices=_lessons("practice", PRACTICE_DETAILS, summary.practices, known, linked),
        followed_up=bool(followup),
        fates=tuple(followup.fates(summary)),
    )


def _with(words, /, **said):
    """Return the words with what is said, or nothing where nothing is."""
    return words.format(**said) if all(said.values()) else ""


def _recommendations(items, followup, known, linked, before=""):
    return tuple(
        PlacedRecommendation(
            item,
            f"{before}{n}",
            anchor("recommendation", f"{before}{n}"),
            answer=followup[item],
            parts=_recommendations(item.parts, followup, known, linked, f"{before}{n}."),
            linked=linked,
            rests_on=tuple(str(place) for place in item.findings),
            theme="" if item.theme in known else item.theme,
        )
        for n, item in enumerate(items, 1)
    )


def _lessons(kind, labels, items, known, linked):
    return tuple(
        PlacedLesson(
            item,
            str(n),
            anchor(kind, str(n)),
            name=kind,
            linked=linked,
            details=tuple(
                Detail(_(label), getattr(item, name))
                for name, label in labels.items()
                if getattr(item, name)
            ),
            theme="" if item.theme in known else item.theme,
        )
        for n, item in enumerate(items, 1)
    )


def _present(*headings):
    return tuple(Heading(name, title) for name, title, content in headings if content)
