"""What the reader refuses, always with a sentence that says what to do."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject

from findings.reading import document, opening, package, pdf
from findings.reading.reader import read
from findings.reading.reading import Unreadable

from . import documents

BLOCKS = [("h1", "Recommendations"), ("ol", ["Train all inspectors of the ports.", "Pay them."])]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def refused(data):
    with pytest.raises(Unreadable) as caught:
        read(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"", "Choose the file that holds the summary"),
        (b" \n\n", "Choose the file that holds the summary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "save it as .docx"),
        (b"{\\rtf1 Recommendations}", "Save it in Word as .docx"),
        (b"\x89PNG\r\n\x1a\n....", "Choose the document that it was taken from"),
        (b"<!DOCTYPE html><html>", "Print it to a PDF"),
        (bytes(range(256)) * 20, "save it as PDF or DOCX"),
        (b"%PDF-1.7\nbroken", "print it to a new PDF"),
        (b"PK\x03\x04broken", "save it anew as .docx"),
        (b"x" * (opening.MOST_BYTES + 1), "larger than 10 MB"),
    ],
)
def test_what_is_no_summary_is_refused_with_advice(data, advice):
    assert advice in refused(data)


def test_the_kind_is_decided_by_the_content_alone():
    for data in (documents.pdf(BLOCKS), documents.word(BLOCKS), documents.text(BLOCKS)):
        assert len(read(data).summary.recommendations) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_read_in_the_encodings_people_save(encoding):
    data = "Leçons apprises\n\nLes réunions à l’été “suffisent”.".encode(encoding)
    assert read(data).summary.lessons[0].text == "<p>Les réunions à l’été “suffisent”.</p>"


def test_a_pdf_of_pictures_asks_for_its_text():
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    assert "OCR" in refused(written(writer))


def test_a_pdf_with_a_password_asks_for_a_copy_without():
    writer = PdfWriter(clone_from=BytesIO(documents.pdf(BLOCKS)))
    writer.encrypt("secret", algorithm="RC4-128")
    assert "without a password" in refused(written(writer))


def test_a_pdf_that_only_printing_is_forbidden_in_is_read():
    writer = PdfWriter(clone_from=BytesIO(documents.pdf(BLOCKS)))
    writer.encrypt("", "owner", algorithm="RC4-128")
    assert len(read(written(writer)).summary.recommendations) == 2


def written(writer):
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_that_names_one_page_a_hundred_thousand_times_is_refused():
    writer = PdfWriter(clone_from=PdfReader(BytesIO(documents.pdf(BLOCKS))))
    root = writer.root_object["/Pages"].get_object()
    root[NameObject("/Kids")] = ArrayObject([root["/Kids"][0]] * 100_000)
    assert "far longer than an evaluation summary" in refused(written(writer))


def test_a_pdf_of_too_many_pieces_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_ELEMENTS", 2)
    assert "far longer" in refused(documents.pdf(BLOCKS))


def test_too_many_signs_are_refused(monkeypatch):
    monkeypatch.setattr(document, "MOST_SIGNS", 20)
    for data in (documents.word(BLOCKS), documents.text(BLOCKS)):
        assert "far longer" in refused(data)


def packed(**parts):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", text)
    return out.getvalue()


def body(inner, before=""):
    return f"{before}<w:document {W}><w:body>{inner}</w:body></w:document>"


def test_a_word_document_of_too_many_elements_is_refused():
    many = "<w:p/>" * (document.MOST_ELEMENTS + 1)
    assert "far longer" in refused(packed(word__document=body(many)))


def test_a_word_document_that_unpacks_to_too_much_is_refused():
    spaces = " " * (package.MOST_UNPACKED + 1)
    assert "far longer" in refused(packed(word__document=body("<w:p/>") + spaces))


def test_entities_and_document_types_are_refused():
    doctype = '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    data = packed(word__document=body("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", doctype))
    assert "damaged" in refused(data)


def test_a_packed_file_that_is_no_word_document_is_refused():
    assert "no Word document" in refused(packed(xl__workbook="<workbook/>"))


def test_a_word_document_without_words_is_refused():
    assert "no text in this file" in refused(documents.saved(docx.Document()))


def test_deep_nesting_is_refused_or_read_but_never_crashes():
    deep = "<w:sdt><w:sdtContent>" * 300 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 300
    assert refused(packed(word__document=body(deep)))
