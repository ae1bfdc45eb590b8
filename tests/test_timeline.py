from datetime import date, timedelta

import pytest
from django.core.paginator import Paginator
from django.db import transaction

from findings.models import Action, Evaluation, Lesson
from projects.history import Revision, revision
from projects.history.timeline import family, timeline
from projects.models import Objective, Outcome, Project
from projects.months import Month

from .factories import (
    ActionFactory,
    AreaFactory,
    AttachmentFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    LessonFactory,
    ObjectiveFactory,
    RatingFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation():
    return EvaluationFactory(title="Labour migration")


def newest(root):
    """The changes of the newest revision."""
    return timeline(root)[0].changes


def change(instance, **values):
    for name, value in values.items():
        setattr(instance, name, value)
    instance.save()


def pieces(field):
    return [(piece.kind, piece.text) for piece in field.pieces or field.names]


def test_an_evaluation_is_its_row_and_all_its_parts():
    names = " ".join(model.__name__ for model in family(Evaluation))
    assert names == (
        "Evaluation Attachment Finding Recommendation Lesson GoodPractice Rating Response Action"
        " Review"
    )
    assert family(Project) == [Project, Objective, Outcome]


@pytest.mark.parametrize(
    "factory", [FindingFactory, LessonFactory, RatingFactory, AttachmentFactory]
)
def test_a_part_that_is_added_is_told(evaluation, factory):
    part = factory(evaluation=evaluation)
    [told] = newest(evaluation)
    assert (told.verb, told.key) == ("added", f"{part._meta.label_lower}/{part.pk}")


@pytest.mark.parametrize("factory", [ResponseFactory, ActionFactory])
def test_a_part_of_a_part_is_told_with_what_it_is_part_of(evaluation, factory):
    whole = RecommendationFactory(evaluation=evaluation, label="R3")
    factory(recommendation=whole)
    assert newest(evaluation)[0].part_of == "recommendation R3"


def test_the_newest_revision_stands_first(evaluation):
    change(evaluation, title="Second")
    change(evaluation, title="Third")
    told = [entry.changes[0].fields[0].pieces[-1].text for entry in timeline(evaluation)[:2]]
    assert told == ["Third", "Second"]


def test_what_another_evaluation_went_through_is_not_told(evaluation):
    FindingFactory()
    ActionFactory()
    assert len(timeline(evaluation)) == 1


def test_one_revision_of_two_evaluations_tells_each_its_own(evaluation):
    other = EvaluationFactory()
    with revision(reason="Both"):
        FindingFactory(evaluation=evaluation, heading="Mine")
        FindingFactory(evaluation=other, heading="Theirs")
    assert [told.words for told in newest(evaluation)] == ["Mine"]


def test_who_when_and_why_stand_with_the_changes(evaluation):
    user = UserFactory(first_name="Ann", last_name="Other")
    with revision(user=user, reason="Proofread"):
        change(evaluation, title="Migration")
    made = timeline(evaluation)[0].revision
    assert (made.user, made.reason, made.moment) == (
        user, "Proofread", Revision.objects.latest().moment
    )  # fmt: skip


def test_a_text_is_told_word_by_word(evaluation):
    finding = FindingFactory(evaluation=evaluation, body="Funds came late.")
    change(finding, body="Funds came early.")
    [told] = newest(evaluation)
    assert (told.verb, told.kind, told.words) == ("changed", "finding", "Funds came early.")
    assert pieces(told.fields[0]) == [
        ("same", "Funds came "), ("removed", "late"), ("added", "early"), ("same", ".")
    ]  # fmt: skip


def test_a_text_of_which_only_the_emphasis_changed_says_so(evaluation):
    finding = FindingFactory(evaluation=evaluation, body="Funds came late.")
    change(finding, body="<p>Funds came <strong>late</strong>.</p>")
    [field] = newest(evaluation)[0].fields
    assert (field.name, field.formatting, field.pieces) == ("Body", True, ())


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("timing", "ex_post", ("Timing", "", "Ex-post")),
        ("completed", Month(2010, 1), ("Completed", "October 2009", "January 2010")),
        ("nature", "internal", ("Mode of evaluation", "", "Internal")),
        ("external_reference", "ILO/1", ("External reference", "", "ILO/1")),
    ],
)
def test_a_value_is_told_as_people_write_it(evaluation, name, value, told):
    change(evaluation, **{name: value})
    [field] = newest(evaluation)[0].fields
    assert (field.name, field.before, field.after) == told


def test_an_amount_and_a_day_are_told_as_people_write_them(evaluation):
    change(evaluation, budget=1250000, currency="USD")
    response = ResponseFactory(recommendation__evaluation=evaluation)
    change(response, date=date(2010, 5, 3))
    later, earlier = timeline(evaluation)[0].changes[0], timeline(evaluation)[3].changes[0]
    assert later.fields[0].after == "3 May 2010"
    assert earlier.fields[0].after == "1,250,000.00"


def test_a_foreign_key_is_told_by_name(evaluation):
    lesson = LessonFactory(evaluation=evaluation, theme=ThemeFactory(name="Skills"))
    change(lesson, theme=ThemeFactory(name="Migration"))
    [field] = newest(evaluation)[0].fields
    assert (field.name, field.before, field.after) == ("Theme", "Skills", "Migration")


def test_many_to_many_changes_are_told_by_what_came_and_went(evaluation):
    kenya, uganda = AreaFactory(name="Kenya"), AreaFactory(name="Uganda")
    with transaction.atomic():
        evaluation.areas.set([kenya, AreaFactory(name="Ghana")])
    evaluation.areas.set([uganda, *evaluation.areas.exclude(pk=kenya.pk)])
    [field] = newest(evaluation)[0].fields
    assert pieces(field) == [("removed", "Kenya"), ("added", "Uganda")]


