from dataclasses import fields, replace
from decimal import Decimal

import pytest

from findings import telling
from findings.comparing import compare
from findings.summary import (
    AttachmentItem,
    Facts,
    FindingItem,
    LessonItem,
    Name,
    PracticeItem,
    ProjectFacts,
    RatingItem,
    RecommendationItem,
    Spoken,
    Statement,
    Summary,
)
from projects.months import Month

ONE = FindingItem("<p>Funds came late.</p>", id=1)
TWO = FindingItem("<p>Staff was trained.</p>", id=2)
THREE = FindingItem("<p>Women took part.</p>", id=3)


def found(*items):
    return Summary("Migration", findings=items)


def advised(*items):
    return Summary("Migration", recommendations=items)


def section(name, before, after):
    [it] = [s for s in compare(before, after) if s.name == name]
    return it


def states(name, before, after):
    return [(i.state, i.before, i.after) for i in section(name, before, after).items]


def changed(before, after):
    return [s.name for s in compare(before, after) if s.changed]


def told(difference):
    return [(piece.kind, piece.text) for piece in difference.pieces or difference.names]


def test_the_sections_stand_as_on_the_page():
    names = [s.name for s in compare(Summary("A"), Summary("A"))]
    assert names == ["title", "facts", "background", "findings", "conclusions", "recommendations",
                     "lessons", "practices", "files"]  # fmt: skip


def test_equal_summaries_have_no_changes_whatever_their_ids():
    before = found(ONE, TWO)
    assert changed(before, found(replace(ONE, id=8), replace(TWO, id=1))) == []


def test_a_text_is_compared_word_by_word():
    after = found(replace(ONE, body="<p>Funds came early.</p>"))
    [item] = section("findings", found(ONE), after).items
    assert (item.state, item.number, item.words) == ("changed", "1", "Funds came early.")
    assert told(item.fields[0]) == [
        ("same", "Funds came "), ("removed", "late"), ("added", "early"), ("same", ".")
    ]  # fmt: skip


def test_what_was_added_is_told_in_full():
    [_, item] = section("findings", found(ONE), found(ONE, TWO)).items
    assert (item.state, item.before, item.after) == ("added", "", "2")
    assert [(f.label, told(f)) for f in item.fields] == [
        ("Text", [("added", "Staff was trained.")]), ("Kind", [("added", "Observation")])
    ]  # fmt: skip


def test_what_was_removed_stands_where_it_stood():
    assert states("findings", found(ONE, TWO, THREE), found(ONE, THREE)) == [
        ("unchanged", "1", "1"), ("removed", "2", ""), ("unchanged", "3", "2")
    ]  # fmt: skip


def test_what_stood_first_and_was_removed_stands_first():
    assert states("findings", found(ONE, TWO), found(TWO))[0] == ("removed", "1", "")


def test_one_item_moved_to_the_end_is_one_move():
    assert states("findings", found(ONE, TWO, THREE), found(TWO, THREE, ONE)) == [
        ("unchanged", "2", "1"), ("unchanged", "3", "2"), ("moved", "1", "3")
    ]  # fmt: skip


def test_an_item_both_changed_and_moved_says_both():
    after = found(TWO, replace(ONE, heading="Funds"))
    item = section("findings", found(ONE, TWO), after).items[0]
    other = section("findings", found(ONE, TWO), after).items[1]
    assert {(i.state, i.moved) for i in (item, other)} == {("unchanged", False), ("changed", True)}


def test_items_without_ids_are_matched_by_what_they_say_and_then_by_place():
    before = found(FindingItem("<p>One</p>"), FindingItem("<p>Two</p>"))
    after = found(FindingItem("<p>Two</p>"), FindingItem("<p>Other</p>"))
    assert {s for s, _, _ in states("findings", before, after)} == {"unchanged", "changed"}


def test_an_item_entered_anew_with_the_same_words_is_the_same():
    after = found(TWO, replace(ONE, id=9))
    assert [s for s, _, _ in states("findings", found(ONE, TWO), after)].count("unchanged") == 1
    assert "added" not in [s for s, _, _ in states("findings", found(ONE, TWO), after)]


def test_other_items_with_ids_are_not_taken_for_each_other():
    assert [s for s, _, _ in states("findings", found(ONE), found(TWO))] == ["removed", "added"]


def test_sub_points_are_compared_as_their_own_items():
    part = RecommendationItem("<p>Train.</p>", id=2)
    whole = RecommendationItem("<p>Do.</p>", parts=(part,), id=1)
    after = replace(whole, parts=(replace(part, text="<p>Train more.</p>"),))
    assert states("recommendations", advised(whole), advised(after)) == [
        ("unchanged", "1", "1"), ("changed", "1.1", "1.1")
    ]  # fmt: skip


def test_a_sub_point_under_another_recommendation_was_moved():
    part = RecommendationItem("<p>Train.</p>", id=3)
    one, two = (RecommendationItem(f"<p>{n}</p>", id=n) for n in (1, 2))
    before = advised(replace(one, parts=(part,)), two)
    assert states("recommendations", before, advised(one, replace(two, parts=(part,)))) == [
        ("unchanged", "1", "1"), ("unchanged", "2", "2"), ("moved", "1.1", "2.1")
    ]  # fmt: skip


def test_a_recommendation_made_a_sub_point_was_moved():
    one, two = (RecommendationItem(f"<p>{n}</p>", id=n) for n in (1, 2))
    after = advised(replace(one, parts=(two,)))
    assert states("recommendations", advised(one, two), after)[1] == ("moved", "2", "1.1")


