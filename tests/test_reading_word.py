import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from findings.reading.reader import read
from projects.richtext import to_text

from .documents import saved

W = nsdecls("w")


@pytest.fixture
def document():
    made = docx.Document()
    made.add_paragraph("Paths to Work", style="Title")
    made.add_heading("Recommendations", 1)
    return made


def recommendations(document):
    return read(saved(document)).summary.recommendations


def told(items):
    return [(item.label, to_text(item.text)) for item in items]


def append(document, xml):
    document.element.body.insert(-1, parse_xml(xml))


def test_tracked_changes_are_read_as_accepted(document):
    append(
        document,
        f'<w:p {W}><w:r><w:t xml:space="preserve">Train </w:t></w:r>'
        '<w:del w:id="1" w:author="A"><w:r><w:delText>few</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="A"><w:r><w:t>all</w:t></w:r></w:ins>'
        '<w:r><w:t xml:space="preserve"> inspectors.</w:t></w:r></w:p>',
    )
    assert told(recommendations(document)) == [("", "Train all inspectors.")]


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next(document):
    append(
        document,
        f'<w:p {W}><w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr>'
        '<w:r><w:t xml:space="preserve">Train all </w:t></w:r></w:p>',
    )
    document.add_paragraph("inspectors.")
    assert told(recommendations(document)) == [("", "Train all inspectors.")]


def test_comments_are_told_and_not_imported(document):
    run = document.add_paragraph().add_run("Train all inspectors.")
    document.add_comment(run, text="Says who?", author="Ama")
    reading = read(saved(document))
    assert [(c.author, c.text) for c in reading.comments] == [("Ama", "Says who?")]
    assert "Says who" not in str(reading.summary)


def test_marks_that_word_counts_are_labels(document):
    append_list(document, "decimal", "R%1", "upperRoman", "%2.")
    for level, text in ((0, "Train inspectors."), (1, "First."), (1, "Second."), (0, "Pay them.")):
        listed(document, text, level)
    read_ones = recommendations(document)
    assert told(read_ones) == [("R1", "Train inspectors."), ("R2", "Pay them.")]
    assert told(read_ones[0].parts) == [("I", "First."), ("II", "Second.")]


def append_list(document, *forms):
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{720 * (level + 1)}"/></w:pPr></w:lvl>'
        for level, (form, text) in enumerate(zip(forms[::2], forms[1::2], strict=True))
    )
    numbering = document.part.numbering_part.element
    abstract = parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def listed(document, text, level=0):
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
    )


def test_numbers_that_a_style_counts_begin_anew_below_a_heading(document):
    document.add_paragraph("Train inspectors.", style="List Number")
    document.add_paragraph("Pay them.", style="List Number")
    document.add_heading("Lessons learned", 1)
    document.add_paragraph("Pay matters.", style="List Number")
    summary = read(saved(document)).summary
    assert [item.label for item in summary.recommendations] == ["1", "2"]
    assert [item.label for item in summary.lessons] == ["1"]


def test_emphasis_strong_text_and_links_stay(document):
    paragraph = document.add_paragraph("Train ")
    paragraph.add_run("all").italic = True
    paragraph.add_run(" inspectors").bold = True
    assert (
        recommendations(document)[0].text == "<p>Train <em>all</em><strong> inspectors</strong></p>"
    )


def test_a_table_of_recommendations_is_read_by_its_columns(document):
    rows = [
        ("No.", "Recommendation", "Addressed to", "Priority"),
        ("1", "Train inspectors.", "Ministry of Labour", "High"),
        ("2", "Pay them.", "Parliament", "Low"),
    ]
    add_table(document, rows)
    reading = read(saved(document))
    first, second = reading.summary.recommendations
    assert (first.label, to_text(first.text)) == ("1", "Train inspectors.")
    assert (first.addressed_to, first.priority) == ("Ministry of Labour", "high")
    assert (second.addressed_to, second.priority) == ("Parliament", "low")
    assert reading.words.lost == ()


def add_table(document, rows):
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def test_the_form_of_a_lesson_is_read_by_its_labels(document):
    document.add_heading("Lessons learned", 1)
    rows = [
        ("Brief description of lesson learned (link to specific action or task)", "Pay matters."),
        ("Context and any related preconditions", "A poor region."),
        ("Targeted users / Beneficiaries", "Inspectors."),
        ("Challenges / negative lessons - Causal factors", "Few funds."),
        ("Success / Positive Issues - Causal factors", "Good will."),
        ("ILO Administrative Issues (staff, resources, design, implementation)", "None seen."),
    ]
    add_table(document, rows)
    reading = read(saved(document))
    [lesson] = reading.summary.lessons
    assert to_text(lesson.text) == "Pay matters."
    assert to_text(lesson.context) == "A poor region."
    assert to_text(lesson.administrative_issues) == "None seen."
    assert reading.words.lost == ()


def test_footnotes_stand_below_the_paragraph_that_refers_to_them():
    summary = read(with_footnote()).summary
    [item] = summary.recommendations
    assert to_text(item.text) == "Train inspectors.[1]\n\n[1] In two years."


def with_footnote():
    from zipfile import ZIP_DEFLATED, ZipFile

    from .documents import BytesIO

    made = docx.Document()
    made.add_heading("Recommendations", 1)
    append(
        made,
        f"<w:p {W}><w:r><w:t>Train inspectors.</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
    )
    out = BytesIO(saved(made))
    with ZipFile(out, "a", ZIP_DEFLATED) as packed:
        packed.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r>'
            '<w:t xml:space="preserve"> In two years.</w:t></w:r></w:p></w:footnote></w:footnotes>',
        )
    return out.getvalue()


def test_heads_and_feet_are_furniture(document):
    document.sections[0].header.paragraphs[0].text = "Evaluation Office"
    document.add_paragraph("Train inspectors.")
    reading = read(saved(document))
    assert "Evaluation Office" in [piece.text for piece in reading.furniture]
    assert "Evaluation Office" not in str(reading.summary)


def test_text_in_a_box_and_in_content_controls_is_not_lost(document):
    append(
        document,
        f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Train inspectors.</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>",
    )
    append(
        document,
        f"<w:p {W}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Pay them.</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>",
    )
    assert [text for _, text in told(recommendations(document))] == [
        "Train inspectors.",
        "Pay them.",
    ]
