"""The change page of an evaluation: entering, ordering, refusing in words."""

import pytest
from django.contrib.admin.exceptions import DisallowedModelAdminLookup

from findings.models import Evaluation, Finding, Recommendation
from projects.history import Revision
from projects.models import Objective, Project

from .factories import (
    AreaFactory,
    EvaluationFactory,
    FindingFactory,
    LessonFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ProjectFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
    UserFactory,
)
from .forms import address_of, errors, filled, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(username="ann", is_staff=True, is_superuser=True)


@pytest.fixture
def desk(client, manager):
    client.force_login(manager)
    return client


def test_an_evaluation_is_entered_with_its_rows_on_one_page(desk, manager):
    data = filled(desk, "/admin/findings/evaluation/add/")
    data |= {"title": "Labour inspection", "completed": "Oct 2009", "_reason": "First entry"}
    data |= row("findings", 0, body="Visits rose.", kind="achievement")
    data |= row("recommendations", 0, text="Train more.") | row("lessons", 0, text="Go slowly.")
    data |= {f"{rows}-TOTAL_FORMS": "1" for rows in ("findings", "recommendations", "lessons")}
    response = desk.post("/admin/findings/evaluation/add/", data)
    assert response.status_code == 302, errors(response)
    evaluation = Evaluation.objects.get(title="Labour inspection")
    assert str(evaluation.completed) == "October 2009"
    assert evaluation.findings.get().body == "<p>Visits rose.</p>"
    [made] = Revision.objects.filter(reason="First entry")
    assert (made.user, made.subject) == (manager, f"findings.evaluation/{evaluation.pk}")


def test_saving_the_page_as_it_stands_changes_nothing(desk):
    evaluation = EvaluationFactory(projects=[ProjectFactory()], themes=[ThemeFactory()])
    FindingFactory(evaluation=evaluation, areas=[AreaFactory()], position=1)
    LessonFactory(evaluation=evaluation, theme=ThemeFactory(), position=1)
    evaluation.refresh_from_db()
    revisions = Revision.objects.count()
    response = desk.post(address_of(evaluation), filled(desk, address_of(evaluation)))
    assert response.status_code == 302
    assert Revision.objects.count() == revisions
    assert Evaluation.objects.get(pk=evaluation.pk).version == evaluation.version


def test_a_change_raises_the_version_by_one_whatever_it_touches(desk):
    evaluation = FindingFactory(position=1).evaluation
    RecommendationFactory(evaluation=evaluation, position=1)
    before = Evaluation.objects.get(pk=evaluation.pk).version
    data = filled(desk, address_of(evaluation))
    data |= {"team": "A", "findings-0-heading": "B", "recommendations-0-text": "C"}
    desk.post(address_of(evaluation), data)
    assert Evaluation.objects.get(pk=evaluation.pk).version == before + 1


def test_rows_keep_the_order_into_which_they_were_dragged(desk):
    evaluation = EvaluationFactory()
    first, second = (
        FindingFactory(evaluation=evaluation, heading=h, position=n) for n, h in enumerate("AB", 1)
    )
    data = filled(desk, address_of(evaluation))
    data |= {"findings-0-position": "2", "findings-1-position": "1"}
    desk.post(address_of(evaluation), data)
    assert list(evaluation.findings.all()) == [second, first]


def test_a_new_row_without_a_position_comes_last(desk):
    evaluation = FindingFactory(position=5).evaluation
    data = filled(desk, address_of(evaluation))
    data |= row("findings", 1, body="Added.", kind="observation", position="")
    data["findings-TOTAL_FORMS"] = "2"
    desk.post(address_of(evaluation), data)
    assert Finding.objects.get(body="<p>Added.</p>").position == 6


def test_a_tick_makes_a_recommendation_the_sub_point_of_the_one_above(desk):
    evaluation = EvaluationFactory()
    data = filled(desk, address_of(evaluation))
    data |= row("recommendations", 0, text="Whole.", position="1")
    data |= row("recommendations", 1, text="Part.", position="2", sub_point="on")
    data["recommendations-TOTAL_FORMS"] = "2"
    desk.post(address_of(evaluation), data)
    part = Recommendation.objects.get(text="<p>Part.</p>")
    assert part.parent.text == "<p>Whole.</p>"


def test_a_sub_point_moves_with_the_order_of_the_page(desk):
    evaluation = EvaluationFactory()
    a = RecommendationFactory(evaluation=evaluation, position=1, text="A")
    b = RecommendationFactory(evaluation=evaluation, position=3, text="B")
    part = RecommendationFactory(evaluation=evaluation, position=2, text="P", parent=a)
    data = filled(desk, address_of(evaluation))
    data |= {"recommendations-1-position": "3", "recommendations-2-position": "2"}
    desk.post(address_of(evaluation), data)
    part.refresh_from_db()
    assert part.parent == b


