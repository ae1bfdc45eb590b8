"""Five summaries in forms that offices use, each in a layout of its own, read as they are meant."""

import re

import pytest

from findings.reading.plain import as_plain
from findings.reading.reader import read

from . import documents

ES_PROSE = (
    "Los puertos de la bahía acordaron los precios con los compradores antes de cada "
    "temporada, y los dos ministerios pagaron a los inspectores."
)
EN_PROSE = (
    "The ports of the bay agreed on prices with the buyers before each season, and both "
    "ministries paid the inspectors."
)
FR_PROSE = (
    "Les ports de la baie se sont accordés sur les prix avec les acheteurs avant chaque "
    "saison, et les deux ministères ont payé les inspecteurs."
)
ES = [
    ("title", "Precios en la bahía: evaluación final independiente"),
    ("h1", "Datos básicos"),
    ("facts", [
        ("Título del proyecto", "Precios en la bahía"),
        ("OIT CD/SÍMBOLO", "RLA/12/03/SPA"),
        ("Tipo de evaluación", "Proyecto"),
        ("Momento de la evaluación", "Final"),
        ("Naturaleza de la evaluación", "Independiente"),
        ("Países del proyecto", "Perú, Ecuador y Chile"),
        ("Fecha en que se terminó la evaluación", "marzo de 2015"),
        ("Oficina administrativa de la OIT", "OP-Lima"),
        ("Oficina(s) técnica(s) de la OIT", "SECTOR; INWORK"),
        ("Responsable de la evaluación", "Rosa Quispe"),
        ("Consultor(es) de la evaluación", "Ana Soto, Luis Rey"),
        ("Donante y presupuesto", "España (AECID), 3,1 millones de dólares"),
        ("Palabras clave", "pesca; precios; diálogo social"),
    ]),
    ("h1", "Antecedentes y contexto"),
    ("h2", "Resumen del propósito, la lógica y la estructura del proyecto"),
    ("p", ES_PROSE),
    ("h2", "Situación actual del proyecto"),
    ("p", ES_PROSE),
    ("h2", "Propósito, alcance y clientes de la evaluación"),
    ("p", ES_PROSE),
    ("h2", "Metodología de la evaluación"),
    ("p", ES_PROSE),
    ("h1", "Principales hallazgos y conclusiones"),
    ("h2", "Pertinencia"),
    ("p", ES_PROSE),
    ("h2", "Eficacia"),
    ("p", ES_PROSE),
    ("h2", "Conclusiones"),
    ("p", ES_PROSE),
    ("h1", "Recomendaciones y lecciones aprendidas"),
    ("h2", "Principales recomendaciones y seguimiento"),
    ("typed", [
        "Recomendación 1 – Pagar a los inspectores de los puertos con cargo al "
        "presupuesto nacional, como acordaron los ministerios.",
        "Recomendación 2 – Preparar la segunda fase con los sindicatos.",
        "Recomendación 3 – Mantener abierto el tablón de precios.",
    ]),
    ("h2", "Lecciones aprendidas"),
    ("typed", [
        "Lección 1 – Los tableros en los que participan ambas partes ganan confianza antes.",
        "Lección 2 – La formación funciona mejor entre temporadas.",
    ]),
    ("h2", "Buenas prácticas emergentes"),
    ("typed", [
        "Buena práctica 1 – Publicar los precios de cada semana en los muelles.",
    ]),
]  # fmt: skip
EN = [
    ("title", "Prices in the Bay – midterm independent evaluation"),
    ("h1", "Quick Facts"),
    ("facts", [
        ("Countries", "Kenya, United Republic of Tanzania"),
        ("Mid-Term Evaluation", "June 2014"),
        ("Evaluation Mode", "Independent"),
        ("ILO Administrative Office Responsible", "CO-Dar es Salaam"),
        ("ILO Technical Backstopping Office", "SECTOR"),
        ("Technical Area", "Fisheries"),
        ("Evaluation Manager", "Ama Boateng"),
        ("Evaluation Team", "Rosa Quispe, Jean Petit"),
        ("Project Start", "March 2012"),
        ("Project End", "February 2016"),
        ("Project Code", "RAF/12/07/CHE"),
        ("Donor and Project Budget", "Swiss Agency for Development and Cooperation (CHF 500'000)"),
        ("Keywords", "fisheries, prices, social dialogue, inspection of ports and landing sites"),
    ]),
    ("h1", "Background & Context"),
    ("h2", "Summary of the project purpose, logic and structure"),
    ("p", EN_PROSE),
    ("h2", "Purpose, scope and clients of the evaluation"),
    ("p", EN_PROSE),
    ("h2", "Methodology of evaluation"),
    ("p", EN_PROSE),
    ("h1", "Main Findings & Conclusions"),
    ("p", EN_PROSE),
    ("p", f"A second thing was found. {EN_PROSE}"),
    ("h2", "Conclusions"),
    ("p", EN_PROSE),
    ("h1", "Recommendations & Lessons Learned"),
    ("h2", "Main recommendations and follow-up"),
    ("typed", [
        "Recommendation 1: Pay the inspectors of the ports from the national budget, as "
        "both ministries agreed.",
        "Recommendation 2: Prepare the second phase with the unions:",
        "2.1 a survey of households that were not reached;",
        "2.2 a plan for the months when the road is closed.",
        "Recommendation 3: Keep the price board open to traders from across the border, "
        "who use it every day.",
    ]),
    ("h2", "Important lessons learned"),
    ("ul", [
        "Boards on which both sides sit are trusted sooner.",
        "Training works best between the seasons.",
    ]),
    ("h2", "Emerging good practices"),
    ("ul", [
        "Posting each week’s prices at the landing sites.",
    ]),
]  # fmt: skip
FR = [
    ("title", "Les prix de la baie"),
    ("h1", "Faits en bref"),
    ("facts", [
        ("Pays", "Sénégal, Mali"),
        ("Évaluation finale", "octobre 2009"),
        ("Mode d’évaluation", "Indépendante"),
        ("Domaine technique", "Administration du travail"),
        ("Gestionnaire de l’évaluation", "Ama Boateng"),
        ("Équipe d’évaluation", "Rosa Quispe, Jean Petit"),
        ("Début du projet", "novembre 2006"),
        ("Fin du projet", "décembre 2009"),
        ("Code du projet", "RAF/06/51/FRA"),
        ("Donateur", "Ministère des Affaires étrangères de la France"),
        ("Mots clés", "pêche, prix, dialogue social"),
    ]),
    ("h1", "Contexte"),
    ("h2", "Résumé de l’objet, de la logique et de la structure du projet"),
    ("p", FR_PROSE),
    ("h2", "Objet, portée et clients de l’évaluation"),
    ("p", FR_PROSE),
    ("h2", "Méthodologie de l’évaluation"),
    ("p", FR_PROSE),
    ("h1", "Principales constatations et conclusions"),
    ("ul", [
        FR_PROSE,
        "Une deuxième chose a été constatée : les registres manquent.",
    ]),
    ("h2", "Conclusions"),
    ("p", FR_PROSE),
    ("h1", "Recommandations et enseignements tirés"),
    ("h2", "Principales recommandations et suivi"),
    ("typed", [
        "Recommandation 1 – Payer les inspecteurs des ports sur le budget national, "
        "comme convenu par les deux ministères.",
        "Recommandation 2 – Préparer la deuxième phase avec les syndicats :",
        "2.1 une enquête auprès des ménages qui n’ont pas été touchés ;",
        "2.2 un plan pour les mois où la route est fermée.",
        "Recommandation 3 – Garder le tableau des prix ouvert aux marchands venus de "
        "l’autre côté de la frontière.",
    ]),
    ("h2", "Enseignements importants"),
    ("ul", [
        "Les conseils où siègent les deux parties sont crus plus tôt.",
        "La formation réussit mieux entre les saisons.",
    ]),
    ("h2", "Bonnes pratiques émergentes"),
    ("ul", [
        "Afficher chaque semaine les prix aux débarcadères.",
    ]),
]  # fmt: skip

