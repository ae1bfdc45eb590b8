"""Evaluation summaries in the ILO's layouts, three languages, three formats: nothing is lost."""

import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from findings.numbering import numbered
from findings.reading.plain import as_plain
from findings.reading.reader import read
from projects.richtext import to_text

from . import documents

PROSE = (
    "The project brought seventeen villages of the delta together, so that fishers and traders "
    "could agree on prices before the season began. It was designed by the two ministries with "
    "the unions, and revised in its second year when the road to the coast was closed. "
)
RECOMMENDATIONS = [
    "Pay the inspectors of the fishing ports from the national budget, as the ministries agreed.",
    ("Prepare the second phase with the unions, including:", [
        "a survey of the households that were not reached in the first phase;",
        "a plan for the months in which the road to the coast is closed.",
    ]),
    "Keep the price board open to traders from across the border. It is used every day, and its "
    "records are the only ones that tell what a catch was sold for in the years of the project.",
]  # fmt: skip
LESSONS = [
    "Boards on which both sides sit are trusted sooner than boards that a ministry appoints, even "
    "where their first decisions are slower to come and harder to explain to those outside.",
    "Training works best between the seasons, when nobody loses a day at sea to attend it.",
]
PRACTICES = [
    "Posting each week’s prices at the landing sites, in the three languages of the delta."
]
FACTS = {
    "en": [
        ("Countries", "Kenya, Uganda"), ("Final Evaluation", "October 2009"),
        ("Mode of Evaluation", "Independent"), ("Technical Area", "Fisheries"),
        ("Evaluation Manager", "Ama Boateng"), ("Evaluation Team", "Rosa Quispe, Jean Petit"),
        ("Project Start", "November 2006"), ("Project End", "December 2009"),
        ("Project Code", "RAF/06/51/NOR"), ("Donor", "Norway, Ministry of Foreign Affairs"),
        ("Keywords", "fisheries, prices, social dialogue"),
    ],
    "fr": [
        ("Pays", "Kenya et Uganda"), ("Évaluation finale", "octobre 2009"),
        ("Mode d’évaluation", "Indépendante"), ("Domaine technique", "Fisheries"),
        ("Gestionnaire de l’évaluation", "Ama Boateng"),
        ("Équipe d’évaluation", "Rosa Quispe, Jean Petit"), ("Début du projet", "novembre 2006"),
        ("Fin du projet", "décembre 2009"), ("Code du projet", "RAF/06/51/NOR"),
        ("Donateur", "Norway, Ministry of Foreign Affairs"),
        ("Mots clés", "fisheries, prices, social dialogue"),
    ],
    "es": [
        ("Países", "Kenya y Uganda"), ("Evaluación final", "octubre de 2009"),
        ("Modo de evaluación", "Independiente"), ("Área técnica", "Fisheries"),
        ("Gestora de la evaluación", "Ama Boateng"),
        ("Equipo de evaluación", "Rosa Quispe, Jean Petit"),
        ("Inicio del proyecto", "noviembre de 2006"), ("Fin del proyecto", "diciembre de 2009"),
        ("Código del proyecto", "RAF/06/51/NOR"),
        ("Donante", "Norway, Ministry of Foreign Affairs"),
        ("Palabras clave", "fisheries, prices, social dialogue"),
    ],
}  # fmt: skip
HEADINGS = {
    "en": ("Quick Facts", "Background & Context",
           "Summary of the project purpose, logic and structure",
           "Purpose, scope and clients of the evaluation", "Methodology of evaluation",
           "Main Findings & Conclusions", "Conclusions", "Recommendations & Lessons Learned",
           "Main recommendations and follow-up", "Important lessons learned",
           "Emerging good practices"),
    "fr": ("Faits en bref", "Contexte", "Résumé du but, de la logique et de la structure du projet",
           "But, portée et clients de l’évaluation", "Méthodologie de l’évaluation",
           "Principales constatations et conclusions", "Conclusions",
           "Recommandations et leçons apprises", "Principales recommandations et suivi",
           "Leçons apprises importantes", "Bonnes pratiques émergentes"),
    "es": ("Datos rápidos", "Antecedentes y contexto",
           "Resumen del propósito, la lógica y la estructura del proyecto",
           "Propósito, alcance y clientes de la evaluación", "Metodología de la evaluación",
           "Hallazgos y conclusiones principales", "Conclusiones",
           "Recomendaciones y lecciones aprendidas", "Principales recomendaciones y seguimiento",
           "Lecciones aprendidas importantes", "Buenas prácticas emergentes"),
}  # fmt: skip


