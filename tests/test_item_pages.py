"""The page of one finding, recommendation, sub-point, lesson or good practice."""

import pytest

from findings.models import Strike
from findings.refusals import Refused

from .factories import (
    EvaluationFactory,
    FindingFactory,
    GoodPracticeFactory,
    LessonFactory,
    RecommendationFactory,
    ResponseFactory,
    UserFactory,
)
from .test_versions import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation():
    return EvaluationFactory(title="Fees", completed="October 2009")


def test_a_finding_stands_with_its_neighbours_and_how_to_cite_it(client, evaluation):
    one, two, three = (
        FindingFactory(evaluation=evaluation, body=f"<p>Finding the {n}.</p>", position=n)
        for n in (1, 2, 3)
    )
    evaluation.publish(by=None)
    told = text(client.get(f"/findings/{two.pk}/"))
    assert "Finding the 2." in told
    assert f'href="/findings/{one.pk}/"' in told and f'href="/findings/{three.pk}/"' in told
    assert "http://localhost:8000/evaluations/fees/v/1/#finding-2" in told
    assert "October 2009" in told


def test_a_recommendation_shows_its_answer_and_the_findings_it_rests_on(client, evaluation):
    finding = FindingFactory(evaluation=evaluation, body="Fees fell.")
    recommendation = RecommendationFactory(evaluation=evaluation, text="Go on.", findings=[finding])
    evaluation.publish(by=None)
    ResponseFactory(recommendation=recommendation, decision="accepted")
    told = text(client.get(f"/recommendations/{recommendation.pk}/"))
    assert "Go on." in told and "Fees fell." in told and "Accepted" in told


def test_a_sub_point_names_the_recommendation_it_belongs_to(client, evaluation):
    whole = RecommendationFactory(evaluation=evaluation, text="Train inspectors.")
    part = RecommendationFactory(evaluation=evaluation, parent=whole, text="In all districts.")
    evaluation.publish(by=None)
    told = text(client.get(f"/recommendations/{part.pk}/"))
    assert "Recommendation 1, sub-point a" in told and "Train inspectors." in told
    assert f'href="/recommendations/{whole.pk}/"' in told


@pytest.mark.parametrize(
    "factory, part", [(LessonFactory, "lessons"), (GoodPracticeFactory, "practices")]
)
def test_a_lesson_shows_its_context_open(client, evaluation, factory, part):
    item = factory(evaluation=evaluation, text="Begin early.", context="Where laws are new.")
    evaluation.publish(by=None)
    told = text(client.get(f"/{part}/{item.pk}/"))
    assert "Begin early." in told and "Where laws are new." in told and "<details open>" in told


def test_an_item_of_a_draft_is_not_found(client, evaluation):
    finding = FindingFactory(evaluation=evaluation)
    assert client.get(f"/findings/{finding.pk}/").status_code == 404


def test_an_item_of_another_kind_is_not_found(client, evaluation):
    finding = FindingFactory(evaluation=evaluation, pk=123456)
    evaluation.publish(by=None)
    assert client.get(f"/lessons/{finding.pk}/").status_code == 404


@pytest.mark.parametrize("pk", ["0", "99999999999999999999999"])
def test_a_number_that_is_no_item_is_not_found(client, pk):
    assert client.get(f"/findings/{pk}/").status_code == 404


def test_what_was_struck_says_so_and_why(client, evaluation):
    finding = FindingFactory(evaluation=evaluation, body="Wrong figure.")
    other = FindingFactory(evaluation=evaluation, body="Right figure.")
    evaluation.publish(by=None)
    finding.strike(by=None, reason="The source was misread.")
    response = client.get(f"/findings/{finding.pk}/")
    assert response.status_code == 410
    assert "The source was misread." in text(response) and "Wrong figure." not in text(response)
    page = text(client.get("/evaluations/fees/"))
    assert "Wrong figure." not in page and "Right figure." in page
    assert client.get(f"/findings/{other.pk}/").status_code == 200
    assert "Wrong figure." in text(client.get("/evaluations/fees/v/1/"))


