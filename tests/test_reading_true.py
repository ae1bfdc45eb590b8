"""The true summary of the first evaluation, read from its three formats."""

import json

import pytest

from findings.reading.reader import read
from projects.richtext import to_text

FORMATS = ("txt", "pdf", "docx")


@pytest.fixture(scope="module")
def readings():
    import os
    from pathlib import Path

    folder = os.environ.get("EVALSITE_ACCEPTANCE_DATA")
    if not folder:
        pytest.skip("EVALSITE_ACCEPTANCE_DATA names no folder of real documents")
    return {e: read((Path(folder) / f"lmpp-summary.{e}").read_bytes()) for e in FORMATS}


def flat(text):
    return " ".join(text.split())


def test_the_three_formats_give_the_same_summary(readings):
    assert readings["pdf"].summary == readings["txt"].summary
    assert readings["docx"].summary == readings["txt"].summary


@pytest.mark.parametrize("extension", FORMATS)
def test_no_word_is_lost_and_all_that_has_a_place_is_placed(readings, extension):
    reading = readings[extension]
    assert (reading.words.lost, reading.unplaced) == ((), ())


def test_it_has_the_parts_that_the_printed_summary_has(readings):
    reading = readings["pdf"]
    told = reading.summary
    assert len(reading.facts) == 11
    kinds = [finding.kind for finding in told.findings]
    assert kinds == ["achievement"] * 9 + ["observation"] * 4
    assert [(r.label, len(r.parts)) for r in told.recommendations] == [
        ("1", 0), ("2", 0), ("3", 0), ("4", 0), ("5", 4), ("6", 0)
    ]  # fmt: skip
    assert told.project_purpose and told.evaluation_purpose and told.methodology
    assert told.conclusions.count("<p>") == 2


def test_the_lessons_are_those_of_the_record_word_for_word(readings, acceptance_data):
    record = json.loads((acceptance_data / "lmpp-ieval-record.json").read_text())
    wanted = sorted(flat(lesson["text"]) for lesson in record["ll"])
    for reading in readings.values():
        assert sorted(flat(to_text(item.text)) for item in reading.summary.lessons) == wanted


def test_the_facts_are_those_printed(readings):
    facts = readings["docx"].summary.facts
    [project] = facts.projects
    assert (facts.timing, facts.completed.isoformat()) == ("final", "2009-10")
    assert project.code == "GLO/O6/57/UKM"
    assert (project.started.isoformat(), project.ended.isoformat()) == ("2006-11", "2009-12")
    assert [str(area) for area in project.areas] == ["Global"]
