"""What a page shows by where it sets it: headings and labels that wrap, columns, footnotes."""

import json
from unicodedata import normalize

import pytest
import typst

from findings.reading.reader import read
from projects.richtext import to_text

from . import documents

PAGE = """
#let told = json(bytes(sys.inputs.told))
#set page(paper: "a4", columns: told.columns, margin: 2cm)
#set text(size: 10pt, lang: told.lang, hyphenate: true)
#set par(justify: true)
#set super(typographic: false)
#let h(said) = block(above: 16pt, below: 8pt, text(14pt, weight: "bold", said))
"""
LONG = (
    "The boards met every week of the season, and what they agreed was posted at the landing "
    "sites in the three languages of the delta, so that nobody had to ask for the price. "
)


def page(source, told=(), columns=1, lang="en"):
    """A PDF of a Typst source, which may use `told`."""
    told = json.dumps({"columns": columns, "lang": lang, "said": told})
    return typst.compile(f"{PAGE}\n{source}".encode(), sys_inputs={"told": told})


def texts(items):
    return [to_text(getattr(item, "text", "") or item.body) for item in items]


HEADINGS = [
    "Principales constatations et conclusions", "Main Findings and Emerging Conclusions",
    "Principales hallazgos y conclusiones", "Main Findings & Overall Conclusions",
]  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_over_two_lines_is_one(heading):
    source = f"#block(width: 6.2cm, h[{heading}])\n\n- It works.\n\n- It lasts."
    reading = read(page(source))
    assert texts(reading.summary.findings) == ["It works.", "It lasts."]
    assert [piece.text for piece in reading.furniture] == [heading]


def test_two_headings_below_each_other_stay_two():
    source = f'#block(text(14pt, weight: "bold")[Main findings \\ Conclusions])\n\n{LONG * 2}'
    told = read(page(source)).summary
    assert (told.findings, to_text(told.conclusions)) == ((), (LONG * 2).strip())


@pytest.mark.parametrize(
    "heading",
    ["Résumé de l’objet, de la logique et de la structure du\nprojet", "Logic\nof the project"],
)
def test_a_heading_over_two_lines_of_plain_text_is_one(heading):
    reading = read(f"Boats\n\n{heading}\n\nIt was built to last.".encode())
    assert to_text(reading.summary.project_purpose) == "It was built to last."
    assert reading.words.lost == ()


def test_two_headings_in_plain_text_stay_two():
    told = read(b"Boats\n\nMain findings\nConclusions\n\nAll is well.").summary
    assert (told.findings, to_text(told.conclusions)) == ((), "All is well.")


def test_a_heading_that_somebody_broke_in_word_is_one():
    document = documents.docx.Document()
    run = document.add_heading("", 1).add_run("Main findings and")
    run.add_break()
    run.add_text("conclusions")
    document.add_paragraph("All is well.")
    [finding] = read(documents.saved(document)).summary.findings
    assert to_text(finding.body) == "All is well."


GRID = "#grid(columns: ({}, 1fr), row-gutter: 6pt, column-gutter: 9pt, ..told.said)"
FORM = [
    ("Pays", "Sénégal, Mali"), ("Évaluation finale", "octobre 2009"),
    ("Bureau administratif responsable de l’OIT", "ETD/BP-Dakar"),
    ("Mode d’évaluation", "Indépendante"), ("Code du projet", "RAF/06/51/FRA"),
    ("Donateur et budget", "Ministère des Affaires étrangères, 2 400 000 euros"),
    ("Mots-clés", "inspection du travail, dialogue social, petites entreprises, formation, prix"),
]  # fmt: skip


def form(label="strong(l)", width="28%"):
    """The source of a grid of labels and values."""
    cells = f"..told.said.map(((l, v)) => ({label}, [#v])).flatten()"
    return f"#h[Faits en bref]\n{GRID.format(width).replace('..told.said', cells)}\n#h[Conclusions]"


