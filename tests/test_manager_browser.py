"""A manager's afternoon at the desk, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from findings.models import Evaluation
from findings.summary import Summary
from projects.history import Revision
from projects.richtext import to_text

from .factories import (
    EvaluationFactory,
    FindingFactory,
    LessonFactory,
    ProjectFactory,
    RecommendationFactory,
    UserFactory,
)
from .test_tidy import as_word_pastes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PASTE = """([element, html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  element.dispatchEvent(new ClipboardEvent("paste",
    { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def manager():
    user = UserFactory(username="ann", is_staff=True, is_superuser=True)
    user.set_password("a long secret")
    user.save()
    return user


@pytest.fixture
def desk(live_server, page, manager):
    page.set_default_timeout(30000)
    page.goto(f"{live_server.url}/admin/login/")
    page.fill("#id_login", "ann")
    page.fill("#id_password", "a long secret")
    page.click("main [type=submit]")
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("dialog", lambda dialog: dialog.accept())
    return page


def opened(desk, live_server, evaluation):
    desk.goto(f"{live_server.url}/admin/findings/evaluation/{evaluation.pk}/change/")
    return desk


def editor(desk, name):
    desk.evaluate(
        "id => document.getElementById(id).closest('.form-row').scrollIntoView({block: 'center'})",
        f"id_{name}",
    )
    box = desk.locator(f".prose-editor:has(#id_{name}) .ProseMirror")
    box.wait_for()
    return box


def paste(desk, name, html="", text=""):
    box = editor(desk, name)
    box.click()
    desk.evaluate(PASTE, [box.element_handle(), html, text])
    desk.wait_for_function("e => e.textContent.trim() && !e.ariaBusy", arg=box.element_handle())
    return box


def save(desk):
    desk.locator("input[name=_continue]").last.click()
    desk.locator(".messagelist .success").wait_for()


def add_row(desk, prefix):
    desk.locator(f"#{prefix}-group .add-row a").click()


def test_forty_editors_are_usable_within_two_seconds(desk, live_server):
    evaluation = EvaluationFactory()
    for position in range(1, 21):
        FindingFactory(evaluation=evaluation, position=position)
        LessonFactory(evaluation=evaluation, position=position)
    opened(desk, live_server, evaluation)
    desk.evaluate("document.querySelectorAll('.rows details.row').forEach(r => { r.open = true })")
    box = editor(desk, "findings-19-body")
    box.click()
    desk.keyboard.type("Typed. ")
    assert "Typed." in desk.locator("#id_findings-19-body").input_value()
    assert desk.said == []


def test_rows_are_added_moved_and_saved_with_the_keyboard(desk, live_server):
    evaluation = FindingFactory(heading="First", position=1).evaluation
    opened(desk, live_server, evaluation)
    add_row(desk, "findings")
    desk.fill("#id_findings-1-heading", "Second")
    desk.locator("#findings-1 .row-up").focus()
    desk.keyboard.press("Enter")
    save(desk)
    assert [f.heading for f in evaluation.findings.all()] == ["Second", "First"]


def test_a_row_is_dragged_into_its_place(desk, live_server):
    evaluation = FindingFactory(heading="First", position=1).evaluation
    FindingFactory(evaluation=evaluation, heading="Second", position=2)
    opened(desk, live_server, evaluation)
    desk.locator("#findings-1 .grip").scroll_into_view_if_needed()
    desk.wait_for_timeout(1500)  # editors that come into view change the heights above
    grip, target = (desk.locator(f"#findings-{n} .grip").bounding_box() for n in (1, 0))
    desk.mouse.move(grip["x"] + 8, grip["y"] + 8)
    desk.mouse.down()
    desk.mouse.move(target["x"] + 8, target["y"], steps=6)
    desk.mouse.up()
    save(desk)
    assert [f.heading for f in evaluation.findings.all()] == ["Second", "First"]


def test_a_pasted_list_becomes_a_row_for_each_item(desk, live_server):
    evaluation = EvaluationFactory()
    opened(desk, live_server, evaluation)
    add_row(desk, "recommendations")
    text = "1. Train inspectors.\n2. Count visits:\n - each month\n - by region\n3. Report."
    paste(desk, "recommendations-0-text", text=text)
    desk.get_by_role("button", name="Make 5 rows of it").click()
    save(desk)
    told = [(to_text(r.text), bool(r.parent_id)) for r in evaluation.recommendations.all()]
    assert told == [
        ("Train inspectors.", False),
        ("Count visits:", False),
        ("each month", True),
        ("by region", True),
        ("Report.", False),
    ]


def test_what_was_typed_is_kept_in_the_browser_until_it_is_saved(desk, live_server):
    evaluation = EvaluationFactory(title="Start")
    opened(desk, live_server, evaluation)
    desk.fill("#id_title", "Typed and not saved")
    add_row(desk, "lessons")
    editor(desk, "lessons-0-text").click()
    desk.keyboard.type("A lesson in the making")
    desk.wait_for_timeout(1200)
    opened(desk, live_server, evaluation)
    desk.get_by_role("button", name="Bring it back").click()
    assert desk.input_value("#id_title") == "Typed and not saved"
    assert "A lesson in the making" in desk.locator("#id_lessons-0-text").input_value()
    save(desk)
    opened(desk, live_server, evaluation)
    assert not desk.locator("#desk-draft").is_visible()


def test_leaving_a_changed_form_asks_first(desk, live_server):
    evaluation = EvaluationFactory()
    asked = []
    desk.on("dialog", lambda dialog: asked.append(dialog.type))
    opened(desk, live_server, evaluation)
    desk.locator("#id_title").press_sequentially(" more")
    desk.goto(f"{live_server.url}/admin/")
    assert asked == ["beforeunload"]


def test_words_are_counted_as_they_are_typed(desk, live_server):
    evaluation = EvaluationFactory(conclusions="Three words here.")
    opened(desk, live_server, evaluation)
    assert desk.locator(".word-count .words").inner_text() == "3"
    editor(desk, "conclusions").click()
    desk.keyboard.press("End")
    desk.keyboard.type(" Two more.")
    desk.wait_for_function("() => document.querySelector('.word-count .words').textContent === '5'")


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_change_page(desk, live_server, width):
    recommendation = RecommendationFactory(position=1)
    evaluation = FindingFactory(evaluation=recommendation.evaluation, position=1).evaluation
    evaluation.projects.add(ProjectFactory())
    desk.set_viewport_size({"width": width, "height": 900})
    opened(desk, live_server, evaluation)
    desk.evaluate("document.querySelectorAll('.rows details').forEach(r => { r.open = true })")
    editor(desk, "findings-0-body")
    found = Axe().run(desk)
    assert found.violations_count == 0, found.generate_report()


def sections_of(html):
    """{heading: the HTML under it} of a document as Word pastes it."""
    parts = re.split(r"<h[12]>(.*?)</h[12]>", html)
    names = [to_text(part) for part in parts[1::2]]
    return dict(zip(names, parts[2::2], strict=True))


def items_of(html):
    """The paragraphs of a section: (whether it is an item, its HTML)."""
    found = re.findall(r"<p class=(\w+).*?</p>", html, re.S)
    whole = re.findall(r"<p class=\w+.*?</p>", html, re.S)
    return list(zip(found, whole, strict=True))


def test_the_true_document_is_pasted_section_by_section(
    desk, live_server, acceptance_data, manager
):
    sections = sections_of(as_word_pastes(acceptance_data / "lmpp-summary.docx"))
    desk.goto(f"{live_server.url}/admin/findings/evaluation/add/")
    desk.fill("#id_title", "Effective Action for Labour Migration Policies and Practice")
    desk.fill("#id_completed", "October 2009")
    save(desk)
    evaluation, states = Evaluation.objects.get(), []

    def saved():
        save(desk)
        evaluation.refresh_from_db()
        states.append((Revision.objects.latest().moment, Summary.of(evaluation)))

    prose = {
        "project_purpose": "Summary of the project purpose, logic and structure",
        "evaluation_purpose": "Purpose, scope and clients of the evaluation",
        "methodology": "Methodology of evaluation",
        "conclusions": "Conclusions",
    }
    for name, heading in prose.items():
        paste(desk, name, sections[heading])
    saved()

    found = items_of(sections["Main Findings & Conclusions"])
    paste(desk, "findings_introduction", found[0][1])
    add_row(desk, "findings")
    listed = "".join(html for kind, html in found if kind.startswith("MsoList"))
    paste(desk, "findings-0-body", f"<html><body>{listed}</body></html>")
    desk.get_by_role("button", name="Make 9 rows of it").click()
    for n, (_, html) in enumerate(found[10:], 9):
        add_row(desk, "findings")
        paste(desk, f"findings-{n}-body", html)
    saved()

    add_row(desk, "recommendations")
    paste(desk, "recommendations-0-text", sections["Main recommendations and follow-up"])
    desk.get_by_role("button", name="Make 10 rows of it").click()
    learned = items_of(sections["Important lessons learned"])
    paste(desk, "lessons_introduction", learned[0][1])
    add_row(desk, "lessons")
    paste(desk, "lessons-0-text", "".join(html for _, html in learned[1:]))
    desk.get_by_role("button", name="Make 6 rows of it").click()
    saved()

    desk.goto(f"{live_server.url}/desk/evaluations/{evaluation.pk}/")
    shown = iter(_words(to_text(desk.locator("article").inner_html())))
    source = (acceptance_data / "lmpp-summary.txt").read_text()
    source = source[source.index("Background & Context") :]
    lost = [word for word in _words(_without_marks(source)) if word not in shown]
    assert lost == []
    summary = Summary.of(evaluation)
    assert [len(summary.findings), len(summary.recommendations), len(summary.lessons)] == [13, 6, 6]
    assert [len(r.parts) for r in summary.recommendations] == [0, 0, 0, 0, 4, 0]
    assert "<em>Effective Action for Labour" in summary.project_purpose
    assert [summary.evaluation_purpose.count(t) for t in ("<ol>", "<li>")] == [1, 3]
    for moment, state in states:
        assert Summary.as_of(evaluation, moment) == state
    subject = f"findings.evaluation/{evaluation.pk}"
    assert {r.user for r in Revision.objects.filter(subject=subject)} == {manager}


def test_the_text_of_the_pdf_is_pasted_as_plain_text(desk, live_server, acceptance_data):
    from pypdf import PdfReader

    pages = PdfReader(acceptance_data / "lmpp-summary.pdf").pages
    text = "\f".join(page.extract_text().rsplit("\n", 1)[0] for page in pages)
    evaluation = EvaluationFactory()
    opened(desk, live_server, evaluation)
    paste(desk, "conclusions", text=text)
    save(desk)
    evaluation.refresh_from_db()
    source = _words(_without_marks((acceptance_data / "lmpp-summary.txt").read_text()))
    shown = iter(_words(to_text(evaluation.conclusions)))
    assert [word for word in source if word not in shown] == []
    assert evaluation.conclusions.count("<ul>") == 3


def _words(text):
    return re.findall(r"\w+", text.replace("’", "'"))


def _without_marks(source):
    """The words of the source without the numbers that its lists show."""
    return re.sub(r"(?m)^ ?(?:-|\d\.) ", "", source)
