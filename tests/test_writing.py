"""A summary written out as text, as a Word document, as a PDF and as JSON."""

import datetime
import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from html import unescape

import docx
import pytest
from pypdf import PdfReader

from findings.content import from_content
from findings.quickfacts import quick_facts
from findings.summary import (
    AttachmentItem,
    Facts,
    FindingItem,
    LessonItem,
    Name,
    PracticeItem,
    ProjectFacts,
    RatingItem,
    RecommendationItem,
    Spoken,
    Summary,
)
from findings.writing import WRITERS, Colophon
from projects.months import Month

from .test_true_summary import published, source  # noqa: F401

PART = RecommendationItem("<p>Ask those who <strong>paid</strong> fees.</p>", priority="low")
SUMMARY = Summary(
    "Safer sites: what was learned",
    facts=Facts(
        timing="midterm",
        type="cluster",
        nature="independent",
        completed=Month(2009, 10),
        period_from=Month(2006, 11),
        period_to=Month(2009, 7),
        manager="Anna Manager",
        team="Bruno Evaluator, Carla Second",
        areas_printed="Global, with visits",
        donors=(Name("Agency for Help, Norway (AHN)"), Name("Fund for Work")),
        themes=(Name("Labour inspection"),),
        technical_offices=(Name("INSPECT"),),
        keywords=("labour inspection", "training"),
        external_reference="833",
        source_url="https://example.org/833",
        projects=(
            ProjectFacts("Safer sites", code="GLO/O6/57/UKM", started=Month(2006, 11)),
            ProjectFacts(
                "More sites",
                code="RAS/07/01/NOR",
                started=Month(2007, 3),
                budget=Decimal("1200000"),
                currency="USD",
            ),
        ),
    ),
    project_purpose="<p>The project on <em>Safer sites</em> began.<br>It was small.</p>",
    evaluation_purpose=(
        "<p>It asks:</p><ol start='3'><li><p>What was done?</p><p>And by whom?</p></li>"
        "<li>What for?<ul><li>For workers</li><li>For firms</li></ul></li></ol><p>No more.</p>"
    ),
    methodology='<p>See <a href="https://example.org/method">the method</a>.</p>',
    findings_introduction="<p>Much was achieved:</p>",
    findings=(
        FindingItem(
            "<p>Eighty inspectors were trained.</p><p>They stayed.</p>",
            heading="Training",
            label="F1",
            kind="achievement",
            criterion="effectiveness",
            objectives=(Spoken("Safer sites", 1, 1),),
            outcomes=(Spoken("Safer sites", 1, 2), Spoken("Safer sites", 1, 3)),
            areas=(Name("Nepal"), Name("Tanzania, United Republic of")),
            ratings=(RatingItem("5", "1 (low) to 6 (high)", "effectiveness"),),
        ),
        FindingItem("<p>Unions took part.</p>"),
        FindingItem("<p>Firms did not.</p>", kind="challenge"),
    ),
    conclusions="<p>Training is not enough.</p>",
    recommendations_introduction="<p>Three things are recommended.</p>",
    recommendations=(
        RecommendationItem(
            "<p>Train more inspectors.</p>",
            label="R1",
            addressed_to="Ministry of Labour",
            priority="high",
            time_frame="within a year",
            resource_implication="ten posts",
            theme="Skills",
            findings=(1, 3),
        ),
        RecommendationItem("<p>Ask around, that is:</p>", label="R2", parts=(PART, PART)),
        RecommendationItem("<p>Publish it.</p>", label="R3", theme="Labour inspection"),
    ),
    lessons_introduction="<p>Two lessons hold elsewhere.</p>",
    lessons=(
        LessonItem(
            "<p>Training alone changes little.</p>",
            label="LL1",
            context="<p>In small firms:</p><ul><li>with no union</li></ul>",
            targeted_users="<p>Trainers.</p>",
            challenges="<p>Fees deter.</p>",
            successes="<p>Visits help.</p>",
            administrative_issues="<p>Contracts were late.</p>",
            theme="Skills",
        ),
        LessonItem("<p>Visits need two people.</p>"),
    ),
    practices_introduction="<p>One practice stands out.</p>",
    practices=(
        PracticeItem(
            "<p>Plan visits together.</p>",
            context="<p>Where unions exist.</p>",
            cause_and_effect="<p>Trust grows.</p>",
            measurable_impact="<p>Forty visits.</p>",
            potential_for_replication="<p>High.</p>",
            links_to_higher_goals="<p>Decent work.</p>",
        ),
    ),
    ratings=(RatingItem("4", "1 to 6"),),
    attachments=(AttachmentItem("report", "report.pdf", 2048, "0" * 64),),
)
COLOPHON = Colophon(2, datetime.date(2012, 5, 1), "https://example.org/e/", "Evaluation Office")
FILES = ["txt", "docx", "pdf"]


