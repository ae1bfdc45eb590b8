"""Evaluations side by side: two of a project, and two to four that somebody chose."""

import pytest

from findings.fates import fates
from findings.followup import FollowUp
from findings.pages import summary_page
from projects.merging import merge

from .factories import (
    ActionFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    LessonFactory,
    ProjectFactory,
    RecommendationFactory,
    ResponseFactory,
    UserFactory,
)
from .test_versions import text

pytestmark = pytest.mark.django_db
ADVICE = "Register domestic workers for social security in every municipality."
AGAIN = "In nine municipalities domestic workers were registered for social security."


def evaluated(project, timing, month, audience="everybody", **kwargs):
    """Return an evaluation of a project that is not published yet."""
    projects = [project] if project else []
    return EvaluationFactory(projects=projects, timing=timing, completed=month, **kwargs)


@pytest.fixture
def project():
    return ProjectFactory(title="Safe work", slug="safe-work")


@pytest.fixture
def midterm(project):
    return evaluated(project, "midterm", "May 2010", title="Halfway", conclusions="Go on.")


@pytest.fixture
def final(project):
    return evaluated(project, "final", "June 2012", title="At the end", conclusions="It lasted.")


def publish(*evaluations):
    for evaluation in evaluations:
        evaluation.publish(by=None)


def page_of(client, query=""):
    response = client.get(f"/projects/safe-work/evaluations/{query}")
    assert response.status_code == 200
    return text(response)


def fates_of(*evaluations):
    summaries = [e.publications.get().summary for e in evaluations]
    return fates(*(summary_page(s, FollowUp.of(s)) for s in summaries))


def test_a_recommendation_is_shown_with_its_fate_and_where_it_is_spoken_of_again(
    client, midterm, final
):
    advice = RecommendationFactory(evaluation=midterm, text=ADVICE)
    again = FindingFactory(evaluation=final, body=AGAIN, heading="Nine municipalities")
    FindingFactory(evaluation=final, body="Fishing vessels carry life jackets.")
    publish(midterm, final)
    ResponseFactory(recommendation=advice, decision="accepted", comment="We shall.")
    ActionFactory(recommendation=advice, text="Print forms.", status="completed")
    page = page_of(client)
    fate = page.partition('id="fates"')[2].partition('id="findings"')[0]
    for told in ("Register domestic", "We shall.", "Print forms.", ">Completed<", "Accepted"):
        assert told in fate
    assert f'href="/findings/{again.pk}/"' in fate and "Nine municipalities" in fate
    shown = fate.partition("Both speak of:")[2].partition("</p>")[0]
    assert "domestic workers</span>" in shown and "social security</span>" in shown
    assert "Fishing" not in fate


def test_sub_points_are_shown_with_their_own_answers(client, midterm, final):
    whole = RecommendationFactory(evaluation=midterm, text="Train inspectors.")
    part = RecommendationFactory(evaluation=midterm, parent=whole, text="In all districts.")
    publish(midterm, final)
    ResponseFactory(recommendation=part, decision="rejected", comment="Too dear.")
    fate = page_of(client).partition('id="fates"')[2].partition("</section>")[0]
    assert "In all districts." in fate and "Too dear." in fate and "Rejected" in fate


def test_what_nobody_speaks_of_again_says_so(client, midterm, final):
    RecommendationFactory(evaluation=midterm, text=ADVICE)
    publish(midterm, final)
    page = page_of(client)
    assert "No recommendation or finding here shares" in page and "No response recorded" in page


def test_the_likest_item_comes_first(midterm, final):
    RecommendationFactory(evaluation=midterm, text=ADVICE)
    FindingFactory(evaluation=final, body="Domestic workers lack social contacts and telephones.")
    FindingFactory(evaluation=final, body=AGAIN)
    publish(midterm, final)
    [fate] = fates_of(midterm, final)
    assert fate.again[0].text == f"<p>{AGAIN}</p>"


def test_what_is_said_elsewhere_does_not_weigh(midterm, final):
    RecommendationFactory(evaluation=midterm, text=ADVICE)
    FindingFactory(evaluation=final, body=AGAIN)
    publish(midterm, final)
    before = fates_of(midterm, final)
    for _ in range(5):
        LessonFactory(text=ADVICE).evaluation.publish(by=None, audience="staff")
    assert fates_of(midterm, final) == before


def test_both_conclusions_and_lessons_stand_beside_each_other(client, midterm, final):
    LessonFactory(evaluation=midterm, text="Begin early.")
    LessonFactory(evaluation=final, text="End late.")
    FindingFactory(evaluation=final, body="It reached many.", criterion="impact")
    publish(midterm, final)
    page = page_of(client)
    assert page.index("Go on.") < page.index("It lasted.")
    assert page.index("Begin early.") < page.index("End late.")
    assert "<h3>Impact</h3>" in page and "Nothing recorded" in page
    assert "Mid-term Evaluation, May 2010" in page and "Final Evaluation, June 2012" in page


