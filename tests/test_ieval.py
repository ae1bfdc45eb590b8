"""An export of i-eval Discovery imported: what stands in the database afterwards."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from findings.importing import Importer
from findings.importing.batch import Batch
from findings.models import (
    Action,
    Evaluation,
    GoodPractice,
    Lesson,
    Publication,
    Recommendation,
    Response,
    SourceRecord,
)
from findings.reading.ieval import read_export
from projects.history import Revision
from projects.merging import merge
from projects.models import Donor, Office, Project, Theme
from projects.months import Month

from .factories import DonorFactory, EvaluationFactory, ProjectFactory, UserFactory
from .ieval_export import export, many, row

pytestmark = pytest.mark.django_db


def run(publish=False, by=None, **sheets):
    """Import the rows of these sheets and return the report."""
    return run_file(export(**sheets), publish=publish, by=by)


def run_file(data, **options):
    importer = Importer("i-eval Discovery", **options)
    exported = read_export(data)
    importer.report.hear(exported)
    assert len(list(importer.run(exported.evaluations))) == len(exported.evaluations)
    return importer.report


def whole(**given):
    """One row in each sheet of completed evaluations."""
    names = ("completed", "recommendations", "lessons", "practices")
    return {name: [row(name, **given.get(name, {}))] for name in names}


def told(report):
    return "\n".join(map(str, report.complaints))


def test_an_evaluation_is_written_with_all_its_facts():
    run(**whole())
    evaluation = Evaluation.objects.get()
    assert evaluation.title == "Skills for growth - Final evaluation"
    assert (evaluation.type, evaluation.timing, evaluation.nature) == (
        "project", "final", "independent",
    )  # fmt: skip
    assert evaluation.completed == Month(2021, 3)
    assert evaluation.manager == "Doe, Jane"
    assert (evaluation.external_reference, evaluation.source_url[-3:]) == ("700", "700")
    assert [area.code for area in evaluation.areas.all()] == ["404"]
    assert [donor.name for donor in evaluation.donors.all()] == [
        "Norway, Ministry of Foreign Affairs"
    ]
    assert evaluation.themes.count() == 2
    assert evaluation.administrative_offices.get().code == "CO-Nairobi"
    assert evaluation.technical_offices.get().code == "SKILLS"


def test_a_recommendation_has_its_response_and_action_in_the_sources_words():
    run(**whole())
    recommendation = Recommendation.objects.get()
    assert recommendation.text == "<p>Train more inspectors.</p>"
    assert recommendation.theme.name == "Training"
    response, action = recommendation.response, recommendation.actions.get()
    assert (response.decision, response.decision_printed) == ("", "Partially Completed")
    assert response.comment == "<p>Funds are short.</p>"
    assert (action.status, action.status_printed) == ("partly_completed", "Partially achieved")
    assert (action.text, action.responsible) == ("<p>Hire two trainers.</p>", "CO-Nairobi")


def test_lessons_and_practices_are_written_and_placeholders_are_not():
    run(**whole())
    assert Lesson.objects.get().text == "<p>Training alone changes little.</p>"
    practice = GoodPractice.objects.get()
    assert practice.potential_for_replication == "<p>In other ministries.</p>"
    assert (practice.context, practice.cause_and_effect, practice.measurable_impact) == ("", "", "")
    assert practice.theme.name == "Social dialogue"


def test_the_project_is_made_once_and_named_after_what_was_evaluated():
    second = {"evaluation_number": "701", "country": "Uganda"}
    run(completed=[row("completed"), row("completed", **second)])
    project = Project.objects.get()
    assert (project.code, project.title) == ("KEN/18/01/NOR", "Skills for growth")
    assert sorted(area.name for area in project.areas.all()) == ["Kenya", "Uganda"]
    assert project.evaluations.count() == 2
    assert project.audience == "staff"


def test_a_project_that_stands_here_is_found_by_its_code_in_any_spelling():
    project = ProjectFactory(code="KEN/I8/O1/NOR", title="As entered")
    run(**whole())
    assert Evaluation.objects.get().projects.get() == project
    assert list(project.areas.all()) == []


def test_of_several_projects_none_is_said_to_be_where_the_evaluation_was():
    codes = ("KEN/18/01/NOR", "UGA/18/02/NOR")
    run(completed=[row("completed", project_symbol=code) for code in codes])
    assert [p.areas.count() for p in Project.objects.all()] == [0, 0]
    assert Evaluation.objects.get().areas.count() == 1


@pytest.mark.parametrize(
    ("name", "codes", "printed"),
    [
        ("Côte d'Ivoire", ["384"], "Côte d'Ivoire"),
        ("East Timor", ["626"], "East Timor"),
        ("United Republic of Tanzania", ["834"], ""),
        ("Inter-Regional", ["001"], "Inter-Regional"),
        ("Africa - regional", ["002"], "Africa - regional"),
        ("Asia and the Pacific - regional", ["009", "142"], "Asia and the Pacific - regional"),
        ("Serbia and Montenegro", ["499", "688"], "Serbia and Montenegro"),
        ("Central America", ["013"], ""),
    ],
)
def test_countries_and_regions_are_mapped_to_m49(name, codes, printed):
    run(completed=[row("completed", country=name)])
    evaluation = Evaluation.objects.get()
    assert sorted(evaluation.areas.values_list("code", flat=True)) == codes
    assert evaluation.areas_printed == printed


def test_a_country_that_does_not_map_is_kept_and_reported():
    report = run(completed=[row("completed", country=c) for c in ("Kenya", "Atlantis")])
    assert Evaluation.objects.get().areas_printed == "Kenya, Atlantis"
    assert "Data, row 2, column areas: evaluation 700: “Atlantis” is no area" in told(report)


def test_without_a_country_the_region_says_where_it_was():
    run(completed=[row("completed", country="-")])
    assert Evaluation.objects.get().areas.get().name == "Africa"


def test_names_are_made_once_however_they_are_written():
    DonorFactory(name="NORWAY, Ministry of foreign affairs")
    report = run(**whole())
    assert Donor.objects.count() == 1
    assert report.counts["merged"]["donor"] == 1
    assert (Theme.objects.count(), Office.objects.count()) == (4, 2)


def test_a_donor_that_was_merged_into_another_is_not_made_again():
    run(**whole())
    kept, user = DonorFactory(name="Norway"), UserFactory()
    merge(kept, Donor.objects.get(name__contains="Ministry"), by=user)
    run(completed=[row("completed", evaluation_number="701")])
    assert list(Donor.objects.all()) == [kept]


def test_each_evaluation_is_one_revision_and_history_tells_it():
    run_file(many(3), by=(user := UserFactory()))
    subjects = Revision.objects.filter(subject__startswith="findings.evaluation/")
    assert subjects.count() == 3
    assert {revision.user for revision in subjects} == {user}
    evaluation = Evaluation.objects.first()
    assert evaluation.history.get().revision.subject == f"findings.evaluation/{evaluation.pk}"


def state():
    models = (Evaluation, Recommendation, Response, Action, Lesson, GoodPractice, Project,
              Donor, Theme, Office, Revision, SourceRecord, Publication)  # fmt: skip
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_a_second_run_changes_nothing():
    data = many(3)
    run_file(data)
    before = state()
    report = run_file(data)
    assert (report.changes, report.counts["unchanged"].total()) == (0, 33)
    assert state() == before


def test_a_newer_export_updates_and_keeps_history():
    run(**whole())
    before = {r.id: r for r in Recommendation.objects.all()}
    newer = {
        "recommendations": {"progress": "Achieved", "recommendation_description": "Train all."}
    }
    report = run(**whole(**newer))
    recommendation = Recommendation.objects.get()
    assert recommendation.pk in before
    assert recommendation.text == "<p>Train all.</p>"
    assert recommendation.actions.get().status == "completed"
    assert [r.text for r in recommendation.history.order_by("history_id")] == [
        "<p>Train more inspectors.</p>", "<p>Train all.</p>",
    ]  # fmt: skip
    assert dict(report.counts["updated"]) == {"recommendation": 1, "action": 1}


def test_a_newer_export_adds_what_is_new_to_an_evaluation():
    run(completed=[row("completed")])
    report = run(**whole())
    evaluation = Evaluation.objects.get()
    assert (evaluation.recommendations.count(), evaluation.lessons.count()) == (1, 1)
    assert report.counts["created"]["evaluation"] == 0
    assert report.counts["created"]["action"] == 1


def test_what_was_planned_is_completed_by_a_newer_export():
    run(planned=[row("planned")])
    assert Evaluation.objects.get().stage == "planned"
    run(planned=[row("planned")], completed=[row("completed")])
    evaluation = Evaluation.objects.get()
    assert (evaluation.stage, evaluation.completed) == ("completed", Month(2021, 3))
    assert evaluation.planned_completion == Month(2027, 6)
    assert [r.stage for r in evaluation.history.order_by("history_id")] == ["planned", "completed"]


def test_a_newer_export_changes_links():
    run(**whole())
    run(**whole(completed={"funding": "Sweden", "country": "Uganda"}))
    evaluation = Evaluation.objects.get()
    assert {d.name for d in evaluation.donors.all()} == {
        "Norway, Ministry of Foreign Affairs", "Sweden",
    }  # fmt: skip
    run(completed=[row("completed", funding="Sweden", country="Uganda")])
    assert [d.name for d in evaluation.donors.all()] == ["Sweden"]
    assert [a.name for a in evaluation.areas.all()] == ["Uganda"]


def test_what_managers_changed_stays_where_the_source_tells_nothing_new():
    run(**whole())
    Lesson.objects.update(text="<p>Reworded here.</p>")
    report = run(**whole(lessons={"lessons_learned_theme": "Skills"}))
    lesson = Lesson.objects.get()
    assert (lesson.text, lesson.theme.name) == ("<p>Reworded here.</p>", "Skills")
    assert told(report) == ""


def test_where_both_changed_the_source_is_taken_and_that_is_told():
    run(**whole())
    Lesson.objects.update(text="<p>Reworded here.</p>")
    report = run(**whole(lessons={"lessons_learned_description": "Reworded there."}))
    assert Lesson.objects.get().text == "<p>Reworded there.</p>"
    assert "lesson 5001: changed here and at the source" in told(report)
    assert Lesson.history.filter(text="<p>Reworded here.</p>").exists()


def test_an_export_without_a_column_takes_nothing_away():
    run(**whole())
    report = run(lessons=[row("lessons")])
    evaluation = Evaluation.objects.get()
    assert evaluation.themes.count() == 2
    assert report.changes == 0


def test_a_text_that_is_empty_now_stays_and_is_told():
    run(**whole())
    report = run(**whole(recommendations={"action_plan": "-", "progress": "-"}))
    assert Action.objects.get().text == "<p>Hire two trainers.</p>"
    assert "9001 is no longer told" not in told(report)


def test_what_is_no_longer_told_stays_and_is_told():
    run(**whole())
    report = run(completed=[row("completed")])
    assert Lesson.objects.count() == 1
    assert "lesson 5001 is no longer told; it stays as it is" in told(report)


def test_what_was_removed_here_is_not_made_again():
    run(**whole())
    Lesson.objects.get().delete()
    report = run(**whole(lessons={"lessons_learned_description": "Changed."}))
    assert not Lesson.objects.exists()
    assert "lesson 5001: was removed here since" in told(report)


def test_an_evaluation_removed_here_is_not_made_again():
    run(completed=[row("completed")])
    Evaluation.objects.get().delete()
    report = run(completed=[row("completed")])
    assert not Evaluation.objects.exists()
    assert "evaluation 700 was removed here since" in told(report)


@pytest.mark.parametrize(
    "known", [{"external_reference": "700"}, {"source_url": "https://example.org/#eval_id=700"}]
)
def test_an_evaluation_entered_by_hand_is_left_as_it_is(known):
    evaluation = EvaluationFactory(title="By hand", **known)
    report = run(**whole())
    assert Evaluation.objects.get() == evaluation
    assert not Lesson.objects.exists()
    assert "evaluation 700 was entered here by hand" in told(report)


def test_titles_that_are_equal_have_addresses_of_their_own():
    EvaluationFactory(title="Skills for growth - Final evaluation")
    run(completed=[row("completed", evaluation_number=str(n)) for n in (700, 701)])
    slugs = sorted(Evaluation.objects.values_list("slug", flat=True))
    begin = "skills-for-growth-final-evaluation"
    assert slugs == [begin, f"{begin}-2", f"{begin}-3"]


def test_publishing_is_for_the_completed_and_opens_their_projects():
    report = run(publish=True, **whole(), planned=[row("planned", evaluation_number="701")])
    assert report.published == Publication.objects.count() == 1
    assert Publication.objects.get().evaluation.external_reference == "700"
    assert Publication.objects.get().passages.count() == 3
    assert Project.objects.get().audience == "everybody"


def test_publishing_does_not_open_a_project_entered_by_hand():
    ProjectFactory(code="KEN/18/01/NOR", audience="staff")
    run(publish=True, **whole())
    assert Project.objects.get().audience == "staff"


def test_a_second_run_publishes_what_is_changed_or_not_yet_published():
    run(**whole())
    assert run(publish=True, **whole()).published == 1
    assert run(publish=True, **whole()).published == 0
    newer = whole(lessons={"lessons_learned_description": "Changed."})
    assert run(publish=True, **newer).published == 1
    numbers = Publication.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2]


def test_what_was_withdrawn_is_not_published_again():
    run(publish=True, **whole())
    Evaluation.objects.get().withdraw(by=None, reason="Wrong.")
    report = run(publish=True, **whole(lessons={"lessons_learned_description": "Changed."}))
    assert Publication.objects.count() == 1
    assert "evaluation 700: was withdrawn here; it is not published again" in told(report)


def test_many_are_published_as_each_would_be_by_itself():
    run_file(many(3), publish=True)
    for publication in Publication.objects.all():
        again = publication.evaluation.publish(by=None)
        assert (again.content, again.digest) == (publication.content, publication.digest)
        assert list(again.projects.all()) == list(publication.projects.all())
        assert list(again.donors.all()) == list(publication.donors.all())
        assert again.evaluation_version == publication.evaluation_version


def test_a_change_that_is_published_is_history_of_who_imported_it():
    run(publish=True, **whole())
    user = UserFactory()
    newer = whole(lessons={"lessons_learned_description": "Changed."})
    run(publish=True, by=user, **newer)
    assert Lesson.history.latest().history_user == user
    assert Publication.objects.latest("number").note == "Imported from i-eval Discovery."


def test_nothing_is_published_without_being_asked_for():
    run(**whole())
    assert not Publication.objects.exists()


def test_what_is_refused_together_is_written_one_by_one(monkeypatch):
    def refuse(batch, records):
        raise DatabaseError("No.")

    monkeypatch.setattr(Batch, "evaluations", refuse)
    report = run_file(many(3), publish=True)
    assert (Evaluation.objects.count(), Action.objects.count(), report.published) == (3, 6, 3)
    assert run_file(many(3)).changes == 0


def test_one_that_is_refused_stands_in_the_way_of_no_other():
    data, taken = many(3), "10001"
    SourceRecord.objects.create(
        source="i-eval Discovery", kind="lesson", source_id=f"{taken}0", key=1, told={}
    )
    report = run_file(data)
    assert Evaluation.objects.count() == 3
    assert f"lesson {taken}0: was removed here since" in told(report)


@pytest.mark.django_db(transaction=True)
def test_a_run_that_stops_leaves_whole_evaluations_and_the_next_goes_on():
    evaluations = read_export(many(45)).evaluations
    running = Importer("i-eval Discovery").run(evaluations)
    for _ in range(25):
        next(running)
    running.close()
    assert Evaluation.objects.count() == 40
    assert Lesson.objects.count() == 80
    report = run_file(many(45))
    assert report.counts["created"]["evaluation"] == 5
    assert Lesson.objects.count() == 90


def command(tmp_path, data, **options):
    file = tmp_path / "export.xlsx"
    file.write_bytes(data)
    out = StringIO()
    call_command("import_ieval", file, stdout=out, **options)
    return out.getvalue()


def test_the_command_tells_how_far_it_is_and_what_it_did(tmp_path):
    lines = command(tmp_path, export(**whole())).splitlines()
    assert lines[0] == "  1 of 1 evaluations"
    assert lines[1].startswith("4 rows read: ")
    assert lines[2].split() == ["created", "updated", "unchanged", "merged"]
    assert lines[3].split() == ["evaluations", "1", "0", "0", "0"]
    assert lines[-1] == "0 not understood or left out"


def test_the_command_writes_in_the_name_of_an_account(tmp_path):
    user = UserFactory(username="importer")
    command(tmp_path, export(**whole()), user="importer", verbosity=0)
    assert Evaluation.history.get().history_user == user


@pytest.mark.parametrize(
    ("data", "options", "words"),
    [
        (b"no workbook", {}, "not an XLSX"),
        (export(completed=[row("completed")]), {"max_mb": 0.001}, "MB are read"),
        (export(completed=[row("completed")]), {"user": "nobody"}, "There is no account nobody"),
    ],
)
def test_the_command_refuses_in_words(tmp_path, data, options, words):
    with pytest.raises(CommandError, match=words):
        command(tmp_path, data, **options)
    assert not Evaluation.objects.exists()


def test_the_command_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_ieval", tmp_path / "nothing.xlsx")
