"""One evaluation summary as a reader is told it: the hub between all that is read and written.

Texts are rich text (HTML of `projects.richtext.TAGS`), names and labels plain text, dates `Month`;
"" , None and () stand for what is not recorded. Two summaries are equal when a reader is told the
same; the keys of rows do not count.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from projects.months import Month


def key(default=None):
    """A permanent key or address, by which nobody tells two summaries apart."""
    return field(default=default, compare=False, kw_only=True)


@dataclass(frozen=True)
class Name:
    """A name as printed, and the last part of the address of what it names."""

    name: str
    address: str = key("")

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Statement:
    """An objective or outcome of one version of a results framework (1 is the original)."""

    number: int
    statement: str
    framework: int = 1
    valid_from: Month | None = None
    valid_to: Month | None = None
    period: str = ""
    objective: int | None = None
    id: int | None = key()


@dataclass(frozen=True)
class ProjectFacts:
    """What a summary tells of a project that was evaluated."""

    title: str
    code: str = ""
    started: Month | None = None
    ended: Month | None = None
    areas: tuple[Name, ...] = ()
    areas_printed: str = ""
    donors: tuple[Name, ...] = ()
    themes: tuple[Name, ...] = ()
    budget: Decimal | None = None
    currency: str = ""
    programme: str = ""
    aim: str = ""
    objectives: tuple[Statement, ...] = ()
    outcomes: tuple[Statement, ...] = ()
    slug: str = key("")
    id: int | None = key()


@dataclass(frozen=True)
class Facts:
    """The facts of an evaluation; those its projects carry stand with the projects."""

    timing: str = ""
    type: str = ""
    nature: str = ""
    completed: Month | None = None
    period_from: Month | None = None
    period_to: Month | None = None
    manager: str = ""
    team: str = ""
    areas: tuple[Name, ...] = ()
    areas_printed: str = ""
    donors: tuple[Name, ...] = ()
    themes: tuple[Name, ...] = ()
    administrative_offices: tuple[Name, ...] = ()
    technical_offices: tuple[Name, ...] = ()
    keywords: tuple[str, ...] = ()
    budget: Decimal | None = None
    currency: str = ""
    external_reference: str = ""
    source_url: str = ""
    projects: tuple[ProjectFacts, ...] = ()


@dataclass(frozen=True)
class Spoken:
    """An objective or outcome that a finding speaks to, by its project's title."""

    project: str
    framework: int
    number: int


@dataclass(frozen=True)
class RatingItem:
    """A value, never without its scale; of a finding or of the whole evaluation."""

    value: str
    scale: str
    criterion: str = ""


@dataclass(frozen=True)
class FindingItem:
    body: str
    heading: str = ""
    label: str = ""
    kind: str = "observation"
    criterion: str = ""
    objectives: tuple[Spoken, ...] = ()
    outcomes: tuple[Spoken, ...] = ()
    areas: tuple[Name, ...] = ()
    ratings: tuple[RatingItem, ...] = ()
    id: int | None = key()


@dataclass(frozen=True)
class RecommendationItem:
    """A recommendation or sub-point; `findings` are the positions, from 1, of what it rests on."""

    text: str
    label: str = ""
    addressed_to: str = ""
    priority: str = ""
    time_frame: str = ""
    resource_implication: str = ""
    theme: str = ""
    findings: tuple[int, ...] = ()
    parts: tuple["RecommendationItem", ...] = ()
    id: int | None = key()


@dataclass(frozen=True)
class LessonItem:
    text: str
    label: str = ""
    context: str = ""
    targeted_users: str = ""
    challenges: str = ""
    successes: str = ""
    administrative_issues: str = ""
    theme: str = ""
    id: int | None = key()


@dataclass(frozen=True)
class PracticeItem:
    text: str
    label: str = ""
    context: str = ""
    cause_and_effect: str = ""
    measurable_impact: str = ""
    potential_for_replication: str = ""
    links_to_higher_goals: str = ""
    theme: str = ""
    id: int | None = key()


@dataclass(frozen=True)
class AttachmentItem:
    """A file that goes with the summary, told by its SHA-256; its size is in bytes."""

    kind: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Summary:
    """Everything that makes a summary makes this; everything that shows one takes this."""

    title: str
    language: str = "en"
    facts: Facts = Facts()
    project_purpose: str = ""
    evaluation_purpose: str = ""
    methodology: str = ""
    findings_introduction: str = ""
    findings: tuple[FindingItem, ...] = ()
    conclusions: str = ""
    recommendations_introduction: str = ""
    recommendations: tuple[RecommendationItem, ...] = ()
    lessons_introduction: str = ""
    lessons: tuple[LessonItem, ...] = ()
    practices_introduction: str = ""
    practices: tuple[PracticeItem, ...] = ()
    ratings: tuple[RatingItem, ...] = ()
    attachments: tuple[AttachmentItem, ...] = ()

    @classmethod
    def of(cls, evaluation):
        """Return the summary of the working rows as they are now."""
        return evaluation.summary()

    @classmethod
    def as_of(cls, evaluation, moment):
        """Return the summary as it stood at an aware datetime, all that belongs to it included.

        Raise `Evaluation.DoesNotExist` where there was no such evaluation then.
        """
        return evaluation.summary(as_of=moment)