def written(kind, summary=SUMMARY, colophon=None):
    return WRITERS[kind](summary, colophon)


def document(summary=SUMMARY, colophon=None):
    return docx.Document(io.BytesIO(written("docx", summary, colophon)))


def pdf(summary=SUMMARY, colophon=None):
    return PdfReader(io.BytesIO(written("pdf", summary, colophon)))


def shown(kind, summary=SUMMARY, colophon=None):
    """The text of a file in reading order."""
    if kind == "txt":
        return written("txt", summary, colophon).decode()
    if kind == "pdf":
        return "\n".join(page.extract_text() for page in pdf(summary, colophon).pages)
    body = document(summary, colophon).element.body
    return "\n".join("".join(p.xpath(".//w:t/text()")) for p in body.xpath(".//w:p"))


def squeezed(text):
    """The letters and figures of a text; columns and hyphens part no words of it."""
    return re.sub(r"[\W_]+", "", text)


def plain(markup):
    """The paragraphs and items of a rich text, without the numbers of its lists."""
    blocks = re.split(r"</?(?:p|ul|ol|li|br)\b[^>]*>", markup)
    return [unescape(re.sub(r"<[^>]+>", "", block)) for block in blocks]


SECTIONS = ("project_purpose", "evaluation_purpose", "methodology", "findings_introduction",
            "findings", "conclusions", "recommendations_introduction", "recommendations",
            "lessons_introduction", "lessons", "practices_introduction", "practices")  # fmt: skip
ITEMS = ("heading", "body", "text", "addressed_to", "time_frame", "context",
         "administrative_issues", "links_to_higher_goals")  # fmt: skip


def said(summary):
    """All that the summary tells, in the order of its page."""
    yield summary.title
    for fact in quick_facts(summary):
        yield from (fact.label, *fact.values)
    for name in SECTIONS:
        section = getattr(summary, name)
        if isinstance(section, str):
            yield from plain(section)
            continue
        for item in (one for whole in section for one in (whole, *getattr(whole, "parts", ()))):
            for field in ITEMS:
                yield from plain(getattr(item, field, ""))


def lost(text, told):
    """What is told but does not stand in the text, or not in the order in which it is told."""
    text, place, missing = squeezed(text), 0, []
    for words in map(squeezed, told):
        found = text.find(words, place)
        if found < 0:
            missing.append(words)
        else:
            place = found + len(words)
    return missing


@pytest.mark.parametrize("kind", FILES)
def test_all_that_is_told_stands_in_the_file_in_order(kind):
    assert lost(shown(kind), said(SUMMARY)) == []


@pytest.mark.parametrize("kind", FILES)
def test_what_is_recorded_of_an_item_stands_below_it_in_the_words_of_its_page(kind):
    assert (
        lost(
            shown(kind),
            [
                "Training. Eighty inspectors",
                "Finding F1 · Achievement · Criterion: Effectiveness",
                "Areas: Nepal; Tanzania, United Republic of",
                "Speaks to: objective 1, outcome 2, outcome 3",
                "Rating of effectiveness: 5 on the scale 1 (low) to 6 (high)",
                "Unions took part",
                "Finding 3 · Challenge",
                "Overall rating: 4 on the scale 1 to 6",
                "Addressed to: Ministry of Labour",
                "Priority: High",
                "Time frame: within a year",
                "Resources: ten posts",
                "Technical area: Skills",
                "Rests on: finding 1, finding 3",
                "Priority: Low",
                "Context and any related preconditions: In small firms",
                "Targeted users or beneficiaries: Trainers",
                "Lesson LL1 · Technical area: Skills",
                "Relevant conditions and context, limitations: Where unions exist",
                "Files",
                "report.pdf (2.0\xa0KB)",
            ],
        )
        == []
    )


