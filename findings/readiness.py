"""What to look at before publishing: advice on a summary as readers would be told it."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from projects.richtext import from_text, opening, to_text

from .acronyms import unspelt
from .numbering import anchor, numbered
from .passages import passage_text
from .quickfacts import quick_facts, timing_label
from .repetitions import repeated
from .terms import Timing

MOST_WORDS = 2600  # what fits the four pages of a printed summary
SECTIONS = {
    "project_purpose": ("Project purpose, logic and structure", "project-purpose"),
    "evaluation_purpose": ("Purpose, scope and clients of the evaluation", "evaluation-purpose"),
    "methodology": ("Methodology of evaluation", "methodology"),
    "findings_introduction": ("Introduction to the findings", "main-findings"),
    "findings": ("Main findings", "main-findings"),
    "conclusions": ("Conclusions", "conclusions"),
    "recommendations_introduction": ("Introduction to the recommendations", "recommendations"),
    "recommendations": ("Main recommendations", "recommendations"),
    "lessons_introduction": ("Introduction to the lessons", "lessons"),
    "lessons": ("Important lessons learned", "lessons"),
    "practices_introduction": ("Introduction to the good practices", "practices"),
    "practices": ("Emerging good practices", "practices"),
}
EXPECTED = (
    "project_purpose", "evaluation_purpose", "methodology", "findings", "conclusions",
    "recommendations", "lessons",
)  # fmt: skip
ITEMS = {
    "findings": "finding",
    "recommendations": "recommendation",
    "lessons": "lesson",
    "practices": "practice",
}
CALLED = {"practice": "Good practice"}
TERMS = {"addressed_to": "an addressee", "time_frame": "a time frame"}
OF_PROJECTS = {"Project Start", "Project End", "Project Code"}


class Kind(StrEnum):
    """What a piece of advice is about; the value is the heading it stands under."""

    MISSING = "Not recorded"
    RECOMMENDATIONS = "Recommendations without addressee or time frame"
    CONTEXT = "Lessons and good practices without context"
    DATES = "Dates that contradict each other"
    ACRONYMS = "Acronyms never spelt out"
    REPETITIONS = "Said twice"
    LENGTH = "Length"


@dataclass(frozen=True)
class Place:
    """Where on the page something stands: its name, and the fragment that addresses it."""

    name: str
    anchor: str = ""


@dataclass(frozen=True)
class Advice:
    """Something to look at before publishing, never something that forbids it."""

    kind: Kind
    words: str
    places: tuple[Place, ...] = ()


def readiness(summary):
    """Return the Advice on a summary, a kind after the other, each in the order of the page."""
    passages = list(_passages(summary))
    return (
        *_missing(summary),
        *_contradicting(summary),
        *_unassigned(summary.recommendations),
        *_without_context("lessons", summary.lessons),
        *_without_context("practices", summary.practices),
        *_unspelt(summary, passages),
        *_repeated(passages),
        *_too_long(summary, passages),
    )


def contradictions(facts, projects):
    """Return {name of a fact: sentence} for dates of an evaluation that cannot all be right.

    `facts` is the evaluation or its Facts; `projects` are those that were evaluated.
    """
    begun = min((p.started for p in projects if p.started), default=None)
    ended = max((p.ended for p in projects if p.ended), default=None)
    done, first, last = facts.completed, facts.period_from, facts.period_to
    told = {}
    if begun and first and first < begun:
        told["period_from"] = f"The period covered begins before the project started ({begun})."
    if done and last and last > done:
        told["period_to"] = f"The period covered ends after the evaluation was completed ({done})."
    if begun and done and done < begun:
        told["completed"] = f"The evaluation was completed before the project started ({begun})."
    elif ended and done and facts.timing == Timing.MIDTERM and done > ended:
        told["completed"] = f"A mid-term evaluation is completed before the project ends ({ended})."
    elif ended and done and facts.timing == Timing.EX_POST and done < ended:
        told["completed"] = f"An ex-post evaluation is made after the project has ended ({ended})."
    return told


def _passages(summary):
    """Yield (Place, plain text) of all sections and items, in the order of the page."""
    for name, (title, fragment) in SECTIONS.items():
        if name not in ITEMS:
            yield Place(title, fragment), to_text(getattr(summary, name))
            continue
        for _, place, item in _placed(ITEMS[name], getattr(summary, name)):
            heading = getattr(item, "heading", "")
            yield place, "\n".join(filter(None, (heading, passage_text(item))))


def _placed(kind, items):
    for number, item in numbered(items):
        place = Place(f"{_called(kind)} {_number(number, item)}", anchor(kind, number))
        yield number, place, item


def _called(kind):
    return CALLED.get(kind, kind.capitalize())


def _number(number, item):
    """Return the number that readers see; the letter of a sub-point is but a part of one."""
    told = item.label or number
    return told if "." not in number or any(c.isdigit() for c in told) else number


def _section(name):
    return Place(*SECTIONS[name])


def _missing(summary):
    facts = [f.label for f in quick_facts(summary) if not f.values]
    if not summary.facts.projects:
        facts = [label for label in facts if label not in OF_PROJECTS]
    if facts:
        words = f"Readers will see “Not recorded” beside {_listed(facts)}."
        yield Advice(Kind.MISSING, words, (Place("Quick Facts", "quick-facts"),))
    empty = [SECTIONS[name][0] for name in EXPECTED if not getattr(summary, name)]
    if empty:
        words = f"Nothing is written under {_listed([f'“{title}”' for title in empty])}."
        yield Advice(Kind.MISSING, words)


def _contradicting(summary):
    for name, words in contradictions(summary.facts, summary.facts.projects).items():
        label = timing_label(summary.facts) if name == "completed" else "Period Covered"
        yield Advice(Kind.DATES, words, (Place(label, "quick-facts"),))


def _unassigned(recommendations):
    """Yield what lacks an addressee or a time frame, those that lack the same together."""
    lacking = {name: _lacking(recommendations, name) for name in TERMS}
    whole = {str(n) for n in range(1, len(recommendations) + 1)}
    everywhere = [name for name in TERMS if len(whole) > 1 and whole <= lacking[name]]
    if everywhere:
        words = f"None of the {len(whole)} records {_listed([TERMS[n] for n in everywhere], 'or')}."
        yield Advice(Kind.RECOMMENDATIONS, words, (_section("recommendations"),))
    alike = defaultdict(list)
    for number, place, _ in _placed("recommendation", recommendations):
        here = [TERMS[n] for n in TERMS if n not in everywhere and number in lacking[n]]
        if here:
            alike[_listed(here, "or")].append(place)
    for terms, places in alike.items():
        yield Advice(Kind.RECOMMENDATIONS, f"Without {terms}.", tuple(places))


def _lacking(recommendations, name):
    """Return the numbers of those without the term; where none of the parts has it, of the whole.

    Parts have what their recommendation has.
    """
    lacking = set()
    for n, item in enumerate(recommendations, 1):
        without = {f"{n}.{m}" for m, part in enumerate(item.parts, 1) if not getattr(part, name)}
        if not getattr(item, name):
            lacking |= without if len(without) < len(item.parts) else {str(n)}
    return lacking


def _without_context(name, items):
    places = [place for _, place, item in _placed(ITEMS[name], items) if not item.context]
    if len(places) == len(items) > 1:
        words = f"None of the {len(items)} says in what context it holds."
        yield Advice(Kind.CONTEXT, words, (_section(name),))
    elif places:
        yield Advice(Kind.CONTEXT, "Without the context in which it holds.", tuple(places))


def _unspelt(summary, passages):
    glossary = "\n".join([summary.title, *_named(summary.facts)])
    places = {}
    for acronym, place in unspelt(passages, glossary).items():
        places.setdefault(place, []).append(acronym)
    for place, acronyms in places.items():
        yield Advice(Kind.ACRONYMS, f"Spelt out nowhere: {_listed(acronyms)}.", (place,))


def _named(facts):
    """Yield the names in the facts, which may give the long form of an acronym."""
    for holder in (facts, *facts.projects):
        names = (*holder.donors, *holder.themes, *holder.areas)
        yield from (str(name) for name in names)
    yield from (project.title for project in facts.projects)
    yield from (str(o) for o in (*facts.administrative_offices, *facts.technical_offices))
    yield from (*facts.keywords, facts.manager, facts.team)


def _repeated(passages):
    """Yield one Advice for two places, with the first of the sentences that they share."""
    shared = {}
    for place, earlier, sentence in repeated(passages):
        shared.setdefault((place, earlier), []).append(opening(from_text(sentence), 70))
    for (place, earlier), sentences in shared.items():
        more = f" and {len(sentences) - 1} more" if len(sentences) > 1 else ""
        words = f"Nearly the same in both: “{sentences[0]}”{more}."
        yield Advice(Kind.REPETITIONS, words, (earlier, place))


def _too_long(summary, passages):
    texts = (summary.title, *(text for _, text in passages))
    count = sum(any(c.isalnum() for c in word) for text in texts for word in text.split())
    if count > MOST_WORDS:
        words = f"{count:,} words; a summary of four pages has no more than {MOST_WORDS:,}."
        yield Advice(Kind.LENGTH, words)


def _listed(words, last="and"):
    *others, final = words
    return f"{', '.join(others)} {last} {final}" if others else final
