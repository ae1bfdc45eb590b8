"""What people look for in a true export stands among the first three answers."""

import re

import pytest

from findings.importing import Importer
from findings.models import Evaluation, SourceRecord
from findings.reading.ieval import read_export

from .relevance import QUESTIONS

pytestmark = pytest.mark.django_db
PARTS = {"recommendation": "recommendations", "practice": "practices", "lesson": "lessons"}
AT_LEAST = 27


@pytest.fixture
def published(acceptance_data):
    exported = read_export((acceptance_data / "ieval-sample.xlsx").read_bytes())
    importer = Importer("i-eval Discovery", publish=True)
    importer.report.hear(exported)
    assert list(importer.run(exported.evaluations))


def addresses(kind, ids):
    """Return the addresses of what stands under these ids at the source."""
    keys = SourceRecord.objects.filter(kind=kind, source_id__in=ids).values_list("key", flat=True)
    if kind == "evaluation":
        return {e.get_absolute_url() for e in Evaluation.objects.filter(pk__in=keys)}
    return {f"/{PARTS[kind]}/{key}/" for key in keys}


def answers(client, typed, where):
    page = client.get(f"/{where}/", {"q": typed}).content.decode()
    return re.findall(r'<p class="hit-kind"><a href="([^"]+)"', page)[:3]


def test_the_right_answer_stands_among_the_first_three(client, published):
    missed = [
        typed
        for typed, where, kind, ids in QUESTIONS
        if addresses(kind, ids).isdisjoint(answers(client, typed, where))
    ]
    assert len(QUESTIONS) == 30 and len(missed) <= 30 - AT_LEAST, missed
