"""Who may change what of an object: its text, who reads and edits it, or nothing."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import transaction
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.urls import reverse

from ..history.timeline import family
from .sight import SightedAdmin


class RightsAdmin(SightedAdmin):
    """An object whose text its editors change, and which others may assign to people.

    `assigned` names the fields that say who reads and edits it: they are of no concern to editors.
    """

    assigned = ()

    def editable(self, user):
        """The rows whose text a person may change."""
        return self.model._default_manager.editable_by(user)

    def may_assign(self, user):
        """Whether a person decides who reads and edits an object."""
        return False

    def may_edit(self, request, obj):
        """Whether a person may change the text of an object and its rows; asked once a request."""
        known = vars(request).setdefault("_may_edit", {})
        key = (self.opts.label, obj.pk)
        if key not in known:
            known[key] = self.editable(request.user).filter(pk=obj.pk).exists()
        return known[key]

    def why_kept(self, obj):
        """The sentence that says why an object cannot be deleted, or nothing."""
        return ""

    def has_change_permission(self, request, obj=None):
        if self.may_assign(request.user):
            return True
        if obj is None:
            return super().has_change_permission(request)
        return self.may_edit(request, obj)

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        if obj is None or not may:
            return may
        return self.may_edit(request, obj) and not self.why_kept(obj)

    def get_readonly_fields(self, request, obj=None):
        frozen = set(super().get_readonly_fields(request, obj))
        if obj is not None and not self.may_edit(request, obj):
            frozen |= set(flatten_fieldsets(self.get_fieldsets(request, obj))) - set(self.assigned)
        if not self.may_assign(request.user):
            frozen |= set(self.assigned)
        return sorted(frozen)

    def save_formset(self, request, form, formset, change):
        """Rows that a person may only look at are not saved, whatever was sent."""
        if change and not self.may_edit(request, form.instance):
            formset.new_objects = formset.changed_objects = formset.deleted_objects = []
            return
        super().save_formset(request, form, formset, change)

    def get_deleted_objects(self, objs, request):
        """What is part of an object goes with it: that needs no permission of its own."""
        told, counts, lacking, protected = super().get_deleted_objects(objs, request)
        parts = {str(model._meta.verbose_name) for model in family(self.model)[1:]}
        return told, counts, set(lacking) - parts, protected

    def delete_view(self, request, object_id, extra_context=None):
        found = self.get_object(request, unquote(object_id))
        if found is not None and self.may_edit(request, found) and (why := self.why_kept(found)):
            return self._kept(request, object_id, why)
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError as refusal:
            return self._kept(request, object_id, refusal.args[0])

    def _kept(self, request, object_id, why):
        self.message_user(request, why, messages.ERROR)
        return redirect(reverse(f"admin:{_page(self)}_change", args=[object_id]))

    def get_actions(self, request):
        actions = super().get_actions(request)
        if "delete_selected" in actions:
            _, name, words = actions["delete_selected"]
            actions["delete_selected"] = (delete_chosen, name, words)
        return actions


def _page(model_admin):
    return f"{model_admin.opts.app_label}_{model_admin.opts.model_name}"


@admin.action(permissions=["delete"])
def delete_chosen(model_admin, request, queryset):
    """Delete what was chosen after a question, or nothing where one of it is kept."""
    say = partial(model_admin.message_user, request, level=messages.ERROR)
    for obj in queryset:
        if why := model_admin.why_kept(obj):
            return say(f"“{obj}” is not deleted. {why} Nothing was deleted.")
    try:
        with transaction.atomic():
            return delete_selected(model_admin, request, queryset)
    except ProtectedError as refusal:
        return say(f"{refusal.args[0]} Nothing was deleted.")
