import re
from html import escape, unescape
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from findings.reading.tidy import tidy, tidy_html, tidy_text
from projects.richtext import clean

from .costs import grows_with_length
from .test_richtext import PAYLOADS, Offences, markups

many_examples = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def told(markup):
    """What a reader sees, without the signs that lists show themselves."""
    return unescape(re.sub(r"<[^>]+>", " ", markup))


def words(text):
    return re.findall(r"\w+", text)


def letters(text):
    return re.findall(r"\w", text)


def within(few, many):
    """Whether the few are among the many, in their order."""
    rest = iter(many)
    return all(one in rest for one in few)


def word_item(text, mark, level=1, list_id="l0", more=""):
    """A paragraph of a list as Word for Windows writes it on the clipboard."""
    return (
        f"<p class=MsoListParagraphCxSpMiddle style='{more}text-indent:-18.0pt;"
        f"mso-list:{list_id} level{level} lfo1'><![if !supportLists]><span style='font-family:"
        f"Symbol;mso-bidi-font-family:Symbol'><span style='mso-list:Ignore'>{mark}<span style='font"
        f':7.0pt "Times New Roman"\'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span\n'
        f"lang=EN-GB>{text}<o:p></o:p></span></p>\n"
    )


WORD = {
    "bullets": (
        word_item("Roads", "·") + word_item("Wells", "·"),
        "<ul><li>Roads</li><li>Wells</li></ul>",
    ),
    "three levels": (
        word_item("Roads", "·")
        + word_item("Paved", "o", 2)
        + word_item("In towns", "§", 3)
        + word_item("Wells", "·"),
        "<ul><li>Roads<ul><li>Paved<ul><li>In towns</li></ul></li></ul></li><li>Wells</li></ul>",
    ),
    "numbers, letters below": (
        word_item("Roads", "1.") + word_item("Paved", "a)", 2) + word_item("Wells", "2."),
        "<ol><li>Roads<ol><li>Paved</li></ol></li><li>Wells</li></ol>",
    ),
    "a list that begins at three": (
        word_item("Roads", "3.") + word_item("Wells", "4."),
        '<ol start="3"><li>Roads</li><li>Wells</li></ol>',
    ),
    "a gap in the numbers": (
        word_item("Roads", "1.") + word_item("Wells", "4."),
        '<ol><li>Roads</li></ol><ol start="4"><li>Wells</li></ol>',
    ),
    "bullets of another list under a number": (
        word_item("Roads", "1.")
        + word_item("Paved", "·", list_id="l1", more="margin-left:72.0pt;")
        + word_item("Wells", "2."),
        "<ol><li>Roads<ul><li>Paved</li></ul></li><li>Wells</li></ol>",
    ),
    "a level by its class": (
        word_item("Roads", "1.")
        + word_item("Paved", "·", list_id="l1").replace("ParagraphCxSpMiddle", "Bullet2"),
        "<ol><li>Roads<ul><li>Paved</li></ul></li></ol>",
    ),
    "a mark that is a word": (
        word_item("Build roads.", "Recommendation 1:"),
        "<p>Recommendation 1: Build roads.</p>",
    ),
    "a mark in comments": (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]-->2."
        "&nbsp;&nbsp; <!--[endif]-->Roads</p>",
        '<ol start="2"><li>Roads</li></ol>',
    ),
    "an item of two lines": (
        word_item("Roads<br>\nand bridges", "·"),
        "<ul><li>Roads<br>and bridges</li></ul>",
    ),
    "a bullet and nothing": (
        word_item("&nbsp;", "o") + word_item("Wells", "·"),
        "<ul><li>Wells</li></ul>",
    ),
    "a numbered heading": (
        "<h1 style='mso-list:l2 level1 lfo3'><![if !supportLists]><span style='mso-list:Ignore'>1."
        "<span>&nbsp;</span></span><![endif]>Roads<o:p></o:p></h1><p class=MsoNormal>Built.</p>",
        "<p><strong>1. Roads</strong></p><p>Built.</p>",
    ),
    "a title and a text": (
        "<p class=MsoTitle>Roads</p><p class=MsoNormal>Many were\nbuilt.<o:p>&nbsp;</o:p></p>",
        "<p><strong>Roads</strong></p><p>Many were built.</p>",
    ),
    "styles, conditions, islands": (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><title>Draft</title><style>"
        "<!-- p.MsoNormal {margin:0cm} --></style><!--[if gte mso 9]><xml><w:View>Normal</w:View>"
        "</xml><![endif]--></head><body lang=EN-GB><!--StartFragment--><p class=MsoNormal>Roads</p>"
        "<!--EndFragment--></body></html>",
        "<p>Roads</p>",
    ),
    "bold and italic": (
        "<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Roads <i>were</i></b>"
        "<span style='font-style:italic'> built</span></p>",
        "<p><strong>Roads <em>were</em></strong><em> built</em></p>",
    ),
    "a footnote": (
        "<p>Roads<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1' title=''><span "
        "class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a></p>"
        "<div style='mso-element:footnote-list'><hr size=1><div style='mso-element:footnote' "
        "id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1'>[1]</a> of gravel</p></div></div>",
        "<p>Roads[1]</p><p>[1] of gravel</p>",
    ),
    "a table": (
        "<table class=MsoTableGrid><tr><td><p class=MsoNormal><b>Donor:</b></p></td><td><p>Fund</p>"
        "</td></tr><tr><td>Roads</td><td><p>12</p><p>paved</p></td><td>Wells</td></tr></table>",
        "<p><strong>Donor:</strong> Fund</p><p>Roads | 12 paved | Wells</p>",
    ),
    "a box drawn as a table": (
        "<table><tr><td><p>Of:</p><ul><li>Roads</li></ul></td></tr></table>",
        "<p>Of:</p><ul><li>Roads</li></ul>",
    ),
}  # fmt: skip


