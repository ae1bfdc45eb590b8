"""Pages in a real browser: accessible, complete without scripts, nothing refused by the CSP."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .factories import (
    ActionFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    GoodPracticeFactory,
    LessonFactory,
    ObjectiveFactory,
    ProjectFactory,
    RatingFactory,
    RecommendationFactory,
    ResponseFactory,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
WIDTHS = [1280, 390]


@pytest.fixture
def publication():
    project = ProjectFactory(code="GLO/O6/57/UKM", donors=[DonorFactory()], aim="Decent work.")
    ObjectiveFactory(project=project, number=1)
    evaluation = EvaluationFactory(projects=[project], conclusions="It was worth it.")
    FindingFactory(evaluation=evaluation, heading="Trained", kind="achievement")
    FindingFactory(evaluation=evaluation, kind="challenge", criterion="efficiency")
    whole = RecommendationFactory(evaluation=evaluation, addressed_to="ILO")
    part = RecommendationFactory(evaluation=evaluation, parent=whole)
    ResponseFactory(recommendation=part, decision="rejected", comment="No funds.")
    ActionFactory(recommendation=whole, status="in_progress", due="2010-01-01")
    LessonFactory(evaluation=evaluation, context="In a small country.")
    GoodPracticeFactory(evaluation=evaluation, links_to_higher_goals="SDG 8")
    RatingFactory(evaluation=evaluation)
    return evaluation.publish(by=None)


def addresses(publication):
    return [
        "/",
        "/evaluations/",
        publication.get_absolute_url(),
        "/projects/",
        publication.projects.get().get_absolute_url(),
        "/about/",
        "/nothing-here/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_any_page(live_server, page, publication, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for address in addresses(publication):
        page.goto(live_server.url + address)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_screen(live_server, page, publication, width):
    page.set_viewport_size({"width": width, "height": 900})
    for address in addresses(publication):
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_policy_refuses_nothing_that_a_page_needs(live_server, page, publication):
    said = []
    page.on("console", lambda message: said.append(message.text))
    for address in addresses(publication)[:-1]:
        page.goto(live_server.url + address)
    assert said == []


def test_on_a_phone_the_facts_are_closed_after_the_fifth(live_server, page, publication):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(live_server.url + publication.get_absolute_url())
    assert page.locator(".facts dt:visible").count() == 5
    page.get_by_text("Show all facts").click()
    assert page.locator(".facts dt:visible").count() == 11


def test_the_facts_can_be_opened_with_the_keyboard(live_server, page, publication):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(live_server.url + publication.get_absolute_url())
    page.locator("#all-facts").focus()
    page.keyboard.press("Space")
    assert page.locator(".facts dt:visible").count() == 11


def test_the_first_stop_of_the_keyboard_leads_to_the_text(live_server, page, publication):
    page.goto(live_server.url + publication.get_absolute_url())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_on_paper_there_is_no_navigation(live_server, page, publication):
    page.emulate_media(media="print")
    page.goto(live_server.url + publication.get_absolute_url())
    assert not page.locator("header.site, footer.site, nav.contents").filter(visible=True).count()
    assert page.locator(".facts dt:visible").count() == 11