def test_several_rows_in_one_revision_are_one_change(evaluation):
    with transaction.atomic():
        change(evaluation, title="Other")
        evaluation.areas.add(AreaFactory(name="Kenya"))
        evaluation.donors.add(DonorFactory(name="Norway"))
    [told] = newest(evaluation)
    assert [field.name for field in told.fields] == ["Title", "Donors", "Areas"]


def test_what_a_revision_changed_and_changed_back_is_no_change(evaluation):
    with transaction.atomic():
        change(evaluation, title="Other")
        change(evaluation, title="Labour migration")
    assert newest(evaluation) == ()


def test_a_name_that_is_gone_is_told_from_history(evaluation):
    theme = ThemeFactory(name="Skills")
    evaluation.themes.add(theme)
    evaluation.themes.clear()
    theme.delete()
    assert pieces(timeline(evaluation)[1].changes[0].fields[0]) == [("added", "Skills")]


def test_another_place_alone_is_a_move_and_moves_are_counted(evaluation):
    findings = FindingFactory.create_batch(3, evaluation=evaluation)
    with revision():
        for place, finding in enumerate(reversed(findings)):
            change(finding, position=100 + place)
    entry = timeline(evaluation)[0]
    assert (entry.moves, entry.written) == ([(3, "findings")], [])


def test_a_text_changed_and_moved_is_a_change_that_says_both(evaluation):
    finding = FindingFactory(evaluation=evaluation)
    change(finding, position=99, body="Other.")
    [told] = newest(evaluation)
    assert (told.verb, told.moved) == ("changed", True)


def test_what_was_removed_is_told_with_its_words(evaluation):
    FindingFactory(evaluation=evaluation, label="4", areas=[AreaFactory(name="Kenya")]).delete()
    [told] = newest(evaluation)
    assert (told.verb, told.name, told.words) == (
        "removed", "Finding 4", "Inspectors were trained."
    )  # fmt: skip
    assert pieces(told.fields[-1]) == [("removed", "Kenya")]


def test_what_came_and_went_in_one_revision_is_not_told(evaluation):
    with revision():
        FindingFactory(evaluation=evaluation).delete()
    assert newest(evaluation) == ()


def test_a_part_that_goes_to_another_evaluation_is_told_in_both(evaluation):
    finding, other = FindingFactory(evaluation=evaluation), EvaluationFactory(title="Elsewhere")
    change(finding, evaluation=other)
    change(finding, body="Said there.")
    [told] = newest(evaluation)
    assert (told.fields[0].before, told.fields[0].after) == ("Labour migration", "Elsewhere")
    assert timeline(other)[1].changes[0].fields[0].after == "Elsewhere"
    assert (len(timeline(evaluation)), len(timeline(other))) == (3, 3)


def test_a_file_replaced_is_told_by_its_name(evaluation):
    attachment = AttachmentFactory(evaluation=evaluation)
    other = AttachmentFactory.build(file__filename="final.pdf", file__data=b"%PDF other")
    change(attachment, file=other.file)
    [field] = newest(evaluation)[0].fields
    assert (field.before, field.after) == ("report.pdf", "final.pdf")


def test_a_project_tells_its_objectives():
    objective = ObjectiveFactory(number=2)
    change(objective, statement="To bring about much.")
    [told] = newest(objective.project)
    assert (told.name, told.fields[0].name) == ("Objective 2", "Statement")


def test_only_what_one_person_did(evaluation):
    ann, bob = UserFactory(first_name="Ann"), UserFactory(first_name="Bob")
    for user in (ann, bob, ann):
        with revision(user=user):
            FindingFactory(evaluation=evaluation)
    assert len(timeline(evaluation, person=ann)) == 2
    assert list(timeline(evaluation).people()) == [ann, bob]


def test_only_one_kind_of_change(evaluation):
    with revision():
        FindingFactory(evaluation=evaluation)
        LessonFactory(evaluation=evaluation)
    told = timeline(evaluation, kind=Lesson)
    assert [c.kind for c in told[0].changes] == ["lesson learned"]
    assert (len(told), len(timeline(evaluation, kind=Action))) == (1, 0)


def test_only_between_two_days(evaluation):
    today = Revision.objects.latest().moment.date()
    assert len(timeline(evaluation, since=today, until=today)) == 1
    assert len(timeline(evaluation, since=today + timedelta(days=1))) == 0
    assert len(timeline(evaluation, until=today - timedelta(days=1))) == 0


def test_until_a_moment_is_until_and_with_that_moment(evaluation):
    moment = Revision.objects.latest().moment
    FindingFactory(evaluation=evaluation)
    assert len(timeline(evaluation, until=moment)) == 1
    assert len(timeline(evaluation, since=moment + timedelta(microseconds=1))) == 1


def test_an_object_without_history_has_an_empty_timeline():
    nobody = Evaluation(pk=4711)
    assert (len(timeline(nobody)), timeline(nobody)[:25]) == (0, [])


@pytest.fixture
def a_thousand_revisions(evaluation):
    findings = FindingFactory.create_batch(20, evaluation=evaluation)
    body = "Funds came late, and few inspectors were trained. " * 10
    for n in range(979):
        change(findings[n % 20], body=f"{body}{n}")


def test_a_page_costs_the_same_queries_however_much_there_is(
    evaluation, a_thousand_revisions, django_assert_num_queries
):
    for number in (1, 20):
        with django_assert_num_queries(7):
            page = Paginator(timeline(evaluation), 25).page(number)
            assert (page.paginator.count, len(page.object_list)) == (1000, 25)
