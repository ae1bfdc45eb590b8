"""The review of an import in a real browser: accessible, usable without scripts, never too wide."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from findings.models import Evaluation, Upload

from .documents import pdf
from .harbours import SUMMARY
from .imports import address_of, uploaded
from .roles import editor

FINDINGS = next(said for kind, said in SUMMARY if kind == "ul")
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def ann():
    return editor(username="ann")


def sign_in(live_server, client, context, user):
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    context.add_cookies([cookie])


@pytest.fixture
def desk(live_server, page, client, ann):
    """A browser in which an editor is signed in."""
    sign_in(live_server, client, page.context, ann)
    return page


@pytest.fixture
def addresses(ann):
    read, other = uploaded(ann), uploaded(ann, [("title", "Ships"), *SUMMARY[1:]], "ships.txt")
    failed = Upload.objects.create(user=ann, name="bad.pdf", size=1, sha256="0", failure="Bad.")
    saved = Evaluation.objects.create(title="Ships")
    saved.editors.add(ann)
    told = {"left": [{"text": "Left.", "where": "line 3"}], "words": {"placed": 1}}
    done = uploaded(ann, name="done.txt")
    Upload.objects.filter(pk=done.pk).update(saved=done.moment, evaluation=saved, **told)
    return ["/desk/import/", *map(address_of, (read, other, failed, done))]


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


def test_without_scripts_a_file_becomes_a_draft(live_server, browser, client, ann, tmp_path):
    (tmp_path / "harbours.pdf").write_bytes(pdf(SUMMARY))
    context = browser.new_context(java_script_enabled=False)
    sign_in(live_server, client, context, ann)
    page = context.new_page()
    page.goto(f"{live_server.url}/desk/import/")
    page.set_input_files("input[type=file]", tmp_path / "harbours.pdf")
    page.click("text=Read it")
    page.wait_for_selector(".review")
    page.select_option("[name='piece.1']", "lessons")
    page.click("text=Move the texts, and look again")
    assert page.input_value("[name='lessons.n1.text']") == "The captain and the cook were met."
    page.click("button[name=save]")
    page.wait_for_selector("text=Nothing was left unplaced.")
    assert Evaluation.objects.get().lessons.count() == 2
    context.close()


def test_the_policy_refuses_nothing_that_the_pages_need(live_server, desk, addresses):
    said = []
    desk.on("console", lambda message: said.append(message.text))
    for address in addresses:
        desk.goto(live_server.url + address)
    assert said == []


def test_a_link_into_the_source_leaves_the_fields_where_they_are(live_server, desk, ann):
    items = ("ul", [f"Finding {n}: It went well in all places." for n in range(60)])
    upload = uploaded(ann, [items if said == FINDINGS else (kind, said) for kind, said in SUMMARY])
    desk.set_viewport_size({"width": 1280, "height": 700})
    desk.emulate_media(reduced_motion="reduce")
    desk.goto(live_server.url + address_of(upload))
    field = desk.locator("[id='at-findings.40']")
    desk.evaluate("document.querySelector('.source').scrollIntoView()")
    field.scroll_into_view_if_needed()
    before = field.bounding_box()
    field.locator(".where").click()
    assert abs(field.bounding_box()["y"] - before["y"]) < 2
    assert desk.locator(".source li:target").is_visible()
