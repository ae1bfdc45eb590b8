"""What a recommendation, lesson or good practice says beside its text, behind labels of its own."""

import re
from functools import lru_cache

from .wording import phrases, set_of, words_of

_LABELS = {
    "addressed_to": phrases(
        "addressed to; addressee; addressees; responsible; responsible unit; responsible units",
        "addressed; relevant stakeholders; directed to; for attention of; responsibility; target",
        "adressée à; destinataire; destinataires; responsable; unité responsable; responsables",
        "adressé à; dirigida a; destinatario; destinatarios; unidad responsable; dirigido a",
    ),
    "priority": phrases(
        "priority; level of priority; priority level; priorité; niveau de priorité",
        "degré de priorité",
        "prioridad; nivel de prioridad; importance; level of importance",
    ),
    "time_frame": phrases(
        "time frame; timeframe; timing; time implication; time implications; deadline; timeline",
        "délai; délais; calendrier; échéance; horizon; plazo; plazos; calendario; tiempo",
    ),
    "resource_implication": phrases(
        "resource implication; resource implications; resources; resource; resources required",
        "resource requirements; level of resources; ressources; implications en ressources",
        "ressources nécessaires; recursos; implicación de recursos; recursos necesarios",
    ),
    "context": phrases(
        "context; context and any related preconditions; context and preconditions",
        "relevant conditions and context limitations",
        "relevant conditions and context limitations or advice in terms of applicability and "
        "replicability; relevant conditions and context; contexte",
        "contexte et conditions préalables",
        "contexto; contexto y condiciones previas; conditions et contexte",
    ),
    "targeted_users": phrases(
        "targeted users; targeted users beneficiaries; targeted users and beneficiaries",
        "targeted users or beneficiaries",
        "utilisateurs visés; utilisateurs ciblés bénéficiaires; usuarios destinatarios",
        "usuarios beneficiarios; beneficiaries",
    ),
    "challenges": phrases(
        "challenges negative lessons causal factors; challenges; negative lessons",
        "challenges and negative lessons; défis enseignements négatifs facteurs de causalité",
        "challenges negative lessons causes",
        "desafíos lecciones negativas factores causales; challenges negative lessons",
    ),
    "successes": phrases(
        "success positive issues causal factors; success; positive issues; successes",
        "successes positive issues causes",
        "succès questions positives facteurs de causalité; éxitos; success positive issues",
        "éxitos aspectos positivos factores causales",
    ),
    "administrative_issues": phrases(
        "administrative issues; administrative issues staff resources design implementation",
        "questions administratives; cuestiones administrativas",
        "questions administratives personnel ressources conception mise oeuvre",
    ),
    "cause_and_effect": phrases(
        "cause effect; cause and effect; cause effect relationship; relation de cause à effet",
        "establish clear cause effect relationship; establish a cause effect relationship",
        "relación de causa y efecto; establecer relación clara causa efecto",
    ),
    "measurable_impact": phrases(
        "measurable impact; indicate measurable impact and targeted beneficiaries; indicators",
        "measurable impact and targeted beneficiaries; impact mesurable; impacto medible",
    ),
    "potential_for_replication": phrases(
        "potential for replication; potential for replication and by whom; replication",
        "potentiel de reproduction; potencial de replicación; potentiel de réplication",
        "potential for replication by whom",
    ),
    "theme": phrases("technical area"),
    "findings": phrases("rests on"),
    "links_to_higher_goals": phrases(
        "upward links to higher goals; links to higher goals; upward links; links",
        "upward links to higher goals dwcps country programme outcomes or strategic programme "
        "framework; liens avec objectifs supérieurs; vínculos con objetivos superiores",
        "upward links to higher goals dwcps country programme outcomes or ilo s strategic "
        "programme framework",
    ),
}  # fmt: skip
_FIELDS = {phrase: name for name, found in _LABELS.items() for phrase in found}
_LIMITS = {"addressed_to": 300, "time_frame": 120, "resource_implication": 200}
_PRIORITIES = {
    "high": set_of("high haute elevee alta hautes"),
    "medium": set_of("medium moyenne media moderate mediana"),
    "low": set_of("low basse faible baja"),
}
OF_RECOMMENDATIONS = (
    "addressed_to", "priority", "time_frame", "resource_implication", "theme", "findings",
)  # fmt: skip
OF_LESSONS = ("context", "targeted_users", "challenges", "successes", "administrative_issues")
OF_PRACTICES = (
    "context", "cause_and_effect", "measurable_impact", "potential_for_replication",
    "links_to_higher_goals",
)  # fmt: skip
_RESTS_ON = re.compile(r"finding (\d{1,4})(?:, |$)")
_COLON = re.compile(r"\s*(?::|\s\|\s)\s*")


@lru_cache(1000)
def detail_label(text):
    """Return the field that a label is of, or ""."""
    return _FIELDS.get(frozenset(words_of(text)), "") if len(text) < 200 else ""


def detail_in(text, fields):
    """Return (field, value, label) of a text like “Priority: high”, or None for any other."""
    colon = _COLON.search(text[:160])
    field = detail_label(text[: colon.start()]) if colon else ""
    if field not in fields:
        return None
    value = detail_value(field, text[colon.end() :].strip())
    return value and (field, value, text[: colon.start()])


def detail_value(field, text):
    """Return the value that a field can hold, or "" where it cannot hold what is said."""
    if field == "priority":
        words = set(words_of(text))
        levels = [level for level, said in _PRIORITIES.items() if words & said]
        return levels[0] if len(levels) == 1 and len(words) < 3 else ""
    if field == "findings":
        return tuple(map(int, _RESTS_ON.findall(text))) if not _RESTS_ON.sub("", text) else ""
    return text if len(text) <= _LIMITS.get(field, len(text)) else ""
