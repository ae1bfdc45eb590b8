"""A Summary as what stands on paper, in the order and the words of its page.

Carried are the title, the Quick Facts, all texts, what is recorded of each finding, recommendation,
lesson and good practice, the ratings and the names of the files. Not carried is what its page does
not tell either: keys and addresses, the objectives, outcomes, aims and programmes of the projects,
and a technical area of an item that is the whole summary's.
"""

import datetime
from dataclasses import dataclass, replace

from django.template.defaultfilters import filesizeformat

from projects.months import Month

from .. import telling
from ..numbering import mark, numbered
from ..quickfacts import Fact, quick_facts, themes
from ..terms import Criterion, FindingKind, Priority
from .blocks import Heading, Item, List, Paragraph, blocks_of, plain, run_in, stopped

SERIES = "Evaluation Summaries"
NOT_RECORDED = "Not recorded"
BETWEEN_TERMS = " · "
BETWEEN_NAMES = "; "
PROTOCOLS = ("http://", "https://", "mailto:")
BACKGROUND = {
    "project_purpose": "Summary of the project purpose, logic and structure",
    "evaluation_purpose": "Purpose, scope and clients of the evaluation",
    "methodology": "Methodology of evaluation",
}
LESSON_DETAILS = (
    "context", "targeted_users", "challenges", "successes", "administrative_issues",
)  # fmt: skip
PRACTICE_DETAILS = (
    "context", "cause_and_effect", "measurable_impact", "potential_for_replication",
    "links_to_higher_goals",
)  # fmt: skip


@dataclass(frozen=True)
class Colophon:
    """Which publication of a summary it is, by whom, and where it is read."""

    number: int | None = None
    date: datetime.date | None = None
    address: str = ""
    organisation: str = ""

    @property
    def sentence(self):
        number = f"Version {self.number} of this summary" if self.number else ""
        if not self.date:
            return number and f"{number}."
        date = f"{self.date.day} {Month(self.date.year, self.date.month)}"
        return f"{number}, published {date}." if number else f"Published {date}."

    @property
    def lines(self):
        return tuple(line for line in (self.sentence, self.organisation, self.address) if line)


@dataclass(frozen=True)
class Sheet:
    """The facts stand in a box of their own; then come headings, paragraphs and lists."""

    title: str
    language: str
    facts: tuple[Fact, ...]
    blocks: tuple
    colophon: Colophon


def sheet(summary, colophon=None):
    """Return what stands on paper of a summary."""
    return Sheet(
        title=plain(summary.title).text,
        language=summary.language,
        facts=quick_facts(summary),
        blocks=(
            *_background(summary),
            *_findings(summary),
            *_recommendations(summary),
            *_lessons(summary),
            *_files(summary),
        ),
        colophon=colophon or Colophon(),
    )


def fact_value(fact):
    """Return the values of a fact as a Run, or that there are none."""
    return plain(BETWEEN_NAMES.join(fact.values) or NOT_RECORDED, href=link_of(fact.href))


def link_of(line):
    """Return the line where it is an address that may be followed, else ""."""
    return line if line.startswith(PROTOCOLS) else ""


def _background(summary):
    texts = [(title, blocks_of(getattr(summary, name))) for name, title in BACKGROUND.items()]
    if any(blocks for _, blocks in texts):
        yield Heading(1, "Background & Context")
    for title, blocks in texts:
        if blocks:
            yield from (Heading(2, title), *blocks)


def _findings(summary):
    yield Heading(1, "Main Findings & Conclusions")
    yield from blocks_of(summary.findings_introduction)
    rested_on = {str(n) for _, r in numbered(summary.recommendations) for n in r.findings}
    items = [_finding(n, item, n in rested_on) for n, item in numbered(summary.findings)]
    if items:
        yield List(tuple(items), "findings")
    elif not summary.findings_introduction:
        yield _aside("No findings are recorded for this evaluation.")
    if conclusions := blocks_of(summary.conclusions):
        yield from (Heading(2, "Conclusions"), *conclusions)
    yield from _ratings(summary.ratings)


