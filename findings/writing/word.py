"""A summary as a Word document: real styles, real lists, a table of the Quick Facts."""

import datetime
import io

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from .blocks import Heading, List, Run, plain
from .sheet import SERIES, fact_value, link_of, sheet
from .wordlists import Lists
from .wordstyles import TEXT_WIDTH, prepare, tag_of

_LABELS = Cm(4.4)
_STYLES = {"text": "", "detail": "Detail", "aside": "Note"}
_DEEPEST_STYLE = 3  # “List Bullet 3”


def docx_bytes(summary, colophon=None):
    """Return a summary as .docx, in the order of its page."""
    said = sheet(summary, colophon)
    writer = _Writer(said)
    writer.write()
    stream = io.BytesIO()
    writer.document.save(stream)
    return stream.getvalue()


class _Writer:
    def __init__(self, said):
        self.said = said
        self.document = Document()
        self.lists = Lists(self.document)
        self.english = tag_of("en") if said.language != "en" else ""
        prepare(self.document, said.language)
        self.styles = {style.name: style.style_id for style in self.document.styles}

    def write(self):
        said = self.said
        self._set_properties()
        self._set_margins()
        self._add("Subtitle", [Run(SERIES)], english=True)
        self._add("Title", [Run(said.title)])
        self._add("Heading 1", [Run("Quick Facts")], english=True)
        self._add_facts()
        for block in said.blocks:
            self._add_block(block)
        for line in said.colophon.lines:
            self._add("Colophon", [plain(line, href=link_of(line))], english=True)

    def _set_properties(self):
        said, properties = self.said, self.document.core_properties
        properties.title, properties.language = said.title, tag_of(said.language)
        properties.author = properties.last_modified_by = said.colophon.organisation
        properties.subject, properties.comments = SERIES, ""
        keywords = [fact.values for fact in said.facts if fact.label == "Keywords"]
        properties.keywords = ", ".join(keywords[0])[:255]
        if date := said.colophon.date:
            moment = datetime.datetime.combine(date, datetime.time())
            properties.created = properties.modified = moment

    def _set_margins(self):
        """Write the running head of the pages after the first, and the foot of all of them."""
        [section] = self.document.sections
        section.different_first_page_header_footer = True
        self._add("Header", [Run(self.said.title)], section.header)
        name = " · ".join(filter(None, (SERIES, self.said.colophon.organisation)))
        for foot in (section.first_page_footer, section.footer):
            paragraph = self._add("Footer", [Run(f"{name}\tPage ")], foot, english=True)
            paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
            paragraph._p.append(_page_number())

    def _add_facts(self):
        table = self.document.add_table(rows=0, cols=2, style="Quick Facts")
        table.autofit = False
        for fact in self.said.facts:
            label, value = table.add_row().cells
            self._add("Quick Fact", [Run(f"{fact.label}:", strong=True)], label, english=True)
            self._add("Quick Fact", [fact_value(fact)], value)
        for column, width in zip(table.columns, (_LABELS, TEXT_WIDTH - _LABELS), strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width

    def _add_block(self, block, depth=0):
        if isinstance(block, Heading):
            self._add(f"Heading {block.level}", [Run(block.text)], english=True)
        elif isinstance(block, List):
            self._add_list(block, depth)
        else:
            style = _STYLES[block.kind] or (_style("Continue", depth) if depth else "Normal")
            paragraph = self._add(style, block.runs, english=block.kind == "aside")
            self.lists.indent(paragraph, depth)

    def _add_list(self, block, depth):
        listed = self.lists.open([item.mark for item in block.items], depth)
        style = _style("Bullet" if listed.bullets else "Number", depth + 1)
        for item in block.items:
            self._add_item(item, listed, style, depth)

    def _add_item(self, item, listed, style, depth):
        runs = [Run(f"{item.mark}\t")] if listed.typed else []
        others = list(item.blocks)
        if others and not isinstance(others[0], List):
            runs += others.pop(0).runs
        paragraph = self._add(style, runs)
        paragraph.paragraph_format.keep_with_next = bool(others) or None
        self.lists.mark(paragraph, listed)
        for other in others:
            self._add_block(other, depth + 1)

    def _add(self, style, runs, holder=None, english=False):
        """Add a paragraph of that style; in a part of the page, write into its empty one."""
        paragraph = holder.paragraphs[0] if holder else self.document.add_paragraph()
        paragraph._p.style = self.styles[style]
        for run in runs:
            self._add_run(paragraph, run, english)
        return paragraph

    def _add_run(self, paragraph, run, english):
        written = paragraph.add_run(run.text)
        written.bold, written.italic = run.strong or None, run.em or None
        if english and self.english:
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), self.english)
            written._r.get_or_add_rPr().append(language)
        elif self.said.language == "ar":
            written.font.rtl = True
        if run.href:
            written.style = "Hyperlink"
            self._link(paragraph, written, run.href)

    def _link(self, paragraph, written, href):
        key = self.document.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), key)
        paragraph._p.append(link)
        link.append(written._r)


def _style(name, depth):
    deep = min(depth, _DEEPEST_STYLE)
    return f"List {name} {deep}" if deep > 1 else f"List {name}"


def _page_number():
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    return field
