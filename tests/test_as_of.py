from datetime import timedelta

import pytest
from django.db import transaction

from findings.models import Evaluation
from findings.summary import Summary
from projects.history import Revision

from .factories import (
    AreaFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    GoodPracticeFactory,
    LessonFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ProjectFactory,
    RatingFactory,
    RecommendationFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def now():
    return Revision.objects.latest().moment


@pytest.fixture
def evaluation():
    theme = ThemeFactory(name="Labour migration")
    project = ProjectFactory(areas=[AreaFactory()], donors=[DonorFactory()], themes=[theme])
    objective = ObjectiveFactory(project=project, number=1)
    outcome = OutcomeFactory(project=project, number=1, objective=objective)
    evaluation = EvaluationFactory(projects=[project], themes=[theme])
    finding = FindingFactory(
        evaluation=evaluation, objectives=[objective], outcomes=[outcome], areas=[AreaFactory()]
    )
    whole = RecommendationFactory(evaluation=evaluation, findings=[finding], theme=theme)
    RecommendationFactory(evaluation=evaluation, parent=whole)
    LessonFactory(evaluation=evaluation, theme=theme)
    GoodPracticeFactory(evaluation=evaluation)
    RatingFactory(evaluation=evaluation, finding=finding)
    return evaluation


def change_title(evaluation):
    evaluation.title = "Another title"
    evaluation.save()


def reword_a_finding(evaluation):
    evaluation.findings.update(body="Reworded.")


def remove_a_lesson(evaluation):
    evaluation.lessons.all().delete()


def add_a_sub_point(evaluation):
    whole = evaluation.recommendations.whole().get()
    RecommendationFactory(evaluation=evaluation, parent=whole, text="One more.")


def unlink_a_finding(evaluation):
    evaluation.recommendations.whole().get().findings.clear()


def rename_a_donor(evaluation):
    donor = evaluation.projects.get().donors.get()
    donor.name = "Renamed donor"
    donor.save()


def end_the_project(evaluation):
    evaluation.projects.update(ended="December 2009")


def reword_an_objective(evaluation):
    evaluation.projects.get().objectives.update(statement="Reworded objective.")


def attach_a_second_project(evaluation):
    evaluation.projects.add(ProjectFactory(title="Second"))


def detach_the_project(evaluation):
    evaluation.projects.clear()


def move_the_findings_area(evaluation):
    evaluation.findings.get().areas.set([AreaFactory(name="Elsewhere")])


CHANGES = [
    change_title,
    reword_a_finding,
    remove_a_lesson,
    add_a_sub_point,
    unlink_a_finding,
    rename_a_donor,
    end_the_project,
    reword_an_objective,
    attach_a_second_project,
    detach_the_project,
    move_the_findings_area,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_summary_before_a_change_can_be_read_after_it(evaluation, change):
    before, moment = Summary.of(evaluation), now()
    change(evaluation)
    assert Summary.as_of(evaluation, moment) == before
    assert Summary.as_of(evaluation, now()) == Summary.of(evaluation) != before


def test_each_of_many_states_is_given_exactly(evaluation):
    states = [(now(), Summary.of(evaluation))]
    for change in CHANGES[:9]:
        with transaction.atomic():
            change(evaluation)
        states.append((now(), Summary.of(evaluation)))
    assert [Summary.as_of(evaluation, moment) for moment, _ in states] == [s for _, s in states]


def test_a_removed_evaluation_can_still_be_read_as_it_was(evaluation):
    before, moment = Summary.of(evaluation), now()
    Evaluation.objects.get(pk=evaluation.pk).delete()
    assert Summary.as_of(evaluation, moment) == before
    with pytest.raises(Evaluation.DoesNotExist):
        Summary.as_of(evaluation, now())


def test_before_it_was_entered_there_is_no_summary(evaluation):
    first = Evaluation.history.filter(id=evaluation.pk).earliest().history_date
    with pytest.raises(Evaluation.DoesNotExist):
        Summary.as_of(evaluation, first - timedelta(microseconds=1))


def test_the_same_moment_in_one_transaction_gives_the_last_state(evaluation):
    with transaction.atomic():
        for title in ("One", "Two", "Three"):
            evaluation.title = title
            evaluation.save()
    assert Summary.as_of(evaluation, now()).title == "Three"


def test_reading_the_past_costs_no_more_queries_than_the_present(
    evaluation, django_assert_num_queries
):
    moment = now()
    with django_assert_num_queries(26):
        Summary.of(evaluation)
    with django_assert_num_queries(26):
        Summary.as_of(evaluation, moment)
