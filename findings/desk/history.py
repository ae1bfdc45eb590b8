"""The history of a whole: what changed, any moment read again, any two compared."""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from projects.history.restoring import removed_parts
from projects.history.timeline import family, timeline
from projects.models import Project

from ..comparing import compare
from ..followup import FollowUp
from ..models import Evaluation
from ..pages import summary_page
from .gate import staff_only
from .restoring import may_restore_parts_of, struck_items

A_PAGE = 25
WITHIN = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2999, 12, 31))]


@staff_only
@require_safe
def evaluation_history(request, pk):
    evaluation = get_object_or_404(Evaluation.objects.visible_to(request.user), pk=pk)
    context = _history(request, evaluation) | {"struck": struck_items(evaluation)}
    return render(request, "desk/evaluation_history.html", context)


@staff_only
@require_safe
def project_history(request, pk):
    project = get_object_or_404(Project.objects.workable_by(request.user), pk=pk)
    return render(request, "desk/project_history.html", _history(request, project))


@staff_only
@require_safe
def as_of(request, pk, revision):
    """The whole summary, follow-up included, as it stood when a revision was made."""
    evaluation = get_object_or_404(Evaluation.objects.visible_to(request.user), pk=pk)
    revision = _own(evaluation, revision)
    summary = _summary(evaluation, revision)
    page = summary_page(summary, FollowUp.as_of(summary, revision.moment), linked=False)
    context = {"evaluation": evaluation, "revision": revision, "page": page}
    return render(request, "desk/as_of.html", context)


@staff_only
@require_safe
def comparison(request, pk):
    """What differs between two revisions, or between one and the working text now."""
    evaluation = get_object_or_404(Evaluation.objects.visible_to(request.user), pk=pk)
    before = _moment(evaluation, request.GET.get("from", ""))
    after = _moment(evaluation, request.GET.get("to", "now"))
    sections = compare(_summary(evaluation, before), _summary(evaluation, after))
    context = {"evaluation": evaluation, "before": before, "after": after}
    context["changed"] = [section for section in sections if section.changed]
    context["unchanged"] = [section.title for section in sections if not section.changed]
    return render(request, "desk/comparison.html", context)


class HistoryForm(forms.Form):
    """What of a history to show; what cannot be read is said and left out."""

    person = forms.ModelChoiceField(None, required=False, empty_label="Anybody")
    kind = forms.ChoiceField(required=False, label="What changed")
    since = forms.DateField(required=False, label="From", validators=WITHIN)
    until = forms.DateField(required=False, validators=WITHIN)

    def __init__(self, data, root):
        super().__init__(data, label_suffix="")
        self.models = {model._meta.model_name: model for model in family(type(root))}
        kinds = ((n, capfirst(m._meta.verbose_name_plural)) for n, m in self.models.items())
        self.fields["kind"].choices = [("", "Anything"), *kinds]
        self.fields["person"].queryset = timeline(root).people()
        self.fields["person"].label_from_instance = called
        for name in ("since", "until"):
            self.fields[name].widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")

    def chosen(self):
        """Return what `timeline` is asked for."""
        self.is_valid()
        chosen = {name: value or None for name, value in self.cleaned_data.items()}
        return {**chosen, "kind": self.models.get(chosen.get("kind"))}


def called(user):
    return user.get_full_name() or user.get_username()


def _history(request, root):
    form = HistoryForm(request.GET, root)
    chosen = form.chosen()
    page = Paginator(timeline(root, **chosen), A_PAGE).get_page(request.GET.get("page"))
    removed = removed_parts(root)
    kinds = {part.model for part in removed}
    may = {kind for kind in kinds if may_restore_parts_of(request.user, root, kind)}
    return {
        "root": root,
        "form": form,
        "page": page,
        "filtered": any(chosen.values()),
        "removed": removed,
        "restorable": {part.key for part in removed if part.model in may},
        "may_edit": may_restore_parts_of(request.user, root),
    }


def _own(evaluation, number):
    """Return one of the revisions of an evaluation; those of others say why others changed."""
    own = timeline(evaluation).revisions().select_related("user")
    return get_object_or_404(own, pk=number)


def _moment(evaluation, number):
    """Return the revision of an evaluation with this number, or None for now."""
    if number == "now":
        return None
    if not number.isdecimal() or len(number) > 18:
        raise Http404
    return _own(evaluation, int(number))


def _summary(evaluation, revision):
    """Return the summary as of a revision, or now where there is none."""
    try:
        return evaluation.summary(as_of=revision and revision.moment)
    except Evaluation.DoesNotExist as never:
        raise Http404 from never
