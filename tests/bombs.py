"""Small files that cost whoever opens them much: each is to be read or refused, within limits."""

import struct
import zipfile
import zlib
from io import BytesIO

from . import documents
from .harbours import SUMMARY

MEGABYTE = 1024 * 1024
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OPEN = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>'.encode()
_CLOSE = b"</w:body></w:document>"
_P = b"<w:p><w:r><w:t>word</w:t></w:r></w:p>"


def package(body=None, parts=None, whole=None):
    """Return a Word document with this body, or with this as the whole of its main part."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        main = whole if whole is not None else _OPEN + (body or _P) + _CLOSE
        packed.writestr("word/document.xml", main)
        for name, data in (parts or {}).items():
            packed.writestr(name, data)
    return out.getvalue()


def _entities(kind):
    if kind == "outer":
        declared = '<!ENTITY x SYSTEM "file:///etc/passwd">'
    elif kind == "wide":
        declared = f'<!ENTITY x "{"a" * 100_000}">'
    else:
        levels = [f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10)]
        declared = '<!ENTITY x0 "lol">' + "".join(levels) + '<!ENTITY x "&x9;">'
    text = "&x;" * (2000 if kind == "wide" else 1)
    body = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    return package(whole=f'<!DOCTYPE d [{declared}]><w:document xmlns:w="{W}">{body}</w:document>')


def _nested(tag, depth):
    return package(f"<w:{tag}>".encode() * depth + f"</w:{tag}>".encode() * depth)


def _tables(depth):
    start = b"<w:tbl><w:tr><w:tc>" + _P
    return package(start * depth + b"</w:tc></w:tr></w:tbl>" * depth)


def _styles():
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 20_000}"/>'
        "</w:style>" for n in range(20_000)
    )  # fmt: skip
    body = b"".join(
        b'<w:p><w:pPr><w:pStyle w:val="s%d"/></w:pPr><w:r><w:t>word</w:t></w:r></w:p>' % n
        for n in range(5000)
    )
    return package(body, {"word/styles.xml": f'<w:styles xmlns:w="{W}">{chain}</w:styles>'})


def _many_parts():
    return package(parts={f"word/header{n}.xml": b"<x/>" for n in range(40_000)})


def _one_data_many_names():
    """Name one packed part a thousand times in the directory."""
    data = bytearray(package(b" " * (20 * MEGABYTE) + _P))
    end = data.rindex(b"PK\5\6")
    count, size, start = struct.unpack("<HII", data[end + 10 : end + 20])
    entry = data[data.rindex(b"PK\1\2", 0, end) : end].replace(b"document.xml", b"header12.xml")
    added = bytes(entry) * 1000
    data[end:end] = added
    end += len(added)
    data[end + 8 : end + 20] = struct.pack("<HHII", count + 1000, count + 1000, size + len(added),
                                           start)  # fmt: skip
    return bytes(data)


def pdf(objects, trailer=b""):
    """Return a PDF of numbered objects (bytes each); the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(out) + b"startxref\n%d\n%%%%EOF" % start


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(data, more=b""):
    return b"<< /Length %d %s >>\nstream\n" % (len(data), more) + data + b"\nendstream"


