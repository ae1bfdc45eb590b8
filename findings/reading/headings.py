"""The headings of a summary's sections in English, French and Spanish, in whatever wording."""

import re
from functools import lru_cache
from typing import NamedTuple

from .wording import phrases, set_of, words_of

_RECOMMENDATIONS = set_of(
    "recommendation recommendations recommandation recommandations recomendacion recomendaciones"
)
_LESSONS = set_of(
    "lesson lessons lecon lecons leccion lecciones enseignement enseignements ensenanza "
    "ensenanzas aprendizaje aprendizajes"
)
_PRACTICES = set_of("practice practices pratique pratiques practica practicas")
_GOOD = set_of("good best bonne bonnes buena buenas emerging emergente emergentes promising")
_FINDINGS = set_of(
    "finding findings resultat resultats constatation constatations constat constats hallazgo "
    "hallazgos resultado resultados accomplishments achievements realisations logros results "
    "observations"
)
_CONCLUSIONS = set_of("conclusion conclusions conclusiones")
_METHODS = set_of(
    "methodology methodologies method methods methodologie methode methodes metodologia "
    "metodo metodos methodological"
)
_PURPOSE = set_of(
    "purpose purposes scope client clients objectives objective object objet but buts portee "
    "etendue objectif objectifs finalite proposito propositos alcance finalidad objetivo "
    "objetivos aims aim users user destinataires clientes utilisateurs"
)
_EVALUATION = set_of("evaluation evaluacion")
_PROJECT = set_of(
    "project projects projet projets proyecto proyectos programme programmes programa program "
    "intervention intervencion"
)
_LOGIC = set_of(
    "logic structure background context summary description situation logique contexte resume "
    "logica estructura contexto antecedentes resumen descripcion situacion overview rationale "
    "introduction introduccion historique cadre presentation"
)
_FACTS = phrases(
    "faits bref; faits essentiels; informations rapides; chiffres cles",
    "principales informations; informations essentielles; informacion rapida; hechos clave",
    "hechos basicos; hechos rapidos; datos breves; resume faits; en bref",
    "informations generales; datos esenciales; quick facts; key facts; facts; fact sheet",
    "at glance; faits cles; faits saillants; apercu rapide; bref; apercu; donnees cles",
    "informations cles; fiche; fiche signaletique; donnees base; informations base; reperes",
    "principales donnees; datos rapidos; datos clave; datos basicos; ficha; ficha tecnica",
    "informacion basica; informacion clave; datos principales; vistazo; datos generales",
    "informacion general; ficha resumen; basic data; key information; basic information",
    "fiche technique; donnees essentielles",
)
_FORM = phrases(
    "evaluation summaries; evaluation summary; resume evaluation; resumes evaluation",
    "resumes evaluations; resumen evaluacion; resumenes evaluacion; resumenes evaluaciones",
    "international labour office; international labour organization",
    "international labour organisation; bureau international travail",
    "organisation internationale travail; oficina internacional trabajo",
    "organizacion internacional trabajo; evaluation office; bureau evaluation",
    "oficina evaluacion; evaluation unit; evaluation title page; title page; eval; i eval",
    "evaluation; evaluations; evaluation report summary; summary evaluation report",
)
_WHOLE = phrases(
    "executive summary; resume executif; resumen ejecutivo; summary; resume; resumen",
    "resume analytique",
)
_APPENDICES = set_of(
    "annex annexes appendix appendices annexe anexo anexos acknowledgements acknowledgments "
    "remerciements agradecimientos acronyms abbreviations acronymes sigles siglas "
    "bibliography references contents disclaimer foreword files"
)
_BESIDE = set_of(
    "importante importantes importants main major majeur majeurs majeure majeures key important "
    "principal principales principale principaux principals emerging emergent emergents "
    "essentiel essentiels essentielle essentielles esencial esenciales mas relevantes "
    "emergentes emergente emergence good best bonne bonnes buena buenas learned learnt "
    "apprises apprise tirees tirees tires aprendidas aprendida extraidas follow up followup "
    "suivi seguimiento overall general generale generales generaux and or y et summary resume "
    "resumen executive evaluation evaluacion project projet proyecto programme programa brief "
    "bref breve conclusion purpose scope other used use applied utilisee utilizada suivie "
    "adoptee approach approche enfoque immediate global globales potential potentielles "
    "potenciales promising prometteuses s clave cles cle principals prioritaires proposed "
    "proposees emerged emergentes saillants significant present current actuelle actual "
    "development logical framework cadre"
)
CRITERIA = {
    "relevance": "relevance relevant pertinence pertinencia relevancia",
    "coherence": "coherence coherencia",
    "effectiveness": "effectiveness efficacite eficacia",
    "efficiency": "efficiency efficience eficiencia",
    "impact": "impact impacts impacto impactos",
    "sustainability": "sustainability durabilite perennite viabilite sostenibilidad",
}
_CRITERION_OF = {word: key for key, names in CRITERIA.items() for word in names.split()}
_NUMBER = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.|[A-H]\.|[A-Ha-h]\))[\s\xa0]+(?=\S)"
)
SECTIONS = (
    "project_purpose", "evaluation_purpose", "methodology", "findings", "conclusions",
    "recommendations", "lessons", "practices",
)  # fmt: skip


