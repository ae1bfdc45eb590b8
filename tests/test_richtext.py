import json
import re
from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from django.db.models import Case, ExpressionWrapper, F, Subquery, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, Concat, Lower
from django.forms import modelform_factory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from findings.models import Lesson
from projects.models import Project
from projects.richtext import clean, from_text, legal, to_text
from projects.templatetags.record import rich
from projects.triggers import lifted

from .costs import grows_with_length
from .factories import EvaluationFactory, LessonFactory, ProjectFactory

ALLOWED = {"p": set(), "br": set(), "strong": set(), "em": set(), "ul": set(), "li": set(),
           "ol": {"start"}, "a": {"href", "rel"}}  # fmt: skip
many_examples = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


class Offences(HTMLParser):
    def __init__(self, markup):
        super().__init__()
        self.found = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        self.found += [f"<{tag}>"] if tag not in ALLOWED else []
        self.found += [f"{tag} {name}" for name in attrs.keys() - ALLOWED.get(tag, set())]
        scheme = re.match(
            r"[a-z][a-z0-9+.-]*:", re.sub(r"[\0- ]", "", attrs.get("href", "").lower())
        )
        self.found += (
            [scheme[0]] if scheme and scheme[0] not in ("http:", "https:", "mailto:") else []
        )
        self.found += ["no rel"] if tag == "a" and attrs.get("rel") != "noopener nofollow" else []

    def handle_endtag(self, tag):
        self.found += [f"</{tag}>"] if tag not in ALLOWED else []

    def handle_comment(self, data):
        self.found.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


NAMES = (
    "p br strong em ul ol li a b i h1 h3 div blockquote table tr td th script style svg math mi "
    "mglyph template noscript form img iframe title textarea select option pre dl dt plaintext xmp "
    "o:p foo body html button object caption colgroup input noembed annotation-xml foreignObject"
)
ATTRIBUTES = (
    "", "/", ' href="http://a.b/c"', " href='javascript:x'", " href=mailto:a@b", ' start="3"',
    " start=x", ' class="x>y"', " onclick=alert(1)", ' href="http://x/&lt;h1&gt;"', ' href="x<b>"',
    ' href="//e/&quot;"', ' href=" jAva&#9;script:x"', ' href="http://["', ' style="a"', " rel=x",
)  # fmt: skip
FRAGMENTS = (
    "&lt;", "&gt;", "&amp;lt;", "&nbsp;", "&#1;", "&#xFFFE;", "&#0;", "&#xd800;", "&#13;", "&#x85;",
    "&", "&lt", "&copy", "&colon;", "&Tab;", "<", "</", "<!", "<p", ">", '"', "'", "<!--", "-->",
    "--!>", "<![CDATA[", "]]>", "<!doctype html>", "<?x?>", "\n", "\r\n", "\xa0", "\u3000",
    "\0", "\x0b", "\ufffe", "\ud800", "word",
)  # fmt: skip
openings = st.builds("<{}{}>".format, st.sampled_from(NAMES.split()), st.sampled_from(ATTRIBUTES))
closings = st.builds("</{}>".format, st.sampled_from(NAMES.split()))
fragments = st.sampled_from(FRAGMENTS) | st.text(max_size=4)
markups = st.lists(openings | closings | fragments, max_size=12).map("".join)

SIGNS = [
    "x<y",
    "a>b",
    "<",
    "&",
    "R&D",
    "5<6",
    "<<",
    "<=",
    "->",
    "<-",
    "&copy",
    "(<5%)",
    "</",
    "$<$",
]
letters = st.text(
    st.characters(categories=["L", "M", "N", "P", "S"], exclude_characters="<&"),
    min_size=1, max_size=8,
)  # fmt: skip
gaps = st.sampled_from([" ", "\n", "\n\n", "\r\n", "\t", "\xa0"])
plain_texts = st.lists(st.tuples(st.sampled_from(SIGNS) | letters, gaps).map("".join)).map("".join)


