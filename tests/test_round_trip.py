"""A summary written out as text, as a Word document and as a PDF, and read in, is told the same.

Not carried by any of the three, because the page tells them no more than a file does:

- keys, addresses of names, attachments;
- which facts stand with the evaluation and which with its projects; a project's title, aim,
  objectives, outcomes and programme; the cents of a budget; a source without a reference;
- of which project and version of its framework an objective is that a finding speaks to;
- the technical area of an item where it is the whole summary's;
- whether an item has the label that is its number, or none, and is shown by number or letter;
- the full stop at the end of a finding's heading, and the line breaks within a paragraph.

Text has no links: their addresses stand in brackets behind their words.

A guess that the reader makes beside what is told (`Reading.proposed`) counts for nothing here. What
a person would read otherwise than it was meant is read so too, and is not tried here: a list in a
recommendation's text is its sub-points, two lists without a paragraph between them are one, an
introduction has no lists and no more paragraphs than items follow it, a strong line is a heading,
and so is what stands before a finding's first colon, or is strong and has a stop, at its beginning.
"""

import datetime
from dataclasses import replace

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from findings.models import Publication
from findings.numbering import numbered
from findings.quickfacts import quick_facts, themes
from findings.reading.reader import read
from findings.summary import (
    Facts,
    FindingItem,
    Spoken,
)
from findings.writing import WRITERS, Colophon
from findings.writing.blocks import List, blocks_of

from .summaries import MANY, summaries

FORMATS = ("txt", "docx", "pdf")
fuzzed = settings(
    max_examples=MANY,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)

RICH = frozenset((
    "project_purpose", "evaluation_purpose", "methodology", "findings_introduction", "conclusions",
    "recommendations_introduction", "lessons_introduction", "practices_introduction", "body",
    "text", "context", "targeted_users", "challenges", "successes", "administrative_issues",
    "cause_and_effect", "measurable_impact", "potential_for_replication", "links_to_higher_goals",
))  # fmt: skip


def told(summary, kind="json"):
    """A summary as a reader of its file is told it."""
    facts = summary.facts
    known = themes(facts)
    known = known if len(known) == 1 else ()
    rested_on = {n for _, item in numbered(summary.recommendations) for n in item.findings}
    parts = {
        "findings": [_finding(n, f, rested_on) for n, f in enumerate(summary.findings, 1)],
        "recommendations": [_numbered(n, r) for n, r in enumerate(summary.recommendations, 1)],
    }
    printed = [(fact.label, fact.values) for fact in quick_facts(summary)]
    summary = replace(summary, facts=Facts(), attachments=(), **parts)
    said = _plain(summary, known, kind != "txt")
    address = facts.source_url if facts.external_reference else ""
    return {**said, "facts": printed, "keywords": facts.keywords, "address": address}


def _finding(number, item, rested_on):
    spoken = {
        name: tuple(Spoken("", 1, one.number) for one in getattr(item, name))
        for name in ("objectives", "outcomes")
    }
    label = item.label or (str(number) if number in rested_on else "")
    return replace(item, label=label, heading=item.heading.removesuffix("."), **spoken)


def _letter(place):
    return chr(ord("a") + place - 1)


def _numbered(number, item):
    parts = [
        replace(
            part, label=_letter(place) if part.label in ("", f"{number}.{place}") else part.label
        )
        for place, part in enumerate(item.parts, 1)
    ]
    return replace(item, label=item.label or str(number), parts=tuple(parts))


def _plain(thing, known, linked):
    """Dataclasses as dicts, rich text as blocks."""
    if isinstance(thing, (list, tuple)):
        return [_plain(one, known, linked) for one in thing]
    if not hasattr(thing, "__dataclass_fields__"):
        return thing
    fields = {
        f.name: getattr(thing, f.name) for f in thing.__dataclass_fields__.values() if f.compare
    }
    return {
        name: _blocks(value, linked) if name in RICH
        else "" if name == "theme" and value in known
        else _plain(value, known, linked)
        for name, value in fields.items()
    }  # fmt: skip


def _blocks(markup, linked):
    return [_block(block, linked) for block in blocks_of(markup)]


def _block(block, linked):
    if isinstance(block, List):
        return [(item.mark, [_block(one, linked) for one in item.blocks]) for item in block.items]
    return [(run.text, run.strong, run.em, run.href) for run in block.runs]


def read_back(data):
    """The summary that a file tells; what the reader but guessed is taken away."""
    reading = read(data)
    summary, none = reading.summary, FindingItem("")
    made = list(summary.findings)
    for name in reading.proposed:
        _, number, field = name.split(".")
        made[int(number) - 1] = replace(made[int(number) - 1], **{field: getattr(none, field)})
    return replace(summary, findings=tuple(made)), reading


def assert_round_trip(kind, summary, colophon=None):
    back, reading = read_back(WRITERS[kind](summary, colophon))
    assert told(back, kind) == told(summary, kind)
    assert (reading.words.lost, reading.unplaced) == ((), ())


COLOPHON = Colophon(2, datetime.date(2012, 5, 1), "https://example.org/e/", "Evaluation Office")


@fuzzed
@given(summaries(), st.sampled_from([None, COLOPHON]))
@pytest.mark.parametrize("kind", FORMATS)
def test_a_summary_written_and_read_is_told_the_same(kind, summary, colophon):
    assert_round_trip(kind, summary, colophon)


@pytest.mark.django_db
def test_the_samples_written_and_read_are_told_the_same():
    call_command("load_samples", verbosity=0)
    for publication in Publication.objects.all():
        for kind in FORMATS:
            assert_round_trip(kind, publication.summary, COLOPHON)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_true_summary_read_written_and_read_is_told_the_same(acceptance_data, kind):
    summary = read((acceptance_data / "lmpp-summary.txt").read_bytes()).summary
    assert_round_trip(kind, summary)