def online_item(text, kind, level, sign, number=1):
    """An item as Word Online writes it: each in a list of its own, its level an attribute."""
    return (
        f'<div class="ListContainerWrapper SCXW1"><{kind} class="BulletListStyle1" role="list" '
        f'start="{number}"><li role="listitem" data-leveltext="{sign}" data-font="Symbol" '
        f'data-listid="1" data-aria-posinset="{number}" data-aria-level="{level}" class="Outline'
        f'Element"><p class="Paragraph" xml:lang="EN-GB"><span class="TextRun"><span class="Normal'
        f'TextRun">{text}</span></span><span class="EOP">&nbsp;</span></p></li></{kind}></div>'
    )


OTHERS = {
    "Word Online, levels": (
        online_item("Roads", "ul", 1, "\uf0b7")
        + online_item("Paved", "ul", 2, "o")
        + online_item("Wells", "ul", 1, "\uf0b7"),
        "<ul><li>Roads<ul><li>Paved</li></ul></li><li>Wells</li></ul>",
    ),
    "Word Online, numbers": (
        online_item("Roads", "ol", 1, "%1.", 1)
        + online_item("Paved", "ul", 2, "o")
        + online_item("Wells", "ol", 1, "%1.", 2),
        "<ol><li>Roads<ul><li>Paved</li></ul></li><li>Wells</li></ol>",
    ),
    "Word Online, a heading": (
        '<div class="OutlineElement"><p class="Paragraph" role="heading" aria-level="1"><span>Roads'
        '</span></p></div><div class="OutlineElement"><p>Built.</p></div>',
        "<p><strong>Roads</strong></p><p>Built.</p>",
    ),
    "list items without a list": (
        '<div role="listitem" data-aria-level="1"><p>Roads</p></div><div role="listitem" '
        'data-aria-level="2"><p>Paved</p></div>',
        "<ul><li>Roads<ul><li>Paved</li></ul></li></ul>",
    ),
    "Google Docs": (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir='
        '"ltr"><span style="font-weight:400">Roads</span></h2><p dir="ltr" style="line-height:1">'
        '<span style="font-size:11pt;font-weight:400;font-style:normal;">Many </span><span style="'
        'font-weight:700;font-style:normal;">were</span><span style="font-weight:400;font-style:'
        'italic;"> built</span></p></b>',
        "<p><strong>Roads</strong></p><p>Many <strong>were</strong><em> built</em></p>",
    ),
    "Google Docs, lists beside each other": (
        '<b style="font-weight:normal;"><ul><li dir="ltr" aria-level="1"><p dir="ltr"><span>Roads'
        '</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr"><span>Paved</span></p></li>'
        '</ul><li dir="ltr" aria-level="1"><p dir="ltr"><span>Wells</span></p></li></ul></b>',
        "<ul><li>Roads<ul><li>Paved</li></ul></li><li>Wells</li></ul>",
    ),
    "LibreOffice": (
        '<ol start="2"><li><p style="line-height: 100%; margin-bottom: 0cm"><font face="Arial">'
        'Roads</font></p><ol type="a"><li><p>Paved</p></li></ol></li><li><p>Wells</p></li></ol>',
        '<ol start="2"><li>Roads<ol><li>Paved</li></ol></li><li>Wells</li></ol>',
    ),
    "a browser": (
        '<div>Roads<br></div><div><br></div><ul><li>Paved</li></ul><div><a href="http://r.org/a?b'
        '&amp;c" onclick="x">See</a> <a href="javascript:x">me</a>, <a href="mailto:a@b.org">him'
        "</a></div>",
        '<p>Roads</p><ul><li>Paved</li></ul><p><a href="http://r.org/a?b&amp;c" rel="noopener '
        'nofollow">See</a> me, <a href="mailto:a@b.org" rel="noopener nofollow">him</a></p>',
    ),
    "an item of two paragraphs": (
        "<ul><li><p>Roads</p><p>Built.</p></li></ul>",
        "<ul><li><p>Roads</p><p>Built.</p></li></ul>",
    ),
    "bullets in a paragraph": (
        "<p>Of:<br>• Roads<br>•&nbsp;Wells</p>",
        "<p>Of:</p><ul><li>Roads</li><li>Wells</li></ul>",
    ),
    "bullets in an item": (
        "<ol><li>Of:<br>– Roads<br>– Wells</li><li>End</li></ol>",
        "<ol><li>Of:<ul><li>Roads</li><li>Wells</li></ul></li><li>End</li></ol>",
    ),
    "bullets said twice": ("<ul><li>• Roads</li></ul>", "<ul><li>Roads</li></ul>"),
    "text laid out": ("<pre>1. Roads\n2. Wells</pre>", "<ol><li>Roads</li><li>Wells</li></ol>"),
    "a line end that was meant": ("<p>Roads,<br>12 Hill</p>", "<p>Roads,<br>12 Hill</p>"),
    "quotes of Windows": ("<p>\x93Ro\xadads\x94 it&#146;s</p>", "<p>“Roads” it’s</p>"),
    "signs that were typed": ("<p>x<y & 5 < 6</p>", "<p>x&lt;y &amp; 5 &lt; 6</p>"),
    "nothing but an entity": (
        "Roads &amp; wells\n\n1. One",
        "<p>Roads &amp; wells</p><ol><li>One</li></ol>",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("pasted", "tidied"), WORD.values(), ids=WORD)
def test_what_word_pastes_becomes_small_rich_text(pasted, tidied):
    assert tidy(pasted) == tidied


@pytest.mark.parametrize(("pasted", "tidied"), OTHERS.values(), ids=OTHERS)
def test_what_other_programs_paste_becomes_small_rich_text(pasted, tidied):
    assert tidy(pasted) == tidied


COLUMN = """\
The teams that were sent out to look at the wells
found that most of them gave water all year, and
that inter-
national standards were met in all but three vil-
lages.
Every second household had been asked.
"""
TEXTS = {
    "a column": (
        COLUMN,
        "<p>The teams that were sent out to look at the wells found that most of them gave water "
        "all year, and that international standards were met in all but three villages.</p>"
        "<p>Every second household had been asked.</p>",
    ),
    "Word's bullets as text": (
        "•\tRoads\no\tPaved\n§\tIn towns\n•\tWells",
        "<ul><li>Roads<ul><li>Paved<ul><li>In towns</li></ul></li></ul></li><li>Wells</li></ul>",
    ),
    "indented bullets": (
        "- Roads\n    - Paved\n    - Gravel\n- Wells",
        "<ul><li>Roads<ul><li>Paved</li><li>Gravel</li></ul></li><li>Wells</li></ul>",
    ),
    "bullets under a number": (
        "1. Build:\n– Roads\n– Wells\n2. Repair.",
        "<ol><li>Build:<ul><li>Roads</li><li>Wells</li></ul></li><li>Repair.</li></ol>",
    ),
    "5.1 under 5": (
        "5. Build:\n5.1 Roads\n5.2 Wells\n6. Repair.",
        '<ol start="5"><li>Build:<ol><li>Roads</li><li>Wells</li></ol></li><li>Repair.</li></ol>',
    ),
    "letters, Roman numbers": (
        "a) Roads\n(i) Paved\n(ii) Gravel\nb) Wells",
        "<ol><li>Roads<ol><li>Paved</li><li>Gravel</li></ol></li><li>Wells</li></ol>",
    ),
    "a number that is not the first": ("4) Roads", '<ol start="4"><li>Roads</li></ol>'),
    "stars, squares, symbol fonts": (
        "* Roads\n* Wells\n\nOf:\n\n▪ Roads\n\n\uf0b7 Wells\n\uf0a7 Dug",
        "<ul><li>Roads</li><li>Wells</li></ul><p>Of:</p><ul><li>Roads<ul><li>Wells</li></ul></li>"
        "<li>Dug</li></ul>",
    ),
    "bullets on lines of their own": (
        "•\nRoads\n•\nWells",
        "<ul><li>Roads</li><li>Wells</li></ul>",
    ),
    "an item that an empty line broke": (
        "- Wells that were dug with core\n\nsupport contributions\n- Roads",
        "<ul><li>Wells that were dug with core support contributions</li><li>Roads</li></ul>",
    ),
    "an item that a page broke": (
        "1. Wells that were dug with core\fsupport contributions\n2. Roads",
        "<ol><li>Wells that were dug with core support contributions</li><li>Roads</li></ol>",
    ),
    "quotes of Windows": ("\x93Roads\x94 \x96 it\x92s", "<p>“Roads” – it’s</p>"),
    "signs that show nothing": (
        "Ro\xadads\u200b and\ufeff wells\x00\x07",
        "<p>Roads and wells</p>",
    ),
    "protected spaces": ("10\xa0000 \xa0\xa0roads", "<p>10&nbsp;000 roads</p>"),
    "line and page ends": (
        "Roads.\x0bWells.\x0cBridges.",
        "<p>Roads.</p><p>Wells.</p><p>Bridges.</p>",
    ),
    "a spreadsheet's line ends": ("Roads._x000d_\nWells.", "<p>Roads.</p><p>Wells.</p>"),
    "tags": ("<p>Roads", "<p>&lt;p&gt;Roads</p>"),
    "nothing": (" \n\x0c ", ""),
}  # fmt: skip


@pytest.mark.parametrize(("pasted", "tidied"), TEXTS.values(), ids=TEXTS)
def test_a_pasted_text_becomes_small_rich_text(pasted, tidied):
    assert tidy_text(pasted) == tidied


@pytest.mark.parametrize(
    "text",
    [
        "A. Smith led the team.",  # an initial, not the first of a list
        "o Brasil",
        "2009. That was the year.",
        "Roads\nWells\nBridges",  # three lines, no sentence
        "3.5 million people",
        "-5 per cent",
        "§ 5 of the act",
        "5.2 Roads",  # of no 5
        "*",
        "R1. Roads",
    ],
)
def test_what_only_looks_like_a_list_or_a_sentence_stays(text):
    assert tidy_text(text) == "".join(f"<p>{line}</p>" for line in text.split("\n"))


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("inter-\nnational", "international"),
        ("Mi\xad\ngration", "Migration"),
        ("rights-\nbased", "rights-based"),
        ("non-\nformal", "non-formal"),
        ("ILO-\nled", "ILO-led"),
        ("main-\nd’œuvre", "main-d’œuvre"),
        ("two-year, 12-\nmonth", "two-year, 12-month"),
        ("short-\nand long-term", "short- and long-term"),
        ("It has a well-head. The well-\nhead holds.", "It has a well-head. The well-head holds."),
        ("It is seaborne. A sea-\nborne load.", "It is seaborne. A seaborne load."),
        ("Of rain and water: rain-\nwater", "Of rain and water: rain-water"),
    ],
)
def test_a_hyphen_at_a_line_end_is_closed_unless_it_is_the_words_own(text, joined):
    assert tidy_text(text) == f"<p>{joined}</p>"


