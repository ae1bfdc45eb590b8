"""A document imported again: what differs is offered, taken over where asked, never doubled."""

import pytest

from findings.models import Evaluation, Recommendation, Upload
from projects.history import Revision
from projects.months import Month

from .factories import EvaluationFactory, LessonFactory, ProjectFactory
from .harbours import SUMMARY
from .imports import address_of, sheet_of, signed_in, uploaded
from .roles import editor

pytestmark = pytest.mark.django_db
REVISED = [
    (kind, "Sixty people were asked." if said == "Forty people were asked." else said)
    for kind, said in SUMMARY
]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def ann():
    return editor(username="ann")


@pytest.fixture
def desk(ann):
    return signed_in(ann)


@pytest.fixture
def evaluation(desk, ann):
    """What was imported before."""
    upload = uploaded(ann)
    sheet = sheet_of(desk.get(address_of(upload)))
    desk.post(address_of(upload), sheet | {"save": "1"})
    return Evaluation.objects.get()


def taken_over(desk, upload, evaluation, *sections, **more):
    evaluation.refresh_from_db()
    data = {"evaluation": evaluation.pk, "version": evaluation.version, "section": sections}
    return desk.post(address_of(upload, "decide/"), data | more)


def test_the_same_file_again_offers_that_nothing_differs(desk, ann, evaluation):
    page = desk.get(address_of(uploaded(ann))).content.decode()
    assert "This looks like" in page
    assert "the evaluation says all that the document does" in page


def test_a_file_under_its_title_offers_what_differs(desk, ann, evaluation):
    page = desk.get(address_of(uploaded(ann, REVISED))).content.decode()
    assert "Take over: Background" in page
    assert "Take over: Main findings" not in page


def test_another_title_of_the_same_project_timing_and_month_is_noticed(desk, ann, evaluation):
    blocks = [("title", "Harbours, once more"), *SUMMARY[1:]]
    page = desk.get(address_of(uploaded(ann, blocks))).content.decode()
    assert "Take over: Title and language" in page


def test_a_midterm_under_the_title_of_the_final_evaluation_is_another(desk, ann, evaluation):
    midterm = ("Midterm Evaluation", "May 2018")
    facts = [midterm if said[0] == "Final Evaluation" else said for said in SUMMARY[1][1]]
    upload = uploaded(ann, [SUMMARY[0], ("facts", facts), *SUMMARY[2:]])
    assert "Is this what it says?" in desk.get(address_of(upload)).content.decode()


def test_what_is_ticked_is_taken_over_and_nothing_else(desk, ann, evaluation):
    upload = uploaded(ann, [("title", "Safe work in harbours"), *REVISED[1:]])
    Evaluation.objects.filter(pk=evaluation.pk).update(conclusions="<p>It was not.</p>")
    taken_over(desk, upload, evaluation, "background")
    evaluation.refresh_from_db()
    assert evaluation.methodology == "<p>Sixty people were asked.</p>"
    assert evaluation.conclusions == "<p>It was not.</p>"


def test_taking_over_is_one_revision_of_the_evaluation(desk, ann, evaluation):
    before = Revision.objects.count()
    taken_over(desk, uploaded(ann, REVISED, name="new.txt"), evaluation, "background")
    assert Revision.objects.count() == before + 1
    revision = Revision.objects.first()
    assert revision.reason == "Imported from new.txt"
    assert revision.subject == f"findings.evaluation/{evaluation.pk}"


def test_an_item_reworded_is_changed_in_place_and_a_new_one_added(desk, ann, evaluation):
    first = evaluation.recommendations.get(label="1")
    items = ["Train many more inspectors.", ("Write rules:", ["for cranes", "for boats"]), "Rest."]
    blocks = [(k, items if k == "ol" and "Train more inspectors." in s else s) for k, s in SUMMARY]
    taken_over(desk, uploaded(ann, blocks), evaluation, "recommendations")
    summary = evaluation.summary()
    assert [r.text for r in summary.recommendations] == [
        "<p>Train many more inspectors.</p>", "<p>Write rules:</p>", "<p>Rest.</p>",
    ]  # fmt: skip
    assert [part.text for part in summary.recommendations[1].parts] == [
        "<p>for cranes</p>", "<p>for boats</p>",
    ]  # fmt: skip
    assert summary.recommendations[0].id == first.pk


def test_nothing_is_removed_that_the_document_lacks(desk, ann, evaluation):
    LessonFactory(evaluation=evaluation, text="<p>Ask the crews.</p>", position=9)
    Recommendation.objects.filter(label="1").update(addressed_to="Ministry", priority="high")
    taken_over(desk, uploaded(ann, REVISED), evaluation, "recommendations", "lessons", "facts")
    first = evaluation.recommendations.get(label="1")
    assert (first.addressed_to, first.priority) == ("Ministry", "high")
    assert evaluation.lessons.count() == 2