def summary(language="en"):
    """The blocks of a whole summary with the headings and labels of a language."""
    facts, *headings = HEADINGS[language]
    background, project, purpose, method, found, concluded, both, asked, learned, good = headings
    return [
        ("title", "Prices on the Coast"),
        ("h1", facts), ("facts", FACTS[language]),
        ("h1", background), ("h2", project), ("p", PROSE), ("p", PROSE * 2),
        ("h2", purpose), ("p", PROSE), ("h2", method), ("p", PROSE),
        ("h1", found), ("p", PROSE), ("p", f"A second finding. {PROSE}"),
        ("h2", concluded), ("p", PROSE),
        ("h1", both), ("h2", asked), ("ol", RECOMMENDATIONS),
        ("h2", learned), ("ul", LESSONS), ("h2", good), ("ul", PRACTICES),
    ]  # fmt: skip


LAYOUTS = {
    "PDF, one column, facts in a table": lambda b, c: documents.pdf(b),
    "PDF, two columns, facts in a box": lambda b, c: documents.pdf(
        b, columns=2, facts="box", head="ILO Evaluation Summaries", foot="Page"
    ),
    "PDF, facts in a table without lines": lambda b, c: documents.pdf(b, facts="plain table"),
    "PDF, facts as lines": lambda b, c: documents.pdf(b, facts="lines", colon=f"{c} ", size=11),
    "Word, facts in a table": lambda b, c: documents.word(b),
    "Word, facts as lines, marks typed": lambda b, c: documents.word(
        b, facts="bold", lists="typed", headings="bold", colon=c
    ),
    "Word, facts as plain lines": lambda b, c: documents.word(
        b, facts="plain", head="Evaluation Office", foot="Page 1", colon=c
    ),
    "text": lambda b, c: documents.text(b, colon=c),
    "text in lines of 72 signs": lambda b, c: documents.text(b, colon=c, width=72),
}


@pytest.fixture(params=[(name, language) for name in LAYOUTS for language in FACTS],
                ids=lambda param: " – ".join(param), scope="module")  # fmt: skip
def reading(request):
    layout, language = request.param
    colon = " :" if language == "fr" else ":"
    return language, read(LAYOUTS[layout](summary(language), colon))


def flat(text):
    return " ".join(text.split())


def test_every_layout_gives_the_same_summary(reading):
    language, read_one = reading
    told = read_one.summary
    assert told.title == "Prices on the Coast"
    assert [(r.label, len(r.parts)) for r in told.recommendations] == [("1", 0), ("2", 2), ("3", 0)]
    wanted = [r if isinstance(r, str) else r[0] for r in RECOMMENDATIONS]
    assert [to_text(r.text) for r in told.recommendations] == wanted
    assert [to_text(p.text) for p in told.recommendations[1].parts] == RECOMMENDATIONS[1][1]
    assert [to_text(item.text) for item in told.lessons] == LESSONS
    assert [to_text(item.text) for item in told.practices] == PRACTICES
    assert [flat(to_text(item.body)) for item in told.findings] == [
        flat(PROSE), flat(f"A second finding. {PROSE}")
    ]  # fmt: skip


def test_every_layout_gives_the_same_prose(reading):
    told = reading[1].summary
    assert to_text(told.project_purpose) == f"{flat(PROSE)}\n\n{flat(PROSE * 2)}"
    for text in (told.evaluation_purpose, told.methodology, told.conclusions):
        assert to_text(text) == flat(PROSE)


