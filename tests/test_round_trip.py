"""A summary written out as text, as a Word document and as a PDF, and read in, is told the same.

Not carried by any of the three, because the page tells them no more than a file does:

- keys, addresses of names, attachments;
- which facts stand with the evaluation and which with its projects; a project's title, aim,
  objectives, outcomes and programme; the cents of a budget; a source without a reference;
- of which project and version of its framework an objective is that a finding speaks to;
- the technical area of an item where it is the whole summary's;
- whether an item has the label that is its number, or none, and is shown by number or letter;
- the full stop at the end of a finding's heading, and the line breaks within a paragraph.

Text has no links: their addresses stand in brackets behind their words.

A guess that the reader makes beside what is told (`Reading.proposed`) counts for nothing here. What
a person would read otherwise than it was meant is read so too, and is not tried here: a list in a
recommendation's text is its sub-points, two lists without a paragraph between them are one, an
introduction has no lists and no more paragraphs than items follow it, a strong line is a heading,
and so is what stands before a finding's first colon, or is strong and has a stop, at its beginning.
"""

import datetime
import os
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from findings.models import Publication
from findings.numbering import numbered
from findings.quickfacts import quick_facts, themes
from findings.reading.reader import read
from findings.summary import (
    Facts,
    FindingItem,
    LessonItem,
    Name,
    PracticeItem,
    ProjectFacts,
    RatingItem,
    RecommendationItem,
    Spoken,
    Summary,
)
from findings.terms import Criterion, EvaluationType, FindingKind, Nature, Priority
from findings.writing import WRITERS, Colophon
from findings.writing.blocks import List, blocks_of
from projects.months import Month

FORMATS = ("txt", "docx", "pdf")
MANY = int(os.environ.get("EVALSITE_FUZZ", "10"))
fuzzed = settings(
    max_examples=MANY,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)

# -- what a reader is told --------------------------------------------------------------------

RICH = frozenset((
    "project_purpose", "evaluation_purpose", "methodology", "findings_introduction", "conclusions",
    "recommendations_introduction", "lessons_introduction", "practices_introduction", "body",
    "text", "context", "targeted_users", "challenges", "successes", "administrative_issues",
    "cause_and_effect", "measurable_impact", "potential_for_replication", "links_to_higher_goals",
))  # fmt: skip


def told(summary, kind="json"):
    """A summary as a reader of its file is told it."""
    facts = summary.facts
    known = themes(facts)
    known = known if len(known) == 1 else ()
    rested_on = {n for _, item in numbered(summary.recommendations) for n in item.findings}
    parts = {
        "findings": [_finding(n, f, rested_on) for n, f in enumerate(summary.findings, 1)],
        "recommendations": [_numbered(n, r) for n, r in enumerate(summary.recommendations, 1)],
    }
    printed = [(fact.label, fact.values) for fact in quick_facts(summary)]
    summary = replace(summary, facts=Facts(), attachments=(), **parts)
    said = _plain(summary, known, kind != "txt")
    address = facts.source_url if facts.external_reference else ""
    return {**said, "facts": printed, "keywords": facts.keywords, "address": address}


def _finding(number, item, rested_on):
    spoken = {
        name: tuple(Spoken("", 1, one.number) for one in getattr(item, name))
        for name in ("objectives", "outcomes")
    }
    label = item.label or (str(number) if number in rested_on else "")
    return replace(item, label=label, heading=item.heading.removesuffix("."), **spoken)


def _letter(place):
    return chr(ord("a") + place - 1)


def _numbered(number, item):
    parts = [
        replace(
            part, label=_letter(place) if part.label in ("", f"{number}.{place}") else part.label
        )
        for place, part in enumerate(item.parts, 1)
    ]
    return replace(item, label=item.label or str(number), parts=tuple(parts))


def _plain(thing, known, linked):
    """Dataclasses as dicts, rich text as blocks."""
    if isinstance(thing, (list, tuple)):
        return [_plain(one, known, linked) for one in thing]
    if not hasattr(thing, "__dataclass_fields__"):
        return thing
    fields = {
        f.name: getattr(thing, f.name) for f in thing.__dataclass_fields__.values() if f.compare
    }
    return {
        name: _blocks(value, linked) if name in RICH
        else "" if name == "theme" and value in known
        else _plain(value, known, linked)
        for name, value in fields.items()
    }  # fmt: skip


def _blocks(markup, linked):
    return [_block(block, linked) for block in blocks_of(markup)]


def _block(block, linked):
    if isinstance(block, List):
        return [(item.mark, [_block(one, linked) for one in item.blocks]) for item in block.items]
    return [(run.text, run.strong, run.em, run.href) for run in block.runs]


