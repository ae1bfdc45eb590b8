from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from projects.access import may, reads_drafts
from projects.editing import DeskAdmin, RowInline
from projects.editing.forms import VersionedForm
from projects.richtext import opening

from ..desk.gate import recommendations_at_desk
from ..models import Action, Recommendation, Response


class FollowUpForm(VersionedForm):
    """Nothing of the recommendation itself is edited here; its follow-up has its own version."""

    version_name = "followup_version"


class ResponseInline(RowInline):
    model = Response
    help = "What management answered. Readers see it once it is saved. No decision if none is told."
    max_num = 1
    fields = [("decision", "decision_printed", "date"), "comment"]


class ActionInline(RowInline):
    model = Action
    help = "Who does what by when. Leave the status empty where none is recorded."
    fields = [
        "text", ("responsible", "due"), ("status", "status_printed"), "evidence", "position",
    ]  # fmt: skip


class AnswerFilter(admin.SimpleListFilter):
    title = "response"
    parameter_name = "answered"

    def lookups(self, request, model_admin):
        return [("no", "Published, no response recorded"), ("yes", "Response recorded")]

    def queryset(self, request, queryset):
        if self.value() == "no":
            return queryset.filter(pk__in=Recommendation.objects.awaiting_response().values("pk"))
        return queryset.exclude(response=None) if self.value() == "yes" else queryset


class OverdueFilter(admin.SimpleListFilter):
    title = "actions"
    parameter_name = "overdue"

    def lookups(self, request, model_admin):
        return [("yes", "An action is overdue")]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        overdue = Action.objects.overdue(timezone.localdate())
        return queryset.filter(pk__in=overdue.values("recommendation"))


class YoursFilter(admin.SimpleListFilter):
    title = "whose"
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", "Yours to follow up")]

    def queryset(self, request, queryset):
        return queryset.answerable_by(request.user) if self.value() == "mine" else queryset


@admin.register(Recommendation)
class FollowUpAdmin(DeskAdmin):
    """The follow-up of a recommendation; the recommendation itself is edited in its evaluation."""

    form = FollowUpForm
    list_display = ["told", "in_evaluation", "decision", "to"]
    list_filter = [
        YoursFilter, AnswerFilter, OverdueFilter, "priority", "response__decision",
        "actions__status",
    ]  # fmt: skip
    list_select_related = ["evaluation", "response"]
    search_fields = ["title_read", "text_read", "addressed_read"]
    fieldsets = [(None, {"fields": ["told_whole", "stands_in"]})]
    readonly_fields = ["told_whole", "stands_in"]
    inlines = [ResponseInline, ActionInline]

    def visible(self, rows, user):
        return recommendations_at_desk(user, rows)

    def editable(self, user):
        return Recommendation.objects.answerable_by(user)

    def get_queryset(self, request):
        rows = super().get_queryset(request).told_to(request.user)
        return rows.select_related("evaluation", "response")

    def get_list_filter(self, request):
        """The priority is the draft's."""
        filters = super().get_list_filter(request)
        return filters if reads_drafts(request.user) else [f for f in filters if f != "priority"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return may(request.user, "findings.change_response")
        return self.may_edit(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def history_address(self, recommendation):
        """Follow-up stands in the history of its evaluation."""
        return reverse("desk-evaluation-history", args=[recommendation.evaluation_id])

    def lookup_allowed(self, lookup, value, request=None):
        return lookup == "evaluation__id__exact" or super().lookup_allowed(lookup, value, request)

    @admin.display(description="recommendation")
    def told(self, recommendation):
        words = opening(recommendation.text_read)
        return f"{recommendation.label_read} {words}".strip()

    @admin.display(description="evaluation")
    def in_evaluation(self, recommendation):
        return recommendation.title_read

    @admin.display(description="addressed to")
    def to(self, recommendation):
        return recommendation.addressed_read

    @admin.display(description="recommendation")
    def told_whole(self, recommendation):
        return format_html("<div class='told'>{}</div>", opening(recommendation.text_read, 2000))

    @admin.display(description="stands in")
    def stands_in(self, recommendation):
        if not recommendation.own_read:
            return recommendation.title_read
        address = reverse("admin:findings_evaluation_change", args=[recommendation.evaluation_id])
        return format_html('<a href="{}">{}</a>', address, recommendation.title_read)

    @admin.display(description="decision", ordering="response__decision")
    def decision(self, recommendation):
        response = getattr(recommendation, "response", None)
        return str(response) if response else "–"

    def get_view_on_site_url(self, obj=None):
        return None