def test_every_layout_gives_the_same_facts(reading):
    language, read_one = reading
    assert list(read_one.facts) == FACTS[language]
    facts = read_one.summary.facts
    [project] = facts.projects
    assert (facts.timing, facts.nature) == ("final", "independent")
    assert facts.completed.isoformat() == "2009-10"
    assert (facts.manager, facts.team) == ("Ama Boateng", "Rosa Quispe, Jean Petit")
    assert facts.keywords == ("fisheries", "prices", "social dialogue")
    assert (project.code, str(project.donors[0])) == (
        "RAF/06/51/NOR", "Norway, Ministry of Foreign Affairs"
    )  # fmt: skip
    assert [str(area) for area in project.areas] == ["Kenya", "Uganda"]
    assert (project.started.isoformat(), project.ended.isoformat()) == ("2006-11", "2009-12")


def test_no_layout_loses_or_leaves_a_word(reading):
    words = reading[1].words
    assert words.lost == ()
    assert words.unplaced == 0
    assert words.placed > 10 * words.furniture


def test_heads_feet_and_page_numbers_are_furniture():
    read_one = read(
        documents.pdf(summary() * 2, columns=2, head="Evaluations of the Delta", foot="Sheet")
    )
    furniture = [piece.text for piece in read_one.furniture]
    assert furniture.count("Evaluations of the Delta") > 1
    assert "Sheet 1" in furniture and "Sheet 2" in furniture
    assert "Sheet" not in str(read_one.summary)


def test_a_word_that_a_page_has_broken_is_found_again():
    first = "Lessons\n\n1. The boards were including all, in-\nOffice Page 1"
    read_one = read(f"{first}\fOffice Page 2\ncluding us.".encode())
    assert to_text(read_one.summary.lessons[0].text).endswith("all, including us.")
    assert read_one.words.lost == ()


def test_each_field_names_the_lines_that_it_was_read_from():
    read_one = read(documents.text(summary()))
    lines = [read_one.lines[index].text for index in read_one.lines_of("recommendations.2")]
    assert lines == [
        "2. Prepare the second phase with the unions, including:",
        *(f"- {part}" for part in RECOMMENDATIONS[1][1]),
    ]
    [donor] = read_one.lines_of("facts.donors")
    assert read_one.lines[donor].text == "Donor: Norway, Ministry of Foreign Affairs"
    assert read_one.fields_of(donor) == ("facts.donors",)


def test_pages_are_numbered():
    read_one = read(documents.pdf(summary() * 2))
    assert {line.page for line in read_one.lines} == {1, 2, 3}


@pytest.mark.parametrize(
    ("typed", "label"),
    [("R{}. ", "R1"), ("R{}: ", "R1"), ("Recommendation {}: ", "1"), ("Recommendation {} – ", "1"),
     ("{}) ", "1"), ("({}) ", "1"), ("REC {}. ", "REC 1"), ("Recommendation No. {}: ", "1"),
     ("{}.- ", "1"), ("{}° ", "1"), ("{} – ", "1")],
)  # fmt: skip
def test_labels_are_read_as_typed(typed, label):
    texts = [r for r in RECOMMENDATIONS if isinstance(r, str)]
    blocks = [
        ("h1", "Recommendations"),
        ("typed", [typed.format(n) + t for n, t in enumerate(texts, 1)]),
    ]
    for data in (documents.text(blocks), documents.word(blocks), documents.pdf(blocks)):
        read_one = read(data)
        items = read_one.summary.recommendations
        assert [to_text(item.text) for item in items] == texts
        assert items[0].label == label
        assert read_one.words.lost == ()


def test_paragraphs_without_any_mark_are_items():
    blocks = [("h1", "Lessons learned"), ("typed", LESSONS)]
    for data in (documents.text(blocks), documents.word(blocks), documents.pdf(blocks)):
        assert [to_text(item.text) for item in read(data).summary.lessons] == LESSONS