def read_back(data):
    """The summary that a file tells; what the reader but guessed is taken away."""
    reading = read(data)
    summary, none = reading.summary, FindingItem("")
    made = list(summary.findings)
    for name in reading.proposed:
        _, number, field = name.split(".")
        made[int(number) - 1] = replace(made[int(number) - 1], **{field: getattr(none, field)})
    return replace(summary, findings=tuple(made)), reading


def assert_round_trip(kind, summary, colophon=None):
    back, reading = read_back(WRITERS[kind](summary, colophon))
    assert told(back, kind) == told(summary, kind)
    assert (reading.words.lost, reading.unplaced) == ((), ())


# -- summaries with plausible texts ------------------------------------------------------------

_WORDS = """
    workers employers unions ministries inspectors trainers officials communities partners women
    fishers traders migrants cooperatives villages districts provinces markets schools boards
    training advice dialogue inspection equipment guidance support planning monitoring research
    improved supported trained reached agreed prepared revised discussed reported helped
    local national regional rural young skilled small joint annual practical well-known
    follow-up cross-border mid-term co-operation decision-making quickly together everywhere often
    between during without against through towards because although since before under across
    responsibilities internationalisation representativeness administration neighbourhood
"""
WORDS = _WORDS.split()
words = st.sampled_from(WORDS)
phrases = st.lists(words, min_size=2, max_size=5).map(" ".join)
names = st.lists(words.map(str.title), min_size=1, max_size=3).map(" ".join)


def sentence(random):
    """A sentence with a comma, and here and there an emphasised word."""
    said = [random.choice(WORDS) for _ in range(random.randint(5, 24))]
    looks = ["{}"] * 12 + ["<em>{}</em>", "<strong>{}</strong>", "<strong><em>{}</em></strong>"]
    middle = [random.choice(looks).format(word) for word in said[1:-1]]
    middle[random.randrange(len(middle))] += random.choice(["", ",", ";", " (by far)", " –"])
    return f"{said[0].capitalize()} {' '.join(middle)} {said[-1]}{random.choice('....?!')}"


sentences = st.sampled_from([sentence(Random(seed)) for seed in range(10 * MANY)])  # noqa: S311
paragraphs = st.lists(sentences, min_size=1, max_size=4).map(" ".join)
more_paragraphs = st.lists(paragraphs.map("<p>{}</p>".format), min_size=1, max_size=2).map("".join)


@st.composite
def lists(draw, deep=True):
    tag, start = draw(st.sampled_from([("ul", ""), ("ol", ""), ("ol", ' start="3"')]))
    items = draw(st.lists(sentences, min_size=2, max_size=4))
    within = draw(lists(deep=False)) if deep and draw(st.booleans()) else ""
    further = f"<p>{draw(sentences)}</p>" if draw(st.booleans()) else ""
    first = f"<li><p>{items[0]}</p>{further}{within}</li>"
    return f"<{tag}{start}>{first}{''.join(f'<li>{one}</li>' for one in items[1:])}</{tag}>"


@st.composite
def texts(draw):
    """Paragraphs, and lists between them."""
    text = draw(more_paragraphs)
    if draw(st.booleans()):
        text += draw(lists())
        text += draw(st.sampled_from([True, False]).flatmap(
            lambda more: more_paragraphs if more else st.just("")))  # fmt: skip
    return text


def maybe(strategy, none=""):
    return st.one_of(st.just(none), strategy)


def some(strategy, most=3):
    return st.lists(strategy, max_size=most, unique=True).map(tuple)


def choice(choices):
    return st.sampled_from([one.value for one in choices])


months = st.builds(Month, st.integers(1990, 2030), st.integers(1, 12))
labels = st.sampled_from(["F1", "F-2", "7", "C3"])
named = names.map(Name)
codes = st.builds(
    "{}/{:02}/{}/{}".format,
    st.sampled_from(["GLO", "RAS", "RAF"]),
    st.integers(0, 19),
    st.integers(10, 99),
    st.sampled_from(["UKM", "NOR"]),
)
ratings = st.builds(
    RatingItem,
    st.sampled_from(["4", "Satisfactory", "B+"]),
    st.sampled_from(["1 (low) to 6 (high)", "A to E"]),
    maybe(choice(Criterion)),
)
findings = st.builds(
    FindingItem,
    texts(),
    heading=maybe(phrases.map(str.capitalize)),
    label=maybe(labels),
    kind=choice(FindingKind),
    criterion=maybe(choice(Criterion)),
    objectives=some(st.builds(Spoken, st.just(""), st.just(1), st.integers(1, 9))),
    outcomes=some(st.builds(Spoken, st.just(""), st.just(1), st.integers(1, 9))),
    areas=some(named),
    ratings=some(ratings, 2),
)


