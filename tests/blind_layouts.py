"""Blocks of a summary on paper: as PDF by Typst, as DOCX by hand."""

import json
from copy import deepcopy
from io import BytesIO

import typst
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

PAGES = r"""
#let told = json(bytes(sys.inputs.told))
#let look = told.look
#let alone = look.at("alone", default: false)
#let blue = rgb("#1e3c78")
#set text(font: look.font, size: 9.5pt, lang: told.language, hyphenate: true)
#set par(justify: true, leading: 0.55em, spacing: 0.9em)
#set page(
  paper: "a4", margin: (x: 2cm, top: 2.4cm, bottom: 2.2cm),
  columns: if alone { 1 } else { look.columns },
  header: align(if look.columns == 2 { left } else { right }, text(8pt, told.running)),
  footer: context align(center, text(8pt, counter(page).display("1 / 1", both: true))),
)
#let pairs(facts) = if look.facts == "table" {
  table(columns: (38%, 1fr), stroke: 0.5pt, ..facts.map(((l, v)) => (strong(l), v)).flatten())
} else if look.facts == "grid" {
  grid(columns: (38%, 1fr), row-gutter: 0.7em, column-gutter: 1em,
    ..facts.map(((l, v)) => (text(blue, strong(l + " :")), v)).flatten())
} else {
  set par(justify: false)
  let lines = facts.map(((l, v)) => par[#strong(l + ":") #v]).join()
  if look.facts == "box" { rect(inset: 8pt, fill: luma(240), width: 100%, lines) } else { lines }
}
#let mark(b) = if b.mark.len() > 4 { strong(b.mark) } else { b.mark }
#let hung(b) = {
  let words = [#if b.lead != "" [#strong(b.lead) ]#b.text]
  if b.mark == "" { par(words) } else if b.mark.len() > 4 { par[#mark(b) #words] } else {
    pad(left: b.level * 1.4em,
      grid(columns: (1.9em, 1fr), b.mark, words))
  }
}
#let shown(b) = {
  if b.kind == "kicker" { text(9pt, blue, upper(b.text)) + parbreak() }
  else if b.kind == "title" { block(below: 1.2em, text(17pt, blue, weight: "bold", b.text)) }
  else if b.kind == "facts" { text(12pt, blue, strong(b.text)) + parbreak() + pairs(b.facts) }
  else if b.kind == "h1" { block(sticky: true, above: 1.6em, text(13pt, blue, strong(b.text))) }
  else if b.kind == "h2" { block(sticky: true, above: 1.3em, text(10.5pt, strong(b.text))) }
  else if b.kind == "h3" { block(sticky: true, above: 1.1em, emph(strong(b.text))) }
  else if b.kind == "p" {
    par[#b.text#if told.note != "" and b.at("noted", default: false) { footnote(told.note) }]
  } else { hung(b) }
}
#let opening = told.blocks.slice(0, 3).map(shown).join()
#if look.at("across", default: false) {
  place(top, scope: "parent", float: true, clearance: 1.5em, opening)
} else { opening }
#set page(columns: look.columns) if alone
#told.blocks.slice(3).map(shown).join()
"""


def pdf(blocks, look, language, running, note):
    """The blocks as PDF, in the look that is asked for."""
    told = {"blocks": blocks, "look": look, "language": language}
    told |= {"running": running, "note": note}
    return typst.compile(PAGES.encode(), sys_inputs={"told": json.dumps(told)})


def docx(blocks, look, language, running, note):
    """The blocks as DOCX: in Word's own styles, or all typed by hand."""
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = running
    _field(section.footer.paragraphs[0], "PAGE")
    for block in blocks:
        _write(document, block, look)
    if note:
        noted = next(b["text"] for b in blocks if b.get("noted"))
        _footnote(document, _paragraph(document, noted), note)
    if look.get("tracked"):
        lesson = [b["text"] for b in blocks if b.get("what") == "lesson"][1]
        _track(_paragraph(document, lesson).runs[-1])
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraph(document, text):
    return next(p for p in document.paragraphs if p.text.endswith(text))


HEADED = {"title": "Title", "h1": "Heading 1", "h2": "Heading 2", "h3": "Heading 3"}
LISTED = {"recommendation": "List Number", "part": "List Bullet 2"}


def _write(document, block, look):
    kind, text = block["kind"], block["text"]
    if kind == "facts":
        _title(document, "h1", text, look)
        FACTS[look["facts"]](document, block["facts"])
    elif kind in HEADED:
        _title(document, kind, text, look)
    elif kind == "item":
        _item(document, block, look)
    else:
        document.add_paragraph(text)


def _title(document, kind, text, look):
    if look.get("word"):
        document.add_paragraph(text, style=HEADED[kind])
    else:
        document.add_paragraph().add_run(text).bold = True


def _item(document, block, look):
    """In a list of Word's, or with the number and a tab before it as somebody typed them."""
    if look.get("word"):
        paragraph = document.add_paragraph(style=LISTED.get(block["what"], "List Bullet"))
    else:
        paragraph = document.add_paragraph(block["mark"] and f"{block['mark']}\t")
        paragraph.paragraph_format.left_indent = Cm(0.8 * (block["level"] + 1))
        paragraph.paragraph_format.first_line_indent = Cm(-0.8)
    if block["lead"]:
        paragraph.add_run(f"{block['lead']} ").bold = True
    paragraph.add_run(block["text"])


def _lines(place, facts):
    for label, value in facts:
        paragraph = place.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(value)


def _table(document, facts):
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, value in facts:
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(label).bold = True
        cells[1].text = value


def _cell(document, facts):
    _lines(document.add_table(rows=1, cols=1, style="Table Grid").cell(0, 0), facts)


FACTS = {"lines": _lines, "table": _table, "cell": _cell}


def _field(paragraph, name):
    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )


def _track(run):
    """As if a reviewer had struck a word and entered the run's last three."""
    told = f'{nsdecls("w")} w:id="901" w:author="Reviewer" w:date="2010-06-01T09:00:00Z"'
    kept, *entered = run.text.rsplit(" ", 3)
    new = deepcopy(run._r)
    run.text, new.find(qn("w:t")).text = f"{kept} ", " ".join(entered)
    inserted = parse_xml(f"<w:ins {told}/>")
    inserted.append(new)
    deleted = f'<w:del {told}><w:r><w:delText xml:space="preserve">superseded </w:delText></w:r>'
    run._r.addnext(inserted)
    run._r.addnext(parse_xml(f"{deleted}</w:del>"))


def _footnote(document, paragraph, note):
    """A footnote at the paragraph's end, in a part of its own as Word keeps it."""
    text = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p><w:r>'
        '<w:separator/></w:r></w:p></w:footnote><w:footnote w:id="1"><w:p><w:r><w:footnoteRef/>'
        f"</w:r><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, text.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    reference = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="1"/></w:r>'
    paragraph._p.append(parse_xml(reference))
