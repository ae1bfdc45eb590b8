"""Lists, narrowed by facets, a page at a time; what one may not read is nowhere in them."""

import pytest

from .factories import (
    ActionFactory,
    AreaFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    LessonFactory,
    ProjectFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LISTS = ("evaluations", "findings", "recommendations", "lessons", "practices", "projects")


def listed(client, address):
    return client.get(address).context


def labels(context, facet):
    """Return {label: count} of a facet that a page shows."""
    panels = {panel.facet.name: panel for panel in context["panels"]}
    return {value.label: value.count for value in panels[facet].values} if facet in panels else {}


def headings(context):
    return [hit.heading for hit in context["hits"]]


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_what_will_stand_here(client, name):
    page = client.get(f"/{name}/").content.decode()
    assert "yet" in page and "Narrow down" not in page


@pytest.mark.parametrize("name", LISTS)
def test_drafts_and_what_is_for_staff_stand_in_no_list(client, name):
    for audience in ("staff", None):
        evaluation = EvaluationFactory(projects=[ProjectFactory(audience="staff")])
        for factory in (FindingFactory, RecommendationFactory, LessonFactory):
            factory(evaluation=evaluation)
        if audience:
            evaluation.publish(by=None, audience=audience)
    assert listed(client, f"/{name}/")["total"] == 0
    client.force_login(UserFactory(is_staff=True))
    expected = {"practices": 0, "projects": 2}.get(name, 1)
    assert listed(client, f"/{name}/")["total"] == expected


def test_values_of_one_facet_widen_and_facets_narrow(client):
    one, two = DonorFactory(slug="one"), DonorFactory(slug="two")
    for donor, timing in ((one, "final"), (two, "final"), (two, "midterm")):
        EvaluationFactory(donors=[donor], timing=timing).publish(by=None)
    assert listed(client, "/evaluations/?donor=one")["total"] == 1
    assert listed(client, "/evaluations/?donor=one&donor=two")["total"] == 3
    assert listed(client, "/evaluations/?donor=one&donor=two&timing=final")["total"] == 2


def test_a_region_holds_its_countries(client):
    region = AreaFactory(code="XAF", name="Region", kind="region")
    country = AreaFactory(code="XGH", name="Country", parent=region)
    EvaluationFactory(title="There", areas=[country]).publish(by=None)
    EvaluationFactory(title="Elsewhere", areas=[AreaFactory()]).publish(by=None)
    assert headings(listed(client, "/evaluations/?area=XAF")) == ["There"]
    assert labels(listed(client, "/evaluations/"), "area")["Region"] == 1


def test_a_donor_that_was_merged_counts_as_the_one_that_was_kept(client):
    from projects.merging import merge, undo

    kept, double = DonorFactory(name="Norway"), DonorFactory(name="NORWAY")
    for donor in (kept, double):
        EvaluationFactory(donors=[donor]).publish(by=None)
    EvaluationFactory(donors=[DonorFactory()]).publish(by=None)
    assert labels(listed(client, "/evaluations/"), "donor")["Norway"] == 1
    merged = merge(kept, double, by=UserFactory())
    assert labels(listed(client, "/evaluations/"), "donor")["Norway"] == 2
    undo(merged, by=UserFactory())
    assert labels(listed(client, "/evaluations/"), "donor")["Norway"] == 1


def test_a_donor_is_called_as_it_is_called_now(client):
    donor = DonorFactory(name="Before")
    for donors in ([donor], [DonorFactory()]):
        EvaluationFactory(donors=donors).publish(by=None)
    assert "Before" in labels(listed(client, "/evaluations/"), "donor")
    donor.name = "After"
    donor.save()
    assert "After" in labels(listed(client, "/evaluations/"), "donor")


def test_findings_are_narrowed_by_criterion_and_kind(client):
    evaluation = EvaluationFactory()
    for heading, criterion, kind in (
        ("A", "impact", "achievement"), ("B", "impact", "challenge"), ("C", "", "challenge")
    ):  # fmt: skip
        FindingFactory(evaluation=evaluation, heading=heading, criterion=criterion, kind=kind)
    evaluation.publish(by=None)
    shown = listed(client, "/findings/?criterion=impact&kind=challenge")
    assert headings(shown) == ["B"]
    assert labels(shown, "criterion") == {"Impact": 1, "Not recorded": 1}
    assert labels(shown, "kind") == {"Achievement": 1, "Challenge": 1}


def test_recommendations_are_narrowed_by_what_came_of_them(client):
    evaluation = EvaluationFactory()
    first, second = (RecommendationFactory(evaluation=evaluation) for _ in range(2))
    evaluation.publish(by=None)
    assert listed(client, "/recommendations/?decision=accepted")["total"] == 0
    ResponseFactory(recommendation=first, decision="accepted")
    assert listed(client, "/recommendations/?decision=accepted")["total"] == 1
    ActionFactory(recommendation=second, due="2020-01-01", status="in_progress")
    assert listed(client, "/recommendations/?status=overdue")["total"] == 1
    assert listed(client, "/recommendations/?status=in-progress")["total"] == 0
    second.actions.update(due=None)
    assert listed(client, "/recommendations/?status=in-progress")["total"] == 1


def test_what_was_struck_leaves_the_list(client):
    finding = FindingFactory()
    finding.evaluation.publish(by=None)
    assert listed(client, "/findings/")["total"] == 1
    finding.strike(by=UserFactory(), reason="Wrong.")
    assert listed(client, "/findings/")["total"] == 0


def test_the_address_holds_the_whole_state_and_chips_take_it_off(client):
    theme = ThemeFactory(name="Skills & work")
    EvaluationFactory(themes=[theme], timing="final", completed="2012-01").publish(by=None)
    address = "/evaluations/?q=evaluation&theme=Skills+%26+work&timing=final&year_from=2010"
    shown = listed(client, address)
    assert shown["total"] == 1
    assert [chip.title for chip in shown["chips"]] == [
        "Search", "Technical area", "Timing", "Year"
    ]  # fmt: skip
    assert shown["chips"][1].href == "?q=evaluation&timing=final&year_from=2010"
    assert shown["chips"][3].href == "?q=evaluation&theme=Skills+%26+work&timing=final"


def test_a_list_is_sorted_as_one_asks(client):
    for title, month in (("B", "2010-01"), ("a", "2012-01"), ("C", None)):
        EvaluationFactory(title=title, completed=month).publish(by=None)
    assert headings(listed(client, "/evaluations/")) == ["a", "B", "C"]
    assert headings(listed(client, "/evaluations/?sort=oldest")) == ["B", "a", "C"]
    assert headings(listed(client, "/evaluations/?sort=title")) == ["a", "B", "C"]


def test_a_list_that_was_searched_has_the_best_answers_first(client):
    for heading, body in (("Inspectors", "They came."), ("Mines", "Whoever came. " * 40)):
        finding = FindingFactory(heading=heading, body=f"{body} Inspectors.")
        finding.evaluation.publish(by=None)
    best, newest = (listed(client, f"/findings/?q=inspectors{s}") for s in ("", "&sort=newest"))
    assert headings(best) == ["<mark>Inspectors</mark>", "Mines"]
    assert headings(newest) == ["Mines", "<mark>Inspectors</mark>"]
    assert [label for label, _, chosen in best["sorts"] if chosen] == ["Best answers first"]


def test_the_best_answers_go_on_from_page_to_page(client):
    lesson = LessonFactory(text="Training 0.")
    for n in range(1, 60):
        LessonFactory(text=f"Training {n}.", evaluation=lesson.evaluation)
    lesson.evaluation.publish(by=None)
    address, seen = "?q=training", []
    while address:
        shown = listed(client, f"/lessons/{address}")
        seen += [hit.href for hit in shown["hits"]]
        address = shown["links"]["after"]
    assert len(seen) == len(set(seen)) == 60
    before = listed(client, f"/lessons/{shown['links']['before']}")
    assert [hit.href for hit in before["hits"]] == seen[25:50]


def pages(client, address):
    """Yield the headings of each page, from the first on."""
    href = address
    while href:
        shown = listed(client, href)
        yield headings(shown)
        after = shown["links"]["after"]
        href = after and address.partition("?")[0] + after


def test_pages_follow_each_other_by_key(client):
    evaluation = EvaluationFactory()
    for n in range(30):
        FindingFactory(evaluation=evaluation, heading=f"Finding {n}", position=n)
    evaluation.publish(by=None)
    first, second = pages(client, "/findings/")
    assert (len(first), len(second)) == (25, 5)
    assert first + second == [f"Finding {n}" for n in range(30)]


def test_a_page_stays_where_it_is_when_something_new_comes(client):
    for n in range(30):
        EvaluationFactory(title=f"No. {n:02}", completed=f"20{n:02}-01").publish(by=None)
    after = listed(client, "/evaluations/")["links"]["after"]
    before = headings(listed(client, f"/evaluations/{after}"))
    EvaluationFactory(title="Newest", completed="2031-01").publish(by=None)
    assert headings(listed(client, f"/evaluations/{after}")) == before
    back = listed(client, f"/evaluations/{after}")["links"]["before"]
    assert headings(listed(client, f"/evaluations/{back}"))[-1] == "No. 05"


@pytest.mark.parametrize(
    "query",
    ["after=1-1", "after=99999999999-9999999", "before=0-0", "after=x", "after=1", "before=-1-1",
     "after=%C2%B2-1", "print=1&after=5-5", "sort=title&after=7-3&year_from=1", "more=area",
     "area=%F0%9F%98%80", "criterion=%00", "year_from=0000", "q=%00&sort=&more=", "theme=-"],
)  # fmt: skip
def test_no_address_breaks_a_list(client, query):
    FindingFactory().evaluation.publish(by=None)
    for name in LISTS:
        assert client.get(f"/{name}/?{query}").status_code == 200


def test_a_list_can_be_printed_whole(client):
    for n in range(30):
        EvaluationFactory(title=f"No. {n}").publish(by=None)
    page = client.get("/evaluations/?print=1").content.decode()
    assert all(f"No. {n}<" in page for n in range(30))
    assert "Narrow down" not in page


def test_a_list_costs_the_same_for_many_rows(client, django_assert_max_num_queries):
    for _ in range(12):
        evaluation = EvaluationFactory(projects=[ProjectFactory(donors=[DonorFactory()])])
        FindingFactory(evaluation=evaluation)
        evaluation.publish(by=None)
    for name in LISTS:
        listed(client, f"/{name}/")
        with django_assert_max_num_queries(7):
            listed(client, f"/{name}/")


def test_lists_run_no_script_and_style_nothing_inline(client):
    FindingFactory().evaluation.publish(by=None)
    page = client.get("/findings/").content.decode()
    assert "<script" not in page and "style=" not in page
