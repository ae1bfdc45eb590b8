"""The stamp is raised by every write that readers can notice, whichever way it is made."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from evalsite.models import Page
from findings import stamp
from findings.models import Evaluation, Passage, Publication, Redaction, Response
from projects.merging import merge
from projects.models import Area, Donor, Objective, Project, Theme

from .factories import (
    ActionFactory,
    AreaFactory,
    AttachmentFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    LessonFactory,
    ObjectiveFactory,
    OfficeFactory,
    OutcomeFactory,
    PageFactory,
    ProjectFactory,
    RatingFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


def stamps():
    return stamp.reading(), stamp.publications()


def raised(write):
    """Which stamps a write raises."""
    before = stamps()
    write()
    told = zip(("reading", "publications"), before, stamps(), strict=True)
    return {name for name, a, b in told if b > a}


def raw(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


READING, BOTH = {"reading"}, {"reading", "publications"}


def test_publishing_raises_both():
    evaluation = LessonFactory().evaluation
    assert raised(lambda: evaluation.publish(by=None)) == BOTH


def test_withdrawing_and_striking_raise_both():
    lesson, by = LessonFactory(), UserFactory()
    lesson.evaluation.publish(by=None)
    assert raised(lambda: lesson.strike(by=by, reason="Wrong.")) == BOTH
    assert raised(lambda: lesson.evaluation.withdraw(by=by, reason="Wrong.")) == BOTH


def test_working_rows_raise_none():
    evaluation, user = EvaluationFactory(projects=[ProjectFactory()]), UserFactory()
    area = AreaFactory()

    def write():
        finding = FindingFactory(evaluation=evaluation, areas=[area])
        lesson = LessonFactory(evaluation=evaluation)
        RecommendationFactory(evaluation=evaluation, findings=[finding])
        RatingFactory(evaluation=evaluation, finding=finding)
        AttachmentFactory(evaluation=evaluation)
        evaluation.title = "Another"
        evaluation.save()
        evaluation.editors.add(user)
        Evaluation.objects.update(keywords="work")
        evaluation.submit(by=user).close("returned", by=user)
        lesson.delete()

    assert raised(write) == set()


def test_a_draft_that_is_edited_in_the_administration_raises_none():
    from .forms import address_of, filled

    evaluation, client = LessonFactory().evaluation, Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    data = filled(client, address_of(evaluation)) | {"team": "Somebody"}
    assert raised(lambda: client.post(address_of(evaluation), data)) == set()
    assert Evaluation.objects.get().team == "Somebody"


@pytest.mark.parametrize(
    "make",
    [AreaFactory, DonorFactory, ThemeFactory, OfficeFactory, ProjectFactory, ObjectiveFactory,
     OutcomeFactory, PageFactory, ResponseFactory, ActionFactory],
)  # fmt: skip
def test_what_stands_live_on_pages_raises_it_with_each_way_of_writing(make):
    row = make()
    model = type(row)
    name = model._meta.pk.column
    table = model._meta.db_table
    assert raised(row.save) == READING
    assert raised(lambda: model.objects.filter(pk=row.pk).update(**{_some(model): "x"})) == READING
    assert raised(lambda: model.objects.bulk_update([row], [_some(model)])) == READING
    assert raised(lambda: raw(f"UPDATE {table} SET {name} = {name}")) == READING  # noqa: S608
    assert raised(row.delete) == READING
    assert raised(lambda: model.objects.bulk_create([row])) == READING


def _some(model):
    """The name of a field of a model that may hold any text."""
    names = {f.name for f in model._meta.concrete_fields}
    wanted = ("title", "statement", "text", "comment", "name", "slug")
    return next(name for name in wanted if name in names)


@pytest.mark.untruthful
@pytest.mark.parametrize("name", ["areas", "donors", "themes"])
def test_the_links_of_a_project_raise_it(name):
    project = ProjectFactory()
    other = {"areas": AreaFactory, "donors": DonorFactory, "themes": ThemeFactory}[name]()
    assert raised(lambda: getattr(project, name).add(other)) == READING
    through = getattr(Project, name).through
    assert raised(lambda: through.objects.all().delete()) == READING


def test_deleting_what_others_hang_on_raises_it():
    objective = ObjectiveFactory()
    assert raised(objective.project.delete) == READING
    assert not Objective.objects.exists()


def test_a_merge_of_doubles_raises_both_where_publications_name_one():
    kept, gone = DonorFactory(), DonorFactory()
    EvaluationFactory(donors=[gone]).publish(by=None)
    assert raised(lambda: merge(kept, gone, by=UserFactory())) == BOTH
    assert Publication.objects.get().donors.get() == kept


def test_follow_up_raises_reading_and_leaves_publications():
    recommendation = RecommendationFactory()
    recommendation.evaluation.publish(by=None)
    assert raised(lambda: ResponseFactory(recommendation=recommendation)) == READING
    assert raised(lambda: Passage.objects.update(decision="accepted")) == READING
    assert raised(lambda: Response.objects.update(decision="rejected")) == READING


def test_a_redaction_raises_it():
    made = {"user": UserFactory(), "reason": "Asked.", "counts": {}, "digests": {}}
    assert raised(lambda: Redaction.objects.create(**made)) == READING


def test_an_address_that_moves_raises_it():
    evaluation = EvaluationFactory()
    assert raised(lambda: Evaluation.objects.update(slug="moved")) == READING
    assert raised(evaluation.save) == READING  # its old address comes back
    assert raised(evaluation.save) == set()


def test_fixtures_raise_it(tmp_path):
    path = tmp_path / "themes.json"
    path.write_text('[{"model": "projects.theme", "fields": {"name": "Skills"}}]')
    assert raised(lambda: call_command("loaddata", path, verbosity=0)) == READING


def test_what_is_rolled_back_raises_none():
    def write():
        with transaction.atomic():
            ThemeFactory()
            transaction.set_rollback(True)

    assert raised(write) == set()


def test_what_a_savepoint_rolls_back_raises_none_and_what_follows_does():
    def write(after):
        with transaction.atomic():
            with transaction.atomic():
                ThemeFactory(name="Lost")
                transaction.set_rollback(True)
            if after:
                ThemeFactory(name="Kept")

    assert raised(lambda: write(False)) == set()
    assert raised(lambda: write(True)) == READING
    assert Theme.objects.get().name == "Kept"


def test_it_is_not_seen_before_the_write_is():
    seen = []

    def look():
        seen.append((stamp.reading(), Theme.objects.count()))
        connection.close()

    def looking():
        reader = threading.Thread(target=look)
        reader.start()
        reader.join()

    before = stamp.reading()
    with transaction.atomic():
        ThemeFactory()
        looking()
    looking()
    assert seen == [(before, 0), (stamp.reading(), 1)] and stamp.reading() > before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite raises it for each row")
def test_a_transaction_raises_it_once_however_much_it_writes():
    before = stamp.reading()
    with transaction.atomic():
        Area.objects.bulk_create(Area(code=f"X{n}", name=f"Area {n}") for n in range(1000))
        Donor.objects.bulk_create(Donor(name=f"Donor {n}", slug=f"d-{n}") for n in range(10))
    assert stamp.reading() == before + 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite notes no transactions")
def test_nothing_is_left_of_the_transactions_that_were_noted():
    EvaluationFactory().publish(by=None)
    with transaction.atomic():
        ThemeFactory()
        connection.check_constraints()
        ThemeFactory()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {stamp.PENDING}")  # noqa: S608
        assert cursor.fetchone() == (0,)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
def test_replacing_a_row_raises_it_by_one():
    ThemeFactory()
    before = stamp.reading()
    raw("REPLACE INTO projects_theme SELECT * FROM projects_theme")
    assert stamp.reading() == before + 1


def test_two_writers_who_begin_at_different_ends_both_come_through():
    evaluations = [EvaluationFactory() for _ in range(2)]
    failed, before = [], stamps()

    def write(evaluation, first):
        try:
            for n in range(5):
                with transaction.atomic():
                    steps = [lambda: ThemeFactory(name=f"{evaluation.pk}-{n}"),  # noqa: B023
                             lambda: evaluation.publish(by=None)]  # fmt: skip
                    for step in steps if first else reversed(steps):
                        step()
        except Exception as error:  # noqa: BLE001
            failed.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(e, n)) for n, e in enumerate(evaluations)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    assert Publication.objects.count() == 10
    assert all(after >= b + 10 for b, after in zip(before, stamps(), strict=True))


def test_reading_it_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert stamp.reading() >= 0


def test_a_database_that_was_emptied_begins_anew():
    call_command("flush", interactive=False, verbosity=0)
    assert stamp.reading() >= 0
    assert raised(lambda: PageFactory()) == READING
    assert Page.objects.exists()