def test_removing_a_recommendation_leaves_its_sub_points(desk):
    evaluation = EvaluationFactory()
    a = RecommendationFactory(evaluation=evaluation, position=1, text="A")
    b = RecommendationFactory(evaluation=evaluation, position=2, text="B")
    part = RecommendationFactory(evaluation=evaluation, position=3, text="P", parent=b)
    data = filled(desk, address_of(evaluation))
    data["recommendations-1-DELETE"] = "on"
    desk.post(address_of(evaluation), data)
    part.refresh_from_db()
    assert part.parent == a


def test_the_first_recommendation_cannot_be_a_sub_point(desk):
    evaluation = EvaluationFactory()
    data = filled(desk, address_of(evaluation))
    data |= row("recommendations", 0, text="Part.", sub_point="on")
    data["recommendations-TOTAL_FORMS"] = "1"
    page = desk.post(address_of(evaluation), data).content.decode()
    assert "There is no recommendation above this one." in page


def test_a_recommendation_with_follow_up_is_not_removed(desk):
    response = ResponseFactory()
    evaluation = response.recommendation.evaluation
    data = filled(desk, address_of(evaluation))
    data["recommendations-0-DELETE"] = "on"
    page = desk.post(address_of(evaluation), data).content.decode()
    assert "would require deleting the following protected" in page
    assert Recommendation.objects.filter(pk=response.recommendation_id).exists()


def test_a_form_that_fails_keeps_every_row(desk):
    evaluation = EvaluationFactory()
    data = filled(desk, address_of(evaluation))
    data |= {"title": "", "team": "Typed team"} | row("lessons", 0, text="Typed lesson.")
    data["lessons-TOTAL_FORMS"] = "1"
    page = desk.post(address_of(evaluation), data).content.decode()
    assert "This field is required." in page
    assert "Typed team" in page and "Typed lesson." in page


def test_a_month_that_is_none_is_refused_in_words(desk):
    evaluation = EvaluationFactory()
    data = filled(desk, address_of(evaluation)) | {"completed": "soon"}
    page = desk.post(address_of(evaluation), data).content.decode()
    assert "Enter a month and a year" in page and 'value="soon"' in page


def test_a_constraint_is_told_beside_its_field(desk):
    evaluation = EvaluationFactory()
    data = filled(desk, address_of(evaluation))
    data |= {"period_from": "2009-12", "period_to": "2009-01"}
    page = desk.post(address_of(evaluation), data).content.decode()
    assert "The period covered cannot end before it begins." in page


def test_an_empty_finding_is_refused_in_words(desk):
    evaluation = FindingFactory(position=1, heading="H").evaluation
    data = filled(desk, address_of(evaluation)) | {"findings-0-heading": "", "findings-0-body": ""}
    page = desk.post(address_of(evaluation), data).content.decode()
    assert "A finding needs a heading or a text." in page


def test_many_rows_are_accepted(desk):
    evaluation = EvaluationFactory()
    data = filled(desk, address_of(evaluation))
    for n in range(180):
        data |= row("lessons", n, text=f"Lesson {n}.", position=str(n + 1), label=str(n))
        data |= {f"lessons-{n}-{name}": "x" for name in ("context", "targeted_users")}
        data |= {f"lessons-{n}-{name}": "y" for name in ("challenges", "successes")}
        data |= {f"lessons-{n}-administrative_issues": "z", f"lessons-{n}-theme": ""}
        data |= {f"lessons-{n}-id": "", f"lessons-{n}-evaluation": str(evaluation.pk)}
    data["lessons-TOTAL_FORMS"] = "180"
    assert len(data) > 2000
    assert desk.post(address_of(evaluation), data).status_code == 302
    assert evaluation.lessons.count() == 180


def test_objectives_offered_for_a_finding_are_those_of_its_projects(desk):
    ours, theirs = ObjectiveFactory(statement="Ours."), ObjectiveFactory(statement="Theirs.")
    evaluation = EvaluationFactory(projects=[ours.project])
    page = desk.get(address_of(evaluation)).content.decode()
    assert "Ours." in page and "Theirs." not in page
    data = filled(desk, address_of(evaluation))
    data |= row("findings", 0, body="x", kind="observation", objectives=str(theirs.pk))
    data["findings-TOTAL_FORMS"] = "1"
    assert (
        "not one of the available choices"
        in desk.post(address_of(evaluation), data).content.decode()
    )


def test_a_row_of_another_evaluation_cannot_be_taken(desk):
    evaluation, other = EvaluationFactory(), FindingFactory(body="Not yours.")
    data = filled(desk, address_of(evaluation))
    data |= row("findings", 0, body="Taken.", kind="observation", id=str(other.pk))
    data |= {"findings-TOTAL_FORMS": "1", "findings-INITIAL_FORMS": "1"}
    desk.post(address_of(evaluation), data)
    other.refresh_from_db()
    assert other.body == "<p>Not yours.</p>"
    assert other.evaluation_id != evaluation.pk


def test_what_looks_unusual_is_told_and_not_forced(desk):
    project = ProjectFactory(code="GLO/O6/57/UKM", started="2010-01")
    outcome = OutcomeFactory(project=project, number=2, statement="Better protection.")
    evaluation = EvaluationFactory(projects=[project], completed="2009-10")
    FindingFactory(evaluation=evaluation)
    page = desk.get(address_of(evaluation)).content.decode()
    assert "The evaluation was completed before the project started (January 2010)." in page
    assert "probably means GLO/06/57/UKM" in page
    assert f"No finding speaks to: {outcome} – Better protection." in page