def _finding(number, item, rested_on):
    blocks = blocks_of(item.body)
    if item.heading:
        blocks = run_in(stopped(item.heading), blocks)
    spoken = [f"objective {s.number}" for s in item.objectives]
    spoken += [f"outcome {s.number}" for s in item.outcomes]
    terms = [
        f"Finding {item.label or number}" if item.label or rested_on else "",
        FindingKind(item.kind).label if item.kind != FindingKind.OBSERVATION else "",
        _term(telling.FINDING, "criterion", item.criterion and Criterion(item.criterion).label),
        _term(telling.FINDING, "areas", BETWEEN_NAMES.join(a.name for a in item.areas)),
        f"Speaks to: {', '.join(spoken)}" if spoken else "",
    ]
    return Item("•", (*blocks, *_terms(terms), *_ratings(item.ratings)))


def _recommendations(summary):
    yield Heading(1, "Recommendations & Lessons Learned")
    yield Heading(2, "Main recommendations and follow-up")
    yield from blocks_of(summary.recommendations_introduction)
    if summary.recommendations:
        yield _recommended(summary.recommendations, _known_theme(summary))
    else:
        yield _aside("No recommendations are recorded for this evaluation.")


def _recommended(items, known, before=""):
    listed = []
    for place, item in enumerate(items, 1):
        number = f"{before}{place}"
        terms = filter(None, _recommendation_terms(item, known))
        blocks = [*blocks_of(item.text), *map(_aside, terms)]
        if item.parts:
            blocks.append(_recommended(item.parts, known, f"{number}."))
        listed.append(Item(_numeral(number, item), tuple(blocks)))
    return List(tuple(listed), "parts" if before else "recommendations")


def _numeral(number, item):
    """Return the numeral as printed: "5.", "R3.", "a)", "5.2"."""
    if "." not in number:
        return f"{(item.label or number).rstrip('.')}."
    told = mark(number, item)
    return told if "." in told else f"{told.rstrip(')')})"


def _recommendation_terms(item, known):
    table = telling.RECOMMENDATION
    rests_on = ", ".join(f"finding {number}" for number in item.findings)
    return [
        _term(table, "addressed_to", item.addressed_to),
        _term(table, "priority", item.priority and Priority(item.priority).label),
        _term(table, "time_frame", item.time_frame),
        _term(table, "resource_implication", item.resource_implication),
        _term(table, "theme", "" if item.theme in known else item.theme),
        _term(table, "findings", rests_on),
    ]


def _lessons(summary):
    known = _known_theme(summary)
    yield Heading(2, "Important lessons learned")
    yield from blocks_of(summary.lessons_introduction)
    if summary.lessons:
        items = (_lesson(telling.LESSON, LESSON_DETAILS, i, known) for i in summary.lessons)
        yield List(tuple(items), "lessons")
    else:
        yield _aside("No lessons are recorded for this evaluation.")
    if summary.practices:
        yield Heading(2, "Emerging good practices")
        yield from blocks_of(summary.practices_introduction)
        items = (_lesson(telling.PRACTICE, PRACTICE_DETAILS, i, known) for i in summary.practices)
        yield List(tuple(items), "practices")


def _lesson(table, details, item, known):
    blocks = list(blocks_of(item.text))
    for name in details:
        if detail := blocks_of(getattr(item, name)):
            blocks += map(_detail, run_in(f"{table[name][0]}:", detail))
    called = "Lesson" if table is telling.LESSON else "Good practice"
    terms = [
        f"{called} {item.label}" if item.label else "",
        _term(table, "theme", "" if item.theme in known else item.theme),
    ]
    return Item("•", (*blocks, *_terms(terms)))


def _files(summary):
    if summary.attachments:
        yield Heading(1, "Files")
        files = (f"{file.name} ({filesizeformat(file.size)})" for file in summary.attachments)
        yield List(tuple(Item("•", (Paragraph((plain(file),)),)) for file in files), "files")


def _ratings(ratings):
    """Yield a line for each rating, never a value without its scale."""
    for rating in ratings:
        criterion = rating.criterion and Criterion(rating.criterion).label.lower()
        label = f"Rating of {criterion}" if criterion else "Overall rating"
        yield _aside(f"{label}: {rating.value} on the scale {rating.scale}")


def _known_theme(summary):
    """Return the one technical area that need not be told of each item."""
    known = themes(summary.facts)
    return known if len(known) == 1 else ()


def _term(table, name, value):
    return f"{table[name][0]}: {value}" if value else ""


def _terms(terms):
    told = BETWEEN_TERMS.join(filter(None, terms))
    return (_aside(told),) if told else ()


def _detail(block):
    return replace(block, kind="detail") if isinstance(block, Paragraph) else block


def _aside(text):
    return Paragraph((plain(text),), kind="aside")
