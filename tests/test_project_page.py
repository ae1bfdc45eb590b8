import pytest

from projects.models import Area

from .factories import (
    ActionFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ProjectFactory,
    RecommendationFactory,
    ResponseFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def page_of(client, project):
    response = client.get(project.get_absolute_url())
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_project_shows_its_facts(client):
    project = ProjectFactory(
        code="GLO/O6/57/UKM",
        started="2006-11",
        ended="2009-12",
        areas=[Area.objects.get(code="144")],
        donors=[DonorFactory(name="UK Department", acronym="DFID")],
        budget=2500000,
        currency="GBP",
        programme="Partnership Framework Agreement",
    )
    page = page_of(client, project)
    for name in ("Sri Lanka", "UK Department (DFID)"):
        assert f">{name}</a></dd>" in page
    told = ("GLO/O6/57/UKM", "November 2006", "December 2009")
    for fact in (*told, "GBP 2,500,000", "Partnership Framework Agreement"):
        assert f"<dd>{fact}</dd>" in page


def test_the_original_framework_stays_readable_beside_the_revised_one(client):
    project = ProjectFactory()
    ObjectiveFactory(project=project, number=1, statement="Original aim.")
    OutcomeFactory(project=project, number=1, framework=2, statement="New.", period="2008–2009")
    page = page_of(client, project)
    assert page.index("Original framework") < page.index("Original aim.")
    assert page.index("Revised framework") < page.index("New.") < page.index("2008–2009")


def test_it_tells_what_evaluations_found_and_what_came_of_it(client):
    project = ProjectFactory()
    evaluation = EvaluationFactory(projects=[project], title="Final look", timing="final")
    FindingFactory(evaluation=evaluation, heading="Policies adopted")
    answered = RecommendationFactory(evaluation=evaluation, text="Write the strategy.")
    ActionFactory(recommendation=answered, status="completed")
    RecommendationFactory(evaluation=evaluation, text="Count migrants.")
    evaluation.publish(by=None)
    page = page_of(client, project)
    address = evaluation.get_absolute_url()
    assert f'<a href="{address}#finding-1">Policies adopted</a>' in page
    assert f'<a href="{address}#recommendation-1">Write the strategy.</a> <span' in page
    assert "1 completed, 1 no response recorded" in page


@pytest.mark.parametrize(
    ("decision", "statuses", "due", "fate"),
    [
        ("rejected", [], None, "rejected"),
        ("accepted", [], None, "answered"),
        ("accepted", ["in_progress"], "2010-01-01", "overdue"),
        ("accepted", ["in_progress", "completed"], None, "in progress"),
        ("accepted", ["completed", "completed"], "2010-01-01", "completed"),
        ("", ["no_action_planned"], None, "closed"),
        ("", ["not_started"], "2099-01-01", "not started"),
        ("", [""], None, "actions recorded"),
    ],
)
def test_the_fate_of_a_recommendation(client, decision, statuses, due, fate):
    project = ProjectFactory()
    evaluation = EvaluationFactory(projects=[project])
    recommendation = RecommendationFactory(evaluation=evaluation)
    if decision:
        ResponseFactory(recommendation=recommendation, decision=decision)
    for status in statuses:
        ActionFactory(recommendation=recommendation, status=status, due=due)
    evaluation.publish(by=None)
    assert f">1 {fate}</p>" in page_of(client, project)


def test_a_recommendation_answered_by_its_sub_points_is_not_counted_itself(client):
    project = ProjectFactory()
    evaluation = EvaluationFactory(projects=[project])
    whole = RecommendationFactory(evaluation=evaluation)
    part = RecommendationFactory(evaluation=evaluation, parent=whole)
    ResponseFactory(recommendation=part, decision="rejected")
    evaluation.publish(by=None)
    assert ">1 rejected</p>" in page_of(client, project)


def test_drafts_are_not_among_its_evaluations(client):
    project = ProjectFactory()
    EvaluationFactory(projects=[project], title="Secret draft")
    page = page_of(client, project)
    assert "Secret draft" not in page
    assert "No evaluation of this project is published yet." in page


def test_a_project_that_was_detached_in_a_draft_still_shows_the_publication(client):
    project = ProjectFactory()
    evaluation = EvaluationFactory(projects=[project], title="As published")
    evaluation.publish(by=None)
    evaluation.projects.clear()
    assert "As published" in page_of(client, project)


def test_a_project_for_staff_is_hidden_from_everybody_else(client):
    project = ProjectFactory(audience="staff")
    assert client.get(project.get_absolute_url()).status_code == 404
    assert project.title not in client.get("/projects/").content.decode()
    client.force_login(UserFactory(is_staff=True))
    assert client.get(project.get_absolute_url()).status_code == 200


def test_the_page_costs_five_queries(client, django_assert_num_queries):
    project = ProjectFactory(areas=Area.objects.all()[:5], donors=DonorFactory.create_batch(3))
    ObjectiveFactory.create_batch(3, project=project)
    for _ in range(3):
        evaluation = EvaluationFactory(projects=[project])
        FindingFactory.create_batch(3, evaluation=evaluation)
        for recommendation in RecommendationFactory.create_batch(3, evaluation=evaluation):
            ActionFactory(recommendation=recommendation)
        evaluation.publish(by=None)
    with django_assert_num_queries(5):
        client.get(project.get_absolute_url())