@pytest.mark.parametrize("kind", FILES)
def test_a_technical_area_that_is_the_whole_summarys_is_told_once(kind):
    assert squeezed(shown(kind)).count("Labourinspection") == 1


@pytest.mark.parametrize("kind", FILES)
def test_what_is_not_recorded_is_said_so(kind):
    text = shown(kind, Summary("Nothing yet"))
    assert squeezed(text).count("Notrecorded") == 11
    assert lost(text, ["No findings are", "No recommendations are", "No lessons are"]) == []
    assert "Background" not in text


@pytest.mark.parametrize("kind", FILES)
def test_the_colophon_says_which_publication_it_is(kind):
    text = shown(kind, SUMMARY, COLOPHON)
    told = "Version 2 of this summary, published 1 May 2012"
    assert squeezed(told) in squeezed(text)
    assert "Version" not in shown(kind)
    if kind != "docx":
        assert "Evaluation Office" in text and "https://example.org/e/" in text


@pytest.mark.parametrize(
    ("colophon", "sentence"),
    [
        (Colophon(), ""),
        (Colophon(3), "Version 3 of this summary."),
        (Colophon(date=datetime.date(2026, 1, 9)), "Published 9 January 2026."),
    ],
)
def test_a_colophon_says_what_it_knows(colophon, sentence):
    assert colophon.sentence == sentence


@pytest.mark.parametrize("kind", FILES)
def test_signs_that_no_document_can_hold_are_left_out(kind):
    summary = Summary("A\0B\x07C\ud800D", conclusions="<p>E\x0bF\ufffeG</p>")
    assert lost(shown(kind, summary), ["ABCD", "EFG"]) == []


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("depth", [3, 60])
def test_lists_may_be_nested_however_deep(kind, depth):
    markup = "<ul><li><p>in</p>" * depth + "core" + "</li></ul>" * depth
    assert lost(shown(kind, Summary("Deep", conclusions=markup)), ["in", "core"]) == []


@pytest.mark.parametrize("kind", [*FILES, "json"])
def test_an_item_without_a_word_fails_no_file(kind):
    summary = Summary("", recommendations=(RecommendationItem(""),), lessons=(LessonItem(""),))
    assert written(kind, summary)


def test_text_has_the_labels_of_the_printed_layout():
    lines = written("txt").decode().split("\n")
    assert lines[:8] == ["Evaluation Summaries", "", SUMMARY.title, "", "Quick Facts", "",
                         "Countries: Global, with visits", ""]  # fmt: skip
    assert "Mid-term Evaluation: October 2009" in lines
    assert "Donor: Agency for Help, Norway (AHN); Fund for Work" in lines
    assert "Project Code: GLO/O6/57/UKM; RAS/07/01/NOR" in lines
    assert "Reference: 833 (https://example.org/833)" in lines


def test_text_is_a_line_for_each_paragraph_with_lists_and_stars():
    text = written("txt").decode()
    assert "\nThe project on *Safer sites* began.\nIt was small.\n" in text
    assert (
        "It asks:\n\n3. What was done?\n\n   And by whom?\n\n"
        "4. What for?\n\n   • For workers\n   • For firms\n\nNo more.\n"
    ) in text
    assert "See the method (https://example.org/method).\n" in text
    assert "• **Training.** Eighty inspectors were trained.\n\n  They stayed.\n" in text


def test_text_numbers_recommendations_and_letters_their_sub_points():
    text = written("txt").decode()
    assert "\nR1. Train more inspectors.\n" in text
    assert "R2. Ask around, that is:\n\n    a) Ask those who **paid** fees.\n\n" in text
    assert "\n    b) Ask those" in text