def test_a_label_before_a_colon_is_the_findings_heading():
    data = b"Main findings\n\n- Efficiency of the boards: funds came late in Kenya.\n- All is well."
    first, second = read(data, ["Kenya"]).summary.findings
    assert (first.heading, to_text(first.body)) == (
        "Efficiency of the boards",
        "funds came late in Kenya.",
    )
    assert (first.criterion, [str(a) for a in first.areas]) == ("efficiency", ["Kenya"])
    assert (second.heading, second.criterion, second.areas) == ("", "", ())


def test_what_is_but_guessed_is_named():
    data = b"Main findings\n\nSeveral achievements stand out:\n\n- Its impact in Kenya.\n- Roads."
    read_one = read(data, {"Kenya": "Kenya"})
    assert read_one.summary.findings[0].kind == "achievement"
    assert set(read_one.proposed) == {
        "findings.1.areas", "findings.1.criterion", "findings.1.kind", "findings.2.kind"
    }  # fmt: skip


def test_a_place_is_called_as_it_is_called_here():
    data = "Hallazgos\n\nEl proyecto llegó a Kenia.".encode()
    [finding] = read(data, {"Kenia": "Kenya"}).summary.findings
    assert [str(area) for area in finding.areas] == ["Kenya"]


def test_a_heading_gathers_what_stands_below_it_in_one_finding():
    blocks = [("h1", "Main findings"), ("h2", "Relevance"), ("p", PROSE), ("p", "Still so."),
              ("h2", "Sustainability"), ("p", "It will not last.")]  # fmt: skip
    for data in (documents.word(blocks), documents.pdf(blocks)):
        findings = read(data).summary.findings
        assert [(f.heading, f.criterion) for f in findings] == [
            ("Relevance", "relevance"), ("Sustainability", "sustainability")
        ]  # fmt: skip


def test_annexes_and_unknown_facts_are_left_unplaced_and_told():
    blocks = [*summary(), ("h1", "Annexes"), ("p", "The terms of reference.")]
    blocks[2] = ("facts", [*FACTS["en"], ("P&B Outcome", "Outcome 4")])
    read_one = read(documents.word(blocks))
    assert [piece.text for piece in read_one.unplaced] == [
        "P&B Outcome: Outcome 4", "The terms of reference."
    ]  # fmt: skip
    assert read_one.words.unplaced == 9


@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t :.-1a"), max_size=400
    )
)
@settings(max_examples=150, deadline=None)
def test_no_text_whatever_loses_a_word(text):
    data = f"Recommendations\n\n{text}\n\nLessons learned\n\n1. {text}".encode("utf-8", "ignore")
    assert read(data).words.lost == ()


@pytest.mark.django_db
def test_the_command_prints_a_line_of_json_for_each_file(tmp_path, capsys):
    (tmp_path / "one.txt").write_bytes(documents.text(summary()))
    (tmp_path / "two.pdf").write_bytes(documents.pdf(summary()))
    names = [str(tmp_path / "one.txt"), str(tmp_path / "two.pdf")]
    call_command("import_summary", *names, json=True)
    one, two = map(json.loads, capsys.readouterr().out.splitlines())
    assert [one["file"], two["file"]] == names
    assert one["recommendations"] == two["recommendations"]
    assert (one["completed"], one["timing"]) == ("2009-10", "final")
    assert (one["codes"], one["areas"]) == (["RAF/06/51/NOR"], ["Kenya", "Uganda"])


@pytest.mark.django_db
def test_the_command_names_the_files_that_it_could_not_read(tmp_path, capsys):
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(CommandError, match="old.doc"):
        call_command("import_summary", str(tmp_path / "old.doc"), json=True)
    assert "save it as .docx" in capsys.readouterr().err


def test_items_are_told_as_plain_text():
    plain = as_plain(read(documents.text(summary())))
    assert plain["recommendations"][0] == {
        "label": "1", "text": RECOMMENDATIONS[0], "parts": []
    }  # fmt: skip
    assert plain["lessons"][1] == {"label": "", "text": LESSONS[1]}
    assert sum(1 for _ in numbered(read(documents.text(summary())).summary.recommendations)) == 5