def test_a_dash_or_number_that_a_column_put_first_opens_no_list():
    text = COLUMN + "It was the first of many that the teams saw there\n– and the last\n"
    text += "(2) how it was told to those who had asked for it."
    assert "<ul>" not in tidy_text(text)
    assert "<ol>" not in tidy_text(text)


def test_an_introduction_is_not_joined_to_a_heading_or_a_list():
    text = (
        COLUMN + "What the wells gave\nThe water was good.\n• For all.\nIn the end it was enough."
    )
    assert tidy_text(text).endswith(
        "<p>What the wells gave</p><p>The water was good.</p><ul><li>For all.</li></ul>"
        "<p>In the end it was enough.</p>"
    )


@pytest.mark.parametrize("shape", ["<p>{}</p>", "<div>{}</div>", "{}<br>\n"])
def test_lines_pasted_as_paragraphs_or_breaks_are_joined_like_plain_text(shape):
    lines = (COLUMN + "• One\n• Two").split("\n")
    assert tidy_html("".join(map(shape.format, lines))) == tidy_text("\n".join(lines))


def test_paragraphs_of_a_word_processor_are_not_joined():
    pasted = "<p>The roads were built.</p><p>to reduce cost</p><p>The wells were dug</p>"
    assert tidy(pasted) == pasted


