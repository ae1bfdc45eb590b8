from django.contrib import admin

from ..merging_admin import MergeMixin
from ..models import Area, Donor, Objective, Office, Outcome, Revision, Theme


@admin.register(Area)
class AreaAdmin(admin.ModelAdmin):
    list_display = ["name", "code", "kind", "parent"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "code", "iso_alpha2", "iso_alpha3"]
    autocomplete_fields = ["parent"]


@admin.register(Donor)
class DonorAdmin(MergeMixin, admin.ModelAdmin):
    list_display = ["name", "acronym", "country"]
    list_select_related = ["country"]
    search_fields = ["name", "acronym"]
    autocomplete_fields = ["country"]


@admin.register(Theme)
class ThemeAdmin(MergeMixin, admin.ModelAdmin):
    list_display = ["name", "category"]
    search_fields = ["name"]


@admin.register(Office)
class OfficeAdmin(MergeMixin, admin.ModelAdmin):
    list_display = ["code", "name"]
    search_fields = ["code", "name"]


@admin.register(Objective, Outcome)
class StatementAdmin(admin.ModelAdmin):
    list_display = ["__str__", "project", "framework"]
    list_select_related = ["project"]
    search_fields = ["project__title", "project__code", "statement"]
    autocomplete_fields = ["project"]


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):
    """What was revised can be looked at, never changed."""

    list_display = ["moment", "user", "reason", "subject"]
    list_select_related = ["user"]
    search_fields = ["reason", "subject"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
