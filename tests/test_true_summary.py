"""The true summary of the first evaluation, put in through the models and read on its page."""

import re
from html import escape

import pytest

from projects.models import Area
from projects.richtext import to_text

from .factories import (
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    LessonFactory,
    ProjectFactory,
    RecommendationFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

HEADINGS = {
    "Quick Facts": "facts",
    "Summary of the project purpose, logic and structure": "project_purpose",
    "Purpose, scope and clients of the evaluation": "evaluation_purpose",
    "Methodology of evaluation": "methodology",
    "Main Findings & Conclusions": "findings",
    "Conclusions": "conclusions",
    "Main recommendations and follow-up": "recommendations",
    "Important lessons learned": "lessons",
}


def paragraphs(text):
    """{section: lines}, each a whole paragraph or list item; pages break none."""
    sections, lines = {}, []
    for line in filter(str.strip, text.splitlines()):
        if line.strip() in HEADINGS:
            lines = sections.setdefault(HEADINGS[line.strip()], [])
        elif lines and lines[-1][-1] not in ".:;" and not re.match(r"- |\d\. | - |\w+.*: ", line):
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line.rstrip())
    return sections


def markup(lines):
    """Paragraphs and numbered lists as rich text, *stars* as emphasis."""
    html = ""
    for line in lines:
        line = re.sub(r"\*(.+?)\*", r"<em>\1</em>", escape(line.strip(), quote=False))
        if item := re.match(r"\d\. (.*)", line):
            html = html.removesuffix("</ol>") if html.endswith("</ol>") else f"{html}<ol>"
            html += f"<li><p>{item[1]}</p></li></ol>"
        else:
            html += f"<p>{line}</p>"
    return html


@pytest.fixture
def source(acceptance_data):
    return (acceptance_data / "lmpp-summary.txt").read_text()


@pytest.fixture
def published(source):
    told = paragraphs(source)
    facts = dict(line.split(": ", 1) for line in told["facts"] if ": " in line)
    project = ProjectFactory(
        code=facts["Project Code"],
        started=facts["Project Start"],
        ended=facts["Project End"],
        areas=[Area.objects.get(code="001")],
        areas_printed=facts["Countries"],
        donors=[DonorFactory(name=facts["Donor"])],
    )
    evaluation = EvaluationFactory(
        title="Effective Action for Labour Migration Policies and Practice",
        projects=[project],
        timing="final",
        completed=facts["Final Evaluation"],
        nature=facts["Mode of Evaluation"].lower(),
        themes=[ThemeFactory(name=facts["Technical Area"])],
        manager=facts["Evaluation Manager"],
        team=facts["Evaluation Team"],
        keywords=facts["Keywords"],
        findings_introduction=markup(told["findings"][:1]),
        lessons_introduction=markup(told["lessons"][:1]),
        **{
            name: markup(line for line in told[name] if "Recommendations & Lessons" not in line)
            for name in ("project_purpose", "evaluation_purpose", "methodology", "conclusions")
        },
    )
    for line in told["findings"][1:]:
        heading, colon, body = line.removeprefix("- ").partition(": ")
        short = colon and len(heading) < 60
        FindingFactory(
            evaluation=evaluation,
            kind="achievement" if line.startswith("- ") else "observation",
            heading=heading if short else "",
            body=markup([body if short else line.removeprefix("- ")]),
        )
    whole = None
    for line in told["recommendations"]:
        if numbered := re.match(r"(\d)\. (.*)", line):
            whole = RecommendationFactory(
                evaluation=evaluation, label=numbered[1], text=markup([numbered[2]])
            )
        else:
            text = markup([line.strip().removeprefix("- ")])
            RecommendationFactory(evaluation=evaluation, parent=whole, text=text)
    for line in told["lessons"][1:]:
        LessonFactory(evaluation=evaluation, text=markup([line.removeprefix("- ")]))
    return evaluation.publish(by=None)


def words(text):
    return re.findall(r"\w+", text.replace("’", "'"))


def test_it_has_the_parts_that_the_printed_summary_has(published):
    summary = published.summary
    parts = (summary.findings, summary.recommendations, summary.lessons)
    assert [len(part) for part in parts] == [13, 6, 6]
    assert [len(r.parts) for r in summary.recommendations] == [0, 0, 0, 0, 4, 0]


def test_every_word_of_the_source_stands_on_its_page_in_order(client, source, published):
    page = client.get(published.get_absolute_url()).content.decode()
    shown = iter(words(to_text(page[page.index("<article") : page.index("</article>")])))
    lost = [word for word in words(source) if word not in shown]
    assert lost == []


def test_its_lists_stand_as_lists_and_its_italics_as_emphasis(client, published):
    page = client.get(published.get_absolute_url()).content.decode()
    assert page.count("<ol><li><p>") == 2
    assert "<em>Effective Action for Labour Migration Policies and Practice</em>" in page
    assert re.search(r'<li id="finding-9" class="finding achievement">', page)
    assert re.search(r'<li id="recommendation-5-4">', page)
    assert re.search(r'<li id="lesson-6">', page)