def test_resting_on_the_same_finding_under_another_number_is_no_change():
    advice = RecommendationItem("<p>Do.</p>", findings=(1,), id=1)
    before = Summary("A", findings=(ONE,), recommendations=(advice,))
    after = Summary("A", findings=(TWO, ONE), recommendations=(replace(advice, findings=(2,)),))
    assert changed(before, after) == ["findings"]


def test_findings_in_another_order_change_no_recommendation_that_rests_on_them():
    advice = RecommendationItem("<p>Do.</p>", findings=(1, 2), id=1)
    before = Summary("A", findings=(ONE, TWO), recommendations=(advice,))
    assert changed(before, replace(before, findings=(TWO, ONE))) == ["findings"]


def test_no_longer_resting_on_a_finding_is_a_change():
    advice = RecommendationItem("<p>Do.</p>", findings=(1, 2), id=1)
    before = Summary("A", findings=(ONE, TWO), recommendations=(advice,))
    after = replace(before, recommendations=(replace(advice, findings=(2,)),))
    [item] = section("recommendations", before, after).items
    assert told(item.fields[0]) == [("removed", "finding 1"), ("same", "finding 2")]


def test_facts_are_told_in_the_order_of_the_quick_facts():
    after = Facts(timing="final", areas=(Name("Tunisia"),), completed=Month(2009, 10))
    found = section("facts", Summary("A"), Summary("A", facts=after)).fields
    assert [(f.label, told(f)) for f in found] == [
        ("Countries and areas", [("added", "Tunisia")]),
        ("Timing", [("added", "Final")]),
        ("Completed", [("added", "October 2009")]),
    ]


def test_emphasis_alone_is_a_change_of_formatting():
    after = found(replace(ONE, body="<p>Funds came <em>late</em>.</p>"))
    [field] = section("findings", found(ONE), after).items[0].fields
    assert (field.formatting, field.pieces) == (True, ())


def test_nothing_and_a_budget_of_nothing_are_two_things():
    after = Summary("A", facts=Facts(budget=Decimal(0)))
    [field] = section("facts", Summary("A"), after).fields
    assert told(field) == [("added", "0.00")]


@pytest.mark.parametrize(
    ("kind", "tables"),
    [
        (Facts, [telling.FACTS, {"projects": ()}]),
        (ProjectFacts, [telling.PROJECT]),
        (FindingItem, [telling.FINDING]),
        (RecommendationItem, [telling.RECOMMENDATION, {"parts": ()}]),
        (LessonItem, [telling.LESSON]),
        (PracticeItem, [telling.PRACTICE]),
        (
            Summary,
            [telling.TITLE, telling.BACKGROUND, telling.FINDINGS, telling.CONCLUSIONS]
            + [telling.RECOMMENDATIONS, telling.LESSONS, telling.PRACTICES, telling.FILES]
            + [dict.fromkeys(["facts", "findings", "recommendations", "lessons", "practices"])],
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_field_that_a_summary_tells_is_compared(kind, tables):
    compared = [name for table in tables for name in table]
    assert sorted(compared) == sorted(f.name for f in fields(kind) if f.compare)


STATEMENT = Statement(1, "<p>Decent work.</p>", valid_from=Month(2006, 11))
OTHERS = {
    Summary: {
        "title": "Other", "language": "fr", "methodology": "<p>Visits</p>",
        "conclusions": "<p>Good</p>", "ratings": (RatingItem("5", "1 to 6"),),
        "attachments": (AttachmentItem("report", "a.pdf", 3, "ab"),),
        "lessons": (LessonItem("<p>L</p>"),), "practices": (PracticeItem("<p>P</p>"),),
        "findings": (ONE,), "recommendations": (RecommendationItem("<p>R</p>"),),
    },
    Facts: {
        "timing": "final", "type": "cluster", "nature": "joint", "completed": Month(2010, 1),
        "donors": (Name("Norway"),), "keywords": ("skills",), "budget": Decimal("1.50"),
        "projects": (ProjectFacts("P", id=1),), "source_url": "https://ilo.org/",
    },
    ProjectFacts: {
        "objectives": (STATEMENT,), "outcomes": (STATEMENT,), "aim": "<p>Work</p>",
        "started": Month(2006, 11), "code": "GLO/O6/57/UKM", "themes": (Name("Skills"),),
    },
    FindingItem: {
        "kind": "challenge", "criterion": "impact", "ratings": (RatingItem("5", "1 to 6"),),
        "objectives": (Spoken("P", 1, 1),), "label": "4", "heading": "Funds",
    },
    RecommendationItem: {
        "priority": "high", "findings": (1,), "parts": (RecommendationItem("<p>R</p>", id=7),),
        "addressed_to": "ILO", "theme": "Skills",
    },
    LessonItem: {"context": "<p>C</p>", "successes": "<p>S</p>"},
    PracticeItem: {"links_to_higher_goals": "<p>SDG 8</p>"},
}  # fmt: skip
PLACES = {
    Summary: lambda it: it,
    Facts: lambda it: Summary("A", facts=it),
    ProjectFacts: lambda it: Summary("A", facts=Facts(projects=(it,))),
    FindingItem: lambda it: found(it),
    RecommendationItem: lambda it: Summary("A", findings=(ONE,), recommendations=(it,)),
    LessonItem: lambda it: Summary("A", lessons=(it,)),
    PracticeItem: lambda it: Summary("A", practices=(it,)),
}


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, name) for kind, others in OTHERS.items() for name in others],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_whatever_differs_is_a_change_and_its_contrary_too(kind, name):
    plain = kind("<p>A</p>") if kind is not Facts else Facts()
    before = PLACES[kind](plain)
    after = PLACES[kind](replace(plain, **{name: OTHERS[kind][name]}))
    assert len(changed(before, after)) == len(changed(after, before)) == 1
    assert changed(before, before) == changed(after, after) == []
