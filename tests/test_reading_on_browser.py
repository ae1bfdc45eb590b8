"""Registers, likenesses and comparisons in a real browser, without any script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .factories import (
    ActionFactory,
    AreaFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    LessonFactory,
    ProjectFactory,
    RecommendationFactory,
    ResponseFactory,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
ADVICE = "Register domestic workers for social security in every municipality."


@pytest.fixture
def project():
    region = AreaFactory(code="XAF", name="Region", kind="region")
    country = AreaFactory(code="XGH", name="Country", parent=region)
    project = ProjectFactory(slug="mines", donors=[DonorFactory(slug="fund")], areas=[country])
    for slug, timing in (("halfway", "midterm"), ("end", "final")):
        evaluation = EvaluationFactory(slug=slug, title=slug, timing=timing, projects=[project])
        FindingFactory(evaluation=evaluation, body=ADVICE, criterion="impact", kind="challenge")
        advice = RecommendationFactory(evaluation=evaluation, text=ADVICE)
        part = RecommendationFactory(evaluation=evaluation, parent=advice, text="By law.")
        ResponseFactory(recommendation=part, decision="rejected", comment="Too dear.")
        ActionFactory(recommendation=advice, status="in_progress", due="2010-01-01")
        LessonFactory(evaluation=evaluation, text=ADVICE)
        evaluation.publish(by=None)
    return project


def addresses(project):
    recommendation = project.evaluations.get(slug="end").recommendations.get(parent=None)
    return (
        "/donors/",
        "/areas/",
        f"/recommendations/{recommendation.pk}/",
        "/projects/mines/evaluations/",
        "/compare/?e=halfway&e=end",
        "/compare/",
        "/evaluations/",
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_is_too_wide(live_server, page, project, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for address in addresses(project):
        page.goto(live_server.url + address)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_two_are_ticked_and_compared_by_keyboard_alone(live_server, page, project):
    page.goto(f"{live_server.url}/evaluations/")
    for box in page.locator('input[name="e"]').all():
        box.focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Compare").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/?*")
    assert page.url.partition("?")[2] in ("e=end&e=halfway", "e=halfway&e=end")
    assert page.get_by_role("heading", level=1).inner_text() == "2 evaluations side by side"


def test_on_a_phone_each_column_has_its_evaluation_over_it(live_server, page, project):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{live_server.url}/compare/?e=halfway&e=end")
    first, second = page.locator("#lessons ~ .columns > .column").all()
    assert first.bounding_box()["y"] < second.bounding_box()["y"]
    assert first.bounding_box()["x"] == second.bounding_box()["x"]
    names = [column.locator(".of-which").inner_text() for column in (first, second)]
    assert names == ["A · halfway", "B · end"]
