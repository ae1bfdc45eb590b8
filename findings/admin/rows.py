"""The rows of an evaluation: findings, recommendations, lessons, good practices and the rest."""

from django import forms
from django.contrib import admin
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils import timezone

from projects.editing import DeskForm, RowInline
from projects.editing.admin import RowFormSet, came_back
from projects.editing.widgets import Checklist
from projects.models import Objective, Outcome
from projects.richtext import opening

from ..models import Attachment, Finding, GoodPractice, Lesson, Rating, Recommendation


class ItemFormSet(RowFormSet):
    """A row that readers had before them is struck, not deleted."""

    def delete_existing(self, obj, commit=True):
        if not obj.published:
            return super().delete_existing(obj, commit)
        row = self.model.objects.get(pk=obj.pk)  # without what was typed into it
        row.struck = obj.struck = timezone.now()
        row.save()

    def _existing_object(self, pk):
        """A row that somebody struck meanwhile comes back too, if she saves it."""
        found = super()._existing_object(pk)
        if found is None:
            owner = {self.fk.attname: self.instance.pk}
            found = self.model.objects.filter(pk=pk, struck__isnull=False, **owner).first()
            if found is not None:
                found.struck = None
                came_back(found)
        return found


class ItemInline(RowInline):
    """Items as they stand in the text; those that are struck stand in the history."""

    formset = ItemFormSet

    def get_queryset(self, request):
        return super().get_queryset(request).filter(struck=None)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        may_be_deleted = formset.form.hand_clean_DELETE

        def hand_clean_DELETE(form):  # noqa: N802  Django's name; it refuses what has follow-up
            goes = form.cleaned_data.get(DELETION_FIELD_NAME)
            if goes and not (form.instance.pk and form.instance.published):
                may_be_deleted(form)

        formset.form.hand_clean_DELETE = hand_clean_DELETE
        return formset


class FindingForm(DeskForm):
    class Meta:
        widgets = {
            "objectives": Checklist,
            "outcomes": Checklist,
        }


def statements(model):
    """Return the function from an evaluation to the objectives (or outcomes) of its projects."""

    def of(evaluation):
        rows = model.objects.filter(project__evaluations=evaluation).select_related("project")
        for row in rows.order_by("project__code", "framework", "number"):
            row.told = f"{row} – {opening(row.statement, 70)}"
            yield row

    return of


class FindingInline(ItemInline):
    model = Finding
    help = (
        "What the evaluation found: one point a row, with a short heading. Paste a "
        "whole list into an empty row to make a row of each point."
    )
    form = FindingForm
    autocomplete_fields = ["areas"]
    own_choices = {"objectives": statements(Objective), "outcomes": statements(Outcome)}
    fieldsets = [
        (None, {"fields": ["heading", "body", ("kind", "criterion", "label"), "position"]}),
        ("What it speaks to", {"fields": ["objectives", "outcomes", "areas"]}),
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.prefetch_related("objectives", "outcomes", "areas")


def numbered_findings(evaluation):
    """Return the findings of an evaluation as one chooses them: by number and first words.

    They are read once for an evaluation: recommendations choose among them, and ratings.
    """
    if not hasattr(evaluation, "numbered_findings"):
        rows = Finding.objects.filter(evaluation=evaluation, struck=None)
        for number, row in enumerate(rows, 1):
            row.told = f"{row.label or number}. {row.heading or opening(row.body, 60)}"
        evaluation.numbered_findings = rows
    return evaluation.numbered_findings


class RecommendationForm(DeskForm):
    sub_point = forms.BooleanField(
        label="Sub-point of the one above",
        required=False,
        help_text="A sub-point is numbered under it and answered by itself.",
    )

    class Meta:
        widgets = {"findings": Checklist}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["sub_point"] = self.instance.parent_id is not None


class RecommendationFormSet(ItemFormSet):
    """Recommendations with their sub-points: a ticked one belongs to the whole one above it."""

    def clean(self):
        super().clean()
        ordered = self.ordered()
        if ordered and ordered[0].cleaned_data.get("sub_point"):
            ordered[0].add_error("sub_point", "There is no recommendation above this one.")

    def save(self, commit=True):
        owners = self._owners()
        for form, owner in owners.items():
            leaves = form.instance.parent_id and (
                owner is None or owner.instance.pk != form.instance.parent_id
            )
            if leaves and form.instance.pk:
                form.instance.parent = None
                form.instance.save(update_fields=["parent"])
        saved = super().save(commit)
        for form, owner in owners.items():
            if owner is not None and form.instance.parent_id != owner.instance.pk:
                form.instance.parent = owner.instance
                form.instance.save(update_fields=["parent"])
        return saved

    def _owners(self):
        """Return {form: form of the recommendation it is a sub-point of, or None}."""
        owners, whole = {}, None
        for form in self.ordered():
            is_part = form.cleaned_data.get("sub_point")
            owners[form] = whole if is_part else None
            whole = whole if is_part else form
        return owners


class RecommendationInline(ItemInline):
    model = Recommendation
    help = (
        "What should be done, by whom and by when. Tick a sub-point to number it "
        "under the one above."
    )
    form = RecommendationForm
    formset = RecommendationFormSet
    autocomplete_fields = ["theme"]
    own_choices = {"findings": numbered_findings}
    fieldsets = [
        (None, {"fields": ["text", "sub_point", ("addressed_to", "time_frame"), "position"]}),
        (
            "Further",
            {
                "fields": [
                    ("priority", "label"),
                    "resource_implication",
                    "theme",
                    "findings",
                ]
            },
        ),
    ]

    @admin.display(description="Sub-point of the one above")
    def sub_point(self, recommendation):
        """Shown to those who may only look."""
        return "yes" if recommendation.parent_id else "no"

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("theme").prefetch_related("findings")


class LessonInline(ItemInline):
    model = Lesson
    help = "What was learned that holds beyond this project; its context says where it holds."
    autocomplete_fields = ["theme"]
    fieldsets = [
        (None, {"fields": ["text", ("theme", "label"), "position"]}),
        (
            "Context",
            {
                "classes": ["fold"],
                "fields": [
                    "context", "targeted_users", "challenges", "successes",
                    "administrative_issues",
                ],
            },
        ),
    ]  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("theme")


class GoodPracticeInline(ItemInline):
    model = GoodPractice
    help = "A way of working that proved itself and that others could take up."
    autocomplete_fields = ["theme"]
    fieldsets = [
        (None, {"fields": ["text", ("theme", "label"), "position"]}),
        (
            "Context",
            {
                "classes": ["fold"],
                "fields": [
                    "context", "cause_and_effect", "measurable_impact",
                    "potential_for_replication", "links_to_higher_goals",
                ],
            },
        ),
    ]  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("theme")


class RatingInline(RowInline):
    model = Rating
    help = "A value always with its scale, for the whole evaluation or one finding."
    fields = ["criterion", ("value", "scale"), "finding"]
    own_choices = {"finding": numbered_findings}

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("finding")


class AttachmentInline(RowInline):
    model = Attachment
    help = "The full report and the management response, as files."
    fields = ["kind", "file"]


ROWS = [
    FindingInline,
    RecommendationInline,
    LessonInline,
    GoodPracticeInline,
    RatingInline,
    AttachmentInline,
]
