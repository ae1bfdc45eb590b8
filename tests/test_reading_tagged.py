"""PDFs that are tagged to be read aloud: their tags say what is a paragraph, an item, a heading."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject

from findings.reading.reader import Unreadable, document_of
from findings.summary import FindingItem, Summary
from findings.writing import WRITERS

LONG = "Cross-border co-operation of representatives internationalises responsibilities. "
SUMMARY = Summary(
    "Safer sites",
    methodology=f'<p>{LONG * 150}</p><ol start="3"><li><p>See <a href="https://example.org/m">'
    "<em>this</em></a>.</p><p>Also that.</p></li></ol>",
    findings=(FindingItem("<p>Unions took part.</p>"),),
)
PDF = WRITERS["pdf"](SUMMARY)


def lines(data=PDF):
    return document_of(data).lines


def changed(change):
    """The PDF after a change of the root of its tags."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PDF)))
    change(writer.root_object["/StructTreeRoot"])
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def first_of(root):
    kids = root["/K"].get_object()
    return kids[0].get_object() if isinstance(kids, ArrayObject) else kids


def test_hyphens_that_end_lines_go_and_those_of_words_stay():
    assert LONG.strip() in " ".join(line.text for line in lines())
    [method] = [line.text for line in lines() if line.text.startswith("Cross")]
    assert method == (LONG * 150).strip()


def test_an_item_has_its_mark_and_its_further_paragraphs():
    item, more = [line for line in lines() if line.text in ("See this.", "Also that.")]
    assert (item.mark, item.place.kind, item.place.level) == ("3.", "marked", 1)
    assert (more.place.kind, more.place.level) == ("more", 1)


def test_emphasis_and_links_are_those_of_the_tags():
    [item] = [line for line in lines() if line.text == "See this."]
    assert item.words.html() == 'See <a href="https://example.org/m"><em>this</em></a>.'


def test_heads_and_feet_are_furniture():
    document = document_of(PDF)
    shown = [document.source[index].text for index in document.furniture]
    assert [text for text in shown if text.endswith("Page 2")] == ["Safer sites Page 2"]
    assert not any("Page" in line.text for line in document.lines)


def test_tags_of_an_unknown_kind_leave_the_page_to_tell_it():
    def rename(root):
        first_of(first_of(root))[NameObject("/S")] = NameObject("/X")

    assert any("co-operation" in line.text and line.height for line in lines(changed(rename)))


def test_tags_that_hold_themselves_are_refused():
    def turn(root):
        whole = first_of(root)
        first_of(whole)[NameObject("/S")] = NameObject("/Div")
        first_of(whole)[NameObject("/K")] = whole.indirect_reference

    with pytest.raises(Unreadable, match="longer than an evaluation summary"):
        document_of(changed(turn))
