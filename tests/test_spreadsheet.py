"""One's own spreadsheets: the template, its errors, and what is written."""

from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from findings.importing.columns import SHEETS
from findings.models import Action, Evaluation, Finding, GoodPractice, Lesson, Recommendation
from projects.history import Revision
from projects.models import Project
from projects.months import Month

from .factories import AreaFactory, EvaluationFactory, ProjectFactory, UserFactory

pytestmark = pytest.mark.django_db
PROJECT = {"Code": "KEN/18/01/NOR", "Title": "Skills", "Countries": "Kenya", "Start": "2018-01"}
EVALUATION = {"Reference": "E1", "Title": "Skills, final evaluation", "Completed": "March 2021"}
FINDING = {"Evaluation": "E1", "Number": "1", "Text": "Inspectors were trained."}
RECOMMENDATION = {"Evaluation": "E1", "Number": "1", "Text": "Train more inspectors."}
LESSON = {"Evaluation": "E1", "Number": "1", "Text": "Training alone changes little."}


def workbook(tmp_path, **sheets):
    """Write a workbook of rows by the names of sheets; return its path."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        sheet.append(headings)
        for row in rows:
            sheet.append([row.get(heading) for heading in headings])
    path = tmp_path / "own.xlsx"
    book.save(path)
    return path


def run(*files, **options):
    out = StringIO()
    call_command("import_spreadsheet", *files, stdout=out, **options)
    return out.getvalue()


def errors(tmp_path, **sheets):
    """Return the lines of errors that importing these sheets gives; nothing may be written."""
    before = Revision.objects.count()
    with pytest.raises(CommandError) as refusal:
        run(workbook(tmp_path, **sheets))
    assert Revision.objects.count() == before
    heading, *lines = str(refusal.value).splitlines()
    assert heading.endswith("nothing was written.")
    return [line.strip() for line in lines]


def test_the_template_has_a_sheet_for_each_kind_and_tells_each_column(tmp_path):
    path = tmp_path / "template.xlsx"
    run(template=path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [name for name, _ in SHEETS.values()] + ["Notes"]
    for name, columns in SHEETS.values():
        [headings] = book[name].iter_rows(values_only=True)
        assert list(headings) == [column.heading for column in columns]
    told = {row[:2] for row in book["Notes"].iter_rows(values_only=True)}
    assert {(n, c.heading) for n, columns in SHEETS.values() for c in columns} <= told


def test_no_cell_of_the_template_is_a_formula(tmp_path):
    run(template=tmp_path / "template.xlsx")
    book = openpyxl.load_workbook(tmp_path / "template.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "inlineStr"}


def test_the_empty_template_can_be_imported(tmp_path):
    run(template=tmp_path / "template.xlsx")
    assert "0 rows read" in run(tmp_path / "template.xlsx")
    run(template=tmp_path / "csv")
    assert "0 rows read" in run(*sorted((tmp_path / "csv").iterdir()))


def test_the_template_overwrites_nothing(tmp_path):
    path = tmp_path / "template.xlsx"
    path.write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        run(template=path)
    assert path.read_text() == "mine"


def test_all_kinds_of_rows_are_written(tmp_path):
    recommendation = RECOMMENDATION | {
        "Decision": "Accepted", "Response": "Yes.", "Response date": "2021-09-01",
        "Action": "Hire trainers.", "Due date": "2022-01-31", "Status": "In progress",
    }  # fmt: skip
    part = RECOMMENDATION | {"Number": "1.1", "Sub-point of": "1", "Text": "Begin now."}
    evaluation = EVALUATION | {
        "Project codes": "KEN/18/01/NOR", "Mode": "Independent", "Language": "French",
        "Donors": "Norway, Ministry; Sweden", "Methodology": "Interviews.\n\nA survey.",
    }  # fmt: skip
    run(workbook(
        tmp_path, Projects=[PROJECT], Evaluations=[evaluation],
        Findings=[FINDING | {"Criterion": "Relevance"}],
        Recommendations=[part, recommendation], Lessons=[LESSON], Good_practices=[LESSON],
    ))  # fmt: skip
    evaluation = Evaluation.objects.get()
    assert (evaluation.nature, evaluation.language) == ("independent", "fr")
    assert evaluation.completed == Month(2021, 3)
    assert evaluation.methodology == "<p>Interviews.</p><p>A survey.</p>"
    assert evaluation.projects.get().started == Month(2018, 1)
    assert evaluation.donors.count() == 2
    assert Finding.objects.get().criterion == "relevance"
    whole = Recommendation.objects.get(parent=None)
    assert whole.parts.get().text == "<p>Begin now.</p>"
    assert (whole.response.decision, str(whole.response.date)) == ("accepted", "2021-09-01")
    assert (Action.objects.get().status, str(Action.objects.get().due)) == (
        "in_progress", "2022-01-31",
    )  # fmt: skip
    assert Lesson.objects.count() == GoodPractice.objects.count() == 1


def test_an_evaluation_may_name_a_project_that_stands_here(tmp_path):
    project = ProjectFactory(code="KEN/18/01/NOR")
    run(workbook(tmp_path, Evaluations=[EVALUATION | {"Project codes": "KEN/I8/O1/NOR"}]))
    assert Evaluation.objects.get().projects.get() == project


def test_numbers_dates_and_months_of_a_spreadsheet_are_read_as_they_are(tmp_path):
    import datetime

    evaluation = EVALUATION | {
        "Reference": 12, "Budget": 1250000.5, "Currency": "USD",
        "Completed": datetime.datetime(2021, 3, 31),
    }  # fmt: skip
    run(workbook(tmp_path, Evaluations=[evaluation]))
    evaluation = Evaluation.objects.get()
    assert (evaluation.external_reference, str(evaluation.budget)) == ("12", "1250000.50")
    assert evaluation.completed == Month(2021, 3)


WRONG = {
    "Findings, row 2, column Criterion: “relevancy” is not one of Relevance, Coherence, "
    "Effectiveness, Efficiency, Impact, Sustainability": {
        "Findings": [FINDING | {"Criterion": "relevancy"}]
    },
    "Findings, row 2, column Text: this is needed and empty": {
        "Findings": [FINDING | {"Text": ""}]
    },
    "Findings, row 2, column Evaluation: “E9” is no Reference of a row in Evaluations": {
        "Findings": [FINDING | {"Evaluation": "E9"}]
    },
    "Findings, row 3, column Number: the same as in row 2": {"Findings": [FINDING, FINDING]},
    "Findings, row 1, column Wording: no column of the template": {
        "Findings": [FINDING | {"Wording": "x"}]
    },
    "Weather, row 1: no sheet of the template (Projects, Evaluations, Findings, Recommendations, "
    "Lessons, Good practices)": {"Weather": [{"Text": "x"}]},
    "Evaluations, row 3, column Reference: the same as in row 2": {
        "Evaluations": [EVALUATION, EVALUATION]
    },
    "Evaluations, row 2, column Completed: “soon” is not a month of a year.": {
        "Evaluations": [EVALUATION | {"Completed": "soon"}]
    },
    "Evaluations, row 2, column Countries: “Atlantis” is no country or region of UN M49 here": {
        "Evaluations": [EVALUATION | {"Countries": "Kenya; Atlantis"}]
    },
    "Evaluations, row 2, column Project codes: “XXX/1” is the code of no row in Projects and of no "
    "project here": {"Evaluations": [EVALUATION | {"Project codes": "XXX/1"}]},
    "Evaluations, row 2, column Source: Enter a valid URL.": {
        "Evaluations": [EVALUATION | {"Source": "not an address"}]
    },
    "Evaluations, row 2, column Budget: “much” is not an amount; write it as 1250000 or "
    "1250000.50": {"Evaluations": [EVALUATION | {"Budget": "much"}]},
    "Evaluations, row 2: The period covered cannot end before it begins.": {
        "Evaluations": [EVALUATION | {"Period from": "2020-05", "Period to": "2019-05"}]
    },
    "Projects, row 2: A project cannot end before it starts.": {
        "Projects": [PROJECT | {"End": "2017-12"}]
    },
    "Recommendations, row 2, column Sub-point of: “7” is the Number of no other recommendation of "
    "this evaluation": {"Recommendations": [RECOMMENDATION | {"Sub-point of": "7"}]},
    "Recommendations, row 2, column Due date: “31/3/26” is not a day; write it as 2026-03-31": {
        "Recommendations": [RECOMMENDATION | {"Action": "Act.", "Due date": "31/3/26"}]
    },
    "Recommendations, row 2, column Action: what is recorded of it needs its text": {
        "Recommendations": [RECOMMENDATION | {"Status": "Completed"}]
    },
}  # fmt: skip


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_told_by_sheet_row_and_column(tmp_path, words):
    sheets = WRONG[words]
    assert errors(tmp_path, **({"Evaluations": [EVALUATION]} | sheets)) == [words]


def test_a_title_that_does_not_fit_is_told_and_not_cut(tmp_path):
    [line] = errors(tmp_path, Evaluations=[EVALUATION | {"Title": "long " * 80}])
    assert line.startswith("Evaluations, row 2, column Title: longer than 300 signs")


def test_a_missing_column_is_told(tmp_path):
    bare = {k: v for k, v in EVALUATION.items() if k != "Title"}
    path = workbook(tmp_path, Evaluations=[bare])
    with pytest.raises(CommandError, match="no sheet of the template"):
        run(path)


def test_every_error_is_told_at_once_in_the_order_of_the_rows(tmp_path):
    bad = {"Kind": "praise", "Criterion": "relevancy"}
    lines = errors(tmp_path, Evaluations=[EVALUATION | {"Type": "odd"}],
                   Findings=[FINDING, FINDING | bad | {"Number": "2"}])  # fmt: skip
    assert [line.split(":")[0] for line in lines] == [
        "Evaluations, row 2, column Type",
        "Findings, row 3, column Criterion",
        "Findings, row 3, column Kind",
    ]


def test_what_stands_here_otherwise_is_an_error(tmp_path):
    ProjectFactory(code=PROJECT["Code"])
    EvaluationFactory(external_reference="E1")
    lines = errors(tmp_path, Projects=[PROJECT], Evaluations=[EVALUATION])
    assert lines[0].startswith("Evaluations, row 2, column Reference: an evaluation with this")
    assert lines[1].startswith("Projects, row 2, column Code: a project with this code stands here")


def test_a_dry_run_writes_nothing_and_tells_what_it_would(tmp_path):
    path = workbook(tmp_path, Projects=[PROJECT], Evaluations=[EVALUATION], Lessons=[LESSON])
    told = run(path, dry_run=True)
    assert "A dry run: nothing was written." in told
    assert "lessons                   1" in told
    assert not Evaluation.objects.exists() and not Project.objects.exists()
    assert Revision.objects.exclude(reason="Written by a migration").count() == 0


def test_a_second_run_changes_nothing_and_a_newer_file_updates(tmp_path):
    sheets = {"Projects": [PROJECT], "Evaluations": [EVALUATION], "Lessons": [LESSON]}
    run(workbook(tmp_path, **sheets))
    before = Revision.objects.count()
    run(workbook(tmp_path, **sheets))
    assert Revision.objects.count() == before
    sheets["Lessons"] = [LESSON | {"Text": "Changed."}, LESSON | {"Number": "2"}]
    run(workbook(tmp_path, **sheets))
    assert [lesson.text for lesson in Lesson.objects.all()] == [
        "<p>Changed.</p>", "<p>Training alone changes little.</p>",
    ]  # fmt: skip
    assert Lesson.objects.first().history.count() == 2


def test_a_sub_point_may_be_put_under_another_and_out_again(tmp_path):
    rows = [RECOMMENDATION | {"Number": number, "Sub-point of": ""} for number in "123"]
    run(workbook(tmp_path, Evaluations=[EVALUATION], Recommendations=rows))
    for above in ("1", "2", ""):
        rows[2]["Sub-point of"] = above
        run(workbook(tmp_path, Evaluations=[EVALUATION], Recommendations=rows))
        parent = Recommendation.objects.get(label="3").parent
        assert (parent.label if parent else "") == above


def test_two_sources_may_have_the_same_references(tmp_path):
    path = workbook(tmp_path, Evaluations=[EVALUATION | {"Reference": "E1"}])
    run(path, source="Nairobi")
    with pytest.raises(CommandError, match="entered here otherwise"):
        run(path, source="Lima")
    run(path, source="Nairobi")
    assert Evaluation.objects.count() == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_files_are_read_with_their_delimiter(tmp_path, delimiter):
    lines = {
        "Evaluations": [["Reference", "Title"], ["E1", "Évaluation finale"]],
        "Lessons": [["Evaluation", "Text"], ["E1", "Former ne suffit pas."]],
    }
    paths = []
    for name, rows in lines.items():
        paths.append(tmp_path / f"{name}.csv")
        paths[-1].write_text("\n".join(delimiter.join(row) for row in rows), "utf-8-sig")
    run(*paths)
    assert Evaluation.objects.get().title == "Évaluation finale"
    assert Lesson.objects.get().text == "<p>Former ne suffit pas.</p>"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Référence".encode("latin-1"), "must be in UTF-8"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"Reference,Title\n" + b"x" * 40_000, "larger than may be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path, data, words):
    path = tmp_path / "Evaluations.csv"
    path.write_bytes(data)
    with pytest.raises(CommandError, match=words):
        run(path, max_mb=0.03)


def test_it_wants_files_or_the_template(tmp_path):
    for options in ({}, {"template": tmp_path / "a.xlsx"}):
        files = [tmp_path / "x.xlsx"] if options else []
        with pytest.raises(CommandError, match="either files"):
            run(*files, **options)


def test_cells_that_begin_with_a_sign_of_formulas_are_text(tmp_path):
    path = tmp_path / "Evaluations.csv"
    path.write_text("Reference,Title\nE1,=1+1", "utf-8")
    run(path)
    assert Evaluation.objects.get().title == "=1+1"


def test_publishing_needs_to_be_asked_for(tmp_path):
    UserFactory(username="importer")
    path = workbook(tmp_path, Projects=[PROJECT],
                    Evaluations=[EVALUATION | {"Project codes": PROJECT["Code"]}])  # fmt: skip
    run(path, user="importer")
    assert not Evaluation.objects.get().publications.exists()
    assert "1 evaluations published" in run(path, publish=True)
    assert Project.objects.get().audience == "everybody"


def test_a_project_is_where_its_row_says_not_where_its_evaluation_was(tmp_path):
    AreaFactory(name="Elsewhere")
    evaluation = EVALUATION | {"Project codes": PROJECT["Code"], "Countries": "Elsewhere"}
    run(workbook(tmp_path, Projects=[PROJECT], Evaluations=[evaluation]))
    assert [area.name for area in Project.objects.get().areas.all()] == ["Kenya"]


def test_a_workbook_kept_in_memory_is_the_same(tmp_path):
    """What openpyxl writes is read whatever size its sheet claims to have."""
    path = workbook(tmp_path, Evaluations=[EVALUATION])
    book = openpyxl.load_workbook(path)
    out = BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue().replace(b'ref="A1:C2"', b'ref="A1:A1"'))
    run(path)
    assert Evaluation.objects.count() == 1
