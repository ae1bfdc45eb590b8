"""What looks unusual in an evaluation: told beside the field, never forced."""

from projects.codes import code_warning


def advice(evaluation, inlines=()):
    """Return {field name or other key: sentence} for an evaluation whose projects are loaded.

    `inlines` are the admin formsets of its rows; what they have loaded costs no query.
    """
    return {
        **_dates(evaluation),
        **_codes(evaluation),
        **_unspoken(inlines),
    }


def _dates(evaluation):
    starts = [p.started for p in evaluation.projects.all() if p.started]
    begun, done = min(starts, default=None), evaluation.completed
    told = {}
    for name in ("completed", "period_from"):
        month = getattr(evaluation, name)
        if month and begun and month < begun:
            told[name] = f"This is before the project started ({begun})."
    if done and evaluation.period_to and evaluation.period_to > done:
        told["period_to"] = f"This is after the evaluation was completed ({done})."
    return told


def _codes(evaluation):
    warnings = (code_warning(project.code) for project in evaluation.projects.all())
    told = " ".join(warning for warning in warnings if warning)
    return {"projects": told} if told else {}


def _unspoken(inlines):
    """Outcomes to which no finding speaks, as far as there are findings at all."""
    for inline in inlines:
        outcomes = getattr(inline.formset.form, "own_choices", {}).get("outcomes")
        if not outcomes or not inline.formset.initial_forms:
            continue
        spoken = {row.pk for f in inline.formset.initial_forms for row in _initial(f)}
        unspoken = [row.told for row in outcomes if row.pk not in spoken]
        if unspoken:
            return {"outcomes": f"No finding speaks to: {'; '.join(unspoken)}."}
    return {}


def _initial(form):
    return form.initial.get("outcomes") or ()
