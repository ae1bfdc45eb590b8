"""The pages of history in a real browser: accessible, usable without scripts, never too wide."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from findings.models import Finding
from projects.history import Revision, revision

from .factories import EvaluationFactory, FindingFactory, LessonFactory, UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def addresses():
    evaluation = EvaluationFactory(title="Labour migration")
    finding = FindingFactory(evaluation=evaluation, body="Funds came late.")
    first = Revision.objects.latest().pk
    with revision(user=UserFactory(first_name="Ann"), reason="Proofread"):
        Finding.objects.filter(pk=finding.pk).update(body="Funds came early.", kind="challenge")
    lesson = LessonFactory(evaluation=evaluation)
    key = lesson.pk
    lesson.delete()
    EvaluationFactory().delete()
    base = f"/desk/evaluations/{evaluation.pk}"
    return [
        f"{base}/history/",
        f"{base}/history/?since=yesterday&person=0",
        f"{base}/as-of/{first}/",
        f"{base}/compare/?from={first}",
        "/desk/removed/",
        f"/desk/restore/findings.lesson/{key}/",
    ]


@pytest.fixture
def desk(live_server, page, client):
    """A browser in which an administrator is signed in."""
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_no_page_is_too_wide(live_server, desk, addresses, width, scheme):
    desk.set_viewport_size({"width": width, "height": 900})
    desk.emulate_media(color_scheme=scheme)
    for address in addresses:
        desk.goto(live_server.url + address)
        found = Axe().run(desk)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, address


def test_two_revisions_are_chosen_and_compared(live_server, desk, addresses):
    desk.goto(live_server.url + addresses[0])
    desk.get_by_label("Earlier").last.check()
    desk.get_by_role("button", name="Compare the two chosen").first.click()
    assert "to=now" in desk.url and desk.get_by_text("Funds came early.").count()


def test_a_removed_lesson_is_brought_back_with_two_clicks(live_server, desk, addresses):
    desk.goto(live_server.url + addresses[0])
    desk.get_by_role("link", name="Restore Lesson learned").click()
    desk.get_by_role("button", name="Restore").click()
    assert desk.get_by_text("Lesson learned is back.").is_visible()
