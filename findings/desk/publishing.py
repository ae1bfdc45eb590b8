"""The way of an evaluation to its readers: submit, return, publish, withdraw, strike an item."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.models import Project
from projects.terms import Audience

from ..comparing import compare
from ..content import digest, to_content
from ..models import Evaluation, Finding, GoodPractice, Lesson, Recommendation
from ..readiness import readiness
from ..refusals import Refused
from .gate import staff_only

ITEMS = {model.passage_kind: model for model in (Finding, Recommendation, Lesson, GoodPractice)}


class ReasonForm(forms.Form):
    """Why something is taken from readers; they are told."""

    reason = forms.CharField(
        max_length=2000, widget=forms.Textarea({"rows": 3}), help_text="Readers see it."
    )


class NoteForm(forms.Form):
    note = forms.CharField(required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))


class PublishForm(forms.Form):
    """For whom to publish, and what readers are told of it."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    audience = forms.ChoiceField(choices=Audience, widget=forms.RadioSelect, label="For whom")
    note = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea({"rows": 2}), label="Public note",
        help_text="What readers are told of this version, for example what changed.",
    )  # fmt: skip
    opening = forms.ModelMultipleChoiceField(
        Project.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        label="Open the pages of its projects to the same readers",
    )  # fmt: skip

    def __init__(self, data, evaluation, audience=Audience.EVERYBODY, seen=""):
        super().__init__(data, initial={"seen": seen, "audience": audience}, label_suffix="")
        closed = evaluation.projects.exclude(audience=Audience.EVERYBODY)
        self.fields["opening"].queryset = closed
        if not closed:
            del self.fields["opening"]


@staff_only
@require_safe
def publishing(request, pk):
    evaluation = get_object_or_404(Evaluation.objects.visible_to(request.user), pk=pk)
    return _shown(request, evaluation)


@staff_only
@require_POST
def submit(request, pk):
    evaluation = get_object_or_404(Evaluation.objects.editable_by(request.user), pk=pk)
    return _note(request, evaluation, evaluation.submit, "It is with the publishers now.")


@staff_only
@require_POST
def return_to_draft(request, pk):
    evaluation = get_object_or_404(Evaluation.objects.visible_to(request.user), pk=pk)
    review = evaluation.reviews.open().first()
    if not (_publishes(request, evaluation) or review and review.submitted_by == request.user):
        raise Http404
    return _note(request, evaluation, evaluation.return_to_draft, "It is a draft again.")


@staff_only
@require_POST
def publish(request, pk):
    """Publish what the publisher has read: nothing that was changed in the meantime."""
    evaluation = get_object_or_404(Evaluation.objects.publishable_by(request.user), pk=pk)
    form = PublishForm(request.POST, evaluation)
    if not form.is_valid():
        return _shown(request, evaluation, publish=form, status=422)
    chosen = form.cleaned_data
    readers = chosen["audience"], chosen.get("opening", ())
    return _done(
        request,
        evaluation,
        lambda: evaluation.publish(request.user, chosen["note"], *readers, seen=chosen["seen"]),
        lambda publication: f"It is published as version {publication.number}.",
    )


@staff_only
@require_POST
def withdraw(request, pk):
    evaluation = get_object_or_404(Evaluation.objects.publishable_by(request.user), pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _shown(request, evaluation, withdraw=form, status=422)
    return _done(
        request,
        evaluation,
        lambda: evaluation.withdraw(request.user, form.cleaned_data["reason"]),
        lambda _: "It is withdrawn; readers are told why. It can be published again.",
    )


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def strike(request, kind, pk):
    """Ask, then take one item out of what readers see."""
    evaluations = Evaluation.objects.publishable_by(request.user)
    item = get_object_or_404(ITEMS[kind].objects.filter(evaluation__in=evaluations), pk=pk)
    form = ReasonForm(request.POST or None)
    context = {"item": item, "evaluation": item.evaluation, "form": form}
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "desk/strike.html", context, status=status)
    try:
        item.strike(request.user, form.cleaned_data["reason"])
    except Refused as refused:
        return render(request, "desk/strike.html", {**context, "refused": refused}, status=409)
    messages.success(request, f"{item} is struck; readers are told why.")
    return redirect("desk-publishing", item.evaluation_id)


def _publishes(request, evaluation):
    return Evaluation.objects.publishable_by(request.user).filter(pk=evaluation.pk).exists()


def _note(request, evaluation, verb, told):
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _shown(request, evaluation, note=form, status=422)
    note = form.cleaned_data["note"]
    return _done(request, evaluation, lambda: verb(request.user, note), lambda _: told)


def _done(request, evaluation, step, told):
    try:
        result = step()
    except Refused as refused:
        return _shown(request, evaluation, refused=str(refused), status=409)
    messages.success(request, told(result))
    return redirect("desk-publishing", evaluation.pk)


def _shown(request, evaluation, status=200, refused="", **forms):
    """The page with what may be done now, and forms that were not filled in well as they were."""
    summary = evaluation.summary()
    newest = evaluation.publications.filter(newest_staff=True).first()
    sections = compare(newest.summary, summary) if newest else ()
    review = evaluation.reviews.open().select_related("submitted_by").first()
    publishes = _publishes(request, evaluation)
    last = evaluation.reviews.exclude(outcome="").order_by("-closed").first()
    context = {
        "evaluation": evaluation,
        "newest": newest,
        "review": review,
        "last": last,
        "withdrawal": None if newest else evaluation.withdrawals.first(),
        "advice": readiness(summary),
        "changed": [section for section in sections if section.changed],
        "refused": refused,
        "publishes": publishes,
        "own": bool(review and review.submitted_by_id == request.user.pk),
        "edits": Evaluation.objects.editable_by(request.user).filter(pk=evaluation.pk).exists(),
        "note": forms.get("note") or NoteForm(),
        "publish": forms.get("publish") or PublishForm(
            None, evaluation, newest.audience if newest else Audience.EVERYBODY,
            seen=digest(to_content(summary)),
        ),
        "withdraw": forms.get("withdraw") or ReasonForm(auto_id="withdraw_%s"),
    }  # fmt: skip
    return render(request, "desk/publishing.html", context, status=status)