@pytest.mark.parametrize(("label", "numeral"), [("5.2", "5.2"), ("ii", "ii)"), ("b", "b)")])
def test_a_sub_point_keeps_the_label_that_the_print_has(label, numeral):
    part = RecommendationItem("<p>Part.</p>", label=label)
    summary = Summary("T", recommendations=(RecommendationItem("<p>All:</p>", parts=(part,)),))
    assert f"\n   {numeral} Part.\n" in written("txt", summary).decode()


def styled(found, style):
    return [p.text for p in found.paragraphs if p.style.name == style]


def marks(found):
    """[(form, text, start)] of the lists, in the order of their paragraphs."""
    root, seen = found.part.numbering_part.element, {}
    for number in found.element.body.xpath(".//w:numPr/w:numId/@w:val"):
        if number != "0":
            [key] = root.xpath(f"w:num[@w:numId={number}]/w:abstractNumId/@w:val")
            level = f"w:abstractNum[@w:abstractNumId={key}]/w:lvl"
            values = (root.xpath(f"{level}/w:{n}/@w:val") for n in ("numFmt", "lvlText", "start"))
            seen[number] = tuple(value for [value] in values)
    return list(seen.values())


def test_word_has_headings_by_their_styles():
    found = document()
    assert styled(found, "Title") == [SUMMARY.title]
    assert styled(found, "Heading 1") == [
        "Quick Facts", "Background & Context", "Main Findings & Conclusions",
        "Recommendations & Lessons Learned", "Files",
    ]  # fmt: skip
    assert "Important lessons learned" in styled(found, "Heading 2")


def test_word_has_the_quick_facts_in_a_table():
    [table] = document().tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Countries:", "Global, with visits"]
    assert rows[6] == ["Project Start:",
                       "November 2006 (GLO/O6/57/UKM); March 2007 (RAS/07/01/NOR)"]  # fmt: skip


def test_word_has_lists_that_it_counts_itself():
    assert marks(document()) == [
        ("decimal", "%1.", "3"),
        ("bullet", "•", "1"),
        ("bullet", "•", "1"),
        ("decimal", "R%1.", "1"),
        ("lowerLetter", "%2)", "1"),
        ("bullet", "•", "1"),
        ("bullet", "•", "1"),
        ("bullet", "•", "1"),
        ("bullet", "•", "1"),
    ]
    assert styled(document(), "List Number 2") == ["Ask those who paid fees."] * 2


def test_word_types_the_marks_that_it_cannot_count():
    items = [RecommendationItem("<p>Do it.</p>", label=label) for label in ("R1", "R7", "%1")]
    found = document(Summary("T", recommendations=tuple(items)))
    assert styled(found, "List Number") == ["R1.\tDo it.", "R7.\tDo it.", "%1.\tDo it."]
    assert marks(found) == []


def test_word_keeps_emphasis_and_links():
    found = document()
    runs = [run for paragraph in found.paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.italic] == ["Safer sites"]
    assert "Training." in [run.text for run in runs if run.bold]
    targets = {link.text: link.address for p in found.paragraphs for link in p.hyperlinks}
    assert targets == {"the method": "https://example.org/method"}


def test_word_says_title_language_and_publication():
    found = document(replace(SUMMARY, language="fr"), COLOPHON)
    assert found.core_properties.title == SUMMARY.title
    assert found.core_properties.author == "Evaluation Office"
    assert found.styles.element.xpath("//w:docDefaults//w:lang/@w:val") == ["fr-FR"]
    [heading] = [p for p in found.paragraphs if p.text == "Quick Facts"]
    assert heading._p.xpath("w:r/w:rPr/w:lang/@w:val") == ["en-GB"]
    assert styled(found, "Colophon")[1:] == ["Evaluation Office", "https://example.org/e/"]


