"""An export of i-eval Discovery to records, without a database."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.importing.texts import rich
from findings.reading.ieval import Limits, Unreadable, read_export
from findings.reading.ieval.language import language_of
from findings.reading.ieval.wording import cell_month, cell_names, cell_text, split_labels
from findings.reading.tidy import tidy_text

from .ieval_export import export, packed, row


def read(**sheets):
    return read_export(export(**sheets))


def evaluation(**sheets):
    [record] = read(**sheets).evaluations
    return record


def parts(record, kind):
    return [part for part in record.walk() if part.kind == kind]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("one_x000d_\ntwo", "one\ntwo"),
        ("one_x000D_two", "one\ntwo"),
        ("one<br/>two<br>three", "one\ntwo\nthree"),
        ("d\x92\x9cuvre \x93so\x94", "d’œuvre “so”"),
        ("B-SEPâ\x80\x99s steps", "B-SEP’s steps"),
        ("a_x0009_b &amp; c &nbsp;", "a\tb & c"),
        ("AT&T; x < y", "AT&T; x < y"),
        ("_x0000_nothing_x0007_", "nothing"),
        (1907, "1907"),
        (1907.0, "1907"),
        (None, ""),
    ],
)
def test_damaged_signs_are_mended(cell, text):
    assert cell_text(cell) == text


@pytest.mark.parametrize("cell", ["-", " - ", "n/a", "N/A", "NA", ".", "", "\xa0", "–"])
def test_placeholders_record_nothing(cell):
    assert cell_text(cell) == ""
    assert cell_names(cell) == ()


def test_donors_are_parted_by_semicolons_and_keep_their_commas():
    assert cell_names("Norway, Ministry; -; European Commission, DG;Norway, Ministry") == (
        "Norway, Ministry",
        "European Commission, DG",
    )


def test_months_are_read_from_dates_and_words():
    assert cell_month("2021-03-31") == cell_month("March 2021") == "2021-03"
    assert cell_month("-") == ""
    with pytest.raises(ValueError, match="soon"):
        cell_month("soon")


@pytest.mark.parametrize(
    ("texts", "labels"),
    [
        (["2.\tTrain.", "10.\tHire."], ["2", "10"]),
        (["1) Train."], ["1"]),
        (["Recommendation 2: Train.", "Recommendation #3. Hire."], ["2", "3"]),
        (["Rec 1. - Treinar."], ["Rec 1"]),
        (["R1. Train.", "BP2. Visit."], ["R1", "BP2"]),
        (["a) Train.", "b) Hire."], ["a", "b"]),
        (["Lesson 5:Government was slow."], ["5"]),
    ],
)
def test_printed_numbers_become_labels(texts, labels):
    found = split_labels(texts)
    assert [label for label, _ in found] == labels
    assert all(text[0].isupper() for _, text in found)


@pytest.mark.parametrize(
    "text",
    [
        "1. Train.\n2. Hire.",
        "A nivel de políticas.",
        "a) Train alone.",
        "2019 was a year of change.",
        "1.5 million people were reached.",
        "Recommendation 1 (from conclusions 1 and 2) proposes more.",
        "Covid-19: the answer was late.",
        "R1.2",
    ],
)
def test_what_is_no_label_stays_in_the_text(text):
    assert split_labels([text]) == [("", text)]


def test_signs_before_the_text_go():
    assert split_labels(["\uf0d8\tTrain.", ": Le projet"]) == [("", "Train."), ("", "Le projet")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The lessons of this project are for the ministry.", "en"),
        ("Les leçons du projet sont pour le ministère.", "fr"),
        ("Las lecciones del proyecto son para los ministerios.", "es"),
        ("Fortalecimiento de la institucionalidad y formación laboral", "es"),
        ("Reforço das capacidades das organizações e dos trabalhadores", "pt"),
        ("STRENGTHEN 2", "en"),
    ],
)
def test_the_language_is_that_of_the_small_words(text, language):
    assert language_of([text]) == language


@given(st.text())
def test_a_text_of_one_line_is_tidied_as_any_other(text):
    assert rich(text) == tidy_text(text)


def test_rows_that_repeat_make_one_evaluation_with_all_that_they_name():
    rows = [row("completed", country=c, project_symbol=p)
            for c in ("Kenya", "Uganda") for p in ("KEN/18/01/NOR", "UGA/18/02/NOR")]  # fmt: skip
    record = evaluation(completed=rows)
    assert record.values["areas"] == ["Kenya", "Uganda"]
    assert record.values["projects"] == ["KEN/18/01/NOR", "UGA/18/02/NOR"]


def test_sheets_are_told_apart_by_their_headings_in_whichever_order():
    names = ("practices", "lessons", "recommendations", "completed")
    read_so = read(**{name: [row(name)] for name in names})
    kinds = {part.kind for record in read_so.evaluations for part in record.walk()}
    assert kinds == {"evaluation", "recommendation", "response", "action", "lesson", "practice"}
    assert read_so.complaints == []


def test_a_placeholder_is_no_project_code():
    record = evaluation(completed=[row("completed", project_symbol="NO_DC_SYMBOL_10")])
    assert record.values["projects"] == []


def test_a_decision_is_there_only_where_the_source_states_one():
    answers = ["Completed", "Rejected", "Action not yet taken", "No Action Planned"]
    rows = [row("recommendations", recommendation_id=str(n), management_response=answer)
            for n, answer in enumerate(answers)]  # fmt: skip
    responses = parts(evaluation(recommendations=rows), "response")
    assert [r.values["decision"] for r in responses] == ["", "rejected", "", ""]
    assert [r.values["decision_printed"] for r in responses] == answers


@pytest.mark.parametrize(
    ("answer", "progress", "status"),
    [
        ("Completed", "Achieved", "completed"),
        ("Completed", "Partially achieved", "partly_completed"),
        ("Action not yet taken", "No implementation", "not_started"),
        ("No Action Planned", "No implementation", "no_action_planned"),
        ("Rejected", "No implementation", "no_action_planned"),
        ("Completed", "-", ""),
        ("Completed", "Well under way", ""),
    ],
)
def test_the_status_is_that_of_the_progress(answer, progress, status):
    told = row("recommendations", management_response=answer, progress=progress)
    [action] = parts(evaluation(recommendations=[told]), "action")
    assert action.values["status"] == status


def test_progress_without_a_plan_is_kept_in_its_own_words():
    told = row("recommendations", action_plan="n/a", progress="No implementation")
    [action] = parts(evaluation(recommendations=[told]), "action")
    assert action.values["text"] == "No implementation"
    told = row("recommendations", action_plan="n/a", progress="-")
    assert parts(evaluation(recommendations=[told]), "action") == []


def test_what_has_no_field_is_kept_with_the_record():
    rest = parts(evaluation(recommendations=[row("recommendations")]), "recommendation")[0].values
    assert rest["rest"] == {
        "Information source": "Country Office",
        "Recommendation date": "2021-09-01",
    }


def test_items_stand_in_the_order_of_their_numbers():
    texts = {"5003": "Lesson #1: First.", "5001": "Lesson #2: Second.", "5002": "Lesson #3: Third."}
    rows = [row("lessons", lessons_learned_id=key, lessons_learned_description=text)
            for key, text in texts.items()]  # fmt: skip
    lessons = parts(evaluation(lessons=rows), "lesson")
    assert [lesson.values["text"] for lesson in lessons] == ["First.", "Second.", "Third."]


def test_planned_only_is_planned_and_both_is_completed():
    planned = row("planned")
    assert evaluation(planned=[planned]).values["stage"] == "planned"
    both = evaluation(planned=[planned], completed=[row("completed")])
    assert both.values["stage"] == "completed"
    assert both.values["planned_completion"] == "2027-06"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"evaluation_type": "Something new"}, "Data, row 2, column Evaluation type: “Something"),
        ({"evaluation_nature": "Odd"}, "Data, row 2, column Evaluation nature: “Odd”"),
        ({"completion": "some day"}, "Data, row 2, column Completion date: “some day”"),
        ({"evaluation_number": "-"}, "Data, row 2, column Evaluation number: missing"),
        ({"evaluation_title": "n/a"}, "Data, row 2, column Evaluation title: missing"),
    ],
)
def test_what_is_not_understood_is_told_with_sheet_and_row(change, words):
    complaints = read(completed=[row("completed", **change)]).complaints
    assert [str(c)[: len(words)] for c in complaints] == [words]


def test_rows_of_one_thing_that_contradict_each_other_are_told():
    rows = [row("completed"), row("completed", evaluation_timing="Midterm")]
    exported = read(completed=rows)
    assert exported.evaluations[0].values["timing"] == "final"
    assert "“midterm” differs from what Data, row 2" in str(exported.complaints[0])


def test_an_item_belongs_to_one_evaluation():
    rows = [row("lessons"), row("lessons", evaluation_number="701")]
    exported = read(lessons=rows)
    assert sum(len(record.parts) for record in exported.evaluations) == 1
    assert "5001 belongs to evaluation 700 already" in str(exported.complaints[0])


def test_an_item_without_text_or_id_is_left_out_and_told():
    rows = [row("lessons", lessons_learned_description="-"), row("lessons", lessons_learned_id=".")]
    exported = read(lessons=rows)
    assert exported.evaluations[0].parts == ()
    assert len(exported.complaints) == 2


def test_a_column_and_a_sheet_not_known_are_told():
    book = openpyxl.load_workbook(BytesIO(export(completed=[row("completed")])))
    book.active["Z1"] = "Weather"
    book.create_sheet("Notes").append(["Anything"])
    complaints = [str(c) for c in read_export(packed(book)).complaints]
    assert complaints[0].startswith("Data, row 1, column Weather: a column not known")
    assert complaints[1].startswith("Notes, row 1: none of the five sheets")


def refused(data, words, limits=Limits()):  # noqa: B008
    with pytest.raises(Unreadable, match=words):
        read_export(data, limits)


def repacked(data, change):
    """Return a workbook with its sheets changed by a function of their bytes."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, change(part) if "worksheets/" in info.filename else part)
    return out.getvalue()