@many_examples
@given(st.text() | st.text("<>&;#x/pbi! \"='\n"))
def test_cleaning_any_text_twice_is_cleaning_it_once(text):
    assert clean(clean(text)) == clean(text)


@many_examples
@given(markups)
def test_cleaning_any_markup_twice_is_cleaning_it_once(markup):
    assert clean(clean(markup)) == clean(markup)


@many_examples
@given(markups)
def test_what_is_cleaned_holds_only_what_is_allowed(markup):
    assert Offences(clean(markup)).found == []


@many_examples
@given(markups | st.text(st.characters(categories=["Cc", "Cs", "Cn", "L"])))
def test_what_is_cleaned_holds_no_character_that_xml_forbids(markup):
    assert legal(clean(markup)) == clean(markup)
    clean(markup).encode()


@many_examples
@given(markups)
def test_any_rich_text_reads_as_plain_text_with_one_blank_line_between_paragraphs(markup):
    assert "\n\n\n" not in to_text(clean(markup))


@many_examples
@given(plain_texts)
def test_every_word_of_a_plain_text_survives_in_its_order(text):
    assert to_text(clean(text)).split() == text.split()


@many_examples
@given(st.text())
def test_what_is_made_of_plain_text_is_clean(text):
    assert clean(from_text(legal(text))) == from_text(legal(text))


def test_a_sign_that_somebody_typed_stays():
    assert clean("x<y and a > b & c") == "<p>x&lt;y and a &gt; b &amp; c</p>"
    assert to_text(clean("x<y and a > b & c")) == "x<y and a > b & c"


def test_a_sign_does_not_join_paragraphs():
    assert clean("n<5\n\nSecond\nline") == "<p>n&lt;5</p><p>Second<br>line</p>"


def test_a_control_character_written_as_a_number_goes():
    assert clean("<p>a&#1;b&#xFFFE;c</p>") == "<p>abc</p>"


def test_a_protected_space_stays_however_often_it_is_cleaned():
    assert clean("10\xa0000") == clean(clean("10\xa0000")) == "<p>10&nbsp;000</p>"


@pytest.mark.parametrize("tag", ["<h1 ", "<div ", "<b ", "</td "])
def test_unclosed_tags_take_time_as_their_number(tag):
    assert grows_with_length(lambda tags: clean.__wrapped__("<b>x</b>" + tags), tag * 2_000)


PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "script in odd case": "<ScRiPt >alert(1)</sCrIpT>",
    "script never closed": "<script src=//evil.example/x.js",
    "script in a script": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "script after a slash": "<script/x>alert(1)</script/x>",
    "svg script": "<svg><script>alert(1)</script></svg>",
    "img onerror": "<img src=x onerror=alert(1)>",
    "img without spaces": '<img/src="x"/onerror=alert(1)>',
    "img in a broken quote": '"><img src=x onerror=alert(1)>//',
    "img with backticks": "<img src=`x` onerror=alert(1)>",
    "svg onload": "<svg onload=alert(1)>",
    "svg animate": "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "svg link": '<svg><a xlink:href="javascript:alert(1)"><text y="9">x</text></a></svg>',
    "svg use": '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)/>#x"/></svg>',
    "body onload": "<body onload=alert(1)>",
    "event on an allowed tag": "<p onmouseover=alert(1)>x</p>",
    "event on a heading": "<h1 onclick=alert(1)>x</h1>",
    "autofocus": "<input autofocus onfocus=alert(1)>",
    "details ontoggle": "<details open ontoggle=alert(1)>x</details>",
    "video source": "<video><source onerror=alert(1)></video>",
    "audio": "<audio src=x onerror=alert(1)>",
    "marquee": "<marquee onstart=alert(1)>x</marquee>",
    "javascript link": '<a href="javascript:alert(1)">x</a>',
    "javascript link in odd case": "<a href=JaVaScRiPt:alert(1)>x</a>",
    "javascript link of entities": '<a href="&#106;&#x61;vascript&colon;alert(1)">x</a>',
    "javascript link with tab": '<a href="java\tscript:alert(1)">x</a>',
    "javascript link with entity tab": '<a href=" &#14; java&Tab;scr&NewLine;ipt:alert(1)">x</a>',
    "vbscript link": '<a href="vbscript:msgbox(1)">x</a>',
    "data link": '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>',
    "view-source link": '<a href="view-source:javascript:alert(1)" target="_blank">x</a>',
    "style sheet": "<style>@import '//evil.example/x.css';</style>",
    "style attribute": '<p style="background:url(javascript:alert(1))">x</p>',
    "link to a style sheet": "<link rel=stylesheet href=//evil.example/x.css>",
    "iframe": "<iframe src=javascript:alert(1)></iframe>",
    "iframe srcdoc": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "object": '<object data="javascript:alert(1)"></object>',
    "embed": "<embed src=//evil.example/x.swf>",
    "form action": "<form action=javascript:alert(1)><button>x</button></form>",
    "button formaction": "<button formaction=javascript:alert(1)>x</button>",
    "base": '<base href="javascript:alert(1)//">',
    "meta refresh": '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    "math link": '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">x</math>',
    "math mglyph mutation": "<math><mtext><table><mglyph><style><!--</style>"
    "<img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "form and math mutation": "<form><math><mtext></form><form><mglyph><style></math>"
    "<img src onerror=alert(1)>",
    "svg style mutation": '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "template": "<template><img src=x onerror=alert(1)></template>",
    "textarea": "<textarea><img title='</textarea><img src=x onerror=alert(1)>'>",
    "title": "<title><a href='</title><img src=x onerror=alert(1)>'>",
    "xmp": "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "comment": "<!--><img src=x onerror=alert(1)>-->",
    "comment closed oddly": "<!-- --!><img src=x onerror=alert(1)> -->",
    "conditional comment": "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "CDATA": "<![CDATA[><script>alert(1)</script>]]>",
    "processing instruction": "<?xml-stylesheet href='javascript:alert(1)'?>",
    "nested and unclosed": "<p><a href='http://x'><b><img src=x onerror=alert(1)//<p",
    "null bytes": "<scr\0ipt>alert(1)</scr\0ipt><img\0src=x onerror\0=alert(1)>",
    "form feed": "<img\x0csrc=x\x0conerror=alert(1)>",
    "namespaced tag": "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "escaped twice": "&lt;script&gt;alert(1)&lt;/script&gt;&amp;lt;img src=x onerror=alert(1)&gt;",
    "typed sign before a tag": "<foo<script>alert(1)</script>",
    "polyglot": "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert() )//%0D%0A%0d%0a//</stYle/"
    "</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert()//>\\x3e",
}  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_payload_is_disarmed(payload):
    assert Offences(clean(payload)).found == []


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_payload_that_reached_a_page_is_disarmed_on_its_way_out(payload):
    assert Offences(rich(payload)).found == []


def test_the_check_of_payloads_finds_them():
    armed = {name for name, payload in PAYLOADS.items() if Offences(payload).found}
    assert PAYLOADS.keys() - armed == {"escaped twice", "script never closed"}


def by_form(lessons):
    form_class = modelform_factory(Lesson, fields=["evaluation", "text", "context"])
    for lesson in lessons:
        data = {"evaluation": lesson.evaluation_id, "text": "Said.", "context": lesson.context}
        form = form_class(data)
        assert form.is_valid() or "\0" in lesson.context
        assert Offences(form.instance.context).found == []
        if form.is_valid():
            form.save()


def by_save(lessons):
    for lesson in lessons:
        lesson.save()


def by_bulk_create(lessons):
    Lesson.objects.bulk_create(lessons)


def by_bulk_update(lessons):
    payloads = [lesson.context for lesson in lessons]
    for lesson in Lesson.objects.bulk_create(lessons):
        lesson.context = payloads.pop(0)
    Lesson.objects.bulk_update(lessons, ["context"])


def by_update(lessons):
    for lesson in lessons:
        key = LessonFactory(evaluation=lesson.evaluation).pk
        Lesson.objects.filter(pk=key).update(context=lesson.context)


