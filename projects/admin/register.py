from django import forms
from django.contrib import admin

from ..access import may, reads_drafts
from ..editing import Choosing, DeskForm, LookingAdmin, SightedAdmin
from ..merging_admin import MergeMixin
from ..models import Area, Donor, Objective, Office, Outcome, Project, Revision, Theme


@admin.register(Area)
class AreaAdmin(SightedAdmin):
    list_display = ["name", "code", "kind", "parent"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "code", "iso_alpha2", "iso_alpha3"]
    autocomplete_fields = ["parent"]


class PeopleAdmin(MergeMixin, Choosing, SightedAdmin):
    """An entry of the register with the people that belong to it, for those who may change it."""

    form = DeskForm
    people = ""

    def get_fields(self, request, obj=None):
        changes = may(request.user, f"projects.change_{self.opts.model_name}")
        return [n for n in super().get_fields(request, obj) if changes or n != self.people]

    def get_autocomplete_fields(self, request):
        return [*super().get_autocomplete_fields(request), self.people]


class DonorForm(DeskForm):
    def clean_users(self):
        """Who works here reads more than any donor: one account is never both."""
        users = self.cleaned_data["users"]
        if staff := ", ".join(str(user) for user in users if user.is_staff):
            raise forms.ValidationError(
                f"Accounts of staff cannot belong to a donor as well: {staff}."
            )
        return users


@admin.register(Donor)
class DonorAdmin(PeopleAdmin):
    form = DonorForm
    list_display = ["name", "acronym", "country"]
    list_select_related = ["country"]
    search_fields = ["name", "acronym"]
    autocomplete_fields = ["country"]
    people = "users"

    def offered(self, db_field, rows, request):
        donors = {"is_staff": False, "is_superuser": False, "is_active": True}
        return rows.filter(**donors) if db_field.name == "users" else rows


@admin.register(Theme)
class ThemeAdmin(MergeMixin, SightedAdmin):
    list_display = ["name", "category"]
    search_fields = ["name"]


@admin.register(Office)
class OfficeAdmin(PeopleAdmin):
    list_display = ["code", "name"]
    search_fields = ["code", "name"]
    people = "members"

    def offered(self, db_field, rows, request):
        staff = {"is_staff": True, "is_active": True}
        return rows.filter(**staff) if db_field.name == "members" else rows


@admin.register(Objective, Outcome)
class StatementAdmin(LookingAdmin):
    """To find a statement; it is edited in its project, where no edit is lost."""

    list_display = ["__str__", "project", "framework"]
    list_select_related = ["project"]
    search_fields = ["project__title", "project__code", "statement"]

    def visible(self, rows, user):
        return rows.filter(project__in=Project.objects.workable_by(user).values("pk"))


@admin.register(Revision)
class RevisionAdmin(LookingAdmin):
    """What was revised can be looked at, never changed; by those who read all histories."""

    list_display = ["moment", "user", "reason", "subject"]
    list_select_related = ["user"]
    search_fields = ["reason", "subject"]

    def visible(self, rows, user):
        return rows if reads_drafts(user) else rows.none()
