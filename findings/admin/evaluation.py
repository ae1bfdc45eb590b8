from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import F, Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from projects.access import may
from projects.editing import DeskAdmin
from projects.editing.forms import VersionedForm

from ..advice import advice
from ..models import Evaluation
from ..models.evaluation import edited_by
from ..tasks import returned
from .rows import ROWS

AT_ONCE = 400  # evaluations named in one address


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("draft", "Draft, never published"),
            ("review", "In review"),
            ("returned", "Returned to its editors"),
            ("published", "Published"),
            ("changed", "Changed since published"),
            ("withdrawn", "Withdrawn"),
        ]

    def queryset(self, request, queryset):
        conditions = {
            "draft": Q(published=None, withdrawn=False),
            "review": Q(reviewing=True),
            "returned": Q(pk__in=returned().values("pk")),
            "published": Q(published__isnull=False),
            "changed": Q(version__gt=F("published_version")),
            "withdrawn": Q(published=None, withdrawn=True),
        }
        return queryset.filter(conditions.get(self.value(), Q()))


class MineFilter(admin.SimpleListFilter):
    title = "whose"
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", "Mine to edit")]

    def queryset(self, request, queryset):
        return queryset.filter(edited_by(request.user)) if self.value() == "mine" else queryset


class ChangedFilter(admin.SimpleListFilter):
    title = "last changed"
    parameter_name = "changed"

    def lookups(self, request, model_admin):
        return [
            ("1", "Since yesterday"),
            ("7", "In the last 7 days"),
            ("30", "In the last 30 days"),
        ]

    def queryset(self, request, queryset):
        days = {"1": 1, "7": 7, "30": 30}.get(self.value())
        if days is None:
            return queryset
        return queryset.filter(changed__gte=timezone.now() - timedelta(days=days))


class EvaluationForm(VersionedForm):
    class Meta:
        help_texts = {
            "timing": "When in the project’s life it was evaluated.",
            "nature": "Who evaluated: independent of the project, internal, or the project itself.",
            "team": "The evaluators, as printed.",
            "manager": "Who managed the evaluation, as printed.",
            "project_purpose": "What the project wanted to change, how, and with whom.",
            "evaluation_purpose": "Why it was evaluated, what was covered, and who is to use it.",
            "methodology": "Desk review, interviews, visits, and what limits the evidence has.",
            "findings_introduction": "What stands before the first finding.",
            "conclusions": "What the findings amount to, by the criteria.",
            "recommendations_introduction": "What stands before the first recommendation.",
            "lessons_introduction": "What stands before the first lesson.",
            "practices_introduction": "What stands before the first good practice.",
            "slug": "The last part of its address; leave it empty to have it made from the title.",
        }


@admin.register(Evaluation)
class EvaluationAdmin(DeskAdmin):
    form = EvaluationForm
    list_display = ["title", "state", "completed", "last_changed"]
    list_filter = [
        StateFilter,
        MineFilter,
        ChangedFilter,
        "stage",
        "timing",
        "nature",
        "type",
        "language",
    ]
    search_fields = ["title", "projects__code", "projects__code_normalised", "manager", "team"]
    autocomplete_fields = [
        "projects", "translation_of", "donors", "areas", "themes",
        "administrative_offices", "technical_offices", "editors",
    ]  # fmt: skip
    fieldsets = [
        (
            "Quick Facts",
            {
                "fields": [
                    "title", ("timing", "completed"), ("type", "nature", "stage"), "projects",
                    ("areas", "areas_printed"), "donors", "themes", ("manager", "team"),
                    ("period_from", "period_to"), "keywords",
                ],
            },
        ),
        (
            "Background & Context",
            {"fields": ["project_purpose", "evaluation_purpose", "methodology"]},
        ),
        (
            "Introductions and conclusions",
            {
                "fields": [
                    "findings_introduction", "conclusions", "recommendations_introduction",
                    "lessons_introduction", "practices_introduction",
                ],
            },
        ),
        (
            "Further facts",
            {
                "classes": ["collapse"],
                "fields": [
                    ("administrative_offices", "technical_offices"), ("budget", "currency"),
                    ("language", "translation_of"), ("external_reference", "source_url"),
                    "planned_completion", "slug",
                ],
            },
        ),
        ("Who edits", {"fields": ["editors"]}),
    ]  # fmt: skip
    inlines = ROWS
    actions = ["publish_chosen"]
    assigned = ["editors"]

    def visible(self, rows, user):
        return rows.visible_to(user)

    def may_assign(self, user):
        return may(user, "findings.publish_evaluation")

    def has_publish_permission(self, request):
        return self.may_assign(request.user)

    def why_kept(self, obj):
        return "It was published. Withdraw it instead." if obj.publications.exists() else ""

    def offered(self, db_field, rows, request):
        if db_field.name == "projects":
            return rows.editable_by(request.user)
        staff = {"is_staff": True, "is_active": True}
        return rows.filter(**staff) if db_field.name == "editors" else rows

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        page = request.resolver_match.url_name if request.resolver_match else ""
        if page.endswith("_change"):
            return rows.select_related("translation_of").prefetch_related(
                "projects", "donors", "areas", "themes", "administrative_offices",
                "technical_offices", "editors",
            )  # fmt: skip
        return rows.with_state() if page.endswith("_changelist") else rows

    @admin.display(description="state", ordering="published")
    def state(self, evaluation):
        if evaluation.reviewing:
            return "In review"
        if evaluation.published is None:
            return "Withdrawn" if evaluation.withdrawn else "Draft"
        changed = evaluation.version > evaluation.published_version
        told = f"Published, no. {evaluation.published}"
        return format_html("{} <b>and changed since</b>", told) if changed else told

    @admin.display(description="last changed", ordering="changed")
    def last_changed(self, evaluation):
        return evaluation.changed

    def get_view_on_site_url(self, obj=None):
        return reverse("desk-preview", args=[obj.pk]) if obj else None

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and self.has_change_permission(request, obj):
            context["preview_links"] = reverse("desk-links", args=[obj.pk])
        if obj and self.may_edit(request, obj):
            advise(context, advice(obj, context["inline_admin_formsets"]))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for row in (row for formset in formsets for row in formset.deleted_objects):
            messages.info(request, _removed(row))

    @admin.action(description="Publish the chosen evaluations…", permissions=["publish"])
    def publish_chosen(self, request, queryset):
        """Go where it is asked for whom, and done some at a time."""
        keys = queryset.order_by("pk").values_list("pk", flat=True)[: AT_ONCE + 1]
        if len(keys) > AT_ONCE:
            words = f"Choose at most {AT_ONCE} evaluations at once. Nothing was published."
            return self.message_user(request, words, messages.ERROR)
        ids = urlencode({"ids": ",".join(map(str, keys))})
        return redirect(f"{reverse('desk-publish-many')}?{ids}")


def _removed(row):
    """Say what became of a row that was taken out, and how it comes back."""
    if getattr(row, "struck", None) is None:
        return f"{row} was removed; the history page can bring it back."
    return (
        f"{row} is struck: readers keep seeing it until the next publication; "
        f"it can be put back in the history."
    )


def advise(context, told):
    """Put each piece of advice beside the field that it is about; collect the others."""
    form = context["adminform"].form
    for name, words in told.items():
        if name in form.fields:
            field = form.fields[name]
            field.help_text = format_html(
                '<span class="advice">{}</span> {}', words, field.help_text
            )
    context["advice"] = [words for name, words in told.items() if name not in form.fields]
