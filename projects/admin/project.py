from django.contrib import admin
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.html import format_html

from ..access import may
from ..codes import code_warning
from ..editing import DeskAdmin, DeskForm, RowInline
from ..editing.admin import RowFormSet
from ..merging_admin import MergeMixin
from ..models import Objective, Outcome, Project

OUT_OF_THE_WAY = 20_000  # above any number that a framework has
ASSIGNS = "projects.change_donor"  # whoever keeps the donors says what they fund


class StatementForm(DeskForm):
    """A number is unique among the rows on the page, which the formset sees to."""

    def validate_unique(self):
        pass


class StatementFormSet(RowFormSet):
    """Numbers can be swapped: rows that change step aside before they take their new numbers."""

    def save(self, commit=True):
        moving = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        rows = QuerySet(self.model).filter(pk__in=moving)
        rows.update(number=F("number") + OUT_OF_THE_WAY)
        return super().save(commit)


class StatementInline(RowInline):
    form = StatementForm
    formset = StatementFormSet
    fields = [("number", "framework"), "statement", ("valid_from", "valid_to")]


class ObjectiveInline(StatementInline):
    model = Objective
    help = "What the project was to bring about. A revised framework has the number 2."


class OutcomeInline(StatementInline):
    model = Outcome
    help = "The changes it was to lead to, as the framework words them."
    fields = [
        ("number", "framework", "period"),
        "statement",
        ("valid_from", "valid_to"),
        "objective",
    ]
    own_choices = {"objective": lambda project: project.objectives.all()}

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("objective")


@admin.register(Project)
class ProjectAdmin(MergeMixin, DeskAdmin):
    list_display = ["title", "code", "started", "ended", "audience"]
    list_filter = ["audience"]
    search_fields = ["title", "code", "code_normalised"]
    autocomplete_fields = ["areas", "donors", "themes", "editors"]
    fieldsets = [
        (
            "Facts",
            {
                "fields": [
                    "title", "code", ("started", "ended"), ("areas", "areas_printed"), "donors",
                    "themes", ("budget", "currency"), "programme",
                ],
            },
        ),
        ("What it was for", {"fields": ["aim"]}),
        ("Who reads and edits", {"fields": ["audience", "editors", "slug"]}),
    ]  # fmt: skip
    inlines = [ObjectiveInline, OutcomeInline]
    assigned = ["donors", "audience", "editors"]

    def visible(self, rows, user):
        return rows.workable_by(user)

    def may_assign(self, user):
        return may(user, ASSIGNS)

    def why_kept(self, obj):
        if obj.publications.exists():
            return "It is named in what was published; it can be merged, not deleted."
        return ""

    def offered(self, db_field, rows, request):
        staff = {"is_staff": True, "is_active": True}
        return rows.filter(**staff) if db_field.name == "editors" else rows

    def get_readonly_fields(self, request, obj=None):
        """Whoever adds a project says who funds it; after that it is for those who assign."""
        frozen = super().get_readonly_fields(request, obj)
        return frozen if obj else [name for name in frozen if name != "donors"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        page = request.resolver_match.url_name if request.resolver_match else ""
        if page.endswith("_change"):
            return rows.prefetch_related("areas", "donors", "themes", "editors")
        return rows

    def get_view_on_site_url(self, obj=None):
        return reverse("project-detail", args=[obj.slug]) if obj and obj.slug else None

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        fields = context["adminform"].form.fields
        if obj and "code" in fields and (warning := code_warning(obj.code)):
            field = fields["code"]
            field.help_text = format_html('<span class="advice">{}</span>', warning)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