def test_the_project_leads_to_it_where_two_can_be_read(client, midterm, final):
    publish(midterm)
    address = "/projects/safe-work/evaluations/"
    assert address not in text(client.get("/projects/safe-work/"))
    publish(final)
    page = text(client.get("/projects/safe-work/"))
    assert f'<a href="{address}">Mid-term and final side by side' in page


def test_one_evaluation_has_no_such_page(client, midterm):
    publish(midterm)
    assert client.get("/projects/safe-work/evaluations/").status_code == 404


@pytest.mark.parametrize("state", ["draft", "staff", "donors", "withdrawn"])
def test_what_one_may_not_read_is_not_one_of_the_two(client, midterm, final, state):
    publish(midterm)
    if state != "draft":
        final.publish(by=None, audience=state if state != "withdrawn" else "everybody")
    if state == "withdrawn":
        final.withdraw(by=None, reason="Too early.")
    assert client.get("/projects/safe-work/evaluations/").status_code == 404
    assert "/projects/safe-work/evaluations/" not in text(client.get("/projects/safe-work/"))


def test_staff_read_both(client, midterm, final):
    for evaluation in (midterm, final):
        evaluation.publish(by=None, audience="staff")
    client.force_login(UserFactory(is_staff=True))
    assert "Mid-term and final side by side" in page_of(client)


def test_a_struck_recommendation_has_no_fate(client, midterm, final):
    advice = RecommendationFactory(evaluation=midterm, text=ADVICE)
    publish(midterm, final)
    advice.strike(by=None, reason="Misread.")
    page = page_of(client)
    assert "Register domestic" not in page and "records no recommendations" in page


def test_a_project_for_staff_has_no_such_page_for_others(client, project, midterm, final):
    publish(midterm, final)
    project.audience = "staff"
    project.save()
    assert client.get("/projects/safe-work/evaluations/").status_code == 404


def test_a_project_that_was_merged_leads_to_the_one_that_was_kept(client, project):
    double = ProjectFactory(slug="safer-work")
    merge(project, double, by=UserFactory())
    answer = client.get("/projects/safer-work/evaluations/")
    assert answer.status_code == 301 and answer.url == "/projects/safe-work/"


def test_of_three_the_newest_stands_beside_the_mid_term_and_others_can_be_chosen(
    client, project, midterm, final
):
    third = evaluated(project, "final", "May 2011", title="Between")
    publish(midterm, third, final)
    page = page_of(client)
    assert "Mid-term and final side by side" in page and "Show these two" in page
    chosen = page_of(client, f"?earlier={final.slug}&later={third.slug}")
    assert chosen.index("May 2011") < chosen.index("June 2012")
    assert "Two evaluations side by side" in chosen


def test_the_same_evaluation_twice_is_not_compared(client, midterm, final):
    publish(midterm, final)
    assert "Choose two different" in page_of(client, f"?earlier={final.slug}")


@pytest.mark.parametrize("slug", ["none", "%00", "other"])
def test_an_evaluation_of_another_project_cannot_be_chosen(client, midterm, final, slug):
    publish(midterm, final, EvaluationFactory(slug="other"))
    address = f"/projects/safe-work/evaluations/?earlier={slug}"
    assert client.get(address).status_code == 404


def test_different_languages_are_told(client, midterm, project):
    french = evaluated(project, "final", "June 2012", language="fr")
    publish(midterm, french)
    assert "different languages" in page_of(client)


def test_the_page_of_two_costs_the_same_for_many_items(
    client, midterm, final, django_assert_num_queries
):
    for evaluation in (midterm, final):
        for _ in range(6):
            FindingFactory(evaluation=evaluation)
            ActionFactory(recommendation=RecommendationFactory(evaluation=evaluation))
    publish(midterm, final)
    with django_assert_num_queries(3):
        page_of(client)


def compared(client, *slugs):
    return client.get("/compare/?" + "&".join(f"e={slug}" for slug in slugs))


@pytest.fixture
def four():
    evaluations = []
    for n, letter in enumerate("abcd"):
        evaluation = EvaluationFactory(slug=letter, title=f"Evaluation {letter}", manager=f"M{n}")
        FindingFactory(evaluation=evaluation, body=f"Finding of {letter}.", criterion="impact")
        RecommendationFactory(evaluation=evaluation, text=f"Advice of {letter}.")
        LessonFactory(evaluation=evaluation, text=f"Lesson of {letter}.")
        evaluation.publish(by=None)
        evaluations.append(evaluation)
    return evaluations


