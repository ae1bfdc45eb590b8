"""Pages kept for people without an account: fresh, never anybody's own, and bounded."""

import datetime
import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evalsite import page_cache
from evalsite.page_cache import SHELF, Kept, Shelf
from findings import stamp
from findings.models import Evaluation, Passage
from findings.stamp import WATCHED
from projects.models import Project
from projects.terms import Audience

from .factories import (
    ActionFactory,
    LessonFactory,
    ProjectFactory,
    RecommendationFactory,
    ResponseFactory,
)
from .roles import staff

pytestmark = pytest.mark.django_db
UPKEEP = (
    "findings_search",
    "findings_card",
    "findings_acronym",
    "findings_posting",
    "findings_stamp",
    "sqlite_",
    "pg_",
)
BY_KEY = {"findings_attachment", "findings_recommendation"}  # of these a page tells no column


@pytest.fixture(autouse=True)
def kept(settings, db):
    settings.EVALSITE_PAGE_CACHE = 1024 * 1024
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # raise stamps with each write: no test commits
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    SHELF.clear()
    yield
    SHELF.clear()


@pytest.fixture
def address():
    evaluation = LessonFactory(evaluation__title="Looms of the north").evaluation
    evaluation.publish(by=None)
    return evaluation.get_absolute_url()


