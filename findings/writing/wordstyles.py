"""The look of a Word document: the ILO's blue, a book face, the box of the Quick Facts."""

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

BLUE, QUIET, INK = map(RGBColor.from_string, ("14408C", "55534D", "1B1B19"))
PAPER = (Cm(21), Cm(29.7))
MARGIN = Cm(2.3)
TEXT_WIDTH = PAPER[0] - 2 * MARGIN
FONT = "Cambria"
_TAGS = {
    "en": "en-GB", "fr": "fr-FR", "es": "es-ES", "pt": "pt-PT", "ar": "ar-SA", "zh": "zh-CN",
    "de": "de-DE", "ru": "ru-RU",
}  # fmt: skip
_LISTS = [f"List {kind}{deep}" for kind in ("Bullet", "Number", "Continue")
          for deep in ("", " 2", " 3")]  # fmt: skip
# name: (size, colour, bold, italic, space before, space after), all sizes in points
_LOOKS = {
    "Normal": (10.5, INK, None, None, 0, 6),
    "Title": (22, BLUE, True, None, 0, 10),
    "Subtitle": (11, BLUE, True, False, 0, 2),
    "Heading 1": (14, BLUE, True, None, 16, 4),
    "Heading 2": (11.5, INK, True, True, 10, 3),
    "Header": (8.5, QUIET, None, None, 0, 0),
    "Footer": (8.5, QUIET, None, None, 0, 0),
    "Note": (9, QUIET, None, None, 0, 6),
    "Detail": (9.5, INK, None, None, 0, 4),
    "Quick Fact": (9.5, INK, None, None, 1.5, 1.5),
    "Colophon": (8.5, QUIET, None, None, 0, 0),
    **dict.fromkeys(_LISTS, (10.5, INK, None, None, 0, 4)),
}
_BOX = """
<w:tblPr {}>
  <w:tblBorders>{}</w:tblBorders>
  <w:tblCellMar>
    <w:left w:w="140" w:type="dxa"/><w:right w:w="140" w:type="dxa"/>
  </w:tblCellMar>
</w:tblPr>
"""
_EDGE = '<w:{} w:val="single" w:sz="8" w:space="0" w:color="14408C"/>'
_FOREIGN = "w:pPr/w:pBdr | w:pPr/w:tabs | w:pPr/w:contextualSpacing"  # of the template


def tag_of(language):
    """Return the language as Word names it, with a country."""
    return _TAGS.get(language, language)


def prepare(document, language):
    """Give a new document its paper, its styles and its language."""
    [section] = document.sections
    section.page_width, section.page_height = PAPER
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = Cm(2.2)
    _add_styles(document.styles)
    for name, look in _LOOKS.items():
        _dress(document.styles[name], *look)
    _set_language(document.styles, language)


def _add_styles(styles):
    for name in ("Note", "Detail", "Quick Fact", "Colophon"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = BLUE, True
    box = styles.add_style("Quick Facts", WD_STYLE_TYPE.TABLE)
    edges = "".join(map(_EDGE.format, ("top", "left", "bottom", "right")))
    box._element.append(parse_xml(_BOX.format(nsdecls("w"), edges)))


def _dress(style, size, colour, bold, italic, before, after):
    font, format = style.font, style.paragraph_format
    font.name, font.size, font.color.rgb = FONT, Pt(size), colour
    font.bold, font.italic = bold, italic
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if "Theme" in name]:
        del fonts.attrib[name]
    for name in ("w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)
    format.space_before, format.space_after, format.line_spacing = Pt(before), Pt(after), 1.12
    for foreign in style.element.xpath(_FOREIGN):
        foreign.getparent().remove(foreign)


def _set_language(styles, language):
    [said] = styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    attribute = {"ar": "w:bidi", "zh": "w:eastAsia"}.get(language, "w:val")
    said.set(qn("w:val"), tag_of("en"))
    said.set(qn(attribute), tag_of(language))
    if language == "ar":
        properties = styles["Normal"].element.get_or_add_pPr()
        properties.insert(0, OxmlElement("w:bidi"))
