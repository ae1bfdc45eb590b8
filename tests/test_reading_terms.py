"""The quiet lines below an item say what is recorded of it, and sentences do not."""

import pytest

from findings.reading.reader import read
from findings.reading.terms import rating_in, terms_in
from findings.summary import Name, RatingItem, Spoken


def test_terms_of_a_finding():
    line = "Finding F1 · Challenge · Criterion: Impact · Areas: Nepal; Korea, Republic of"
    assert terms_in(line, "findings") == {
        "label": "F1",
        "kind": "challenge",
        "criterion": "impact",
        "areas": (Name("Nepal"), Name("Korea, Republic of")),
    }


def test_a_finding_speaks_to_objectives_and_outcomes():
    assert terms_in("Speaks to: objective 1, outcome 2, outcome 3", "findings") == {
        "objectives": (Spoken("", 1, 1),),
        "outcomes": (Spoken("", 1, 2), Spoken("", 1, 3)),
    }


@pytest.mark.parametrize(
    "line",
    [
        "Findings were shared · Challenge",
        "Criterion: Beauty",
        "Challenge · Achievement",
        "Speaks to: everybody",
        "Areas:",
        "",
    ],
)
def test_what_is_no_line_of_terms(line):
    assert terms_in(line, "findings") is None


def test_a_rating_has_its_scale():
    assert rating_in("Overall rating: 4 on the scale 1 to 6") == RatingItem("4", "1 to 6")
    assert rating_in("Rating of impact: B on the scale A to E").criterion == "impact"
    assert rating_in("Rating of beauty: B on the scale A to E") is None
    assert rating_in("Overall rating: 4") is None


def test_the_words_of_an_empty_section_and_of_the_colophon_say_nothing():
    text = (
        "Evaluation Summaries\n\nA\n\nQuick Facts\n\nCountries: Kenya\n\n"
        "Project End: Not recorded\n\nMain Findings & Conclusions\n\n"
        "No findings are recorded for this evaluation.\n\n"
        "Version 2 of this summary, published 1 May 2012.\n\nEvaluation Office\n\nhttps://a.example\n"
    )
    reading = read(text.encode())
    assert (reading.summary.title, reading.summary.findings, reading.unplaced) == ("A", (), ())
    assert reading.summary.facts.projects[0].ended is None
