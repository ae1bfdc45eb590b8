"""What is kept refuses to be changed, whichever way it is tried, on both databases."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations import Migration

from findings.models import (
    Evaluation,
    Lesson,
    Passage,
    Publication,
    Redaction,
    Strike,
    Withdrawal,
)
from projects import triggers
from projects.history import TRACKED, Revision
from projects.models import Donor, Project, Theme

from .factories import (
    DonorFactory,
    EvaluationFactory,
    LessonFactory,
    ProjectFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
sqlite_alone = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")


def refused(words="keeps what was written"):
    return pytest.raises(IntegrityError, match=words)


def raw(sql, *params):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def publication():
    lesson = LessonFactory(evaluation__themes=[ThemeFactory()])
    return lesson.evaluation.publish(by=None)


PLAN = [(Migration("alters_a_table", "findings"), False)]
EDITED = (Donor, Evaluation, Lesson, Project)


def one_of_each():
    """A row in each table that is kept, as far as these steps write one."""
    project = ProjectFactory(donors=[DonorFactory()])
    lesson = LessonFactory(evaluation=EvaluationFactory(projects=[project]))
    published, by = lesson.evaluation.publish(by=None), UserFactory()
    lesson.strike(by=by, reason="Wrong.")
    lesson.evaluation.withdraw(by=by, reason="Wrong.")
    redaction = Redaction.objects.create(user=by, reason="Asked.", counts={}, digests={})
    redaction.publications.add(published)


def test_every_history_table_is_kept():
    models = {model for model, _ in triggers.kept()}
    assert {Revision, Publication, Passage, Withdrawal, Strike, Redaction} <= models
    assert {model.history_model for model in TRACKED} <= models
    throughs = [m for m in apps.get_models(include_auto_created=True) if "history" in _names(m)]
    assert set(throughs) <= models and throughs


def _names(model):
    return {field.name for field in model._meta.concrete_fields}


def test_no_row_of_what_is_kept_can_be_changed_or_deleted():
    one_of_each()
    tried = set()
    for model, _ in triggers.kept():
        row, pk = model._base_manager.first(), model._meta.pk
        if row is None:
            continue
        tried.add(model)
        table, here = model._meta.db_table, f"WHERE {pk.column} = {row.pk}"
        with refused(f"{table} keeps what was written: UPDATE is refused"):
            raw(f"UPDATE {table} SET {pk.column} = -5 {here}")  # noqa: S608
        with refused(f"{table} keeps what was written: DELETE is refused"):
            raw(f"DELETE FROM {table} {here}")  # noqa: S608
    assert {Revision, *triggers.APPEND_ONLY, *(m.history_model for m in EDITED)} <= tried


@pytest.mark.parametrize("name", ["title", "content", "digest", "number", "moment", "audience"])
def test_a_publication_keeps_what_it_tells(name):
    told = publication()
    values = {"number": 7, "moment": "2001-01-01 00:00Z", "content": {"schema": 1}}
    with refused("findings_publication"), transaction.atomic():
        Publication.objects.filter(pk=told.pk).update(**{name: values.get(name, "staff")})


def test_what_readers_see_of_a_publication_may_change():
    told = publication()
    told.refresh_from_db()
    told.withdrawn, told.newest_public = True, False
    told.save()
    assert Publication.objects.filter(withdrawn=True, newest_staff=True).update(newest_staff=False)


def test_follow_up_may_change_what_a_passage_is_found_by_and_nothing_else():
    passages = publication().passages
    assert passages.update(decision="accepted", status="completed") == 1
    with refused("findings_passage"), transaction.atomic():
        passages.update(text="Something else.")


def test_a_publication_cannot_be_deleted_even_without_its_collector():
    told = publication()
    with refused("DELETE"), transaction.atomic():
        told.passages.all()._raw_delete("default")
    with refused("DELETE"), transaction.atomic():
        Publication.objects.filter(pk=told.pk).delete()


def test_bulk_update_and_upsert_are_refused():
    told = publication()
    told.title = "Another"
    with refused(), transaction.atomic():
        Publication.objects.bulk_update([told], ["title"])
    with refused(), transaction.atomic():
        Publication.objects.bulk_create(
            [told], update_conflicts=True, unique_fields=["id"], update_fields=["title"]
        )


def test_a_row_of_history_cannot_be_changed_through_its_model():
    row = ThemeFactory(name="Skills").history.get()
    row.name = "Something else"
    with refused("projects_historicaltheme"), transaction.atomic():
        row.save()


@sqlite_alone
def test_nothing_can_be_put_in_the_place_of_a_row_of_history():
    ThemeFactory(name="Skills")
    table = "projects_historicaltheme"
    with refused(f"{table} keeps what was written: INSERT"):
        raw(f"REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608


@sqlite_alone
@pytest.mark.parametrize("key", ["id", "-1"])
def test_nothing_can_be_put_in_the_place_of_a_publication(key):
    publication()
    names = [f'"{f.column}"' for f in Publication._meta.concrete_fields if f.column != "id"]
    told = ", ".join(names)
    with refused("findings_publication keeps what was written: INSERT"):
        raw(
            f"REPLACE INTO findings_publication (id, {told}) "  # noqa: S608
            f"SELECT {key}, {told} FROM findings_publication"
        )
    assert Passage.objects.count() == 1


@sqlite_alone
def test_pointing_out_another_newest_deletes_none():
    first = publication()
    first.evaluation.publish(by=None)
    with refused("findings_publication keeps what was written: UPDATE"):
        raw("UPDATE OR REPLACE findings_publication SET newest_public = 1")
    assert Publication.objects.count() == 2


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_a_table_that_is_kept_cannot_be_emptied():
    ThemeFactory()
    connection.check_constraints()
    with refused("projects_historicaltheme keeps what was written: TRUNCATE"):
        raw("TRUNCATE projects_historicaltheme CASCADE")


def test_the_working_rows_are_free():
    theme = ThemeFactory()
    Theme.objects.filter(pk=theme.pk).update(category="Work")
    raw("UPDATE projects_theme SET category = ''")
    theme.delete()
    assert not Theme.objects.exists()


@pytest.mark.untruthful
def test_they_can_be_lifted_for_one_transaction_and_hold_again_afterwards():
    theme = ThemeFactory()
    with triggers.lifted():
        theme.history.update(category="Redacted")
    assert triggers.missing() == []
    with refused(), transaction.atomic():
        theme.history.all().delete()


def test_they_hold_again_when_what_they_were_lifted_for_fails():
    theme = ThemeFactory()
    with pytest.raises(ZeroDivisionError), triggers.lifted():
        theme.history.all().delete()
        raise ZeroDivisionError
    assert triggers.missing() == []
    with refused(), transaction.atomic():
        theme.history.all().delete()


def test_a_migrate_without_anything_to_do_makes_those_that_are_missing():
    triggers.drop()
    assert len(triggers.missing()) > 100
    call_command("migrate", verbosity=0)
    assert triggers.missing() == []


def test_a_check_names_what_is_missing():
    assert triggers.are_there(None, databases=["default"]) == []
    triggers.drop()
    [warning] = triggers.are_there(None, databases=["default"])
    assert "triggers are missing" in warning.msg and "migrate" in warning.hint
    assert triggers.are_there(None, databases=None) == []


def test_an_old_trigger_goes_when_a_new_one_takes_its_place(monkeypatch):
    before = dict(triggers._present(connection))
    monkeypatch.setitem(triggers.APPEND_ONLY, Passage, ("decision",))
    assert len(triggers.missing()) == 1
    triggers.make()
    assert triggers.missing() == []
    assert len(dict(triggers._present(connection))) == len(before)
    with refused("findings_passage"), transaction.atomic():
        publication().passages.update(status="completed")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite cannot disable a trigger")
def test_a_trigger_that_was_disabled_counts_as_missing():
    raw("ALTER TABLE projects_revision DISABLE TRIGGER USER")
    assert triggers.missing()
    triggers.make()
    assert triggers.missing() == []


def widen_a_column(model, length):
    field = model._meta.get_field("theme")
    wider = models.CharField(max_length=length)
    wider.set_attributes_from_name("theme")
    with connection.schema_editor() as editor:
        editor.alter_field(model, field, wider)
        editor.alter_field(model, wider, field)


@pytest.mark.django_db(transaction=True)
def test_tables_can_be_altered_by_migrations_and_are_kept_afterwards():
    told = publication()
    emit_pre_migrate_signal(0, False, "default", plan=PLAN)
    widen_a_column(Passage, 130)
    emit_post_migrate_signal(0, False, "default", plan=PLAN)
    assert triggers.missing() == []
    with refused("findings_passage"), transaction.atomic():
        told.passages.all()._raw_delete("default")


@sqlite_alone
@pytest.mark.django_db(transaction=True)
def test_altering_a_table_loses_its_triggers_unless_they_are_made_again():
    widen_a_column(Passage, 130)
    assert any("keep_findings_passage" in name for name in triggers.missing())
    triggers.make()


@pytest.mark.django_db(transaction=True)
def test_they_hold_after_a_test_has_emptied_the_tables():
    call_command("flush", interactive=False, verbosity=0)
    assert triggers.missing() == []
    publication()
    with refused("findings_publication"):
        raw("DELETE FROM findings_publication")
