"""What a publisher is advised to look at before publishing."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from findings import repetitions
from findings.readiness import Kind, readiness
from findings.summary import (
    Facts,
    FindingItem,
    LessonItem,
    Name,
    PracticeItem,
    ProjectFacts,
    RecommendationItem,
    Summary,
)
from projects.months import Month
from projects.richtext import from_text

from .test_true_summary import published, source  # noqa: F401

ANSWERABLE = {"addressed_to": "Ministry of Labour", "time_frame": "by 2012"}
PROJECT = ProjectFacts(
    "Safer sites",
    code="GLO/10/01/UKM",
    started=Month(2007, 1),
    ended=Month(2009, 12),
    areas=(Name("Nepal"),),
    donors=(Name("Norway"),),
    themes=(Name("Labour inspection"),),
)
READY = Summary(
    "Safer sites – final evaluation",
    facts=Facts(
        timing="final",
        nature="independent",
        completed=Month(2009, 10),
        manager="A. Manager",
        team="B. Evaluator",
        keywords=("labour inspection",),
        projects=(PROJECT,),
    ),
    project_purpose="<p>Inspectors were to be trained.</p>",
    evaluation_purpose="<p>What came of it was to be seen.</p>",
    methodology="<p>Interviews were held.</p>",
    findings=(FindingItem("<p>Inspectors were trained.</p>"),),
    conclusions="<p>Training was not enough.</p>",
    recommendations=(RecommendationItem("<p>Train more inspectors.</p>", **ANSWERABLE),),
    lessons=(LessonItem("<p>Training is no reform.</p>", context="<p>In small firms.</p>"),),
)
SENTENCE = "The project reached {} of the small building sites in the three districts it worked in."


def with_facts(**facts):
    return replace(READY, facts=replace(READY.facts, **facts))


def told(summary, kind):
    """[(names of the places, words)] of one kind of advice."""
    found = [advice for advice in readiness(summary) if advice.kind == kind]
    return [([place.name for place in advice.places], advice.words) for advice in found]


def spelt_nowhere(text, **more):
    found = told(replace(READY, conclusions=from_text(text), **more), Kind.ACRONYMS)
    return " ".join(words.removeprefix("Spelt out nowhere: ") for _, words in found)


def test_a_summary_that_lacks_nothing_gets_no_advice():
    assert readiness(READY) == ()


def test_facts_that_are_not_recorded_are_told_together():
    [(places, words)] = told(with_facts(team="", keywords=()), Kind.MISSING)
    assert places == ["Quick Facts"]
    assert words == "Readers will see “Not recorded” beside Evaluation Team and Keywords."


def test_an_evaluation_of_no_project_needs_no_dates_of_a_project():
    facts = {"areas": (Name("Nepal"),), "donors": (Name("Norway"),), "themes": (Name("Skills"),)}
    assert told(with_facts(projects=(), **facts), Kind.MISSING) == []


def test_sections_without_a_word_are_told_together():
    [(_, words)] = told(replace(READY, methodology="", lessons=()), Kind.MISSING)
    assert words == (
        "Nothing is written under “Methodology of evaluation” and “Important lessons learned”."
    )


def test_an_introduction_may_be_missing():
    assert told(replace(READY, findings_introduction=""), Kind.MISSING) == []


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"completed": Month(2006, 12)}, "was completed before the project started (January 2007)"),
        ({"period_from": Month(2006, 1)}, "begins before the project started (January 2007)"),
        ({"period_to": Month(2009, 11)}, "after the evaluation was completed (October 2009)"),
        ({"timing": "midterm", "completed": Month(2010, 1)}, "before the project ends (December"),
        ({"timing": "ex_post"}, "after the project has ended (December 2009)"),
    ],
)
def test_dates_that_contradict_each_other(facts, words):
    [(_, told_words)] = told(with_facts(**facts), Kind.DATES)
    assert words in told_words


@pytest.mark.parametrize("timing", ["final", "midterm", "other", ""])
def test_an_evaluation_in_the_last_month_of_its_project_contradicts_nothing(timing):
    assert told(with_facts(timing=timing, completed=Month(2009, 12)), Kind.DATES) == []


def recommending(*items):
    recommendations = told(replace(READY, recommendations=items), Kind.RECOMMENDATIONS)
    return [(", ".join(places), words) for places, words in recommendations]


def test_recommendations_without_addressee_or_time_frame_are_told_by_what_they_lack():
    assert recommending(
        RecommendationItem("<p>One.</p>", **ANSWERABLE),
        RecommendationItem("<p>Two.</p>"),
        RecommendationItem("<p>Three.</p>", label="R3", addressed_to="Unions"),
        RecommendationItem("<p>Four.</p>"),
    ) == [
        ("Recommendation 2, Recommendation 4", "Without an addressee or a time frame."),
        ("Recommendation R3", "Without a time frame."),
    ]


def test_what_all_recommendations_lack_is_told_once():
    items = [RecommendationItem(f"<p>{n}.</p>", addressed_to="Unions") for n in range(40)]
    assert recommending(*items) == [
        ("Main recommendations", "None of the 40 records a time frame.")
    ]


def test_sub_points_have_what_their_recommendation_has():
    part = RecommendationItem("<p>Part.</p>")
    assert recommending(RecommendationItem("<p>Do:</p>", parts=(part,), **ANSWERABLE)) == []
    assert recommending(
        RecommendationItem("<p>Do:</p>", parts=(replace(part, **ANSWERABLE), part))
    ) == [("Recommendation 1.2", "Without an addressee or a time frame.")]


def test_a_recommendation_is_answerable_by_its_sub_points():
    part = RecommendationItem("<p>Part.</p>", **ANSWERABLE)
    assert recommending(RecommendationItem("<p>Do:</p>", parts=(part, part))) == []


def test_places_are_addressed_as_on_the_page():
    parts = (
        RecommendationItem("<p>a</p>", **ANSWERABLE),
        RecommendationItem("<p>b</p>", label="b"),
    )
    items = (*READY.recommendations, RecommendationItem("<p>Do:</p>", parts=parts))
    [advice] = readiness(replace(READY, recommendations=items))
    assert [(p.name, p.anchor) for p in advice.places] == [
        ("Recommendation 2.2", "recommendation-2-2")
    ]


def test_lessons_and_good_practices_without_context_are_told():
    lessons = (*READY.lessons, LessonItem("<p>Two.</p>", label="L2"), LessonItem("<p>Three.</p>"))
    found = told(
        replace(READY, lessons=lessons, practices=(PracticeItem("<p>One.</p>"),)), Kind.CONTEXT
    )
    assert [places for places, _ in found] == [["Lesson L2", "Lesson 3"], ["Good practice 1"]]


def test_acronyms_are_told_where_they_stand_first():
    summary = replace(
        READY,
        methodology="<p>ACTRAV and the DWCPs were read.</p>",
        conclusions="<p>ACTRAV agreed with PARDEV.</p>",
    )
    assert told(summary, Kind.ACRONYMS) == [
        (["Methodology of evaluation"], "Spelt out nowhere: ACTRAV and DWCP."),
        (["Conclusions"], "Spelt out nowhere: PARDEV."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Decent Work Country Programmes (DWCPs) help. A DWCP is a plan.",
        "A DWCP (decent work country programme) is a plan.",
        "The country programme (hereafter “the DWCP”) is a plan. The DWCP helps.",
        "The Decent Work Country Programme is a plan. A DWCP helps.",
        "Le programme par pays de promotion du travail décent (ci-après PPTD). Un PPTD aide.",
        "Un PPTD (programme par pays pour le travail décent) aide.",
        "Le programme par pays (PPTD, en anglais DWCP) aide. Un PPTD est un DWCP.",
        "El Programa de Trabajo Decente por País (PTDP) ayuda. Un PTDP es un plan.",
        "Un PTDP (Programa de Trabajo Decente por País) ayuda.",
        "The Department for International Development paid. DFID agreed.",
    ],
)
def test_an_acronym_is_spelt_out_beside_its_long_form(text):
    assert spelt_nowhere(text) == ""


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("A DWCP (see annex 2) is a plan.", "DWCP."),
        ("Trade unions (ITUC, and PSI) agreed.", "ITUC and PSI."),
        ("The P&B says so.", "P&B."),
        ("L’ACTRAV, l'ACTEMP et les PPTD.", "ACTRAV, ACTEMP and PPTD."),
        ("Migrants turned to MIGRANT; every migrant knows MIGRANT.", "MIGRANT."),
        ("ACTRAV/ACTEMP agreed with the ILO-ROAP office.", "ACTRAV, ACTEMP and ROAP."),
    ],
)
def test_an_acronym_without_long_form_is_told(text, acronyms):
    assert spelt_nowhere(text) == acronyms


@pytest.mark.parametrize(
    "text",
    [
        "The ILO and the UN told NGOs of USD 5,000 for HIV; l’OIT et l’ONU aussi.",
        "Phases II, III and XIV ended; chapters IV and IX remain.",
        "The project GLO/O6/57/UKM followed RAS-08-61-NOR and Convention C189.",
        "See https://example.org/ABC/DEF or write to EVAL@example.org.",
        "MAIN FINDINGS AND LESSONS",
        "EFFECTIVENESS: the project reached its aims.",
        "Inspectors should NOT go alone, and they do not.",
        "Ministers called it IMPORTANTLY different.",
    ],
)
def test_what_only_looks_like_an_acronym_is_not_told(text):
    assert spelt_nowhere(text) == ""


def test_the_long_form_may_stand_in_the_facts_or_the_title():
    facts = replace(READY.facts, donors=(Name("Department for Development (DFD)"),))
    assert spelt_nowhere("DFD paid.", facts=facts) == ""
    assert spelt_nowhere("The SLI ended.", title="Stronger Labour Inspection") == ""
    assert spelt_nowhere("DFD paid.") == "DFD."


def test_a_sentence_that_stands_nearly_the_same_elsewhere_is_told_with_both_places():
    summary = replace(
        READY,
        findings=(FindingItem(f"<p>{SENTENCE.format('most')}</p>"),),
        conclusions=f"<p>It did well. {SENTENCE.format('almost all')}</p>",
    )
    [(places, words)] = told(summary, Kind.REPETITIONS)
    assert places == ["Finding 1", "Conclusions"]
    assert words.startswith("Nearly the same in both: “The project reached almost all of")


def test_what_two_places_share_is_told_once():
    text = f"<p>{SENTENCE.format('most')} {'It went on for as many years as there was money.'}</p>"
    summary = replace(READY, conclusions=text, findings=(FindingItem(text),))
    [(_, words)] = told(summary, Kind.REPETITIONS)
    assert words.endswith("” and 1 more.")


def test_an_item_is_not_held_against_itself():
    text = f"<p>{SENTENCE.format('most')} {SENTENCE.format('almost all')}</p>"
    assert told(replace(READY, conclusions=text), Kind.REPETITIONS) == []


def test_short_and_different_sentences_may_be_alike():
    summary = replace(
        READY,
        findings=(FindingItem("<p>Inspectors were trained. Unions in the south took part.</p>"),),
        conclusions="<p>Inspectors were trained. Employers in the north and the south did not.</p>",
    )
    assert told(summary, Kind.REPETITIONS) == []


def test_more_than_2600_words_are_told():
    words = " ".join(f"word{n}" for n in range(2598))
    full = Summary("Safer – sites", conclusions=f"<p>{words}</p>")  # the dash is no word
    assert told(full, Kind.LENGTH) == []
    [(_, said)] = told(replace(full, title="Safer – building sites"), Kind.LENGTH)
    assert said == "2,601 words; a summary of four pages has no more than 2,600."


def test_a_sentence_is_held_against_few_others_however_often_it_stands(monkeypatch):
    held = []

    class Counting(Counter):
        def __init__(self, numbers):
            numbers = list(numbers)
            held.append(len(numbers))
            super().__init__(numbers)

    monkeypatch.setattr(repetitions, "Counter", Counting)
    found = list(repetitions.repeated((n, SENTENCE) for n in range(500)))
    assert [earlier for _, earlier, _ in found] == [0] * 499
    assert max(held) <= 20 * len(SENTENCE.split())


@pytest.mark.django_db
def test_the_advice_on_the_true_summary_is_short_and_right(request):
    found = readiness(request.getfixturevalue("published").summary)
    told = [(advice.kind, *(place.anchor for place in advice.places)) for advice in found]
    assert told[:2] == [(Kind.RECOMMENDATIONS, "recommendations"), (Kind.CONTEXT, "lessons")]
    acronyms = " ".join(advice.words for advice in found if advice.kind == Kind.ACRONYMS)
    assert {"ITUC", "DWCP", "RBSA"} <= set(re.findall(r"\w+", acronyms))
    assert not {"LMPP", "DFID", "MFLM", "GFMD", "IOM", "PFA", "UKM"} & set(
        re.findall(r"\w+", acronyms)
    )
    assert told[-2:] == [
        (Kind.REPETITIONS, "finding-9", "conclusions"),
        (Kind.REPETITIONS, "conclusions", "recommendation-6"),
    ]
    assert len(found) == 9