def by_update_with_a_value(lessons):
    for lesson in lessons:
        key = LessonFactory(evaluation=lesson.evaluation).pk
        said = Coalesce(None, Value(lesson.context, output_field=Lesson._meta.get_field("context")))
        Lesson.objects.filter(pk=key).update(context=said)


def by_update_or_create(lessons):
    for number, lesson in enumerate(lessons):
        said = {"text": "Said.", "context": lesson.context}
        Lesson.objects.update_or_create(
            evaluation=lesson.evaluation, position=number, defaults=said
        )


def by_history(lessons):
    LessonFactory(evaluation=lessons[0].evaluation)
    history = Lesson.history.model.objects
    row = Lesson.history.get()
    for lesson in lessons:
        row.pk, row.context = None, lesson.context
        row.save()
    with lifted():
        history.filter(pk=row.pk).update(context=lessons[0].context)


def by_fixture(lessons, path):
    fields = {"text": "Said.", "evaluation": [lessons[0].evaluation.slug]}
    rows = [
        {"model": "findings.lesson", "fields": {**fields, "context": lesson.context}}
        for lesson in lessons
    ]
    path.write_text(json.dumps(rows))
    call_command("loaddata", path, verbosity=0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [by_form, by_save, by_bulk_create, by_bulk_update, by_update, by_update_with_a_value,
     by_update_or_create, pytest.param(by_history, marks=pytest.mark.untruthful), by_fixture],
)  # fmt: skip
def test_no_way_into_the_database_stores_a_payload(write, tmp_path):
    lessons = LessonFactory.build_batch(len(PAYLOADS), evaluation=EvaluationFactory(), text="Said.")
    for lesson, payload in zip(lessons, PAYLOADS.values(), strict=True):
        lesson.context = payload
    write(lessons, *([tmp_path / "lessons.json"] if write is by_fixture else []))
    kept = set(Lesson.history.values_list("context", flat=True))
    assert len(kept) > 20
    stored = kept | set(Lesson.objects.values_list("context", flat=True))
    assert [markup for markup in stored if Offences(markup).found] == []


SCRIPT = "<script>alert(1)</script>"
REFUSED = {
    "another field": F("title"),
    "a function": Lower("aim"),
    "a joined text": Concat("aim", Value(SCRIPT)),
    "a cast": Cast("title", TextField()),
    "a cast to rich text": Cast("title", Project._meta.get_field("aim")),
    "the second choice": Coalesce("aim", "title"),
    "one case": Case(When(title="x", then=F("title")), default=Value("<p>x</p>")),
    "a bare value": Value(SCRIPT),
    "a plain value": Value(SCRIPT, output_field=TextField()),
    "a wrapped field": ExpressionWrapper(F("title"), Project._meta.get_field("aim")),
    "a subquery": Subquery(Project.objects.values("title")[:1]),
    "raw SQL": RawSQL("title", ()),
}


def update(project):
    Project.objects.update(aim=project.aim)


def bulk_update(project):
    Project.objects.bulk_update([project], ["aim"])


@pytest.mark.django_db
@pytest.mark.parametrize("write", [update, bulk_update, Project.save])
@pytest.mark.parametrize("expression", REFUSED.values(), ids=REFUSED)
def test_an_expression_that_cannot_be_cleaned_is_refused(write, expression):
    project = ProjectFactory(title="x", aim="Said.")
    project.aim = expression
    with pytest.raises(TypeError, match="aim: .* cannot be cleaned; give the text itself"):
        write(project)


@pytest.mark.django_db
def test_an_expression_that_cannot_be_cleaned_is_refused_in_a_new_row():
    with pytest.raises(TypeError, match="cannot be cleaned"):
        ProjectFactory(aim=Lower(Value("<SCRIPT>")))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "expression",
    [F("aim"), Value("<p>Said.</p>"), Coalesce(None, "aim"), Case(When(title="x", then=F("aim")))],
    ids=str,
)
def test_an_expression_that_gives_rich_text_is_taken(expression):
    project = ProjectFactory(title="x", aim="Said.")
    Project.objects.update(aim=expression)
    project.refresh_from_db()
    assert project.aim == "<p>Said.</p>"