@pytest.mark.parametrize("label", ["strong(l)", 'strong(l + " :")', "[#l]"])
@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("width", ["28%", "34%", "55%"])
def test_a_value_beside_the_first_line_of_its_label_is_its_own(label, columns, width):
    source = form(label, width) + f"\n{LONG * 12}"
    reading = read(page(source, FORM, columns, "fr"))
    assert list(reading.facts) == FORM
    assert (reading.words.lost, reading.unplaced) == ((), ())


def test_facts_in_two_short_columns_are_each_their_own():
    said = [*FORM[:2], *FORM[3:5], ("Domaine technique", "Pêche"), ("Fin du projet", "mai 2010")]
    said += [("Début du projet", "mai 2008"), ("Donateur", "France")]
    lines = '#for (l, v) in told.said [#strong(l + " :") #v \\ ]'
    source = f"#h[Faits en bref]\n#block(height: 52pt, columns(2)[{lines}])\n{LONG}"
    assert list(read(page(source, said)).facts) == said


SPLIT = [
    ("Countries", "Kenya"), ("Evaluation Mode", "Independent"),
    ("ILO Administrative", "CO-Dar es Salaam"), ("Office Responsible", ""),
    ("Date when the evaluation", "June 2014"), ("was completed", ""),
    ("Project Code", "RAF/12/07/CHE"), ("Keywords", "prices, boats"),
]  # fmt: skip


@pytest.mark.parametrize("colon", ["", ":"])
def test_the_rest_of_a_label_may_follow_its_value(colon):
    halves = ("ILO Administrative", "Date when the evaluation")
    said = [(label + (colon if label not in halves else ""), value) for label, value in SPLIT]
    reading = read(page(form(width="32%"), said))
    assert reading.facts[2:4] == (
        ("ILO Administrative Office Responsible", "CO-Dar es Salaam"),
        ("Date when the evaluation was completed", "June 2014"),
    )
    assert len(reading.facts) == 6


def test_a_label_without_a_value_is_not_the_rest_of_the_one_before():
    said = [*SPLIT[:2], ("Donor", ""), *SPLIT[6:]]
    reading = read(page(form(), said))
    assert ("Evaluation Mode", "Independent") in reading.facts
    assert [piece.text for piece in reading.unplaced] == ["Donor"]


def test_the_last_words_of_a_value_across_a_page_of_two_columns_are_placed():
    across = '#place(top, scope: "parent", float: true, clearance: 1.5em, [{}])\n{}'
    facts, conclusions = form('strong(l + " :")', "38%").rsplit("\n", 1)
    source = across.format(facts, conclusions) + f"\n{LONG * 12}"
    reading = read(page(source, FORM, 2, "fr"))
    assert list(reading.facts) == FORM
    assert reading.unplaced == ()


def test_a_value_below_its_strong_label_may_be_worded_as_a_label():
    said = [("Type of evaluation", "Project"), ("Project countries", "Kenya")]
    source = "#h[Quick Facts]\n#for (l, v) in told.said [#strong(l) \\ #v \\ ]"
    assert list(read(page(source, said)).facts) == said


NOTE = "#footnote[Two interviews were held by telephone.]"


@pytest.mark.parametrize("columns", [1, 2])
def test_a_footnote_does_not_enter_the_item_that_crosses_the_page(columns):
    filled = "#v(1fr)\n" if columns == 1 else ""
    before = f"#h[Methodology]\nSixty persons were heard.{NOTE}\n{filled}"
    lessons = f"#h[Lessons learned]\n+ {LONG * 20}\n+ Boats last."
    reading = read(page(before + lessons, columns=columns))
    assert texts(reading.summary.lessons) == [(LONG * 20).strip(), "Boats last."]
    assert "telephone" in reading.summary.methodology
    assert reading.words.lost == ()


def test_marks_of_items_that_hang_in_the_second_column_stand_in_it():
    items = [LONG * 3, LONG * 4, (LONG * 3).title()]  # whose lines all begin with capitals
    source = "#v(17cm)\n#h[Lessons learned]\n#list(..told.said.map(s => [#s]))"
    told = read(page(source, items, columns=2)).summary
    assert [one.partition("\n")[0] for one in texts(told.lessons)] == [i.strip() for i in items]