def tags(reader):
    """How often each tag stands in the structure of a PDF."""
    counted, waiting = {}, [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            counted[node.get("/S")] = counted.get(node.get("/S"), 0) + 1
            waiting += [node["/K"]] if "/K" in node else []
    return counted


def test_a_pdf_can_be_read_aloud():
    found = pdf(replace(SUMMARY, language="fr"), COLOPHON)
    root = found.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert root["/Lang"] == "fr"
    assert found.metadata.title == SUMMARY.title
    assert found.metadata.author == "Evaluation Office"
    counted = tags(found)
    assert (counted["/H1"], counted["/H2"]) == (5, 7)
    assert (counted["/L"], counted["/LI"]) == (9, 17)


def test_a_pdf_links_what_is_a_link():
    found = pdf()
    notes = [n.get_object() for page in found.pages for n in page.get("/Annots", [])]
    assert {n["/A"]["/URI"] for n in notes} == {
        "https://example.org/833", "https://example.org/method"
    }  # fmt: skip


def test_text_in_a_pdf_is_never_run_as_markup():
    title = '#panic("run") *b* $x$ @ref <lab> \\ `r` // c'
    text = '#read("/etc/passwd") #import "x": * = H - i'
    summary = Summary(title, conclusions=f"<p>{text}</p>")
    assert lost(shown("pdf", summary), [title, text]) == []
    assert '#panic("run")' in shown("pdf", summary)


def test_a_sign_that_no_font_has_gives_a_pdf_all_the_same():
    found = pdf(Summary("Sign", conclusions="<p>before \U0010fffd after</p>"))
    assert b"pdfuaid" not in found.trailer["/Root"]["/Metadata"].get_data()
    assert "before" in found.pages[0].extract_text()


def test_a_long_summary_has_a_running_head_and_numbered_pages():
    pages = pdf(replace(SUMMARY, conclusions="<p>All is well. </p>" * 400), COLOPHON).pages
    texts = [page.extract_text() for page in pages]
    assert "Page" not in texts[0]
    for number, text in enumerate(texts[1:], 2):
        assert re.search(rf"{SUMMARY.title}\s+Page {number}\b", text)
    assert re.search(r"Page 1\b", shown("pdf", Summary("Short")))


def test_facts_longer_than_a_column_go_on_in_the_next():
    projects = tuple(ProjectFacts(f"Site {n}", code=f"RAS/07/{n}/NOR") for n in range(100, 900))
    found = pdf(Summary("Sites", facts=Facts(projects=projects)))
    heights = []
    for page in found.pages:
        page.extract_text(visitor_text=lambda text, cm, tm, *_: heights.append(tm[5] + cm[5]))
    assert min(heights) >= 0
    assert "RAS/07/899/NOR" in squeezed_but_strokes(found)


def squeezed_but_strokes(found):
    return re.sub(r"\s", "", "".join(page.extract_text() for page in found.pages))


def test_pdfs_are_made_in_several_threads_at_once():
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: written("pdf"), range(8)))
    assert len(set(made)) == 1


def test_json_is_the_summary_and_which_publication_it_is():
    content = json.loads(written("json", SUMMARY, COLOPHON))
    assert from_content(content) == SUMMARY
    assert content["publication"] == {
        "number": 2,
        "date": "2012-05-01",
        "address": "https://example.org/e/",
        "organisation": "Evaluation Office",
    }
    assert "publication" not in json.loads(written("json"))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", FILES)
def test_every_word_of_the_true_summary_stands_in_its_file_in_order(request, kind):
    summary = request.getfixturevalue("published").summary
    lines = shown(kind, summary).split("\n")
    text = "\n".join(line for line in lines if line not in running_lines(lines))
    assert lost(text, said(summary)) == []


def running_lines(lines):
    """The heads and feet of pages, which may stand amid a paragraph."""
    return {line for line in lines if re.search(r"Page \d+$", line)} | {"Evaluation Summaries"}


@pytest.mark.django_db
def test_the_true_summary_takes_no_more_pages_than_a_printed_one(request):
    assert 2 <= len(pdf(request.getfixturevalue("published").summary, COLOPHON).pages) <= 4