def test_the_numbers_of_objectives_can_be_swapped(desk):
    project = ProjectFactory()
    one = ObjectiveFactory(project=project, number=1, statement="One")
    two = ObjectiveFactory(project=project, number=2, statement="Two")
    address = f"/admin/projects/project/{project.pk}/change/"
    data = filled(desk, address) | {"objectives-0-number": "2", "objectives-1-number": "1"}
    assert desk.post(address, data).status_code == 302
    told = {o.statement: o.number for o in Objective.objects.filter(project=project)}
    assert told == {"<p>One</p>": 2, "<p>Two</p>": 1}
    assert [o.history.count() for o in (one, two)] == [2, 2]


def test_two_objectives_with_one_number_are_refused_in_words(desk):
    project = ProjectFactory()
    ObjectiveFactory(project=project, number=1)
    ObjectiveFactory(project=project, number=2)
    address = f"/admin/projects/project/{project.pk}/change/"
    data = filled(desk, address) | {"objectives-1-number": "1"}
    page = desk.post(address, data).content.decode()
    assert "Please correct the duplicate" in page or "already" in page


def test_a_suspicious_code_is_kept_and_told_beside_its_field(desk):
    project = ProjectFactory(code="GLO/O6/57/UKM")
    page = desk.get(f"/admin/projects/project/{project.pk}/change/").content.decode()
    assert "probably means GLO/06/57/UKM" in page
    assert Project.objects.get(pk=project.pk).code == "GLO/O6/57/UKM"


@pytest.mark.parametrize(
    "query", ["title__regex=(a%2B)%2B$", "slug__startswith=a", "editors__password__startswith=x"]
)
def test_a_list_can_be_asked_what_its_filters_ask_and_nothing_else(desk, query, caplog):
    assert desk.get(f"/admin/findings/evaluation/?{query}").status_code == 400
    assert DisallowedModelAdminLookup.__name__ in caplog.text


def test_lists_can_be_filtered_by_state_and_person(desk, manager):
    EvaluationFactory(title="Draft one", editors=[manager])
    EvaluationFactory(title="Published one").publish(by=None)
    revised = EvaluationFactory(title="Revised one")
    revised.publish(by=None)
    Evaluation.objects.filter(pk=revised.pk).update(team="New")
    told = {
        "?state=draft": ["Draft one"],
        "?state=published": ["Published one", "Revised one"],
        "?state=changed": ["Revised one"],
        "?whose=mine": ["Draft one"],
        "?changed=7&q=Revised": ["Revised one"],
    }
    for query, titles in told.items():
        page = desk.get(f"/admin/findings/evaluation/{query}").content.decode()
        assert [t for t in ("Draft one", "Published one", "Revised one") if t in page] == titles


def test_the_start_page_says_what_awaits_whom(desk, manager):
    EvaluationFactory(editors=[manager])
    RecommendationFactory().evaluation.publish(by=None)
    page = " ".join(desk.get("/admin/").content.decode().split())
    assert "<strong>1</strong> Evaluations that are yours to edit" in page
    assert "<strong>1</strong> Published recommendations without a response" in page


def test_somebody_who_has_the_page_open_too_is_named(desk, client, manager):
    evaluation = EvaluationFactory()
    desk.get(address_of(evaluation))
    client.force_login(UserFactory(username="ben", is_staff=True, is_superuser=True))
    page = client.get(address_of(evaluation)).content.decode()
    assert "ann has this page open too." in page


def test_follow_up_has_a_screen_of_its_own(desk):
    recommendation = RecommendationFactory(text="Train more inspectors.")
    before = Evaluation.objects.get(pk=recommendation.evaluation_id).version
    address = f"/admin/findings/recommendation/{recommendation.pk}/change/"
    data = filled(desk, address)
    data |= row("response", 0, decision="accepted", decision_printed="Agreed", date="2010-03-01")
    data |= row("actions", 0, text="Hire.", status="in_progress", status_printed="Ongoing")
    data |= {"response-TOTAL_FORMS": "1", "actions-TOTAL_FORMS": "1"}
    assert desk.post(address, data).status_code == 302
    recommendation.refresh_from_db()
    assert recommendation.response.decision_printed == "Agreed"
    assert recommendation.actions.get().status == "in_progress"
    assert recommendation.followup_version == 2
    assert Evaluation.objects.get(pk=recommendation.evaluation_id).version == before


def test_a_preview_shows_the_draft_as_readers_would_see_it(desk):
    finding = FindingFactory(body="Only drafted.")
    page = desk.get(f"/desk/evaluations/{finding.evaluation_id}/").content.decode()
    assert "Only drafted." in page and "This is a preview" in page


def test_a_preview_is_for_staff(client):
    evaluation = EvaluationFactory()
    address = f"/desk/evaluations/{evaluation.pk}/"
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