def _page(content, resources=b"/Font << /F1 5 0 R >>", *more):
    """Return a PDF of one page; `more` are objects from number 6 on."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << "
    kids = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf([CATALOGUE, kids, page + resources + b" >> >>", content, FONT, *more])


def _packed(data, times=1, more=b""):
    filters = b"/FlateDecode " * times
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter [%s] %s" % (filters, more))


def _one_page_often(count):
    kids = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * count, count)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>"
    return pdf([CATALOGUE, kids, page, stream(b"BT (word) Tj ET")])


def _forms(levels, calls):
    """Forms that each show the next one several times: levels to the power of calls."""
    content = stream(b"/X Do " * calls)
    forms = [
        stream(b"/X Do " * calls if n < levels - 1 else b"BT /F1 9 Tf (word) Tj ET",
               b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R "
               b">> /Font << /F1 5 0 R >> >>" % (7 + n if n < levels - 1 else 6 + n))
        for n in range(levels)
    ]  # fmt: skip
    return _page(content, b"/XObject << /X 6 0 R >>", *forms)


def _map(count):
    """A font with an endless map from codes to signs."""
    ranges = b"<0000> <FFFF> <0000>\n" * count
    content = b"1 beginbfrange\n" + ranges + b"endbfrange\n"
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 7 0 R >>"
    shown = stream(b"BT /F2 9 Tf <00410042> Tj ET")
    return _page(shown, b"/Font << /F2 6 0 R >>", font, _packed(content))


def _widths():
    return _page(stream(b"BT /F2 9 Tf (word) Tj ET"), b"/Font << /F2 6 0 R >>",
                 b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 0 /LastChar 99999999 "
                 b"/Widths [" + b"500 " * 1_000_000 + b"] >>")  # fmt: skip


def _texts(count):
    return _page(_packed(b"BT /F1 9 Tf " + b"(word) Tj 0 -1 Td " * count + b"ET"))


def _loop_of_pages():
    return pdf([CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])


def _loop_of_tables():
    data = pdf([CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>"], b"/Prev 9")
    place = data.rindex(b"xref\n0")
    return data.replace(b"/Prev 9", b"/Prev %d" % place)


def _predicted():
    parms = b"/DecodeParms [<< /Predictor 15 /Columns 2000000000 /Colors 32 >>]"
    return _page(_packed(b"\1" * MEGABYTE, more=parms))


def _runs():
    return _page(stream(b"\x81 " * (4 * MEGABYTE), b"/Filter /RunLengthDecode"))


def _lines(line, size=9 * MEGABYTE):
    return (line * (size // len(line) + 1))[:size]


BOMBS = {
    "a part of zeros, 1 GB": lambda: package(whole=bytes(1000 * MEGABYTE)),
    "a text of 50 MB": lambda: package(b"<w:p><w:r><w:t>" + b"a " * (25 * MEGABYTE) +
                                       b"</w:t></w:r></w:p>"),
    "a million paragraphs": lambda: package(_P * 1_000_000),
    "elements a million deep": lambda: _nested("sdt", 1_000_000),
    "tables 2,000 deep": lambda: _tables(2_000),
    "entities that multiply": lambda: _entities("deep"),
    "one wide entity": lambda: _entities("wide"),
    "an entity from outside": lambda: _entities("outer"),
    "styles that rest on each other": _styles,
    "40,000 parts": _many_parts,
    "one part under a thousand names": _one_data_many_names,
    "comments of 50 MB": lambda: package(parts={"word/comments.xml": b"<x>" + _P * 1_400_000}),
    "100,000 references to one page": lambda: _one_page_often(100_000),
    "a page of 1 GB": lambda: _page(_packed(b" " * (1000 * MEGABYTE))),
    "a page packed four times": lambda: _page(_packed(b" " * (500 * MEGABYTE), 4)),
    "forms that show each other": lambda: _forms(12, 10),
    "a form that shows itself": lambda: _page(
        stream(b"/X Do"), b"/XObject << /X 6 0 R >>",
        stream(b"/X Do", b"/Subtype /Form /Resources << /XObject << /X 6 0 R >> >>")),
    "a giant map of signs": lambda: _map(3_000),
    "a giant list of widths": _widths,
    "a million texts on a page": lambda: _texts(1_000_000),
    "pages that hold themselves": _loop_of_pages,
    "tables that name themselves": _loop_of_tables,
    "rows of 2,000,000,000 columns": _predicted,
    "runs without end": _runs,
    "lists a million deep": lambda: pdf([CATALOGUE, b"[" * 1_000_000 + b"]" * 1_000_000]),
    "a number of a million digits": lambda: _page(stream(b"BT " + b"9" * 1_000_000 + b" Tf ET")),
    "one line of 9 MB": lambda: _lines(b"word "),
    "9 MB without a space": lambda: _lines(b"a"),
    "a million numbers": lambda: _lines(b"1.\n"),
    "brackets and hyphens": lambda: _lines(b"((((-\n"),
    "a million headings": lambda: _lines(b"Conclusions\n"),
    "bullets in bullets": lambda: b"".join(
        b" " * (n % 2000) + b"- word\n" for n in range(9_000)),
    "a picture called a document": lambda: b"\x89PNG\r\n\x1a\n" + bytes(MEGABYTE),
    "labels without end": lambda: _lines(b"Donor: Donor: "),
    "a document and nonsense": lambda: documents.text(SUMMARY) + bytes(range(256)) * 30_000,
}  # fmt: skip