def test_what_is_no_export_is_refused_in_words():
    refused(b"%PDF-1.7", "not an XLSX")
    refused(b"PK\x03\x04 broken", "damaged")
    refused(packed(openpyxl.Workbook()), "None of its sheets")
    refused(repacked(export(completed=[row("completed")]), lambda part: part[:-20]), "cannot be")


def test_a_file_larger_than_said_is_refused():
    data = export(completed=[row("completed")])
    refused(data, "MB are read", Limits(size=len(data) - 1))


def test_a_file_that_unpacks_to_more_than_may_be_is_refused():
    data = export(completed=[row("completed")])
    bomb = repacked(data, lambda part: part + b" " * 2_000_000)
    refused(bomb, "Unpacked", Limits(size=200_000))


def test_more_rows_than_may_be_are_refused():
    data = export(completed=[row("completed")] * 30)
    refused(data, "more than 20 rows", Limits(rows=20))
    far = repacked(data, lambda part: part.replace(b'r="31"', b'r="1048576"'))
    refused(far, "more than 200,000 rows")


def test_entities_and_endless_rows_are_refused():
    data = export(completed=[row("completed")])
    entity = b'<!DOCTYPE x [<!ENTITY a "b">]>'
    refused(repacked(data, lambda part: entity + part), "entities")
    cells = b"<c/>" * 3_000_000
    refused(repacked(data, lambda part: part.replace(b"</row>", cells + b"</row>", 1)), "more than")
