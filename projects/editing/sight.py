"""What every screen of the administration holds to: what one may not see is not there."""

from django.apps import apps
from django.contrib import admin
from django.http import Http404

PLAIN_LOOKUPS = ("", "__exact", "__in", "__isnull", "__gte", "__lte", "__gt", "__lt")


class SightedAdmin(admin.ModelAdmin):
    """Shows the rows a person may see, and answers 404 for all others.

    Lists are asked what their filters ask, with plain comparisons, and nothing else.
    """

    def visible(self, rows, user):
        """Those of the rows that a person may see."""
        return rows

    def offered(self, db_field, rows, request):
        """Those of the rows a person sees that may be chosen for a field, by search or by POST."""
        return rows

    def get_queryset(self, request):
        return self.visible(super().get_queryset(request), request.user)

    def get_search_results(self, request, queryset, search_term):
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            queryset = self._asked_for(request, queryset)
        return super().get_search_results(request, queryset, search_term)

    def _asked_for(self, request, queryset):
        """Ask the admin whose field is being filled; the view has checked what is named here."""
        model = apps.get_model(request.GET["app_label"], request.GET["model_name"])
        asking = self.admin_site._registry.get(model)
        if not isinstance(asking, SightedAdmin):
            return queryset
        field = model._meta.get_field(request.GET["field_name"])
        return asking.offered(field, queryset, request)

    def lookup_allowed(self, lookup, value, request=None):
        filters = [f[0] if isinstance(f, tuple) else f for f in self.get_list_filter(request)]
        own = {f.parameter_name for f in filters if hasattr(f, "parameter_name")}
        keys = [k for f in filters if isinstance(f, str) for k in (f, f"{f}__id", f"{f}__pk")]
        return lookup in own | {f"{key}{plain}" for key in keys for plain in PLAIN_LOOKUPS}

    def changelist_view(self, request, extra_context=None):
        self._seen_or_404(request)
        return super().changelist_view(request, extra_context)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is not None or not self.has_add_permission(request):
            self._seen_or_404(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        self._seen_or_404(request)
        return super().delete_view(request, object_id, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        self._seen_or_404(request)
        return super().history_view(request, object_id, extra_context)

    def _seen_or_404(self, request):
        if not self.has_view_or_change_permission(request):
            raise Http404

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404


class LookingAdmin(SightedAdmin):
    """To find and look at rows that are written elsewhere."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