def details(**more):
    return {
        "addressed_to": maybe(st.lists(names, min_size=1, max_size=2).map("; ".join)),
        "priority": maybe(choice(Priority)),
        "time_frame": maybe(phrases),
        "resource_implication": maybe(phrases),
        "theme": maybe(phrases),
        **more,
    }


sub_points = st.builds(RecommendationItem, more_paragraphs, **details())
recommendations = st.builds(
    RecommendationItem,
    more_paragraphs,
    **details(
        parts=st.one_of(st.just(()), st.lists(sub_points, min_size=2, max_size=4).map(tuple))
    ),
)
lessons = st.builds(
    LessonItem,
    texts(),
    label=maybe(labels),
    context=maybe(texts()),
    targeted_users=maybe(texts()),
    challenges=maybe(more_paragraphs),
    successes=maybe(lists()),
    administrative_issues=maybe(more_paragraphs),
    theme=maybe(phrases),
)
practices = st.builds(
    PracticeItem,
    texts(),
    label=maybe(labels),
    context=maybe(texts()),
    cause_and_effect=maybe(more_paragraphs),
    measurable_impact=maybe(lists()),
    potential_for_replication=maybe(more_paragraphs),
    links_to_higher_goals=maybe(texts()),
    theme=maybe(phrases),
)
budgets = st.integers(1000, 99_999_999).map(Decimal)


@st.composite
def facts(draw):
    made = draw(
        st.builds(
            Facts,
            timing=st.sampled_from(["midterm", "final", "ex_post"]),
            type=maybe(choice(EvaluationType)),
            nature=maybe(choice(Nature)),
            completed=maybe(months, None),
            period_from=maybe(months, None),
            period_to=maybe(months, None),
            manager=maybe(names),
            team=maybe(st.lists(names, min_size=1, max_size=3).map(", ".join)),
            themes=some(named),
            administrative_offices=some(named),
            technical_offices=some(named),
            keywords=some(phrases, 6),
            external_reference=maybe(st.integers(1, 9999).map(str)),
            source_url=maybe(st.just("https://example.org/report/7")),
        )
    )
    return replace(made, projects=draw(projects()))


@st.composite
def projects(draw):
    first = draw(
        st.builds(
            ProjectFacts,
            names,
            code=maybe(codes),
            started=maybe(months, None),
            ended=maybe(months, None),
            areas=some(named),
            donors=some(named),
            budget=maybe(budgets, None),
            currency=st.sampled_from(["USD", "EUR", "XOF"]),
        )
    )
    others = draw(some(codes)) if first.code else ()
    others = [code for code in others if code != first.code]
    dates = maybe(months, None)
    return first, *(ProjectFacts("Other", code, draw(dates), draw(dates)) for code in others)


@st.composite
def summaries(draw):
    made = draw(
        st.builds(
            Summary,
            names.filter(lambda name: len(name) > 8),
            facts=facts(),
            project_purpose=maybe(texts()),
            evaluation_purpose=maybe(texts()),
            methodology=maybe(texts()),
            findings=st.lists(findings, max_size=4).map(tuple),
            conclusions=maybe(texts()),
            recommendations=st.lists(recommendations, max_size=4).map(tuple),
            lessons=st.lists(lessons, max_size=3).map(tuple),
            practices=st.lists(practices, max_size=2).map(tuple),
            ratings=some(ratings, 2),
        )
    )
    made = draw(rested(made))
    introduced = {
        f"{part}_introduction": draw(maybe(paragraphs.map("<p>{}</p>".format)))
        for part in ("findings", "recommendations", "lessons", "practices")
        if getattr(made, part)
    }
    return replace(made, **introduced)


@st.composite
def rested(draw, summary):
    """The summary with findings for its recommendations to rest on."""
    positions = some(st.integers(1, len(summary.findings))) if summary.findings else st.just(())
    return replace(
        summary,
        recommendations=tuple(
            replace(r, findings=draw(positions)) for r in summary.recommendations
        ),
    )


COLOPHON = Colophon(2, datetime.date(2012, 5, 1), "https://example.org/e/", "Evaluation Office")


@fuzzed
@given(summaries(), st.sampled_from([None, COLOPHON]))
@pytest.mark.parametrize("kind", FORMATS)
def test_a_summary_written_and_read_is_told_the_same(kind, summary, colophon):
    assert_round_trip(kind, summary, colophon)


@pytest.mark.django_db
def test_the_samples_written_and_read_are_told_the_same():
    call_command("load_samples", verbosity=0)
    for publication in Publication.objects.all():
        for kind in FORMATS:
            assert_round_trip(kind, publication.summary, COLOPHON)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_true_summary_read_written_and_read_is_told_the_same(acceptance_data, kind):
    summary = read((acceptance_data / "lmpp-summary.txt").read_bytes()).summary
    assert_round_trip(kind, summary)
