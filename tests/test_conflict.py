"""Two people at once: the second is told, keeps her text, and may save over on purpose."""

import pytest

from findings.models import Evaluation, Finding, Lesson
from projects.models import Project

from .factories import (
    EvaluationFactory,
    FindingFactory,
    LessonFactory,
    ProjectFactory,
    RecommendationFactory,
    ThemeFactory,
    UserFactory,
)
from .forms import address_of, filled, posted, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def evaluation():
    evaluation = EvaluationFactory(title="Start", team="Start team")
    FindingFactory(evaluation=evaluation, heading="Start heading", body="Start.", position=1)
    return evaluation


def conflict(desk, evaluation, hers, theirs):
    """She opens the page, they save, she saves: return her answer."""
    data = filled(desk, address_of(evaluation)) | hers
    theirs(Evaluation.objects.get(pk=evaluation.pk))
    response = desk.post(address_of(evaluation), data)
    assert response.status_code == 409
    return response


def retitled(evaluation):
    evaluation.title = "Theirs"
    evaluation.save()


def reworded(evaluation):
    evaluation.findings.update(heading="Their heading")


def test_the_second_is_told_and_keeps_her_text(desk, evaluation):
    page = conflict(desk, evaluation, {"title": "Mine"}, retitled).content.decode()
    assert "Somebody else saved this while you were writing" in page
    assert posted(page)["title"] == "Mine"
    assert Evaluation.objects.get(pk=evaluation.pk).title == "Theirs"


def test_she_sees_mine_beside_theirs_beside_what_both_started_from(desk, evaluation):
    response = conflict(desk, evaluation, {"title": "Mine"}, retitled)
    [clash] = response.context["clashes"]
    assert (clash.field, clash.base, clash.theirs, clash.mine) == (
        "Title",
        "Start",
        "Theirs",
        "Mine",
    )
    page = response.content.decode()
    told = (
        "both started from",
        "<p>Start</p>",
        "Theirs, saved now",
        "<p>Theirs</p>",
        "<p>Mine</p>",
    )
    places = [page.index(words, page.index("<tbody>")) for words in told]
    assert places == sorted(places)


def test_what_only_they_changed_is_taken_over_into_her_form(desk, evaluation):
    response = conflict(desk, evaluation, {"team": "My team"}, retitled)
    form = posted(response.content.decode())
    assert (form["title"], form["team"]) == ("Theirs", "My team")


def test_a_row_that_both_changed_clashes_and_one_that_they_changed_is_taken_over(desk, evaluation):
    FindingFactory(evaluation=evaluation, heading="Second", position=2)
    hers = {"findings-0-heading": "My heading"}
    response = conflict(desk, evaluation, hers, reworded)
    told = {(c.theirs, c.mine): c.taken_over for c in response.context["clashes"]}
    assert told[("Their heading", "My heading")] is False
    form = posted(response.content.decode())
    assert form["findings-0-heading"] == "My heading"
    assert form["findings-1-heading"] == "Their heading"


def test_she_may_save_over_on_purpose(desk, evaluation):
    page = conflict(desk, evaluation, {"title": "Mine"}, retitled).content.decode()
    version = Evaluation.objects.get(pk=evaluation.pk).version
    response = desk.post(address_of(evaluation), posted(page) | {"_save_over": version})
    assert response.status_code == 302
    assert Evaluation.objects.get(pk=evaluation.pk).title == "Mine"


def test_saving_over_holds_only_against_what_she_saw(desk, evaluation):
    page = conflict(desk, evaluation, {"title": "Mine"}, retitled).content.decode()
    seen = Evaluation.objects.get(pk=evaluation.pk).version
    reworded(evaluation)
    response = desk.post(address_of(evaluation), posted(page) | {"_save_over": seen})
    assert response.status_code == 409
    assert Evaluation.objects.get(pk=evaluation.pk).title == "Theirs"


def test_saving_again_without_a_decision_is_told_again(desk, evaluation):
    page = conflict(desk, evaluation, {"title": "Mine"}, retitled).content.decode()
    assert desk.post(address_of(evaluation), posted(page)).status_code == 409


