"""The index can be made anew at any time, and a check tells when it should be."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from findings.facets.room import room
from findings.models import Card, SearchDue, SearchText
from findings.search import postings, upkeep
from findings.search.engine import TABLE, engine
from findings.search.upkeep import freshen, seal_what_is_full

from .factories import EvaluationFactory, FindingFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def published(text="Inspectors were trained."):
    finding = FindingFactory(evaluation=EvaluationFactory(projects=[ProjectFactory()]), body=text)
    finding.evaluation.publish(by=None)
    freshen()
    return finding


def found(client, q="inspectors"):
    return client.get("/search/", {"q": q}).context["total"]


def told():
    """All that the index tells, without what differs each time."""
    texts = SearchText.objects.order_by("place").values_list("place", "words", "row", "text")
    return list(texts), list(Card.objects.order_by("shelf", "key").values_list("key", "content"))


@pytest.mark.parametrize("anew", [False, True])
def test_made_anew_it_is_as_it_was(client, anew):
    published()
    published("Miners.")
    before = told()
    call_command("rebuild_search", anew=anew, verbosity=0)
    assert told() == before and engine().is_sound()
    assert found(client) == 1


def test_what_was_written_past_it_is_found_again(client):
    published()
    SearchText.objects.all().delete()
    assert found(client) == 0
    call_command("rebuild_search", verbosity=0)
    assert found(client) == 1


def test_the_check_is_content_with_what_is_whole(capsys):
    published()
    call_command("rebuild_search", check=True)
    assert "hold all" in capsys.readouterr().out


def test_the_check_tells_what_is_missing():
    published()
    SearchText.objects.filter(place__lt=2**62).delete()
    with pytest.raises(CommandError, match="1 publications cannot be found"):
        call_command("rebuild_search", check=True)


def test_the_check_tells_what_should_not_be_there():
    published()
    Card.objects.create(shelf="project", key=999, content={})
    with pytest.raises(CommandError, match="1 projects are found that are not there, as 999"):
        call_command("rebuild_search", check=True)


def test_the_check_tells_that_the_index_lies(client):
    published()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('delete-all')")  # noqa: S608
        else:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608
    with pytest.raises(CommandError, match="does not hold the words"):
        call_command("rebuild_search", check=True)
    call_command("rebuild_search", anew=True, verbosity=0)
    assert found(client) == 1


def test_what_is_due_is_taken_in_a_bit_at_a_time(monkeypatch):
    monkeypatch.setattr(upkeep, "A_TIME", 1)
    for _ in range(3):
        FindingFactory().evaluation.publish(by=None)
    assert freshen(patience=0) > 0
    assert freshen(patience=60) == 0
    assert not SearchDue.objects.exists()


QUERIES = ("inspectors", "travel -inspectors", '"train travel"')


def seal_all(monkeypatch):
    """Seal the segments there are, as if they held more than they do; return them."""
    monkeypatch.setattr(postings, "COMMON", 0.1)
    places = SearchText.objects.values_list("place", flat=True)
    segments = {postings.segment_of(place) for place in places}
    for segment in segments:
        postings.seal(segment)
    return segments


def test_a_sealed_segment_finds_the_same(client, monkeypatch):
    for text in ("Inspectors train.", "Inspectors travel.", "Miners travel."):
        published(text)
    before = [found(client, q) for q in QUERIES]
    assert postings.kept(["inspector"]) == {}
    segments = seal_all(monkeypatch)
    kept = postings.kept(["inspector"])["inspector"][1]
    assert kept and kept <= segments
    after = [found(client, q) for q in QUERIES]
    assert before == after == [2, 1, 0]


def test_what_is_written_opens_a_sealed_segment(client, monkeypatch):
    published()
    segments = seal_all(monkeypatch)
    assert postings.sealed() == segments
    published("More inspectors.")
    last = SearchText.objects.latest("place").place
    assert postings.segment_of(last) not in postings.sealed()
    assert found(client) == 2


def test_the_last_segment_is_left_open():
    published()
    seal_what_is_full(most=None)
    last = SearchText.objects.latest("place").place
    assert postings.segment_of(last) not in postings.sealed()


def test_the_room_is_read_anew_where_another_log_stands(client):
    published()
    assert found(client) == 1
    seen = room().seen
    call_command("rebuild_search", verbosity=0)
    assert room().seen != seen
    assert found(client) == 1
