import json

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from simple_history.models import HistoricalRecords

from findings.models import Evaluation, Finding, Recommendation
from projects.history import TRACKED, Revision, revision
from projects.models import Area, Project, Theme

from .factories import (
    ActionFactory,
    AreaFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    ProjectFactory,
    RecommendationFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def kinds(instance):
    return "".join(reversed([row.history_type for row in instance.history.all()]))


def test_every_model_of_the_record_is_tracked_with_its_many_to_many_fields():
    kept_by_itself = {
        "Revision", "Merge", "Publication", "Passage", "Withdrawal", "Strike", "Redaction",
        "PreviewLink", "PreviewUse", "SourceRecord", "Upload", "Stamp", "Visit",
        "SearchText", "SearchDue", "SearchLog", "SearchWord", "Card", "Posting", "Acronym",
    }  # fmt: skip
    ours = {
        m for a in ("projects", "findings", "evalsite") for m in apps.get_app_config(a).get_models()
    }
    ours = {m for m in ours if not hasattr(m, "history_type")}
    ours = {m for m in ours if m.__name__ not in kept_by_itself}
    assert {m for m in ours if not m.__name__.startswith("Historical")} == set(TRACKED)
    for model in TRACKED:
        told = {f.name for f in model.history_model._history_m2m_fields}
        assert told == {f.name for f in model._meta.many_to_many}


def test_no_tracked_row_is_emptied_behind_its_history():
    for model in TRACKED:
        for field in model._meta.concrete_fields:
            if field.remote_field:
                assert field.remote_field.on_delete in (models.CASCADE, models.PROTECT)


def test_what_one_transaction_changes_is_one_revision():
    with transaction.atomic():
        evaluation = EvaluationFactory(title="Old")
        FindingFactory(evaluation=evaluation)
        evaluation.title = "New"
        evaluation.save()
    [made] = Revision.objects.exclude(reason="Written by a migration")
    assert made.subject == f"findings.evaluation/{evaluation.pk}"
    moments = {row.history_date for row in evaluation.history.all()}
    assert moments == {made.moment}


def test_two_transactions_are_two_revisions_in_strict_order():
    theme = ThemeFactory()
    theme.name = "Renamed"
    theme.save()
    first, second = theme.history.order_by("history_id")
    assert first.revision_id != second.revision_id
    assert first.history_date < second.history_date


def test_moments_increase_even_if_the_clock_goes_back(monkeypatch):
    theme = ThemeFactory()
    before = theme.history.latest().history_date
    monkeypatch.setattr("django.utils.timezone.now", lambda: before.replace(year=2001))
    theme.name = "Later"
    theme.save()
    assert theme.history.latest().history_date > before


def test_a_revision_says_who_and_why():
    user = UserFactory()
    with revision(user=user, reason="A long reason. " * 30):
        theme = ThemeFactory()
    row = theme.history.get()
    assert row.revision.user == row.history_user == user
    assert row.revision.reason == row.history_change_reason == "A long reason. " * 30


def test_who_changes_something_in_a_request_is_kept(rf):
    HistoricalRecords.context.request = rf.post("/")
    HistoricalRecords.context.request.user = user = UserFactory()
    try:
        assert ThemeFactory().history.get().revision.user == user
        HistoricalRecords.context.request.user = AnonymousUser()
        assert ThemeFactory().history.get().revision.user is None
    finally:
        del HistoricalRecords.context.request


def test_a_revision_rolled_back_to_a_savepoint_is_made_anew():
    with transaction.atomic():
        with pytest.raises(RuntimeError), transaction.atomic():
            ThemeFactory()
            raise RuntimeError
        kept = ThemeFactory()
    assert kept.history.get().revision in Revision.objects.all()


def test_a_save_without_a_change_writes_no_row_and_makes_no_revision():
    evaluation = EvaluationFactory(themes=[ThemeFactory()])
    revisions = Revision.objects.count()
    Evaluation.objects.get(pk=evaluation.pk).save()
    evaluation.themes.set(evaluation.themes.all())
    evaluation.themes.remove(ThemeFactory.build(pk=99999))
    assert Revision.objects.count() == revisions


def test_a_stale_copy_that_writes_the_old_value_back_is_a_change():
    theme = ThemeFactory(name="One")
    stale = Theme.objects.get(pk=theme.pk)
    theme.name = "Two"
    theme.save()
    stale.save()
    assert [row.name for row in theme.history.all()] == ["One", "Two", "One"]


def test_raising_the_version_alone_is_no_history():
    evaluation = EvaluationFactory()
    Evaluation.objects.filter(pk=evaluation.pk).update(version=models.F("version") + 1)
    assert kinds(evaluation) == "+"


@pytest.mark.parametrize(
    "write",
    [
        lambda t: Theme.objects.filter(pk=t.pk).update(category="new"),
        lambda t: Theme.objects.bulk_update([Theme(pk=t.pk, category="new")], ["category"]),
        lambda t: Theme._base_manager.filter(pk=t.pk).update(category="new"),
        lambda t: Theme.objects.update_or_create(pk=t.pk, defaults={"category": "new"}),
    ],
    ids=["update", "bulk_update", "base manager", "update_or_create"],
)  # fmt: skip
def test_bulk_writes_are_kept_in_history(write):
    theme = ThemeFactory(category="old")
    write(theme)
    assert [row.category for row in theme.history.all()] == ["new", "old"]


def test_bulk_create_is_kept_in_one_revision():
    themes = Theme.objects.bulk_create(Theme(name=f"Bulk {n}") for n in range(3))
    assert [kinds(theme) for theme in themes] == ["+", "+", "+"]
    assert len({theme.history.get().revision_id for theme in themes}) == 1


def test_bulk_create_over_conflicts_keeps_what_changed():
    theme = ThemeFactory(name="Skills", category="old")
    Theme.objects.bulk_create(
        [Theme(name="Skills", category="new"), Theme(name="Other")],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["category"],
    )
    assert kinds(theme) == "+~"


def test_bulk_create_that_ignores_conflicts_is_refused():
    with pytest.raises(TypeError, match="ignore_conflicts"):
        Theme.objects.bulk_create([Theme(name="A")], ignore_conflicts=True)


def test_an_update_through_an_expression_is_kept_as_its_value():
    theme = ThemeFactory(name="Skills", category="x")
    theme.category = models.F("name")
    theme.save()
    assert theme.history.latest().category == "Skills"


def test_many_to_many_changes_are_kept_from_either_side():
    project, area = ProjectFactory(), AreaFactory()
    project.areas.add(area)
    area.projects.remove(project)
    area.projects.set([project])
    area.projects.clear()
    told = [[link.area_id for link in row.areas.all()] for row in project.history.all()]
    assert told == [[], [area.pk], [], [area.pk], []]


def test_deleting_keeps_the_last_state_of_all_that_goes_with_it():
    finding = FindingFactory()
    evaluation, key = finding.evaluation, finding.pk
    evaluation.delete()
    rows = Finding.history.filter(id=key)
    assert [row.history_type for row in rows] == ["-", "+"]
    assert rows[0].body == "<p>Inspectors were trained.</p>"


def test_a_queryset_delete_is_kept(django_assert_num_queries):
    keys = [ThemeFactory(name=f"Gone {n}").pk for n in range(3)]
    Theme.objects.filter(name__startswith="Gone").delete()
    assert Theme.history.filter(id__in=keys, history_type="-").count() == 3


def test_a_fixture_is_kept_as_one_revision(tmp_path):
    area, donor = AreaFactory(), DonorFactory()
    fields = {"title": "From a file", "areas": [[area.code]], "donors": [[donor.name]]}
    rows = [{"model": "projects.project", "fields": {**fields, "slug": "a", "code_normalised": ""}}]
    fixture = tmp_path / "one.json"
    fixture.write_text(json.dumps(rows))
    call_command("loaddata", str(fixture), verbosity=0)
    project = Project.objects.get(title="From a file")
    assert len({row.revision_id for row in project.history.all()}) == 1
    assert [link.area_id for link in project.history.latest().areas.all()] == [area.pk]


def test_what_migrations_wrote_is_kept():
    tunisia = Area.objects.get(code="788")
    [row] = tunisia.history.all()
    assert (row.name, row.revision.reason) == ("Tunisia", "Written by a migration")


def test_a_row_and_its_history_row_are_written_together_or_not_at_all(monkeypatch):
    def refuse(*args, **kwargs):
        raise IntegrityError("history is full")

    monkeypatch.setattr("projects.history.records.current_revision", refuse)
    with pytest.raises(IntegrityError), transaction.atomic():
        ThemeFactory(name="Half")
    assert not Theme.objects.filter(name="Half").exists()


def test_links_between_items_are_part_of_history():
    finding = FindingFactory()
    recommendation = RecommendationFactory(evaluation=finding.evaluation, findings=[finding])
    row = Recommendation.history.filter(id=recommendation.pk).first()
    assert [link.finding_id for link in row.findings.all()] == [finding.pk]


def test_what_one_block_changes_is_one_row_for_each_object_in_few_statements(
    django_assert_max_num_queries,
):
    evaluation = EvaluationFactory()
    findings = FindingFactory.create_batch(20, evaluation=evaluation)
    with django_assert_max_num_queries(20 + 13), revision(reason="All reworded"):
        for finding in findings:
            finding.body = "Reworded."
            finding.save()
    assert [kinds(finding) for finding in findings] == ["+~"] * 20


def test_a_block_that_creates_links_and_changes_writes_one_row():
    with revision():
        project = ProjectFactory(areas=[AreaFactory()], donors=[DonorFactory()])
        Project.objects.filter(pk=project.pk).update(title="Renamed")
    row = project.history.get()
    assert (row.history_type, row.title, row.areas.count()) == ("+", "Renamed", 1)


def test_a_block_that_fails_leaves_neither_row_nor_history():
    theme = ThemeFactory(name="Kept")
    with pytest.raises(RuntimeError), revision():
        theme.name = "Lost"
        theme.save()
        raise RuntimeError
    assert kinds(theme) == "+"


def test_what_is_made_and_deleted_in_one_block_leaves_its_deletion():
    with revision():
        theme = ThemeFactory()
        key = theme.pk
        theme.delete()
    assert [row.history_type for row in Theme.history.filter(id=key)] == ["-"]


def test_follow_up_is_part_of_its_evaluations_revisions():
    action = ActionFactory()
    evaluation = action.recommendation.evaluation
    assert action.history.get().revision.subject == f"findings.evaluation/{evaluation.pk}"


def test_a_link_that_goes_with_what_it_led_to_is_kept_in_history():
    finding = FindingFactory(areas=[AreaFactory()])
    recommendation = RecommendationFactory(evaluation=finding.evaluation, findings=[finding])
    finding.areas.get().delete()
    finding.delete()
    rows = Recommendation.history.filter(id=recommendation.pk)
    assert [row.findings.count() for row in rows] == [0, 1, 0]


def test_what_is_removed_together_keeps_its_links_in_its_last_row():
    finding = FindingFactory()
    recommendation = RecommendationFactory(evaluation=finding.evaluation, findings=[finding])
    key = recommendation.pk
    Evaluation.objects.filter(pk=finding.evaluation_id).delete()
    rows = Recommendation.history.filter(id=key)
    assert [(row.history_type, row.findings.count()) for row in rows][:2] == [("-", 0), ("~", 1)]


def test_the_address_of_what_was_removed_is_not_given_again():
    ProjectFactory(code="", title="Skills").delete()
    assert ProjectFactory(code="", title="Skills").slug == "skills-2"