def test_striking_publishes_no_word_of_the_draft(client, evaluation):
    struck = FindingFactory(evaluation=evaluation, body="Wrong figure.")
    other = FindingFactory(evaluation=evaluation, body="As published.")
    evaluation.publish(by=None)
    other.body = "Still being written."
    other.save()
    struck.strike(by=None, reason="Misread.")
    page = text(client.get("/evaluations/fees/"))
    assert "As published." in page and "Still being written." not in page


def test_striking_reaches_every_reader(evaluation):
    finding = FindingFactory(evaluation=evaluation)
    evaluation.publish(by=None)
    evaluation.publish(by=None, audience="staff")
    finding.strike(by=None, reason="Misread.")
    told = evaluation.publications.order_by("number").values_list("number", "audience")
    assert list(told)[2:] == [(3, "everybody"), (4, "staff")]
    assert not any(p.summary.findings for p in evaluation.publications.filter(number__gt=2))


def test_striking_a_finding_keeps_what_recommendations_rest_on(evaluation):
    first, second = (FindingFactory(evaluation=evaluation, position=n) for n in (1, 2))
    RecommendationFactory(evaluation=evaluation, findings=[first, second])
    evaluation.publish(by=None)
    first.strike(by=None, reason="Misread.")
    newest = evaluation.publications.get(newest_public=True).summary
    assert newest.recommendations[0].findings == (1,)
    assert newest == evaluation.summary()


def test_a_struck_item_keeps_its_follow_up_and_can_be_put_back(evaluation):
    recommendation = RecommendationFactory(evaluation=evaluation)
    ResponseFactory(recommendation=recommendation, decision="accepted")
    evaluation.publish(by=None)
    recommendation.strike(by=None, reason="Misread.")
    assert not evaluation.summary().recommendations
    recommendation.put_back(by=None)
    assert evaluation.summary().recommendations and recommendation.response


def test_what_was_never_published_cannot_be_struck(evaluation):
    finding = FindingFactory(evaluation=evaluation)
    with pytest.raises(Refused, match="never published"):
        finding.strike(by=None, reason="Misread.")
    assert not Strike.objects.exists()


def test_what_is_struck_cannot_be_struck_again(evaluation):
    finding = FindingFactory(evaluation=evaluation)
    evaluation.publish(by=None)
    finding.strike(by=None, reason="Misread.")
    with pytest.raises(Refused, match="struck already"):
        finding.strike(by=None, reason="Misread.")


def test_an_item_left_out_of_the_next_version_says_what_that_version_says(client, evaluation):
    finding = FindingFactory(evaluation=evaluation, body="Old.")
    evaluation.publish(by=None)
    finding.struck = evaluation.publications.get().moment
    finding.save()
    assert client.get(f"/findings/{finding.pk}/").status_code == 200
    evaluation.publish(by=None, note="Shortened.")
    response = client.get(f"/findings/{finding.pk}/")
    assert response.status_code == 410 and "Shortened." in text(response)


def test_an_item_of_a_withdrawn_summary_says_that_it_was_withdrawn(client, evaluation):
    finding = FindingFactory(evaluation=evaluation)
    evaluation.publish(by=None)
    evaluation.withdraw(by=None, reason="Too early.")
    response = client.get(f"/findings/{finding.pk}/")
    assert response.status_code == 410 and "Too early." in text(response)


def test_an_item_that_only_staff_read_is_not_found_by_others(client, evaluation):
    finding = FindingFactory(evaluation=evaluation)
    evaluation.publish(by=None, audience="staff")
    assert client.get(f"/findings/{finding.pk}/").status_code == 404
    client.force_login(UserFactory(is_staff=True))
    assert client.get(f"/findings/{finding.pk}/").status_code == 200


def test_an_item_page_costs_the_same_for_many_items(client, evaluation, django_assert_num_queries):
    recommendations = [RecommendationFactory(evaluation=evaluation) for _ in range(8)]
    evaluation.publish(by=None)
    client.get(f"/recommendations/{recommendations[0].pk}/")
    with django_assert_num_queries(5):
        client.get(f"/recommendations/{recommendations[0].pk}/")