def test_a_row_that_they_removed_comes_back_if_she_saves_over(desk, evaluation):
    key = evaluation.findings.get().pk
    hers = {"findings-0-heading": "My heading"}
    page = conflict(desk, evaluation, hers, lambda e: e.findings.all().delete()).content.decode()
    version = Evaluation.objects.get(pk=evaluation.pk).version
    desk.post(address_of(evaluation), posted(page) | {"_save_over": version})
    assert Finding.objects.get(pk=key).heading == "My heading"


def test_a_row_that_they_added_stays_when_she_saves_over(desk, evaluation):
    added = lambda e: LessonFactory(evaluation=e, text="Added by them.")  # noqa: E731
    page = conflict(desk, evaluation, {"title": "Mine"}, added).content.decode()
    version = Evaluation.objects.get(pk=evaluation.pk).version
    desk.post(address_of(evaluation), posted(page) | {"_save_over": version})
    assert Lesson.objects.get().text == "<p>Added by them.</p>"
    assert Evaluation.objects.get(pk=evaluation.pk).title == "Mine"


def test_her_new_rows_are_kept_in_a_conflict(desk, evaluation):
    hers = row("lessons", 0, text="My new lesson.") | {"lessons-TOTAL_FORMS": "1"}
    page = conflict(desk, evaluation, hers, retitled).content.decode()
    assert posted(page)["lessons-0-text"] == "My new lesson."
    assert not Lesson.objects.exists()


def test_many_to_many_choices_are_compared_too(desk, evaluation):
    mine, theirs = ThemeFactory(name="Mine"), ThemeFactory(name="Theirs")
    hers = {"themes": [str(mine.pk)]}
    response = conflict(desk, evaluation, hers, lambda e: e.themes.add(theirs))
    [clash] = response.context["clashes"]
    assert (clash.base, clash.theirs, clash.mine) == ("", "Theirs", "Mine")


def test_her_reason_is_kept_in_a_conflict(desk, evaluation):
    page = conflict(desk, evaluation, {"_reason": "Figures corrected"}, retitled).content.decode()
    assert 'value="Figures corrected"' in page


def test_a_missing_version_is_a_conflict(desk, evaluation):
    data = filled(desk, address_of(evaluation)) | {"title": "Mine", "expected_version": ""}
    assert desk.post(address_of(evaluation), data).status_code == 409


def test_a_write_by_any_other_way_is_noticed(desk, evaluation):
    conflict(desk, evaluation, {"team": "Mine"}, lambda e: e.findings.update(label="9"))


def test_a_changed_project_is_guarded_alike(desk):
    project = ProjectFactory(title="Start")
    address = f"/admin/projects/project/{project.pk}/change/"
    data = filled(desk, address) | {"title": "Mine"}
    Project.objects.filter(pk=project.pk).update(title="Theirs")
    assert desk.post(address, data).status_code == 409


def test_a_changed_follow_up_is_guarded_by_its_own_version(desk, evaluation):
    from .factories import ActionFactory

    action = ActionFactory()
    recommendation = action.recommendation
    address = f"/admin/findings/recommendation/{recommendation.pk}/change/"
    data = filled(desk, address) | {"actions-0-responsible": "Mine"}
    type(action).objects.update(responsible="Theirs")
    assert desk.post(address, data).status_code == 409
    fresh = filled(desk, address) | {"actions-0-responsible": "Mine"}
    recommendation.evaluation.findings.create(body="Unrelated.")
    assert desk.post(address, fresh).status_code == 302


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_history_pages_take_nothing_but_get_and_head(desk, evaluation, method):
    address = f"/admin/findings/evaluation/{evaluation.pk}/history/"
    assert getattr(desk, method)(address).status_code == 403
    assert desk.get(address).status_code == 302


def test_follow_up_leads_to_the_history_of_its_evaluation(desk):
    recommendation = RecommendationFactory()
    response = desk.get(f"/admin/findings/recommendation/{recommendation.pk}/history/")
    assert response["Location"] == f"/desk/evaluations/{recommendation.evaluation_id}/history/"


def test_there_is_no_address_that_reverts_by_post(desk, evaluation):
    row_id = evaluation.history.latest().history_id
    address = f"/admin/findings/evaluation/{evaluation.pk}/history/{row_id}/"
    assert desk.post(address, {"title": "Reverted"}).status_code in (301, 302, 404)
    assert Evaluation.objects.get(pk=evaluation.pk).title == "Start"