@pytest.mark.parametrize("columns", [1, 2])
def test_the_first_item_below_a_heading_keeps_its_label(columns):
    heading = "Principales recomendaciones y seguimiento"
    heading = f"#block(above: 8pt, below: 5pt, text(11pt, strong[{heading}]))"
    items = [f"Recomendación {n} – Pagar a los inspectores de los puertos." for n in (1, 2)]
    source = f"{LONG}\n{heading}\n" + "\n\n".join(items) + f"\n#h[Lessons learned]\n{LONG * 9}"
    told = read(page(source, columns=columns)).summary
    assert [item.label for item in told.recommendations] == ["1", "2"]


PORTS = [
    ("h1", "Recommendations"),
    ("typed", [
        "Recommendation 1: Pay the inspectors from the national budget.",
        "Recommendation 2: Prepare the second phase with the unions:",
        "2.1 a survey of households that were not reached;",
        "2.2 a plan for the months when the road is closed.",
        "Recommendation 3: Keep the price board open.",
    ]),
]  # fmt: skip


@pytest.mark.parametrize("write", [documents.text, documents.word, documents.pdf])
def test_sub_points_have_the_number_of_the_recommendation_that_a_word_labels(write):
    reading = read(write(PORTS))
    _, second, third = reading.summary.recommendations
    assert [part.label for part in second.parts] == ["2.1", "2.2"]
    assert texts(second.parts)[0] == "a survey of households that were not reached;"
    assert (third.label, third.parts, reading.words.lost) == ("3", (), ())


def test_a_number_that_is_no_sub_point_of_the_recommendation_stays_in_the_text():
    said = "Recommendations\n\nRecommendation 2: Wait.\n\n3.1 metres are enough.\n"
    [item] = read(said.encode()).summary.recommendations
    assert (item.parts, "3.1 metres" in to_text(item.text)) == ((), True)


def decomposed(blocks):
    """The same with each accent behind its letter."""
    if isinstance(blocks, str):
        return normalize("NFD", blocks)
    return type(blocks)(map(decomposed, blocks))


@pytest.mark.parametrize(
    "write",
    [documents.text, documents.word, documents.pdf,
     lambda blocks: documents.pdf(blocks, columns=2, facts="plain table")],
)  # fmt: skip
def test_accents_behind_their_letters_are_read_as_one_with_them(write):
    blocks = [
        ("title", "La pêche et les marchés du Sénégal"), ("h1", "Faits en bref"), ("facts", FORM),
        ("h1", "Leçons apprises"), ("ul", ["Les conseils où siègent les pêcheurs sont écoutés."]),
    ]  # fmt: skip
    assert decomposed(blocks) != blocks
    reading = read(write(decomposed(blocks)))
    assert reading.summary == read(write(blocks)).summary
    assert list(reading.facts) == FORM
    assert (reading.words.lost, reading.unplaced) == ((), ())


TYPED = """\
Les ports de la baie

Faits en bref

Pays                          Sénégal, Mali
Évaluation finale             octobre 2009
Bureau administratif          ETD/BP-Dakar
responsable de l’OIT
Donateur et budget            Ministère des Affaires
                              étrangères, 2 400 000 euros
Mots-clés                     prix, pêche

Leçons apprises

1. Les conseils  sont crus.
"""


def test_values_typed_below_each_other_stand_beside_their_labels():
    reading = read(TYPED.encode())
    assert reading.facts[2:4] == (
        ("Bureau administratif responsable de l’OIT", "ETD/BP-Dakar"),
        ("Donateur et budget", "Ministère des Affaires étrangères, 2 400 000 euros"),
    )
    assert texts(reading.summary.lessons) == ["Les conseils sont crus."]
    assert (reading.words.lost, reading.unplaced) == ((), ())


def test_spaces_between_words_of_a_text_part_no_cells():
    said = "Lessons learned\n\n1. Boards    last.\n2. Boats    sink.\n"
    told = read(said.encode()).summary
    assert texts(told.lessons) == ["Boards last.", "Boats sink."]
