"""Documents damaged at random, in ways that files are damaged and in ways that reach far in."""

import random
import re
import zipfile
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from . import documents
from .harbours import SUMMARY

_TOKENS = (
    b"obj", b"endobj", b"stream", b"endstream", b"/Kids", b"/Length 99999999", b"0 R", b"<<", b">>",
    b"[", b"]", b"(", b")", b"\0", b"\xff\xfe", b"-1", b"4294967296", b"1e308", b"%%EOF", b"PK\3\4",
    b"<w:p>", b"</w:p>", b"<w:tbl>", b"</", b"&#0;", b"&amp;", b"]]>", b"<!--", b"Tj", b"Tf",
    b"\r", b"\n\n", b"1. ", b"\xe2\x80\xa2 ", b"Conclusions\n", b"Donor:", b"BT", b"Q", b"/F1",
)  # fmt: skip
_LAYOUTS = (
    {}, {"columns": 2}, {"facts": "plain table"}, {"facts": "box", "head": "Head"},
    {"facts": "lines", "foot": "Page"},
)  # fmt: skip


def honest(count):
    """Return this many different documents that people could have made: (kind, bytes)."""
    made = []
    for n in range(count):
        blocks = [("title", f"Safe work in harbours {n}"), *SUMMARY[1:]]
        if n % 7 == 6:
            blocks = [*blocks, *([("p", f"Point {m}: all went well.") for m in range(40)])]
        kind = ("pdf", "docx", "txt")[n % 3]
        made.append((kind, _made(kind, blocks, n // 3)))
    return made


def _made(kind, blocks, n):
    if kind == "pdf":
        return documents.pdf(blocks, **_LAYOUTS[n % len(_LAYOUTS)])
    if kind == "docx":
        return documents.word(blocks, lists=("style", "typed")[n % 2],
                              headings=("style", "bold")[n // 2 % 2])  # fmt: skip
    return documents.text(blocks, width=(0, 70)[n % 2])


def plain_pdf(data):
    """Return a PDF whose streams are not packed, so that damage reaches what they say."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    for page in writer.pages:
        contents = page.get_contents()
        if contents is not None:
            page[next(k for k in page if k == "/Contents")] = writer._add_object(contents)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def mutated(kind, data, rng):
    """Return a document damaged at random."""
    if kind == "docx" and rng.random() < 0.7:
        return _mutated_package(data, rng)
    return _damaged(data, rng)


def _mutated_package(data, rng):
    """Damage one part of a Word document and pack it again."""
    parts = {}
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    chosen = rng.choice([name for name in parts if name.startswith("word/")])
    chosen = "word/document.xml" if rng.random() < 0.6 else chosen
    parts[chosen] = (_damaged if rng.random() < 0.4 else _damaged_markup)(parts[chosen], rng)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def _damaged_markup(part, rng):
    """Take out, double or swap whole elements and values of attributes: it stays XML, mostly."""
    pieces = re.split(rb"(?=<)", part)
    for _ in range(rng.randint(1, 12)):
        n, m = rng.randrange(len(pieces)), rng.randrange(len(pieces))
        how = rng.randrange(4)
        if how == 0:
            pieces[n] = b""
        elif how == 1:
            pieces[n] *= rng.choice((2, 50))
        elif how == 2:
            pieces[n], pieces[m] = pieces[m], pieces[n]
        else:
            worth = rng.choice((b'"-1"', b'"999999999"', b'""', b'"x"'))
            pieces[n] = re.sub(rb'"[^"]*"', worth, pieces[n])
    return b"".join(pieces)


def _damaged(data, rng):
    data = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        if not data:
            break
        rng.choice(_WAYS)(data, rng)
    return bytes(data)


def _flip(data, rng):
    for _ in range(rng.randint(1, 8)):
        data[rng.randrange(len(data))] = rng.randrange(256)


def _cut(data, rng):
    place = rng.randrange(len(data))
    del data[place : place + rng.choice((1, 10, 1000, len(data)))]


def _double(data, rng):
    place, size = rng.randrange(len(data)), rng.choice((1, 30, 3000))
    data[place:place] = data[place : place + size] * rng.choice((1, 2, 30))


def _insert(data, rng):
    place = rng.randrange(len(data))
    data[place:place] = rng.choice(_TOKENS) * rng.choice((1, 1, 1, 400))


def _overwrite(data, rng):
    place, token = rng.randrange(len(data)), rng.choice(_TOKENS)
    data[place : place + len(token)] = token


def _number(data, rng):
    """Make a number, such as a reference or a length, another one."""
    start = rng.randrange(len(data))
    found = re.compile(rb"\d+").search(data, start, min(start + 5000, len(data)))
    if found:
        data[found.start() : found.end()] = str(rng.choice((0, 1, 7, 65536, 2**31))).encode()


_WAYS = (_flip, _flip, _cut, _double, _insert, _insert, _overwrite, _number, _number)


def mutations(seed=0, sources=None):
    """Yield (kind, damaged document) without end; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311
    sources = sources or honest(15)
    sources = [*sources, *(("pdf", plain_pdf(data)) for kind, data in sources if kind == "pdf")]
    while True:
        kind, data = rng.choice(sources)
        yield kind, mutated(kind, data, rng)
