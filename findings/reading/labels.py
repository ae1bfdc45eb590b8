"""The labels of the facts in English, French and Spanish, as the ILO's forms have worded them."""

from functools import lru_cache
from typing import NamedTuple

from .wording import phrases, set_of, words_of

_LABELS = {
    "title": phrases(
        "evaluation title; title of the evaluation; title of evaluation report",
        "titre de l'évaluation; título de la evaluación",
    ),
    "project_title": phrases(
        "project title; title of the project; title; project name; name of project; project",
        "programme title; project/programme title; titre du projet; intitulé du projet",
        "nom du projet; titre; projet; título del proyecto; nombre del proyecto; título; proyecto",
    ),
    "areas": phrases(
        "countries; country; countries covered; project countries; countries and regions",
        "country of implementation; geographic coverage; geographical coverage; location",
        "project location; region; regions; target countries; country/region; country or region",
        "pays; pays couverts; pays concernés; pays et régions; région; régions; pays ou région",
        "couverture géographique; país; países; países cubiertos; región; regiones; país o región",
        "cobertura geográfica; área geográfica",
    ),
    "kind": phrases(
        "mode of evaluation; nature of evaluation; type of evaluation; timing of evaluation",
        "type, timing, nature of evaluation; type and nature of evaluation; evaluation mode",
        "type and timing of evaluation; type; timing; nature; mode; purpose of evaluation timing",
        "type d'évaluation; mode d'évaluation; nature de l'évaluation; moment de l'évaluation",
        "calendrier de l'évaluation; type, moment et nature de l'évaluation; modalité d'évaluation",
        "type, calendrier et nature de l'évaluation; type et nature de l'évaluation",
        "tipo de evaluación; modo de evaluación; modalidad de la evaluación; tipo; modalidad",
        "naturaleza de la evaluación; momento de la evaluación; calendario de la evaluación",
        "tipo, momento y naturaleza de la evaluación; tipo y naturaleza de la evaluación",
    ),
    "completed": phrases(
        "date of evaluation; date completed; completion date; date of completion; date; evaluation",
        "date evaluation completed; evaluation completed; completion of evaluation; report date",
        "evaluation completion date; date of report; date of evaluation report; date finalized",
        "date de l'évaluation; date d'achèvement; date d'achèvement de l'évaluation",
        "date du rapport",
        "date de fin de l'évaluation; date de finalisation; évaluation achevée",
        "évaluation terminée",
        "fecha de la evaluación; fecha de finalización; fecha de conclusión",
        "fecha de término; fecha",
        "fecha de finalización de la evaluación; fecha del informe; evaluación terminada",
        "fecha de conclusión de la evaluación; evaluación concluida; completed; date completada",
    ),
    "period": phrases(
        "period covered; period covered by the evaluation; evaluation period; period evaluated",
        "période couverte; période évaluée; période couverte par l'évaluation",
        "período cubierto; período evaluado; período cubierto por la evaluación",
    ),
    "duration": phrases(
        "project duration; project period; duration; project dates; implementation period",
        "duration of the project; durée du projet; période du projet; durée; dates du projet",
        "duración del proyecto; período del proyecto; duración; fechas del proyecto",
    ),
    "themes": phrases(
        "technical area; technical areas; technical field; theme; themes; thematic area",
        "thematic areas; technical theme; domaine technique; domaines techniques; thème; thèmes",
        "domaine thématique; área técnica; áreas técnicas; tema; temas; área temática; topic",
    ),
    "manager": phrases(
        "evaluation manager; evaluation managers; manager of evaluation; manager",
        "gestionnaire de l'évaluation; responsable de l'évaluation; gestionnaire d'évaluation",
        "directeur de l'évaluation; chargé de l'évaluation; gestor de la evaluación",
        "gestora de la evaluación; gerente de la evaluación; responsable de la evaluación",
        "administrador de la evaluación; coordinador de la evaluación; encargado de la evaluación",
    ),
    "team": phrases(
        "evaluation team; evaluator; evaluators; evaluation consultant; evaluation consultants",
        "consultant; consultants; name of consultant; names of consultants; lead evaluator",
        "external evaluator; independent evaluator; external evaluators; independent evaluators",
        "équipe d'évaluation; évaluateur; évaluateurs; évaluatrice; nom du consultant",
        "équipe de l'évaluation; noms des consultants; consultante; consultant en évaluation",
        "equipo de evaluación; equipo evaluador; evaluador; evaluadora; evaluadores; consultor",
        "consultora; consultores; nombre del consultor; nombres de los consultores; consultoras",
    ),
    "started": phrases(
        "project start; start of project; project start date; start date; project starts",
        "date project starts; date project started; début du projet; date de début du projet",
        "date de démarrage du projet; date de début; démarrage du projet; inicio del proyecto",
        "fecha de inicio del proyecto; fecha de inicio; comienzo del proyecto",
    ),
    "ended": phrases(
        "project end; end of project; project end date; end date; project ends; date project ends",
        "date project ended; project closing date; fin du projet; date de fin du projet",
        "date de fin; clôture du projet; date de clôture du projet; fin del proyecto",
        "fecha de fin del proyecto; fecha de término del proyecto; final del proyecto",
        "fecha de finalización del proyecto; fecha de cierre del proyecto; término del proyecto",
    ),
    "codes": phrases(
        "project code; project codes; project symbol; project symbols; dc/symbol; dc symbol",
        "tc/symbol; tc symbol; project dc code; project tc code; tc code; dc code; symbol; code",
        "project dc symbol; project tc symbol; project number; project dc/symbol; iris code",
        "code du projet; codes des projets; symbole du projet; symbole; symbole ct; symbole cd",
        "symbole cd/ct; code projet; numéro du projet; código del proyecto; códigos del proyecto",
        "símbolo del proyecto; símbolo; símbolo ct; símbolo cd; código; número del proyecto",
    ),
    "donors": phrases(
        "donor; donors; funding source; funding sources; funded by; funding agency; donor agency",
        "donor and budget; donors and budget; donor & project budget; donor country and budget",
        "source of funding; development partner; development partners; funding partner",
        "donateur; donateurs; bailleur de fonds; bailleurs de fonds; bailleur; bailleurs",
        "donateur et budget; bailleur de fonds et budget; source de financement",
        "donateurs et budget",
        "bailleurs de fonds et budget; donante; donantes; donante y presupuesto",
        "donantes y presupuesto; fuente de financiamiento; fuente de financiación; financiador",
    ),
    "budget": phrases(
        "budget; project budget; total budget; budget of the project; total project budget",
        "budget du projet; budget total; presupuesto; presupuesto del proyecto; presupuesto total",
    ),
    "keywords": phrases(
        "keywords; key words; keyword; key word; mots clés; mots-clés; mot-clé; mots-clefs",
        "palabras clave; palabras claves; palabra clave",
    ),
    "administrative": phrases(
        "administrative office; administrative offices; administrative unit; administrative units",
        "administrative office responsible; responsible administrative office; responsible office",
        "administrative responsibility; administrative unit responsible; field office",
        "bureau administratif; bureaux administratifs; unité administrative; bureau responsable",
        "bureau administratif responsable; unité administrative responsable",
        "bureau de l'oit chargé",
        "oficina administrativa; oficinas administrativas; unidad administrativa",
        "oficina administrativa responsable; unidad administrativa responsable",
        "oficina responsable",
        "oficina de la oit responsable; responsabilidad administrativa",
    ),
    "technical": phrases(
        "technical office; technical offices; technical unit; technical units",
        "technical backstopping",
        "technical backstopping office; technical backstopping unit; backstopping unit",
        "technical backstopping offices; technically backstopping unit; technical department",
        "bureau technique; bureaux techniques; unité technique; unités techniques; appui technique",
        "unité d'appui technique; service technique; soutien technique",
        "unité technique responsable",
        "bureau d'appui technique; unité de soutien technique; département technique",
        "oficina técnica; oficinas técnicas; unidad técnica; unidades técnicas; apoyo técnico",
        "unidad técnica responsable; unidad de apoyo técnico; respaldo técnico; soporte técnico",
        "oficina de apoyo técnico; unidad técnica de apoyo; departamento técnico",
    ),
    "offices": phrases(
        "administrative and technical office; administrative and technical offices",
        "administrative and technical unit; administrative and technical units",
        "bureau administratif et technique; bureaux administratifs et techniques",
        "unité administrative et technique; oficina administrativa y técnica",
        "oficinas administrativas y técnicas; unidad administrativa y técnica",
    ),
    "programme": phrases(
        "programme; program; part of programme; global programme; programa; programme framework"
    ),
    "external_reference": phrases(
        "reference; evaluation number; evaluation reference; eval number; evaluation code",
        "référence; numéro de l'évaluation; referencia; número de la evaluación; i-eval number",
    ),
    "source_url": phrases("url; link; source; lien; enlace; web link"),
}
# Where no wording fits: the first field of whose sets the label has a word of each.
_BY_WORDS = (
    (None, "budget presupuesto", "evaluation evaluacion"),
    ("completed", "date fecha", "evaluation evaluacion completed completion report"),
    ("offices", "administrative administratif administrativa", "technical technique tecnica",
     "office bureau oficina unit unite unidad offices units"),
    ("technical", "backstopping"),
    ("technical", "technical technique tecnica tecnico", "office bureau oficina unit unite unidad"),
    ("administrative", "administrative administratif administrativa administrativo",
     "office bureau oficina unit unite unidad responsible responsable"),
    ("keywords", "keywords keyword clave claves cles clefs"),
    ("donors", "donor donors donateur donateurs bailleur bailleurs donante donantes"),
    ("codes", "symbol symbols symbole simbolo"),
    ("codes", "code codes codigo codigos", "project projet proyecto projects"),
    ("manager", "manager managers gestionnaire gestor gestora gerente",
     "evaluation evaluacion"),
    ("team", "consultant consultants consultor consultora consultores evaluator evaluators "
     "evaluateur evaluateurs evaluatrice evaluador evaluadora evaluadores"),
    ("team", "team equipe equipo", "evaluation evaluacion evaluador"),
    ("started", "start starts started debut demarrage inicio", "project projet proyecto"),
    ("ended", "end ends ended fin final cloture cierre termino", "project projet proyecto"),
    ("areas", "country countries pays pais paises"),
    ("kind", "type tipo mode nature naturaleza modalidad timing", "evaluation evaluacion"),
)  # fmt: skip
_RULES = tuple((field, tuple(set(part.split()) for part in parts)) for field, *parts in _BY_WORDS)
_FIELDS = {phrase: field for field, found in _LABELS.items() for phrase in found}
_LONGEST = max(map(len, _FIELDS)) + 1
_TIMINGS = {
    "midterm": (
        "midterm", "mid term", "mi parcours", "a mi parcours", "miparcours", "intermedia",
        "intermediaire", "intermediate", "medio termino", "medio periodo", "mitad periodo",
        "interim",
    ),
    "ex_post": ("ex post", "expost"),
    "final": ("final", "finale", "terminal", "end line", "endline"),
}  # fmt: skip
_BESIDE_TIMING = set_of(
    "evaluation evaluacion independent independante independiente internal interne interna "
    "external externe externa or o ou date fecha project projet proyecto joint"
)


