"""Summaries with plausible texts, for hypothesis to try."""

import os
from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

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
from projects.months import Month

MANY = int(os.environ.get("EVALSITE_FUZZ", "10"))
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