FORMS = {
    "Spanish title page of later years, Word, facts in a table": (
        ES, lambda: documents.word(ES),
    ),
    "English form of 2014, PDF of two columns": (
        EN, lambda: documents.pdf(EN, columns=2, facts="plain table", size=9.5),
    ),
    "French form of 2009, plain text without colons": (
        FR, lambda: documents.text(FR, colon="", width=72),
    ),
    "French form of 2009, PDF, facts in a box": (
        FR, lambda: documents.pdf(FR, columns=2, facts="box", size=11, lang="fr"),
    ),
    "Spanish title page, PDF of two columns, facts in a table": (
        ES, lambda: documents.pdf(ES, columns=2, lang="es"),
    ),
}  # fmt: skip
LABEL = re.compile(r"(?:Recom\w+|Lección|Buena práctica) \d ?[–:] |\d\.\d ")
KINDS = ("findings", "recommendations", "lessons", "practices")


@pytest.fixture(params=FORMS, scope="module")
def form(request):
    """The blocks of a summary, and what was read of it."""
    blocks, lay = FORMS[request.param]
    return blocks, as_plain(read(lay()))


def test_the_title_and_every_fact_are_right(form):
    blocks, told = form
    assert told["title"] == blocks[0][1]
    assert list(map(tuple, told["facts"])) == blocks[2][1]


def test_every_item_and_sub_point_is_whole(form):
    blocks, told = form
    lists = [texts for kind, texts in blocks if kind in ("typed", "ul")]
    said = {LABEL.sub("", text) for texts in lists for text in texts}
    items = [item for kind in KINDS for item in told[kind]]
    parts = [part for item in items for part in item.get("parts", ())]
    assert said <= {_whole(one) for one in (*items, *parts)}
    assert [len(told[kind]) for kind in KINDS] == [2, 3, 2, 1]


def test_no_word_is_lost_or_left_and_money_is_no_donor(form):
    _, told = form
    assert (told["words"]["lost"], told["unplaced"]) == ([], [])
    assert not any(sign.isdigit() for donor in told["donors"] for sign in donor)


def _whole(item):
    lead = item.get("heading", "")
    return f"{lead} : {item['text']}" if lead else item["text"]
