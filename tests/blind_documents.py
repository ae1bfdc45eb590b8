"""Ten evaluation summaries laid out as an office would, from the texts of its own database."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import chain
from unicodedata import normalize

from openpyxl import load_workbook

from .blind_layouts import docx, pdf
from .blind_wording import CRITERIA, HEADINGS, LABELS, PROSE

FORMS = {
    "2009": "countries timed mode theme manager team started ended code donor keywords",
    "2014": "countries timed mode responsible backstopping theme manager team started ended code "
    "donor_budget keywords",
    "title page": "symbol type timing nature project_countries completed administrative technical "
    "manager consultants donor_budget key_words",
}

FACTS = {
    "en": {
        "mode": "Independent",
        "theme": "Labour Administration",
        "manager": "Ingrid Halvorsen",
        "team": "Martha Okello, Peter Brandt",
        "started": "March 2008",
        "ended": "December 2010",
        "keywords": "labour inspection, social dialogue, small enterprises, capacity building",
        "responsible": "CO-Dar es Salaam",
        "backstopping": "LABADMIN/OSH",
        "type": "Project",
        "nature": "Independent",
        "date": "May 2010",
        "timing": "Final",
    },
    "fr": {
        "mode": "Indépendante",
        "theme": "Administration du travail",
        "manager": "Ingrid Halvorsen",
        "team": "Aminata Diallo, Pierre Chevalier",
        "started": "mars 2008",
        "ended": "décembre 2010",
        "keywords": "inspection du travail, dialogue social, petites entreprises, formation",
        "responsible": "ETD/BP-Dakar",
        "backstopping": "LABADMIN/OSH",
        "type": "Projet",
        "nature": "Indépendante",
        "date": "mai 2010",
        "timing": "Finale",
    },
    "es": {
        "mode": "Independiente",
        "theme": "Administración del trabajo",
        "manager": "Ingrid Halvorsen",
        "team": "Lucía Fernández, Pedro Quispe",
        "started": "marzo de 2008",
        "ended": "diciembre de 2010",
        "keywords": "inspección del trabajo, diálogo social, pequeñas empresas, formación",
        "responsible": "OP-Lima",
        "backstopping": "LABADMIN/OSH",
        "type": "Proyecto",
        "nature": "Independiente",
        "date": "mayo de 2010",
        "timing": "Final",
    },
}
SAME = {
    "administrative": "responsible",
    "technical": "backstopping",
    "consultants": "team",
    "key_words": "keywords",
    "completed": "date",
    "timed": "date",
}


@dataclass(frozen=True)
class Plan:
    """How one document is laid out, and which evaluations of the sheets its texts are from."""

    lays: object
    language: str
    form: str
    findings: str
    recommendations: str
    lessons: str
    practices: str
    parts: str
    areas: tuple
    donor: str
    code: str
    look: dict
    timing: str = "final"
    budget: str = ""
    led: str = ""  # how a finding names its criterion: "run-in", "heading" or not at all
    marks: tuple = ("•", "1.", "–", "•", "•")  # of findings, recommendations, parts, lessons, …


LETTERS = "abcdefghij"
PLANS = {
    "english-2009.pdf": Plan(
        pdf, "en", "2009", "L2533", "R3442", "L3442", "P3442", "R3446",
        ("Kenya", "Uganda"), "Norwegian Agency for Development Cooperation (NORAD)",
        "RAF/08/11/NOR", {"columns": 2, "facts": "box", "font": "Liberation Serif"},
        led="run-in",
    ),
    "english-title-page.pdf": Plan(
        pdf, "en", "title page", "L1259", "R3021", "L3021", "P3021", "R3650",
        ("Viet Nam",), "Government of Japan", "VIE/09/02/JPN",
        {"columns": 1, "facts": "table", "font": "Liberation Sans", "alone": True, "note": True},
        budget="US$ 1,250,000", led="heading",
        marks=("", "Recommendation 1:", "a)", "Lesson learned 1:", "Good practice 1:"),
    ),
    "french-2014.pdf": Plan(
        pdf, "fr", "2014", "L1841", "R3457", "L3457", "P3457", "R2412",
        ("Sénégal", "Mali"), "Ministère des Affaires étrangères de la France", "RAF/07/03/FRA",
        {"columns": 2, "facts": "grid", "font": "DejaVu Serif", "across": True},
        timing="midterm", budget="2 400 000 euros", marks=("•", "1)", "a)", "•", "•"),
    ),
    "spanish-2009.pdf": Plan(
        pdf, "es", "2009", "L1659", "R2793", "L2793", "P1055", "R2927",
        ("Perú", "Bolivia"), "Agencia Española de Cooperación Internacional para el Desarrollo",
        "RLA/08/52/SPA", {"columns": 1, "facts": "lines", "font": "Liberation Sans"},
        marks=("", "R1.", "•", "1.", "1."),
    ),
    "french-title-page.pdf": Plan(
        pdf, "fr", "title page", "P3089", "R3640", "L2337375", "P2337375", "R3457",
        ("Madagascar",), "Union européenne", "MAG/10/01/EEC",
        {"columns": 2, "facts": "table", "font": "DejaVu Sans", "alone": True},
        budget="1 800 000 dollars É.-U.", marks=("1.", "1.", "1.1", "–", "–"),
    ),
    "english-2009.docx": Plan(
        docx, "en", "2009", "L953", "R2848", "L2848", "P2848", "R3446",
        ("Georgia",), "Danish International Development Agency", "GEO/07/01/DAN",
        {"word": True, "facts": "lines", "tracked": True, "note": True},
    ),
    "english-2014.docx": Plan(
        docx, "en", "2014", "L974", "R2774", "L2774", "P2774", "R3650",
        ("South Africa", "Lesotho"), "Government of Flanders", "RAF/09/04/FLA",
        {"facts": "table"}, timing="midterm", budget="EUR 900,000", led="run-in",
        marks=("•", "1.", "-", "•", "•"),
    ),
    "french-2009.docx": Plan(
        docx, "fr", "2009", "L1841", "R2412", "L2412", "P3089", "R3457",
        ("Tunisie",), "Agence suédoise de coopération internationale au développement",
        "TUN/08/01/SID", {"word": True, "facts": "table", "tracked": True}, led="heading",
    ),
    "spanish-title-page.docx": Plan(
        docx, "es", "title page", "L654", "R1869078", "L1869078", "P1869078", "R2793",
        ("México", "Guatemala"), "Comisión Europea", "RLA/09/05/EEC",
        {"facts": "table", "note": True}, budget="USD 3.100.000", led="run-in",
        marks=("", "Recomendación 1.", "a)", "Lección 1.", "BP1."),
    ),
    "spanish-2014.docx": Plan(
        docx, "es", "2014", "P631", "R2927", "L2927", "P2927", "R2793",
        ("Uruguay",), "Gobierno de Uruguay", "URU/08/01/URU", {"facts": "cell"},
        timing="midterm", budget="USD 450.000", marks=("-", "1)", "•", "1)", "-"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Blind:
    """A document, and what somebody who reads it would say that it holds."""

    data: bytes
    title: str
    facts: list
    codes: list
    donors: list
    areas: list
    completed: str
    timing: str
    items: dict  # kind → [(text, [text of each part])]
    words: list  # every word printed, but for the numbers and bullets of items


@cache
def sheets(path):
    """Texts of the export by kind and evaluation ("R3442"), each once, and its titles."""
    texts, titles = defaultdict(dict), {}
    for sheet in load_workbook(path, read_only=True):
        rows = sheet.iter_rows(values_only=True)
        first = next(rows)
        place = {name: column for column, name in enumerate(first)}
        kind = {"Recomm": "R", "Lesson": "L", "Good p": "P"}.get(first[0][:6])
        for row in rows:
            number = row[place["Evaluation number"]]
            titles[number] = row[place["Evaluation title"]]
            if kind:
                identity = next(row[place[name]] for name in first if name.endswith(" ID"))
                texts[f"{kind}{number}"].setdefault(identity, plain(row[0]))
    return {key: list(found.values()) for key, found in texts.items()}, titles


NUMBER = re.compile(r"^(?:(?:Recommendation|Lesson|BP|R) ?\d+ ?[:.)]|\d+[.)])\s*")


def plain(text):
    """A cell as one clean paragraph, without the number that somebody typed before it."""
    text = text.replace("_x000d_", " ").replace("<br/>", " ")
    text = re.sub("[\x80-\x9f]", lambda c: c[0].encode("latin-1").decode("cp1252", "ignore"), text)
    return NUMBER.sub("", " ".join(normalize("NFC", text).split()))


def blind(path, name):
    """The document of that name."""
    plan, (texts, titles) = PLANS[name], sheets(path)
    title = re.split(r" [-–] (?=[FfMmÉé])", titles[plan.recommendations[1:]].strip())[0]
    facts, items = facts_of(plan), items_of(plan, texts)
    blocks = [*front(plan, title, facts), *background(plan), *findings(plan, items["findings"])]
    blocks += answers(plan, items)
    running = f"{HEADINGS[plan.language]['kicker']} – {plan.code}"
    note = PROSE[plan.language]["note"] if plan.look.get("note") else ""
    return Blind(
        plan.lays(blocks, plan.look, plan.language, running, note),
        title,
        facts,
        [plan.code],
        [plan.donor],
        list(plan.areas),
        "2010-05",
        plan.timing,
        items,
        " ".join([*chain.from_iterable(map(printed, blocks)), running, note]).split(),
    )


def facts_of(plan):
    """Labels and values as the form of that year prints them."""
    known = {**FACTS[plan.language], "code": plan.code, "symbol": plan.code, "donor": plan.donor}
    known["countries"] = known["project_countries"] = ", ".join(plan.areas)
    known["donor_budget"] = f"{plan.donor}, {plan.budget}"
    labels = {**LABELS[plan.language], "timed": LABELS[plan.language][plan.timing]}
    return [[labels[key], known[SAME.get(key, key)]] for key in FORMS[plan.form].split()]


def items_of(plan, texts):
    """What each kind holds: at most eight findings and recommendations, six lessons, four
    practices; the second recommendation, and in long lists the fifth, has sub-points."""
    kept = [text for text in texts[plan.recommendations] if len(text) > 60][:8]
    parts = [text for text in texts[plan.parts] if len(text) < 420][:5]
    recommendations = [(text, []) for text in kept]
    including = HEADINGS[plan.language]["including"]
    recommendations[1] = (kept[1].rstrip(". ") + including, parts[:3])
    if len(kept) > 5:
        recommendations[4] = (kept[4], parts[3:])
    found = [(text, []) for text in texts[plan.findings][:8]]
    if plan.led:
        found = [
            (f"{c}: {t}", []) for c, (t, _) in zip(CRITERIA[plan.language], found, strict=False)
        ]
    return {
        "findings": found,
        "recommendations": recommendations,
        "lessons": [(text, []) for text in texts[plan.lessons][:6]],
        "practices": [(text, []) for text in texts[plan.practices][:4]],
    }


def front(plan, title, facts):
    headings = HEADINGS[plan.language]
    yield {"kind": "kicker", "text": headings["kicker"]}
    yield {"kind": "title", "text": title}
    yield {"kind": "facts", "text": headings["facts"], "facts": facts}


def background(plan):
    headings, prose = HEADINGS[plan.language], PROSE[plan.language]
    yield {"kind": "h1", "text": headings["background"]}
    for part in ("logic", "situation", "scope", "method"):
        if part != "situation" or plan.form == "title page":
            yield {"kind": "h2", "text": headings[part]}
            yield {"kind": "p", "text": prose[part], "noted": part == "method"}


def findings(plan, items):
    headings = HEADINGS[plan.language]
    yield {"kind": "h1", "text": headings["findings"]}
    for number, (text, _) in enumerate(items, 1):
        lead, _, rest = text.partition(": ") if plan.led else ("", "", text)
        if plan.led == "heading":
            yield {"kind": "h3", "text": lead}
            yield {"kind": "p", "text": rest}
        else:
            lead = lead and f"{lead}:"
            yield item("finding", rest, plan.marks[0], number, 0, lead)
    yield {"kind": "h2", "text": headings["conclusions"]}
    yield {"kind": "p", "text": PROSE[plan.language]["conclusions"]}


def answers(plan, items):
    headings = HEADINGS[plan.language]
    _, of_recommendations, of_parts, of_lessons, of_practices = plan.marks
    yield {"kind": "h1", "text": headings["answers"]}
    yield {"kind": "h2", "text": headings["recommendations"]}
    for number, (text, parts) in enumerate(items["recommendations"], 1):
        yield item("recommendation", text, of_recommendations, number, 0)
        of_part = of_parts.replace("1.", f"{number}.")
        for place, part in enumerate(parts, 1):
            yield item("part", part, of_part, place, 1)
    for kind, mark in (("lesson", of_lessons), ("practice", of_practices)):
        yield {"kind": "h2", "text": headings[f"{kind}s"]}
        for number, (text, _) in enumerate(items[f"{kind}s"], 1):
            yield item(kind, text, mark, number, 0)


def item(what, text, mark, number, level, lead=""):
    """One item with its bullet or number: "1." gives "4.", "a)" gives "d)", "2.1" gives "2.4"."""
    mark = re.sub(r"1(?=\D*$)", str(number), mark).replace("a)", f"{LETTERS[number - 1]})")
    return {
        "kind": "item", "what": what, "text": text, "mark": mark, "level": level, "lead": lead
    }  # fmt: skip


def printed(block):
    return [block.get("lead", ""), block["text"], *chain.from_iterable(block.get("facts", []))]