@pytest.mark.django_db
def test_what_is_saved_is_what_the_object_holds_afterwards():
    assert ProjectFactory(aim="<h2>Aim</h2>").aim == "<p><strong>Aim</strong></p>"


@pytest.mark.django_db
def test_a_required_text_that_cleans_to_nothing_is_refused_by_the_form():
    form_class = modelform_factory(Lesson, fields=["text"])
    form = form_class({"text": "<script>alert(1)</script>"})
    assert form.errors == {"text": ["This field cannot be blank."]}


@pytest.mark.parametrize(
    ("markup", "cleaned"),
    [
        ("<h1>Aim</h1><p>x</p>", "<p><strong>Aim</strong></p><p>x</p>"),
        ('<H3 class="MsoHeading">Aim</H3>', "<p><strong>Aim</strong></p>"),
        ("<p><b>a</b> <I>c</I></p>", "<p><strong>a</strong> <em>c</em></p>"),
        ("<div>a</div><div>c</div>", "<p>a</p><p>c</p>"),
        ('<p class="x" style="y"><span>a<o:p></o:p></span></p>', "<p>a</p>"),
        ("<p>a</p><p>&nbsp;</p><p><br></p><p>c</p>", "<p>a</p><p>c</p>"),
        ("<table><tr><td>a</td><td>c</td></tr></table>", "<p>a c </p>"),
        ("<ul><li>a<li>c</ul>", "<ul><li>a</li><li>c</li></ul>"),
        ("a <em>word", "<p>a <em>word</em></p>"),
        ("One.\r\n\r\nTwo,\r\nthree.", "<p>One.</p><p>Two,<br>three.</p>"),
        ("&lt;b&gt;", "<p>&lt;b&gt;</p>"),
        ("<!-- x -->", ""),
        (" \n ", ""),
    ],
)
def test_markup_of_word_and_browsers_becomes_small_rich_text(markup, cleaned):
    assert clean(markup) == cleaned


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One.</p><p>Two,<br>three.</p>", "One.\n\nTwo,\nthree."),
        ("<p>Of:</p><ul><li>a</li><li>c</li></ul><p>End.</p>", "Of:\n\n- a\n- c\n\nEnd."),
        ("<ol><li>a</li><li>c</li></ol>", "1. a\n2. c"),
        ('<ol start="3"><li>a</li><li>c</li></ol>', "3. a\n4. c"),
        ('<ol start="0"><li>a</li><li>c</li></ol>', "0. a\n1. c"),
        ('<ol start="-1"><li>a</li><li>c</li></ol>', "-1. a\n0. c"),
        ('<ol start="soon"><li>a</li></ol>', "1. a"),
        (f'<ol start="{"9" * 5000}"><li>a</li></ol>', "1. a"),
        ("<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>", "1. a\n  - b\n  - c\n2. d"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n  b"),
        ("<ul><li></li></ul><p>a</p>", "a"),
        ("<p>a</p><li>c</li>d", "a\n\n- c\nd"),
        ("<p><strong>a</strong>, <em>c</em> &amp; d&nbsp;e</p>", "a, c & d e"),
    ],
)
def test_plain_text_shows_paragraphs_and_list_marks(markup, text):
    assert to_text(markup) == text


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ('<a href="https://ilo.org/eval">the site</a>', "See the site (https://ilo.org/eval)."),
        ('<a href="https://ilo.org">https://ilo.org</a>', "See https://ilo.org."),
        ('<a href="mailto:eval@ilo.org">eval@ilo.org</a>', "See eval@ilo.org."),
        ('<a href="mailto:eval@ilo.org">us</a>', "See us (mailto:eval@ilo.org)."),
        ("<a>the site</a>", "See the site."),
    ],
)
def test_plain_text_shows_a_link_with_its_address(link, text):
    assert to_text(f"<p>See {link}.</p>") == text
