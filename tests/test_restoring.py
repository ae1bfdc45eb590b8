import json
import random

import pytest
from django.db import transaction

from findings.content import to_content
from findings.models import Action, Evaluation, Finding, Rating, Recommendation, Response
from findings.summary import Summary
from projects.history import Revision, revision
from projects.history.restoring import (
    Restoration,
    RestoreRefused,
    removed,
    removed_parts,
    restore,
)
from projects.history.timeline import timeline
from projects.history.verify import verify
from projects.models import Objective, Project, Theme
from projects.months import Month

from .factories import (
    ActionFactory,
    AreaFactory,
    AttachmentFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    GoodPracticeFactory,
    LessonFactory,
    ObjectiveFactory,
    OfficeFactory,
    OutcomeFactory,
    ProjectFactory,
    RatingFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def content(evaluation):
    return json.dumps(to_content(Summary.of(evaluation)))


def gone(instance):
    """Remove an object; return its key."""
    key = instance.pk
    instance.delete()
    return key


def refusal(model, key):
    with pytest.raises(RestoreRefused) as refused:
        restore(model, key)
    return str(refused.value)


def test_what_was_removed_comes_back_under_its_key():
    finding = FindingFactory(heading="Trained", label="4")
    key = gone(finding)
    came = restore(Finding, key)
    assert (came.instance.pk, came.instance.heading, came.instance.label) == (key, "Trained", "4")
    assert (came.parts, came.missing) == (0, ())


def test_its_links_come_back_from_the_last_row_that_is_no_deletion():
    kenya = AreaFactory(name="Kenya")
    finding = FindingFactory(areas=[kenya])
    finding.areas.add(uganda := AreaFactory(name="Uganda"))
    restore(Finding, gone(finding))
    assert set(Finding.objects.get().areas.all()) == {kenya, uganda}


def test_its_parts_and_their_parts_come_back_with_it():
    rating = RatingFactory(finding=FindingFactory())
    evaluation = rating.evaluation
    whole = RecommendationFactory(evaluation=evaluation)
    part = RecommendationFactory(evaluation=evaluation, parent=whole)
    came = restore(Evaluation, gone(evaluation))
    assert came.parts == 3
    assert Recommendation.objects.get(parent=whole.pk) == part
    assert Rating.objects.get().finding_id == rating.finding_id


def test_answers_removed_in_the_same_revision_come_back_with_a_recommendation():
    response = ResponseFactory()
    action = ActionFactory(recommendation=response.recommendation)
    with revision():
        for row in (response, action, response.recommendation):
            key = gone(row)
    assert restore(Recommendation, key).parts == 2
    assert (Response.objects.count(), Action.objects.count()) == (1, 1)


def test_a_part_removed_before_stays_removed():
    finding = FindingFactory()
    earlier = gone(FindingFactory(evaluation=finding.evaluation))
    restore(Evaluation, gone(finding.evaluation))
    assert [f.pk for f in Finding.objects.all()] == [finding.pk]
    assert [part.row.id for part in removed_parts(Evaluation.objects.get())] == [earlier]


def test_links_from_others_come_back():
    finding = FindingFactory()
    recommendation = RecommendationFactory(evaluation=finding.evaluation, findings=[finding])
    restore(Finding, gone(finding))
    assert [f.pk for f in recommendation.findings.all()] == [Finding.objects.get().pk]


def test_a_link_that_was_cut_before_does_not_come_back():
    finding = FindingFactory()
    recommendation = RecommendationFactory(evaluation=finding.evaluation, findings=[finding])
    recommendation.findings.clear()
    restore(Finding, gone(finding))
    assert not recommendation.findings.exists()


def test_a_project_comes_back_with_its_framework_and_to_its_evaluations():
    outcome = OutcomeFactory(objective=ObjectiveFactory())
    project = outcome.objective.project
    outcome.project = project
    outcome.save()
    evaluation = EvaluationFactory(projects=[project], themes=[ThemeFactory()])
    before = content(evaluation)
    assert restore(Project, gone(project)).parts == 2
    assert content(evaluation) == before


def test_what_it_linked_to_and_is_gone_is_left_out_and_said():
    theme, area = ThemeFactory(name="Skills"), AreaFactory(name="Kenya")
    lesson = LessonFactory(evaluation__areas=[area], theme=theme)
    key = gone(lesson.evaluation)
    theme.delete()
    area.delete()
    came = restore(Evaluation, key)
    assert came.missing == ("theme: Skills", "areas: Kenya")
    assert came.instance.lessons.get().theme is None


def test_it_is_one_revision_by_somebody_for_a_reason():
    user, finding = UserFactory(), FindingFactory()
    key = gone(finding.evaluation)
    restore(Evaluation, key, user=user, reason="Removed by mistake")
    made = Revision.objects.latest()
    assert (made.user, made.reason) == (user, "Removed by mistake")
    assert made.subject == f"findings.evaluation/{key}"
    assert [c.verb for c in timeline(Evaluation.objects.get())[0].changes] == ["added", "added"]


def test_without_a_reason_the_reason_says_what_was_restored():
    restore(Finding, gone(FindingFactory(label="R3")))
    assert Revision.objects.latest().reason == "Restored finding R3"


def test_its_version_is_higher_than_any_that_an_old_form_holds():
    evaluation = EvaluationFactory()
    for n in range(5):
        evaluation.title = f"Title {n}"
        evaluation.save()
    held = Evaluation.objects.get().version
    restore(Evaluation, gone(evaluation))
    assert Evaluation.objects.get().version > held


def test_the_past_reads_the_same_before_and_after():
    finding = FindingFactory()
    evaluation = finding.evaluation
    moment, before = Revision.objects.latest().moment, Summary.of(evaluation)
    restore(Evaluation, gone(Evaluation.objects.get()))
    assert Summary.as_of(evaluation, moment) == before == Summary.of(evaluation)


def test_what_is_restored_can_be_removed_and_restored_again():
    finding = FindingFactory(heading="First")
    key = gone(finding)
    restore(Finding, key).instance.delete()
    assert restore(Finding, key).instance.heading == "First"


def test_what_was_changed_and_removed_in_one_revision_comes_back_as_it_was_before():
    finding = FindingFactory(heading="Before")
    with transaction.atomic():
        finding.heading = "Meanwhile"
        finding.save()
        key = gone(finding)
    assert restore(Finding, key).instance.heading == "Before"


def test_what_exists_is_not_restored():
    finding = FindingFactory()
    assert refusal(Finding, finding.pk) == "This finding is there; nothing needs to be restored."


def test_what_never_was_is_not_restored():
    assert refusal(Finding, 4711) == "History knows no finding with this key."


def test_without_what_it_belongs_to_it_is_not_restored():
    finding = FindingFactory()
    gone(finding.evaluation)
    told = "The evaluation it belongs to no longer exists; restore that first."
    assert refusal(Finding, finding.pk) == told


def test_a_sub_point_is_not_restored_without_its_recommendation():
    part = RecommendationFactory(parent=RecommendationFactory())
    Recommendation.objects.all().delete()
    told = "The recommendation it belongs to no longer exists; restore that first."
    assert refusal(Recommendation, part.pk) == told


def test_where_a_number_was_given_again_it_is_not_restored():
    objective = ObjectiveFactory(number=1)
    key = gone(objective)
    ObjectiveFactory(number=1, project=objective.project)
    assert refusal(Objective, key) == "This framework has an objective with this number already."


def test_where_another_has_its_address_it_is_not_restored():
    key = gone(EvaluationFactory(slug="labour-migration"))
    EvaluationFactory(slug="labour-migration")
    assert refusal(Evaluation, key) == "Another evaluation has its slug by now."


def test_where_another_answer_was_given_an_answer_is_not_restored():
    response = ResponseFactory()
    key = gone(response)
    ResponseFactory(recommendation=response.recommendation)
    assert refusal(Response, key) == "Another management response has its recommendation by now."


def test_a_refusal_leaves_nothing_behind():
    finding = FindingFactory()
    gone(finding.evaluation)
    revisions = Revision.objects.count()
    refusal(Finding, finding.pk)
    assert (Finding.objects.count(), Revision.objects.count()) == (0, revisions)


def test_what_a_restoration_would_bring_is_said_before():
    finding = FindingFactory(evaluation__title="Migration")
    FindingFactory(evaluation=finding.evaluation)
    LessonFactory(evaluation=finding.evaluation)
    plan = Restoration(Evaluation, gone(finding.evaluation))
    assert (plan.removed.words, plan.obstacle) == ("Migration", "")
    assert plan.parts == [(2, "findings"), (1, "lesson learned")]


def test_removed_evaluations_are_listed_newest_first():
    user = UserFactory()
    with revision(user=user, reason="A double"):
        gone(EvaluationFactory(title="One"))
    gone(EvaluationFactory(title="Two"))
    EvaluationFactory(title="Still there")
    two, one = removed(Evaluation)
    assert (two.words, one.words) == ("Two", "One")
    assert (one.revision.user, one.revision.reason) == (user, "A double")
    assert [r.words for r in removed(Evaluation, limit=1)] == ["Two"]


def test_what_came_back_is_no_longer_listed():
    restore(Evaluation, gone(EvaluationFactory()))
    assert removed(Evaluation) == []


def test_removed_parts_are_listed_with_those_of_parts():
    action = ActionFactory()
    evaluation = action.recommendation.evaluation
    gone(action)
    gone(FindingFactory(evaluation=evaluation, heading="Trained"))
    gone(FindingFactory(heading="Of another evaluation"))
    assert [part.words for part in removed_parts(evaluation)] == ["Trained", "Hire trainers."]


def test_what_went_with_a_removed_part_is_not_listed_by_itself():
    whole = RecommendationFactory()
    RecommendationFactory(evaluation=whole.evaluation, parent=whole)
    key = gone(whole)
    assert [part.row.id for part in removed_parts(whole.evaluation)] == [key]


def test_listing_what_was_removed_costs_no_query_a_row(django_assert_max_num_queries):
    evaluation = EvaluationFactory()
    FindingFactory.create_batch(20, evaluation=evaluation)
    Finding.objects.all().delete()
    with django_assert_max_num_queries(40):
        assert len(removed_parts(evaluation)) == 20


class Chance(random.Random):
    def some(self, things):
        return self.sample(things, self.randint(0, len(things)))

    def text(self):
        words = ["funds", "late;", "“trained”", "<b>Tunisia</b>", "&", "–", "40 %", "women\n\n"]
        return " ".join(self.choice(words) for _ in range(self.randint(1, 30)))


@pytest.fixture
def register():
    projects = [ProjectFactory(aim="Decent work.") for _ in range(3)]
    return {
        "projects": projects,
        "objectives": [ObjectiveFactory(project=p) for p in projects],
        "outcomes": [OutcomeFactory(project=p) for p in projects],
        "areas": AreaFactory.create_batch(4),
        "donors": DonorFactory.create_batch(3),
        "themes": ThemeFactory.create_batch(3),
        "offices": OfficeFactory.create_batch(3),
        "users": UserFactory.create_batch(2),
    }


def written(chance, register):
    """An evaluation by chance, its links and parts included."""
    some = {name: chance.some(things) for name, things in register.items()}
    evaluation = EvaluationFactory(
        **{name: some[name] for name in ("projects", "areas", "donors", "themes")},
        administrative_offices=some["offices"], technical_offices=chance.some(register["offices"]),
        editors=some["users"], completed=Month(2000 + chance.randint(0, 20), 5),
        keywords="a, b", budget=chance.choice([None, 125000]), currency="USD",
        methodology=chance.text(),
    )  # fmt: skip
    for _ in range(chance.randint(0, 4)):
        links = {n: chance.some(register[n]) for n in ("objectives", "outcomes", "areas")}
        finding = FindingFactory(evaluation=evaluation, body=chance.text(), **links)
        if chance.random() < 0.5:
            RatingFactory(evaluation=evaluation, finding=finding)
    findings = list(evaluation.findings.all())
    for _ in range(chance.randint(0, 3)):
        whole = RecommendationFactory(evaluation=evaluation, findings=chance.some(findings))
        RecommendationFactory(evaluation=evaluation, parent=whole, text=chance.text())
    theme = chance.choice([None, *Theme.objects.all()])
    LessonFactory(evaluation=evaluation, text=chance.text(), theme=theme)
    GoodPracticeFactory(evaluation=evaluation, context=chance.text(), theme=theme)
    AttachmentFactory(evaluation=evaluation)
    return evaluation


@pytest.mark.parametrize("seed", range(30))
def test_any_evaluation_comes_back_byte_for_byte(seed, register):
    evaluation = written(Chance(seed), register)
    before, links = content(evaluation), set(evaluation.editors.all())
    key = gone(Evaluation.objects.get())
    came = restore(Evaluation, key)
    assert content(came.instance) == before
    assert set(came.instance.editors.all()) == links
    assert (came.missing, list(verify())) == ((), [])
