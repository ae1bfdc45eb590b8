"""A true export, counted independently and looked for word by word."""

import re
from collections import defaultdict

import openpyxl
import pytest

from findings.importing import Importer
from findings.models import (
    Action,
    Evaluation,
    GoodPractice,
    Lesson,
    Recommendation,
    Response,
    SourceRecord,
)
from findings.reading.ieval import read_export
from projects.models import Donor, Office, Project, Theme
from projects.richtext import to_text

pytestmark = pytest.mark.django_db
ITEMS = {
    "Recommendation ID": (Recommendation, "Recommendation description", "recommendation"),
    "Lessons learned ID": (Lesson, "Lessons learned description", "lesson"),
    "Good practices ID": (GoodPractice, "Good practices description", "practice"),
}
# A list shows its letters and signs itself.
LIST_MARK = r"(?m)^\s*(?:\(?(?:[a-z]|[ivx]+)[.)]|o\t)\s*"
NOTHING = {"", "-", ".", "n/a", "na"}


@pytest.fixture
def file(acceptance_data):
    return acceptance_data / "ieval-sample.xlsx"


@pytest.fixture
def rows(file):
    """Every row of every sheet as {heading: value}, read without our own code."""
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book]
    return [
        [dict(zip(headings, values, strict=True)) for values in others]
        for headings, *others in sheets
    ]


def run(file, **options):
    exported = read_export(file.read_bytes())
    importer = Importer("i-eval Discovery", **options)
    importer.report.hear(exported)
    assert len(list(importer.run(exported.evaluations))) == len(exported.evaluations)
    return importer.report


def words(text):
    text = re.sub("_x000d_|<br/>", " ", str(text or ""))
    text = re.sub(LIST_MARK, "", text)
    text = re.sub("[\x80-\x9f]", lambda m: m[0].encode("latin-1").decode("cp1252", "ignore"), text)
    text = text.replace("â€™", "’")
    return re.findall(r"[^\W_]+", text)


def in_order(wanted, found):
    rest = iter(found)
    return [word for word in wanted if word not in rest]


def names(rows, *headings):
    told = {row[h] for row in rows for h in headings if row.get(h)}
    parts = {part.strip() for cell in told for part in cell.split(";")}
    return {part for part in parts if part.casefold() not in NOTHING}


def test_there_is_one_of_each_id(file, rows):
    run(file)
    everything = [row for sheet in rows for row in sheet]
    assert Evaluation.objects.count() == len({r["Evaluation number"] for r in everything})
    for heading, (model, _, _) in ITEMS.items():
        assert model.objects.count() == len({r[heading] for r in everything if heading in r})
    assert Response.objects.count() == Action.objects.count() == Recommendation.objects.count()
    planned = {r["Evaluation number"] for r in everything if "Planned completion date" in r}
    completed = {r["Evaluation number"] for r in everything if "Completion date" in r}
    assert Evaluation.objects.planned().count() == len(planned - completed)


def test_names_and_projects_are_there_once(file, rows):
    everything = [row for sheet in rows for row in sheet]
    run(file)
    for model, field, headings in (
        (Donor, "name", ["Funding source(s)"]),
        (Theme, "name", ["Theme(s)", "Recommendation theme", "Lessons learned theme",
                         "Good practices theme"]),
        (Office, "code", ["Administrative unit(s)", "Technical unit(s)"]),
    ):  # fmt: skip
        assert set(model.objects.values_list(field, flat=True)) == names(everything, *headings)
    codes = names(everything, "Project symbol(s)", "Recommendation project symbol")
    codes = {code for code in codes if not code.startswith("NO_DC_SYMBOL")}
    assert set(Project.objects.values_list("code", flat=True)) == codes


def test_decisions_are_those_that_the_source_states(file, rows):
    everything = [row for sheet in rows for row in sheet if "Recommendation ID" in row]
    run(file)
    rejected = {
        r["Recommendation ID"] for r in everything if r["Management response"] == "Rejected"
    }
    assert Response.objects.exclude(decision="").count() == len(rejected)
    assert set(Response.objects.exclude(decision="").values_list("decision", flat=True)) == {
        "rejected"
    }


def test_no_word_of_the_source_is_lost(file, rows):
    """The kind's own word before its number (“Lesson 1:”) is said by the item's name."""
    run(file)
    kept = dict(SourceRecord.objects.values_list("source_id", "key").filter(kind="evaluation"))
    titles = dict(Evaluation.objects.values_list("pk", "title"))
    for sheet in rows:
        for row in sheet:
            assert titles[kept[row["Evaluation number"]]].split() == " ".join(
                re.findall(r"\S+", re.sub("[\x80-\x9f]", lambda m: m[0].encode("latin-1").decode(
                    "cp1252"), row["Evaluation title"]))
            ).split()  # fmt: skip
    for heading, (model, column, kind) in ITEMS.items():
        keys = dict(SourceRecord.objects.filter(kind=kind).values_list("source_id", "key"))
        items = model.objects.in_bulk()
        wanted = {r[heading]: r for sheet in rows for r in sheet if heading in r}
        for source_id, row in wanted.items():
            item = items[keys[source_id]]
            found = words(f"{item} {to_text(item.text)}")
            assert in_order(words(row[column]), found) == [], (source_id, found[:20])


def test_no_word_of_plans_comments_and_facts_is_lost(file, rows):
    run(file)
    keys = dict(SourceRecord.objects.filter(kind="recommendation").values_list("source_id", "key"))
    answers = {r.recommendation_id: r for r in Response.objects.all()}
    actions = {a.recommendation_id: a for a in Action.objects.all()}
    for row in [r for sheet in rows for r in sheet if "Recommendation ID" in r]:
        response, action = (told[keys[row["Recommendation ID"]]] for told in (answers, actions))
        assert response.decision_printed == row["Management response"]
        assert action.status_printed == row["Progress"]
        for cell, text in ((row["Comments"], response.comment), (row["Action plan"], action.text)):
            if cell.strip().casefold() not in NOTHING:
                assert in_order(words(cell), words(to_text(text))) == []


def test_where_it_was_is_told_with_every_name_of_the_source(file, rows):
    told = defaultdict(set)
    for row in (row for sheet in rows for row in sheet):
        told[row["Evaluation number"]].add(row["Country(ies)"].strip())
    report = run(file)
    for evaluation in Evaluation.objects.prefetch_related("areas"):
        names = {area.name for area in evaluation.areas.all()}
        shown = evaluation.areas_printed or ", ".join(sorted(names))
        assert all(name in shown for name in told[evaluation.external_reference])
        assert evaluation.areas_printed or names == told[evaluation.external_reference]
    assert [c for c in report.complaints if "no area" in str(c) and "Kosovo" not in str(c)] == []


def test_a_second_run_changes_nothing(file):
    run(file)
    assert run(file).changes == 0
