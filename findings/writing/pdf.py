"""A summary as a PDF in the ILO's layout, tagged so that it can be read aloud (PDF/UA-1)."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from .blocks import Heading, List, plain
from .sheet import fact_value, sheet

_TEMPLATE = Path(__file__).with_name("summary.typ")
_FOR_EVERYBODY = ["ua-1"]


def pdf_bytes(summary, colophon=None):
    """Return a summary as PDF/UA-1, or as a tagged PDF where no font has one of its signs.

    The fonts are those that typst brings; the machine's own help out where these lack a sign.
    """
    inputs = {"said": json.dumps(_said(sheet(summary, colophon)))}
    own = typst.Fonts(include_system_fonts=False)
    for fonts, standards in ((own, _FOR_EVERYBODY), (typst.Fonts(), _FOR_EVERYBODY)):
        try:
            return _compiled(inputs, fonts, standards)
        except typst.TypstError:
            continue  # a sign without a font is an error where all must be read aloud
    return _compiled(inputs, typst.Fonts(), [])


def _compiled(inputs, fonts, standards):
    """Compile by a compiler of its own, since none can be shared between threads."""
    compiler = typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=fonts, sys_inputs=inputs)
    return compiler.compile(format="pdf", pdf_standards=standards)


def _said(said):
    """Return what stands on the sheet as JSON-able data, all texts as texts."""
    colophon = said.colophon
    facts = [{"label": fact.label, "value": asdict(fact_value(fact))} for fact in said.facts]
    keywords = next((fact.values for fact in said.facts if fact.label == "Keywords"), ())
    return {
        "title": said.title,
        "language": said.language,
        "organisation": plain(colophon.organisation).text,
        "publication": colophon.sentence.rstrip("."),
        "address": plain(colophon.address).text,
        "keywords": [plain(word).text for words in keywords for word in words.split(",")],
        "facts": facts,
        "blocks": [_block(block) for block in said.blocks],
    }


def _block(block):
    if isinstance(block, Heading):
        return {"type": "heading", **asdict(block)}
    if isinstance(block, List):
        items = [{"mark": i.mark, "blocks": list(map(_block, i.blocks))} for i in block.items]
        return {"type": "list", "kind": block.kind, "items": items}
    return {"type": "paragraph", **asdict(block)}