def test_trailing_spaces_tell_which_lines_go_on():
    lines = [line + " " for line in COLUMN.split("\n")[:2]] * 3
    text = "\n".join([*lines, "and now the end of it has come, as it must, to all.", "Next one."])
    assert tidy_text(text).count("<p>") == 2


PIECES = (
    "the The Project migration of ILO inter- rights- Conclusions work. including: and policies; "
    "(the “It x|y 2009 [1] Sri 4.5 & <y"
)
signs = st.sampled_from(
    ("", "", "", "• ", "o\t", "o ", "- ", "– ", "§ ", "1. ", "2. ", "3) ", "(i) ", "(ii) ", "a) ",
     "b) ", "A. ", "5. ", "5.1 ", "\uf0b7\t", "   - ", "\t• ", "    ")
)  # fmt: skip
ends = st.sampled_from(("\n", "\n", "\n", " \n", "\n\n", "\x0c", "\x0b", "\r\n"))
said = st.lists(st.sampled_from(PIECES.split()), min_size=1, max_size=14).map(" ".join)
texts = st.lists(st.tuples(signs, said, ends), max_size=14)
TAGS = (
    "<p>|</p>|<br>|<li>|</li>|<ul>|</ul>|<ol>|<ol start=3>|</ol>|<b>|</b>|<em>|</em>|<div>|</div>|"
    "<table>|<tr>|<td>|</td>|</tr>|</table>|<h2>|</h2>|<p style='mso-list:l0 level1 lfo1'>|"
    "<p style='margin-left:72pt;mso-list:l1 level2 lfo1'>|<![if !supportLists]>1.<![endif]>|"
    "<span style='mso-list:Ignore'>o</span>|<li data-aria-level=2>|<a href='http://x.y/z'>|</a>|"
    "<b style='font-weight:normal'>|<span style='font-weight:700'>|</span>|<pre>|</pre>|&nbsp; |\n"
)
tags = st.sampled_from(TAGS.split("|"))
tagged = st.lists(tags | said, max_size=24).map(" ".join)
anything = st.text() | markups | tagged | texts.map(lambda lines: "".join(map("".join, lines)))