def test_chosen_evaluations_stand_beside_each_other_in_their_order(client, four):
    page = text(compared(client, "c", "a"))
    assert page.index("A · Evaluation c") < page.index("B · Evaluation a")
    for told in ("Finding", "Advice", "Lesson"):
        assert page.index(f"{told} of c.") < page.index(f"{told} of a.")
    assert "Evaluation b" not in page


def test_quick_facts_are_a_table_with_a_column_for_each(client, four):
    page = text(compared(client, "a", "b", "c", "d"))
    table = page.partition("<table")[2].partition("</table>")[0]
    assert table.count('<th scope="col"') == 4
    row = table.partition("Evaluation Manager</th>")[2].partition("</tr>")[0]
    assert [name for name in ("M0", "M1", "M2", "M3") if name in row] == ["M0", "M1", "M2", "M3"]
    assert "Period Covered" not in table


def test_one_that_is_named_twice_counts_once(client, four):
    assert "One evaluation is chosen" in text(compared(client, "a", "a"))


def test_nothing_chosen_says_what_to_do(client):
    page = text(client.get("/compare/"))
    assert "No evaluation is chosen yet." in page and 'href="/evaluations/"' in page


def test_more_than_four_are_refused_in_words_before_any_is_looked_at(
    client, django_assert_num_queries
):
    with django_assert_num_queries(0):
        answer = compared(client, *"abcde")
    assert answer.status_code == 400 and "5 evaluations are chosen" in text(answer)


@pytest.mark.parametrize("state", ["draft", "staff", "donors", "withdrawn", "none"])
def test_one_that_may_not_be_read_is_not_found_whoever_stands_beside_it(client, four, state):
    if state != "none":
        hidden = EvaluationFactory(slug="hidden", title="Secret")
    if state in ("staff", "donors"):
        hidden.publish(by=None, audience=state)
    elif state == "withdrawn":
        hidden.publish(by=None)
        hidden.withdraw(by=None, reason="Too early.")
    answers = [compared(client, *slugs) for slugs in (("a", "hidden"), ("hidden",))]
    missing = compared(client, "a", "never-was")
    for answer in answers:
        assert answer.status_code == 404 and answer.content == missing.content


def test_donors_compare_what_is_for_them(client, four):
    donor, user = DonorFactory(), UserFactory()
    donor.users.add(user)
    EvaluationFactory(slug="own", title="For us", donors=[donor]).publish(
        by=None, audience="donors"
    )
    client.force_login(user)
    assert "For us" in text(compared(client, "own", "a"))
    client.force_login(UserFactory())
    assert compared(client, "own", "a").status_code == 404


def test_the_newest_that_one_may_read_is_compared(client, four):
    four[0].conclusions = "For staff alone."
    four[0].save()
    four[0].publish(by=None, audience="staff")
    assert "For staff alone." not in text(compared(client, "a", "b"))


def test_what_was_struck_is_not_compared(client, four):
    four[0].findings.get().strike(by=None, reason="Misread.")
    assert "Finding of a." not in text(compared(client, "a", "b"))


@pytest.mark.parametrize("query", ["e=", "e=&e=", "e=%00", f"e={'x' * 5000}", "e=a&e=%F0%9F%98%80"])
def test_no_address_breaks_the_comparison(client, query):
    assert client.get(f"/compare/?{query}").status_code in (200, 404)


def test_the_list_of_evaluations_offers_to_compare(client, four):
    page = text(client.get("/evaluations/"))
    assert '<form class="choosing" action="/compare/"' in page
    assert page.count('<input type="checkbox" name="e"') == 4
    assert 'name="e" value="a"' in page


@pytest.mark.parametrize("name", ["findings", "projects", "recommendations"])
def test_other_lists_do_not(client, four, name):
    ProjectFactory()
    page = text(client.get(f"/{name}/"))
    assert 'name="e"' not in page and "choosing" not in page


def test_a_search_and_a_printed_list_do_not(client, four):
    for address in ("/search/?q=evaluation", "/evaluations/?print=1"):
        page = text(client.get(address))
        assert "Evaluation a" in page.replace("<mark>", "").replace("</mark>", "")
        assert 'name="e"' not in page


def test_four_cost_as_much_as_two(client, four, django_assert_num_queries):
    for slugs in ("ab", "abcd"):
        with django_assert_num_queries(2):
            compared(client, *slugs)


def test_markup_in_texts_and_addresses_does_no_harm(client, four):
    four[0].title = "<script>alert(1)</script>"
    four[0].save()
    four[0].publish(by=None)
    page = text(compared(client, "a", "b"))
    assert "<script" not in page and "style=" not in page
