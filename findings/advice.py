"""What looks unusual in an evaluation: told beside the field, never forced."""

from projects.codes import code_warning

from .readiness import contradictions


def advice(evaluation, inlines=()):
    """Return {field name or other key: sentence} for an evaluation whose projects are loaded.

    `inlines` are the admin formsets of its rows; what they have loaded costs no query.
    """
    return {
        **contradictions(evaluation, evaluation.projects.all()),
        **_codes(evaluation),
        **_unspoken(inlines),
    }


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