def test_what_a_manager_decided_of_a_finding_is_not_guessed_anew(desk, ann, evaluation):
    evaluation.findings.update(kind="challenge", criterion="efficiency")
    taken_over(desk, uploaded(ann, REVISED), evaluation, "findings")
    assert set(evaluation.findings.values_list("kind", "criterion")) == {
        ("challenge", "efficiency")
    }


def test_names_are_added_and_none_taken_away(desk, ann, evaluation):
    facts = [("Keywords", "ships") if k == "Keywords" else (k, v) for k, v in SUMMARY[1][1]]
    facts = [("Technical Area", "Fishing") if k == "Technical Area" else (k, v) for k, v in facts]
    upload = uploaded(ann, [SUMMARY[0], ("facts", facts), *SUMMARY[2:]])
    taken_over(desk, upload, evaluation, "facts")
    told = Evaluation.objects.get().summary().facts
    assert [str(theme) for theme in told.themes] == ["Fishing", "Labour inspection"]
    assert told.keywords == ("inspection", "harbours", "ships")


def test_what_its_project_carries_is_not_said_again(desk, ann, evaluation):
    taken_over(desk, uploaded(ann, REVISED), evaluation, "facts", "background")
    assert not evaluation.donors.exists()
    assert not evaluation.areas.exists()


def test_an_evaluation_changed_meanwhile_is_looked_at_again(desk, ann, evaluation):
    response = taken_over(desk, uploaded(ann, REVISED), evaluation, "background", version="0")
    assert response.status_code == 409
    assert "It was changed after you opened this page" in response.content.decode()
    evaluation.refresh_from_db()
    assert evaluation.methodology == "<p>Forty people were asked.</p>"


def test_what_must_be_mended_first_is_told(desk, ann, evaluation):
    upload = uploaded(ann, REVISED)
    Upload.objects.filter(pk=upload.pk).update(sheet={"values": {"title": ""}})
    response = taken_over(desk, upload, evaluation, "background")
    assert (response.status_code, "mending" in response.content.decode()) == (422, True)


def test_an_evaluation_of_others_is_not_taken_over_into(desk, ann):
    theirs = EvaluationFactory(title="Safe work in harbours", completed=Month(2019, 10))
    response = taken_over(desk, uploaded(ann), theirs, "background")
    assert response.status_code == 404
    theirs.refresh_from_db()
    assert theirs.methodology == ""


def test_a_draft_of_others_is_not_told_of(desk, ann):
    EvaluationFactory(title="Safe work in harbours")
    page = desk.get(address_of(uploaded(ann))).content.decode()
    assert "This looks like" not in page


def test_what_others_have_published_is_told_of(desk, ann):
    theirs = EvaluationFactory(title="Safe work in harbours")
    theirs.publish(by=None)
    page = desk.get(address_of(uploaded(ann))).content.decode()
    assert "It is not yours to edit." in page


def test_a_second_draft_is_made_only_when_asked_for(desk, ann, evaluation):
    upload = uploaded(ann)
    desk.post(address_of(upload, "decide/"), {"anew": "1"})
    sheet = sheet_of(desk.get(address_of(upload)))
    desk.post(address_of(upload), sheet | {"save": "1"})
    assert Evaluation.objects.filter(title="Safe work in harbours").count() == 2


def test_an_upload_is_taken_over_once(desk, ann, evaluation):
    upload = uploaded(ann, REVISED)
    taken_over(desk, upload, evaluation, "background")
    before = Revision.objects.count()
    taken_over(desk, upload, evaluation, "background")
    assert Revision.objects.count() == before
    assert Upload.objects.get(pk=upload.pk).evaluation == evaluation


def test_of_several_that_it_may_be_one_is_chosen(desk, ann, evaluation):
    other = EvaluationFactory(title="Safe Work in Harbours", editors=[ann])
    page = desk.get(address_of(uploaded(ann)), {"evaluation": other.pk}).content.decode()
    assert f'name="evaluation" value="{other.pk}"' in page
    assert f"?evaluation={evaluation.pk}" in page


def test_a_project_that_is_attached_twice_stays_one(desk, ann):
    ProjectFactory(code="KEN/16/01/NOR", editors=[ann])
    upload = uploaded(ann)
    desk.post(address_of(upload), sheet_of(desk.get(address_of(upload))) | {"save": "1"})
    taken_over(desk, uploaded(ann, REVISED), Evaluation.objects.get(), "facts")
    assert Evaluation.objects.get().projects.count() == 1