def tables_read(client, address):
    """Return the tables that an answer was made from."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    told = " ".join(query["sql"] for query in captured)
    return {t for t in connection.introspection.table_names() if f'"{t}"' in told}


def test_a_page_that_was_made_is_handed_out_for_one_query(
    client, address, django_assert_num_queries
):
    first = client.get(address)
    with django_assert_num_queries(1):
        second = client.get(address)
    assert second.content == first.content and "Looms of the north" in second.content.decode()


def test_who_holds_the_page_is_told_that_it_still_holds(client, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == "public, no-cache"


def test_who_holds_another_page_gets_the_page(client, address):
    assert client.get(address, headers={"If-None-Match": '"another"'}).status_code == 200


def test_a_page_made_anew_with_the_same_text_still_holds(client, address):
    first = client.get(address)
    SHELF.clear()
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("accepts", ["gzip", "br, gzip;q=0.5"])
def test_a_page_is_sent_packed_to_whom_can_unpack_it(client, address, accepts):
    plain = client.get(address).content
    packed = client.get(address, headers={"Accept-Encoding": accepts})
    assert packed["Content-Encoding"] == "gzip" and gzip.decompress(packed.content) == plain
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain)
    assert "Accept-Encoding" in packed["Vary"]


@pytest.mark.parametrize("accepts", ["", "br", "gzip;q=0", "gzip; q=0.0, br"])
def test_a_page_is_sent_as_it_is_to_whom_cannot(client, address, accepts):
    client.get(address)
    answer = client.get(address, headers={"Accept-Encoding": accepts})
    assert "Content-Encoding" not in answer and b"Looms of the north" in answer.content


def test_a_head_has_the_headers_of_the_page(client, address):
    for _ in range(2):
        head, got = client.head(address), client.get(address)
        assert head.content == b"" and head["Content-Length"] == got["Content-Length"]
        assert head["ETag"] == got["ETag"]


def test_policies_are_kept_with_the_page(client, address):
    first, second = client.get(address), client.get(address)
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert second["X-Frame-Options"] == "DENY"


def test_whoever_is_signed_in_neither_fills_nor_reads_the_shelf(client, address):
    client.get(address)
    client.force_login(staff())
    answer = client.get(address)
    assert answer["Cache-Control"] == "private, no-store" and "ETag" not in answer
    assert "Your account" in answer.content.decode()
    assert "Your account" not in Client().get(address).content.decode()


def test_a_message_in_a_cookie_is_nobody_elses(client, address):
    client.cookies["messages"] = "x"
    client.get(address)
    assert not SHELF.pages


@pytest.mark.parametrize(
    "path", ["/health/", "/accounts/login/", "/admin/login/", "/no-such-page/", "/desk/removed/"]
)
def test_what_is_not_a_page_for_everybody_is_not_kept(client, path):
    client.get(path)
    assert not SHELF.pages


def test_a_closed_house_keeps_nothing(client, address, settings):
    settings.EVALSITE_OPEN = False
    client.get(address)
    assert not SHELF.pages


def test_without_memory_nothing_is_kept(client, address, settings):
    settings.EVALSITE_PAGE_CACHE = 0
    assert "ETag" not in client.get(address) and not SHELF.pages


def test_the_same_path_at_another_host_or_with_another_query_is_another_page(
    client, address, settings
):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    client.get(address)
    client.get(address, headers={"Host": "other.example"})
    client.get(f"{address}?as_of=2010-05-01")
    assert len(SHELF.pages) == 3 - (client.get(f"{address}?as_of=2010-05-01").status_code != 200)


def test_a_new_version_is_seen_at_once(client, address):
    client.get(address)
    evaluation = Evaluation.objects.get()
    evaluation.title = "Looms of the south"
    evaluation.save()
    assert "of the north" in client.get(address).content.decode()
    evaluation.publish(by=None)
    assert "Looms of the south" in client.get(address).content.decode()


@pytest.mark.untruthful
def test_a_write_past_the_models_is_seen_at_once(client):
    project = ProjectFactory(audience=Audience.EVERYBODY, title="Safe boats")
    client.get(project.get_absolute_url())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE projects_project SET title = 'Safe ships'")
    assert "Safe ships" in client.get(project.get_absolute_url()).content.decode()


def test_what_is_overdue_changes_at_midnight(client, monkeypatch):
    recommendation = RecommendationFactory()
    ActionFactory(recommendation=recommendation, due=timezone.localdate(), status="in_progress")
    recommendation.evaluation.publish(by=None)
    address = recommendation.evaluation.get_absolute_url()
    assert "verdue" not in client.get(address).content.decode()
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert "verdue" in client.get(address).content.decode()


def test_what_a_page_is_made_from_raises_the_stamp(client, address):
    watched = {entry.table for entry in WATCHED} | BY_KEY
    recommendation = RecommendationFactory(evaluation=Evaluation.objects.get())
    ResponseFactory(recommendation=recommendation)
    ActionFactory(recommendation=recommendation)
    project = ProjectFactory(audience=Audience.EVERYBODY)
    Evaluation.objects.get().publish(by=None)
    items = [f"/{p.kind}s/{p.item}/" for p in Passage.objects.filter(publication__number=2)]
    pages = [address, f"{address}v/1/", f"{address}changes/", project.get_absolute_url(), "/",
             "/evaluations/", "/recommendations/?q=loom", "/search/?q=loom", "/coverage/",
             "/areas/001/", "/about/", *items]  # fmt: skip
    assert len(items) == 2
    for page in pages:
        read = {t for t in tables_read(client, page) if not t.startswith(UPKEEP)}
        assert sorted(read - watched) == [], page


def test_pages_that_were_not_asked_for_the_longest_give_way():
    shelf, page = Shelf(), Kept((), "x", b"x" * 1000)
    for key in "ab":
        shelf.put(1, key, page, most=6000)
    shelf.get(1, "a")
    shelf.put(1, "c", page, most=6000)
    assert list(shelf.pages) == ["a", "c"] and shelf.size <= 6000


def test_a_page_larger_than_the_shelf_is_not_kept():
    shelf = Shelf()
    shelf.put(1, "a", Kept((), "x", b"x" * 9000), most=6000)
    assert not shelf.pages and shelf.size == 0


@pytest.mark.untruthful
def test_a_page_made_before_a_write_is_not_handed_out_after_it(client, monkeypatch):
    """What was read before a write, and answered after it, is kept under the number before it."""
    made = page_cache.Kept.of
    ProjectFactory()

    def slowly(response):
        Project.objects.update(title="While it was made")
        return made(response)

    monkeypatch.setattr(page_cache.Kept, "of", slowly)
    client.get("/")
    monkeypatch.undo()
    now = stamp.reading(), timezone.localdate()
    assert SHELF.pages and SHELF.get(now, next(iter(SHELF.pages))) is None
