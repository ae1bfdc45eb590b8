"""Evaluation summaries laid out as people upload them, for the tests that read them.

A document is a list of blocks: ("title", text), ("facts", [(label, value)…]), ("h1" or "h2", text),
("p", text), ("ol" or "ul", [item…]), where an item is a text or (text, [sub-point…]).
"""

import json
from io import BytesIO
from textwrap import wrap

import docx
import typst

_TYPST = """
#let data = json(bytes(sys.inputs.data))
#let opt = data.options
#set page(paper: "a4", columns: opt.columns, margin: 2cm,
  header: if opt.head != "" { text(8pt, opt.head) },
  footer: if opt.foot != "" { context text(8pt, opt.foot + " " + counter(page).display()) })
#set text(size: opt.size * 1pt, lang: opt.lang, hyphenate: opt.hyphenate)
#set par(justify: opt.justify)
#let small = opt.size * 1pt
#let item(it) = if type(it) == array {
  [#it.at(0) #list(marker: [–], ..it.at(1).map(s => [#s]))]
} else { [#it] }
#let facts(pairs) = if opt.facts == "table" {
  table(columns: (auto, 1fr), ..pairs.map(p => ([*#p.at(0)*], [#p.at(1)])).flatten())
} else if opt.facts == "plain table" {
  grid(columns: (35%, 1fr), gutter: 6pt, ..pairs.map(p => ([#p.at(0)], [#p.at(1)])).flatten())
} else if opt.facts == "box" {
  block(stroke: 0.5pt, inset: 8pt, for p in pairs [*#p.at(0):* #p.at(1) \\ ])
} else { for p in pairs [#p.at(0)#opt.colon#p.at(1) \\ ] }
#for b in data.blocks {
  let (kind, said) = (b.at(0), b.at(1))
  if kind == "title" { block(text(18pt, weight: "bold", hyphenate: false, said)) }
  else if kind == "facts" { facts(said) }
  else if kind == "h1" { block(above: 16pt, below: 8pt, text(small + 4pt, weight: "bold", said)) }
  else if kind == "h2" { block(above: 12pt, below: 7pt, text(small + 1pt, weight: "bold", said)) }
  else if kind == "p" { par(said) }
  else if kind == "ol" { enum(tight: opt.tight, ..said.map(item)) }
  else if kind == "ul" { list(tight: opt.tight, ..said.map(item)) }
  else if kind == "typed" { for it in said { par(hanging-indent: 14pt, it) } }
  else if kind == "break" { pagebreak() }
}
"""


def pdf(blocks, **options):
    """Return a PDF set by typst; `options` are those of the layout."""
    usual = {
        "columns": 1, "facts": "table", "colon": ": ", "size": 10, "lang": "en", "head": "",
        "foot": "", "hyphenate": True, "justify": True, "tight": True,
    }  # fmt: skip
    data = json.dumps({"blocks": blocks, "options": {**usual, **options}})
    return typst.compile(_TYPST.encode(), sys_inputs={"data": data})


def word(blocks, facts="table", lists="style", headings="style", head="", foot="", colon=":"):
    """Return a Word document; its lists are Word's own ("style") or typed, its headings too."""
    document = docx.Document()
    if head:
        document.sections[0].header.paragraphs[0].text = head
    if foot:
        document.sections[0].footer.paragraphs[0].text = foot
    for kind, said in blocks:
        if kind == "title":
            document.add_paragraph(said, style="Title")
        elif kind == "facts":
            _word_facts(document, said, facts, colon)
        elif kind in ("h1", "h2"):
            _word_heading(document, said, int(kind[1]), headings)
        elif kind == "p":
            document.add_paragraph(said)
        elif kind == "typed":
            for text in said:
                document.add_paragraph(text)
        else:
            _word_list(document, kind, said, lists)
    return saved(document)


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _word_heading(document, text, level, headings):
    if headings == "style":
        document.add_heading(text, level)
    else:
        document.add_paragraph().add_run(text).bold = True


def _word_facts(document, pairs, facts, colon):
    if facts == "table":
        table = document.add_table(0, 2)
        for label, value in pairs:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, value
        return
    for label, value in pairs:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}{colon} ").bold = facts == "bold"
        paragraph.add_run(value)


def _word_list(document, kind, items, lists):
    for number, item in enumerate(items, 1):
        text, parts = (item, []) if isinstance(item, str) else item
        mark = f"{number}. " if kind == "ol" else "• "
        if lists == "style":
            document.add_paragraph(text, style="List Number" if kind == "ol" else "List Bullet")
        else:
            document.add_paragraph(mark + text)
        for letter, part in zip("abcdefgh", parts, strict=False):
            if lists == "style":
                document.add_paragraph(part, style="List Bullet 2")
            else:
                document.add_paragraph(f"{letter}) {part}")


def text(blocks, colon=":", width=0):
    """Return plain text, its lines broken at a width if one is given."""
    lines = []
    for kind, said in blocks:
        if kind == "facts":
            lines += [f"{label}{colon} {value}" for label, value in said]
        elif kind in ("ol", "ul"):
            lines += _text_list(kind, said)
        elif kind == "typed":
            lines += said
        else:
            lines.append(said)
        lines.append("")
    if width:
        lines = [part for line in lines for part in _wrapped(line, width)]
    return "\n".join(lines).encode()


def _text_list(kind, items):
    for number, item in enumerate(items, 1):
        one, parts = (item, []) if isinstance(item, str) else item
        yield f"{number}. {one}" if kind == "ol" else f"- {one}"
        for part in parts:
            yield f"   - {part}"


def _wrapped(line, width):
    return wrap(line, width) or [""]