@many_examples
@given(anything)
def test_tidying_twice_is_tidying_once(value):
    once = tidy(value)
    assert tidy(once) == once
    assert tidy_html(once) == once
    assert tidy(tidy_text(value)) == tidy_text(value)


@many_examples
@given(anything)
def test_what_is_tidied_is_clean_and_holds_only_what_is_allowed(value):
    for tidied in (tidy_html(value), tidy_text(value)):
        assert clean(tidied) == tidied
        assert Offences(tidied).found == []


@many_examples
@given(texts)
def test_no_word_of_a_text_is_lost_and_none_comes(lines):
    text = "".join(map("".join, lines))
    got = letters(told(tidy_text(text)))
    assert within(letters(" ".join(said for _, said, _ in lines)), got)
    assert within(got, letters(text))


@many_examples
@given(st.lists(tags.map(lambda tag: (tag, "")) | said.map(lambda s: ("", s))))
def test_no_word_of_pasted_html_is_lost(parts):
    markup = " ".join(tag or escape(text) for tag, text in parts)
    assert within(letters(" ".join(text for _, text in parts)), letters(told(tidy_html(markup))))


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_payload_is_disarmed(payload):
    assert Offences(tidy(payload)).found == []


@pytest.mark.parametrize(
    "unit",
    ["<", " ", "\xa0", "&", "\xad", "- ", "<b>", "<b ", "<p>", "<div>", "<ul>", "<table>", "<td>",
     "<td", "<!--", "<![if !supportLists]>", "<a href='"],
)  # fmt: skip
def test_nonsense_takes_time_as_its_length(unit):
    assert grows_with_length(tidied_afresh, unit * (8_000 // len(unit)))


def tidied_afresh(text):
    clean.cache_clear()
    tidy(text)


def test_a_text_takes_time_as_its_length():
    lines = "".join(f"{n % 9}. {line}\n" for n, line in enumerate(COLUMN.split("\n") * 10))
    assert grows_with_length(tidied_afresh, lines)


def lists(markup):
    """The outermost lists as [kind, number of items, lists within] each."""
    root = etree.fromstring(f"<div>{markup.replace('<br>', '<br/>').replace('&nbsp;', ' ')}</div>")

    def read(parent):
        return [[one.tag, len(one), [x for li in one for x in read(li)]] for one in parent
                if one.tag in ("ul", "ol")]  # fmt: skip

    return read(root)


REAL = [["ol", 3, []], ["ol", 3, []], ["ul", 9, []], ["ol", 6, [["ul", 4, []]]], ["ul", 6, []]]


def real_text(folder):
    return (folder / "lmpp-summary.txt").read_text()


def real_words(folder):
    return words(re.sub(r"(?m)^ ?(?:-|\d\.) ", "", real_text(folder)))


def test_the_real_text_has_its_lists_and_every_word(acceptance_data):
    tidied = tidy(real_text(acceptance_data))
    assert lists(tidied) == REAL
    assert words(told(tidied)) == real_words(acceptance_data)
    assert tidy(tidied) == tidied


def test_the_real_sub_points_stand_under_the_fifth_recommendation(acceptance_data):
    fifth = tidy(real_text(acceptance_data)).split("<ol><li>")[3].split("</li></ul></li><li>")[0]
    assert fifth.count("<ul>") == 1
    assert fifth.count("<li>") == 3 + 1 + 4  # after the first, the second to the fifth; its own


@pytest.fixture
def real_pages(acceptance_data):
    """The pages of the real PDF, each without the line at its foot."""
    reader = PdfReader(acceptance_data / "lmpp-summary.pdf")
    return [page.extract_text().rsplit("\n", 1)[0] for page in reader.pages]


@pytest.mark.parametrize("trailing", [True, False], ids=["spaces", "no spaces"])
def test_the_real_pdf_has_its_lists_and_every_word(trailing, real_pages, acceptance_data):
    text = "\f".join(real_pages)
    tidied = tidy_text(text if trailing else re.sub(r"(?m) +$", "", text))
    assert lists(tidied) == REAL
    assert words(told(tidied)) == real_words(acceptance_data)


def test_the_real_pdf_pasted_as_paragraphs_is_the_same(real_pages):
    lines = re.sub(r"(?m) +$", "", "\n\n".join(real_pages)).split("\n")
    pasted = "".join(f"<p>{escape(line)}</p>" for line in lines)
    assert tidy_html(pasted) == tidy_text("\n".join(lines))


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def as_word_pastes(path):
    """The HTML that Word would put on the clipboard for a document."""
    with ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
        styles = etree.fromstring(archive.read("word/styles.xml"))
    numbers = {
        style.get(f"{W}styleId"): style.find(f".//{W}numId").get(f"{W}val")
        for style in styles
        if style.find(f".//{W}numId") is not None
    }
    count, html = {}, []
    for block in body:
        if block.tag == f"{W}tbl":
            rows = (
                "".join(f"<td>{_runs(c)}</td>" for c in row.iter(f"{W}tc"))
                for row in block.iter(f"{W}tr")
            )
            html.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        elif block.tag == f"{W}p":
            html.append(_paragraph(block, numbers, count))
    return "<html><body>" + "".join(html) + "</body></html>"


def _paragraph(block, numbers, count):
    found = block.find(f".//{W}pStyle")
    style = found.get(f"{W}val") if found is not None else "Normal"
    if style.startswith("Heading"):
        return f"<h{style[-1]}>{_runs(block)}</h{style[-1]}>"
    if style not in numbers:
        return f"<p class=Mso{style}>{_runs(block)}</p>"
    number = numbers[style]
    count[number] = count.get(number, 0) + 1
    mark = f"{count[number]}." if "Number" in style else "·"
    item = word_item(_runs(block), mark, list_id=f"l{number}")
    return item.replace("ListParagraphCxSpMiddle", style)


def _runs(block):
    html = ""
    for run in block.iter(f"{W}r"):
        text = escape("".join(t.text or "" for t in run.iter(f"{W}t")))
        for tag in ("i", "b"):
            mark = run.find(f"{W}rPr/{W}{tag}")
            if mark is not None and mark.get(f"{W}val") != "0":
                text = f"<{tag}>{text}</{tag}>"
        html += f"<span lang=EN-GB>{text}</span>"
    return f"{html}<o:p></o:p>"


def test_the_real_document_as_word_pastes_it_has_its_lists_and_every_word(acceptance_data):
    tidied = tidy(as_word_pastes(acceptance_data / "lmpp-summary.docx"))
    assert lists(tidied) == REAL
    assert words(told(tidied)) == real_words(acceptance_data)
    assert tidied.count("<em>") == 1
    assert tidied.count("<p><strong>") == 12