class Label(NamedTuple):
    """What a label is of: a field, and the timing that the label itself says."""

    field: str
    timing: str = ""


@lru_cache(2000)
def label_of(text, sure=False):
    """Return the Label that a text is, or None; `sure` asks for a wording that is known."""
    words = words_of(text.strip(" :\xa0"))
    if not words or len(words) > 12 or len(text) > 120:
        return None
    field = _FIELDS.get(frozenset(words))
    if field:
        return Label(field)
    timing = _timing_label(words)
    if timing is not None:
        return Label("completed", timing)
    return None if sure else _by_words(set(words))


def _timing_label(words):
    """Return the timing that “Final Evaluation” says, "" for “Mid-Term or Final”, else None."""
    if not {"evaluation", "evaluacion"} & set(words):
        return None
    found = timings_in(" ".join(words))
    rest = set(words) - _BESIDE_TIMING - {w for t in found for p in _TIMINGS[t] for w in p.split()}
    if not found or rest or len(set(words)) < len(words):
        return None
    return found[0] if len(found) == 1 else ""


def timings_in(plain_text):
    """Return the timings that a text in small plain letters names."""
    text = f" {' '.join(words_of(plain_text))} "
    return [
        key
        for key, names in _TIMINGS.items()
        if any(f" {' '.join(words_of(name))} " in text for name in names)
    ]


def _by_words(words):
    for field, parts in _RULES:
        if all(part & words for part in parts):
            return Label(field) if field else None
    return None


def label_before(text, accepts=lambda label, rest: False):
    """Return (Label, signs) where the text begins with a known label and no colon, or None.

    What follows must begin as a value does, with a capital or a figure, or `accepts` must take it.
    """
    ends = [i for i, sign in enumerate(text[:120]) if sign in " \t\xa0"][: _LONGEST * 2]
    for end in reversed(ends):
        rest = text[end:].lstrip()
        label = rest and label_of(text[:end], sure=True)
        if label and (rest[0].isupper() or rest[0] in '0123456789“«"' or accepts(label, rest)):
            return label, end
    return None
