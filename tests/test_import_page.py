"""A document brought in at the desk: who may, what the review shows, what is saved."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.utils import timezone

from findings.models import Evaluation, Upload
from findings.terms import Timing
from projects.history import Revision
from projects.models import Donor, Office, Project, Theme
from projects.months import Month

from .documents import pdf, text, word
from .factories import DonorFactory, EvaluationFactory, ProjectFactory, ThemeFactory
from .harbours import SUMMARY
from .imports import address_of, sheet_of, signed_in, uploaded, waited_for
from .roles import editor, publisher, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def ann():
    return editor(username="ann")


@pytest.fixture
def desk(ann):
    return signed_in(ann)


def saved(desk, upload, **changes):
    """Save the review of an upload as it stands, but for changes; return the response."""
    data = sheet_of(desk.get(address_of(upload))) | changes
    return desk.post(address_of(upload), data | {"save": "1"})


def test_only_those_who_add_evaluations_import(ann):
    assert signed_in(ann).get("/desk/import/").status_code == 200
    for other in (publisher(), staff()):
        assert signed_in(other).get("/desk/import/").status_code == 404


def test_the_public_is_asked_to_sign_in(client):
    assert client.get("/desk/import/").url == "/admin/login/?next=/desk/import/"


@pytest.mark.parametrize("what", ["", "decide/", "discard/"])
def test_an_upload_is_its_users_alone(ann, what):
    upload, other = uploaded(ann), signed_in(editor())
    response = other.post(address_of(upload, what), {"save": "1", "anew": "1"})
    assert response.status_code == 404
    assert other.get(address_of(upload)).status_code == 404
    assert Upload.objects.get() == upload


@pytest.mark.parametrize("name, make", [("a.pdf", pdf), ("a.docx", word), ("a.txt", text)])
def test_a_file_is_read_and_shown_beside_its_source(desk, name, make):
    file = SimpleUploadedFile(name, make(SUMMARY))
    response = desk.post("/desk/import/", {"file": file})
    page = waited_for(desk, response.url).content.decode()
    assert "Safe work in harbours</li>" in page or "Safe work in harbours <a" in page
    assert 'value="Safe work in harbours"' in page
    assert "Forty people were asked.</textarea>" in page.replace("\n</textarea>", "</textarea>")


def test_pasted_text_goes_the_same_way(desk):
    response = desk.post("/desk/import/", {"text": text(SUMMARY).decode()})
    sheet = sheet_of(waited_for(desk, response.url))
    assert sheet["title"] == "Safe work in harbours"
    assert sheet["recommendations.2.2.text"] == "for ships"


def test_what_cannot_be_read_is_told_at_once(desk):
    for data, said in ((b"", "empty"), (b"\x89PNG\r\n", "picture"), (b"{\\rtf1", "rich text")):
        response = desk.post("/desk/import/", {"file": SimpleUploadedFile("a.pdf", data)})
        assert (response.status_code, said in response.content.decode()) == (422, True)
    assert not Upload.objects.exists()


def test_what_turns_out_unreadable_is_told_and_not_kept(desk):
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7 and nothing more")
    response = desk.post("/desk/import/", {"file": file})
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert "This PDF is damaged" in waited_for(desk, response.url).content.decode()
    assert not Upload.objects.get().path("document").exists()


def test_neither_file_nor_text_is_told(desk):
    response = desk.post("/desk/import/", {"text": " "})
    assert "Choose a file, or paste its text." in response.content.decode()


def test_a_body_far_too_large_is_refused_before_it_is_read(desk):
    response = desk.post("/desk/import/", {"text": "x"}, CONTENT_LENGTH=str(100 * 1024 * 1024))
    assert (response.status_code, "larger than 10 MB" in response.content.decode()) == (413, True)


def test_what_comes_from_another_site_is_refused(ann):
    client = signed_in(ann)
    client.handler.enforce_csrf_checks = True
    assert client.post("/desk/import/", {"text": "Some words."}).status_code == 403
    assert client.post(address_of(uploaded(ann)), {"save": "1"}).status_code == 403


def test_a_person_has_few_documents_read_at_once(desk, ann):
    for n in range(3):
        Upload.objects.create(user=ann, name=f"{n}", size=1, sha256="0" * 64)
    response = desk.post("/desk/import/", {"text": "Some words."})
    assert response.status_code == 429
    assert Upload.objects.count() == 3


def test_what_an_earlier_version_of_the_site_read_is_asked_for_again(desk, ann):
    upload = uploaded(ann)
    Upload.objects.update(reading=upload.reading | {"forgotten": 1})
    assert "Choose it once more." in desk.get(address_of(upload)).content.decode()


def test_while_it_is_read_the_page_looks_again(desk, ann, monkeypatch):
    monkeypatch.setattr("findings.models.upload.answer_in", lambda path: None)
    upload = Upload.objects.create(user=ann, name="a.pdf", size=1, sha256="0" * 64)
    response = desk.get(address_of(upload))
    assert response.headers["Refresh"] == "1"
    assert "Reading a.pdf" in response.content.decode()


def test_each_field_says_where_it_came_from(desk, ann):
    page = desk.get(address_of(uploaded(ann))).content.decode()
    assert '<a class="where" href="#L2">from line 3</a>' in page  # countries
    assert '<li id="L2">Countries: Kenya <a class="to" href="#at-areas.1">Areas</a></li>' in page


def test_the_counts_of_words_add_up(desk, ann):
    upload = uploaded(ann)
    words = upload.told.words
    page = " ".join(desk.get(address_of(upload)).content.decode().split())
    assert f"<strong>{words.placed}</strong> placed" in page
    assert f"<strong>{words.furniture}</strong> of the form" in page
    assert words.unplaced and not words.lost


def test_saving_makes_a_draft_with_all_that_was_read(desk, ann):
    response = saved(desk, uploaded(ann))
    evaluation = Evaluation.objects.get()
    assert response.url == f"/admin/findings/evaluation/{evaluation.pk}/change/"
    summary = evaluation.summary()
    assert (summary.facts.timing, summary.facts.completed) == (Timing.FINAL, Month(2019, 10))
    assert [finding.heading for finding in summary.findings] == ["Inspectors", "Costs"]
    assert [len(r.parts) for r in summary.recommendations] == [0, 2]
    assert summary.methodology == "<p>Forty people were asked.</p>"
    assert not evaluation.publications.exists()


def test_saving_makes_the_project_and_its_donor(desk, ann):
    saved(desk, uploaded(ann))
    project = Project.objects.get()
    assert (project.code, project.started) == ("KEN/16/01/NOR", Month(2016, 11))
    assert [str(donor) for donor in project.donors.all()] == ["Ministry of Harbours (MOH)"]
    assert [area.name for area in project.areas.all()] == ["Kenya"]
    assert list(project.editors.all()) == list(Evaluation.objects.get().editors.all()) == [ann]


def test_saving_is_one_revision_that_says_where_from(desk, ann):
    saved(desk, uploaded(ann))
    revision = Revision.objects.get(user=ann)
    evaluation = Evaluation.objects.get()
    assert revision.reason == "Imported from harbours.txt"
    assert revision.subject == f"findings.evaluation/{evaluation.pk}"
    assert evaluation.history.get().revision == revision


def test_saving_twice_makes_one_draft(desk, ann):
    upload = uploaded(ann)
    sheet = sheet_of(desk.get(address_of(upload)))
    for _ in range(2):
        desk.post(address_of(upload), sheet | {"save": "1"})
    assert Evaluation.objects.count() == 1


def test_the_file_is_not_kept_by_default(desk, ann):
    upload = uploaded(ann)
    with TestCase.captureOnCommitCallbacks(execute=True):
        saved(desk, upload)
    assert not upload.path("document").exists()
    assert not Evaluation.objects.get().attachments.exists()


def test_one_tick_attaches_it_as_the_full_report(desk, ann, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    upload = uploaded(ann)
    saved(desk, upload, attach="1")
    attachment = Evaluation.objects.get().attachments.get()
    assert (attachment.kind, attachment.name) == ("report", "harbours.txt")
    assert attachment.sha256 == upload.sha256


def test_what_is_left_unplaced_is_kept_and_shown(desk, ann):
    upload = uploaded(ann)
    saved(desk, upload)
    page = desk.get(address_of(upload)).content.decode()
    assert "The captain and the cook were met." in page
    upload.refresh_from_db()
    assert upload.reading is None


def test_an_unplaced_text_is_moved_into_a_field(desk, ann):
    upload = uploaded(ann)
    number = piece_of(upload, "captain")
    sheet = sheet_of(desk.get(address_of(upload)))
    sheet |= {f"piece.{number}": "methodology", "move": "1"}
    sheet = sheet_of(desk.get(desk.post(address_of(upload), sheet).url.partition("#")[0]))
    assert sheet["methodology"].endswith("\r\n\r\nThe captain and the cook were met.")
    saved(desk, upload)
    summary = Evaluation.objects.get().summary()
    assert summary.methodology.endswith("<p>The captain and the cook were met.</p>")
    upload.refresh_from_db()
    assert "captain" not in str(upload.left)


@pytest.mark.parametrize("section", ["findings", "recommendations", "lessons", "practices"])
def test_an_unplaced_text_becomes_an_item(desk, ann, section):
    upload = uploaded(ann)
    saved(desk, upload, **{f"piece.{piece_of(upload, 'captain')}": section})
    items = getattr(Evaluation.objects.get().summary(), section)
    text = getattr(items[-1], "body", "") or items[-1].text
    assert text == "<p>The captain and the cook were met.</p>"


def piece_of(upload, word):
    pieces = enumerate(upload.told.unplaced, 1)
    return next(number for number, piece in pieces if word in piece.text)


def test_an_item_left_out_goes_to_the_unplaced(desk, ann):
    upload = uploaded(ann)
    saved(desk, upload, **{"recommendations.2.do": "leave"})
    upload.refresh_from_db()
    assert len(Evaluation.objects.get().summary().recommendations) == 1
    assert {"Write rules:", "for cranes", "for ships"} <= {
        piece["text"].removeprefix("2 ") for piece in upload.left
    }


def test_an_item_can_be_joined_to_the_one_above(desk, ann):
    saved(desk, uploaded(ann), **{"findings.2.do": "join"})
    [finding] = Evaluation.objects.get().summary().findings
    assert finding.body.endswith(
        "<p><strong>Costs</strong></p><p>They were higher than planned.</p>"
    )


def test_sub_points_of_what_was_emptied_stand_by_themselves(desk, ann):
    saved(desk, uploaded(ann), **{"recommendations.2.text": ""})
    texts = [r.text for r in Evaluation.objects.get().summary().recommendations]
    assert texts == ["<p>Train more inspectors.</p>", "<p>for cranes</p>", "<p>for ships</p>"]


def test_what_is_typed_is_made_tidy_and_what_is_not_keeps_its_form(desk, ann):
    upload = uploaded(ann)
    before = upload.told.summary.recommendations[1].text
    saved(desk, upload, conclusions="First:\r\n\r\n- one\r\n- two")
    summary = Evaluation.objects.get().summary()
    assert summary.conclusions == "<p>First:</p><ul><li>one</li><li>two</li></ul>"
    assert summary.recommendations[1].text == before


def test_a_script_that_is_typed_is_text(desk, ann):
    saved(desk, uploaded(ann), methodology="<script>alert(1)</script>")
    assert "<script>" not in Evaluation.objects.get().methodology


def test_what_is_wrong_is_told_and_nothing_is_saved_or_lost(desk, ann):
    response = saved(desk, uploaded(ann), **{"facts.completed": "someday", "title": ""})
    page = response.content.decode()
    assert response.status_code == 422
    assert "2 fields need mending" in page
    assert 'value="someday"' in page
    assert not Evaluation.objects.exists()


def test_a_project_must_not_end_before_it_starts(desk, ann):
    response = saved(desk, uploaded(ann), **{"projects.1.ended": "May 2015"})
    assert "A project cannot end before it starts." in response.content.decode()
    assert not Project.objects.exists()


def test_what_was_entered_is_kept_for_later(desk, ann):
    upload = uploaded(ann)
    sheet = sheet_of(desk.get(address_of(upload))) | {"title": "Mended", "keep": "1"}
    desk.post(address_of(upload), sheet)
    assert sheet_of(desk.get(address_of(upload)))["title"] == "Mended"
    assert not Evaluation.objects.exists()


def test_discarding_removes_all_of_it(desk, ann):
    upload = uploaded(ann)
    desk.post(address_of(upload, "discard/"))
    assert not Upload.objects.exists()
    assert not upload.path("document").exists()


def test_what_nobody_saved_goes_after_a_week(desk, ann, monkeypatch):
    upload = uploaded(ann)
    Upload.objects.update(moment=timezone.now() - timezone.timedelta(days=8))
    desk.post("/desk/import/", {"text": "Some words of another document."})
    assert not Upload.objects.filter(pk=upload.pk).exists()


def test_more_than_a_thousand_fields_are_saved(desk, ann):
    many = [f"Finding number {n}: It says so." for n in range(200)]
    blocks = [*SUMMARY[:7], ("h1", "Main Findings & Conclusions"), ("ul", many)]
    upload = uploaded(ann, blocks)
    assert len(sheet_of(desk.get(address_of(upload)))) > 1000  # Django’s own limit
    saved(desk, upload)
    assert Evaluation.objects.get().findings.count() == 200


def test_her_own_project_is_found_by_its_code_in_whichever_spelling(desk, ann):
    project = ProjectFactory(code="KEN/16/O1/NOR", editors=[ann])
    saved(desk, uploaded(ann))
    assert list(Evaluation.objects.get().projects.all()) == [project]
    assert Project.objects.count() == 1


def test_a_project_of_others_is_neither_attached_nor_doubled(desk, ann):
    project = ProjectFactory(code="KEN/16/01/NOR", title="Theirs")
    upload = uploaded(ann)
    assert "is not yours to edit" in desk.get(address_of(upload)).content.decode()
    for chosen in (str(project.pk), "new"):
        response = saved(desk, upload, **{"projects.1": chosen})
        assert (response.status_code, "Choose one of these." in response.content.decode()) == (
            422, True,
        )  # fmt: skip
    saved(desk, upload)
    assert not Evaluation.objects.get().projects.exists()
    assert Project.objects.count() == 1


def test_a_code_that_is_typed_doubles_no_project(desk, ann):
    ProjectFactory(code="KEN/17/O2/NOR", title="Another")
    response = saved(desk, uploaded(ann), **{"projects.1.code": "KEN/17/02/NOR"})
    assert "A project with this code is here, “Another”." in response.content.decode()
    assert Project.objects.count() == 1


def test_a_budget_that_is_written_otherwise_is_the_same(desk, ann):
    project = ProjectFactory(code="KEN/16/01/NOR", budget="1500000", currency="USD", editors=[ann])
    facts = ("facts", [*SUMMARY[1][1], ("Project Budget", "USD 1,500,000")])
    upload = uploaded(ann, [SUMMARY[0], facts, *SUMMARY[2:]])
    saved(desk, upload)
    upload.refresh_from_db()
    assert "udget" not in str(upload.left)
    assert list(Evaluation.objects.get().projects.all()) == [project]


def test_without_a_project_its_budget_is_the_evaluations(desk, ann):
    facts = ("facts", [*SUMMARY[1][1], ("Project Budget", "USD 1,500,000")])
    upload = uploaded(ann, [SUMMARY[0], facts, *SUMMARY[2:]])
    saved(desk, upload, **{"projects.1": ""})
    evaluation = Evaluation.objects.get()
    assert (evaluation.budget, evaluation.currency) == (1_500_000, "USD")
    assert [str(area) for area in evaluation.areas.all()] == ["Kenya"]
    upload.refresh_from_db()
    assert "Project end: December 2019" in {piece["text"] for piece in upload.left}


def test_what_differs_from_a_project_that_is_here_is_left(desk, ann):
    ProjectFactory(code="KEN/16/01/NOR", started=Month(2017, 1), editors=[ann])
    upload = uploaded(ann)
    saved(desk, upload)
    upload.refresh_from_db()
    assert "Project start: November 2016" in {piece["text"] for piece in upload.left}
    assert upload.words["unplaced"] == 7 + 4 + 4
    assert Project.objects.get().started == Month(2017, 1)


def test_what_an_existing_project_carries_is_not_repeated(desk, ann):
    donor = DonorFactory(name="Ministry of Harbours", acronym="MOH")
    ProjectFactory(code="KEN/16/01/NOR", donors=[donor], editors=[ann])
    saved(desk, uploaded(ann))
    assert not Evaluation.objects.get().donors.exists()
    assert Donor.objects.count() == 1


def test_a_donor_written_otherwise_is_proposed_not_doubled(desk, ann):
    donor = DonorFactory(name="Harbours, Ministry of")
    upload = uploaded(ann)
    assert "Likely the same; look twice." in desk.get(address_of(upload)).content.decode()
    saved(desk, upload)
    assert list(Donor.objects.all()) == [donor]


def test_a_name_that_is_only_a_part_is_offered_not_chosen(desk, ann):
    DonorFactory(name="Ministry of Harbours and Fisheries of Norway")
    sheet = sheet_of(desk.get(address_of(uploaded(ann))))
    assert sheet["donors.1"] == "new"


def test_a_name_that_was_left_out_is_left(desk, ann):
    upload = uploaded(ann)
    saved(desk, upload, **{"donors.1": ""})
    upload.refresh_from_db()
    assert not Donor.objects.exists()
    assert "Donor: Ministry of Harbours (MOH)" in {piece["text"] for piece in upload.left}


def test_a_name_made_meanwhile_is_taken(desk, ann):
    upload = uploaded(ann)
    sheet = sheet_of(desk.get(address_of(upload)))
    theme = ThemeFactory(name="Labour inspection")
    response = desk.post(address_of(upload), sheet | {"save": "1"})
    if response.status_code == 422:
        response = desk.post(address_of(upload), sheet_of(response) | {"save": "1"})
    assert list(Evaluation.objects.get().themes.all()) == [theme]


def test_a_foreign_key_that_was_never_offered_is_refused(desk, ann):
    theme = ThemeFactory(name="Secret")
    response = saved(desk, uploaded(ann), **{"themes.1": str(theme.pk)})
    assert response.status_code == 422
    assert not Evaluation.objects.exists()


def test_offices_are_matched_by_code(desk, ann):
    office = Office.objects.create(code="CO-Harbour")
    blocks = [
        SUMMARY[0],
        ("facts", [*SUMMARY[1][1], ("Technical Unit", "CO-Harbour")]),
        *SUMMARY[2:],
    ]
    saved(desk, uploaded(ann, blocks))
    assert office in Evaluation.objects.get().technical_offices.all()
    assert Office.objects.count() == 1


def test_the_true_summary_is_saved_as_it_was_read(desk, ann, acceptance_data):
    for name in ("lmpp-summary.pdf", "lmpp-summary.docx", "lmpp-summary.txt"):
        file = SimpleUploadedFile(name, (acceptance_data / name).read_bytes())
        address = desk.post("/desk/import/", {"file": file}).url
        response = waited_for(desk, address)
        upload = Upload.objects.get(pk=address.rstrip("/").rpartition("/")[2])
        read = upload.told.summary
        if "This looks like" in response.content.decode():
            desk.post(f"{address}decide/", {"anew": "1"})
        saved(desk, upload)
        summary = Upload.objects.get(pk=upload.pk).evaluation.summary()
        same = ("title", "project_purpose", "evaluation_purpose", "methodology", "conclusions",
                "findings_introduction", "recommendations", "lessons")  # fmt: skip
        assert [in_order(finding) for finding in summary.findings] == [
            in_order(finding) for finding in read.findings
        ]
        assert {n: getattr(summary, n) for n in same} == {n: getattr(read, n) for n in same}
        assert summary.facts.projects[0].code == "GLO/O6/57/UKM"
    assert (Project.objects.count(), Donor.objects.count(), Theme.objects.count()) == (1, 1, 1)


def in_order(finding):
    return replace(finding, areas=tuple(sorted(finding.areas, key=str)))


def test_the_page_costs_few_queries(desk, ann, django_assert_max_num_queries):
    ProjectFactory(code="KEN/16/01/NOR", editors=[ann])
    EvaluationFactory.create_batch(5)
    upload = uploaded(ann)
    with django_assert_max_num_queries(30):
        desk.get(address_of(upload))