class Heading(NamedTuple):
    """What a heading opens, and whether its wording alone makes it sure."""

    section: str  # one of SECTIONS, or "facts", "form", "appendix"
    sure: bool = True
    likely: bool = True


@lru_cache(4000)
def heading_of(text):
    """Return the Heading that a text is, or None."""
    if len(text) > 120:
        return None
    words = words_of(_NUMBER.sub("", text, count=1))
    if not words or len(words) > 12:
        return None
    told = set(words)
    if frozenset(told) in _FACTS:
        return Heading("facts")
    if frozenset(told) in _FORM:
        return Heading("form")
    if frozenset(told) in _WHOLE:
        return Heading("project_purpose")
    section = _section(told)
    if not section:
        return None
    known = told & _known(section)
    if 2 * len(known) < len(told):
        return None
    return Heading(section, known == told, 3 * len(known) >= 2 * len(told))


def _section(told):
    """Return the section by the words; a heading of two opens the one whose items come first."""
    if told & _RECOMMENDATIONS:
        return "recommendations" if not told & _FINDINGS else "findings"
    if told & _LESSONS:
        return "lessons"
    if told & _PRACTICES and (told & _GOOD or len(told) == 1):
        return "practices"
    if told & _APPENDICES:
        return "appendix"
    if told & _METHODS:
        return "methodology" if not told & _PURPOSE else "evaluation_purpose"
    if told & _PURPOSE and told & _EVALUATION and not told & {"summary"}:
        return "evaluation_purpose"
    if told & _FINDINGS:
        return "findings"
    if told & _CONCLUSIONS:
        return "conclusions"
    if told & _PROJECT and told & (_LOGIC | _PURPOSE):
        return "project_purpose"
    if told & _PURPOSE and len(told & _PURPOSE) == len(told):
        return "evaluation_purpose"
    return "project_purpose" if told & _LOGIC and not told - _LOGIC - _BESIDE else None


_WORDS = {
    "recommendations": _RECOMMENDATIONS | _LESSONS | _PRACTICES | _CONCLUSIONS,
    "lessons": _LESSONS | _PRACTICES,
    "practices": _PRACTICES,
    "findings": _FINDINGS | _CONCLUSIONS | _RECOMMENDATIONS,
    "conclusions": _CONCLUSIONS,
    "methodology": _METHODS,
    "evaluation_purpose": _PURPOSE | _EVALUATION | _METHODS,
    "project_purpose": _PROJECT | _LOGIC | _PURPOSE,
    "appendix": _APPENDICES,
}


def _known(section):
    return _WORDS[section] | _BESIDE | _EVALUATION


def criteria_in(text):
    """Return the criteria of OECD-DAC that a text names."""
    return list(
        dict.fromkeys(_CRITERION_OF[word] for word in words_of(text) if word in _CRITERION_OF)
    )
