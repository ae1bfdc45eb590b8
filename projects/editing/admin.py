"""The base of the screens on which an object and its parts are edited together."""

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import InlineAdminFormSet
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import router, transaction
from django.forms.models import BaseInlineFormSet
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property

from ..fields import RichTextField
from ..history import revision
from .forms import DeskForm, VersionedForm
from .guard import Clash, clashes, latest_revision_id
from .rights import RightsAdmin
from .widgets import RichTextWidget, SharedSelect, SharedSelectMultiple, editor_extensions

# The one style element that the editor puts into a page (ProseMirror's own rules).
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"


class Choosing:
    """Choices by autocomplete, shared between rows, and limited on POST as they are there."""

    formfield_overrides = {RichTextField: {"widget": RichTextWidget}}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(
            db_field, request, **self._limited(db_field, request, SharedSelect, kwargs)
        )

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(
            db_field, request, **self._limited(db_field, request, SharedSelectMultiple, kwargs)
        )

    def _limited(self, db_field, request, widget, kwargs):
        related = self.admin_site._registry.get(db_field.remote_field.model)
        if related is not None:
            rows = self.offered(db_field, related.get_queryset(request), request)
            kwargs.setdefault("queryset", rows.order_by())
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = widget(db_field, self.admin_site, using=kwargs.get("using"))
        return kwargs


def came_back(row):
    """Mark a row of the form that somebody removed meanwhile; return it."""
    row.came_back = True
    return row


def is_back(form):
    """Whether a form is of a row that somebody removed meanwhile."""
    return getattr(form.instance, "came_back", False)


class RowFormSet(BaseInlineFormSet):
    """Rows in the order of their positions; new ones without a position come last."""

    @cached_property
    def empty_form(self):
        """The row that the next one is made from; the admin asks for it four times a page."""
        return super().empty_form

    def add_fields(self, form, index):
        super().add_fields(form, index)
        row, key = form.instance, self.model._meta.pk.name
        if row.pk and row._state.adding:
            form.fields[key] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        elif row.pk:
            form.fields[key].known = {str(row.pk): row}

    def _existing_object(self, pk):
        """A row that somebody removed meanwhile comes back, with its key, if she saves it."""
        found = super()._existing_object(pk)
        if found is not None or self.model._base_manager.filter(pk=pk).exists():
            return found
        owner = {self.fk.attname: self.instance.pk}
        was_here = self.model.history_model._base_manager.filter(id=pk, **owner).exists()
        return came_back(self.model(pk=pk, **owner)) if was_here else None

    def save_existing_objects(self, commit=True):
        for form in self.initial_forms:
            if is_back(form) and not self._should_delete_form(form):
                self.save_new(form, commit)
        return super().save_existing_objects(commit)

    def ordered(self):
        """Return the forms that will be kept, in the order of their positions."""
        kept = (f for f in self.forms if hasattr(f, "cleaned_data") and self._is_kept(f))
        return sorted(kept, key=lambda f: f.cleaned_data.get("position") or 1_000_000)

    def _is_kept(self, form):
        return not self._should_delete_form(form) and (form.instance.pk or form.has_changed())

    def full_clean(self):
        super().full_clean()
        if self.is_bound:  # what is shown again is what was sent, whatever has been removed since
            self._queryset = [form.instance for form in self.initial_forms]
        last = 0
        for form in self.ordered() if self.is_bound and "position" in self.form.base_fields else ():
            if not form.cleaned_data.get("position"):
                form.instance.position = form.cleaned_data["position"] = last + 1
            last = form.cleaned_data["position"]


class RowInline(Choosing, admin.StackedInline):
    """Parts of an object as rows that open in place and are dragged into order."""

    extra = 0
    form = DeskForm
    formset = RowFormSet
    template = "admin/edit_inline/rows.html"
    help = ""  # one line above the rows
    own_choices = {}  # {field name: function from the object to the rows that can be chosen}

    def offered(self, db_field, rows, request):
        return rows

    def has_add_permission(self, request, obj):
        return super().has_add_permission(request, obj) and self._whole_is_edited(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._whole_is_edited(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._whole_is_edited(request, obj)

    def _whole_is_edited(self, request, obj):
        """Rows are changed by those who may change the object of which they are part."""
        return obj is None or self.admin_site._registry[self.parent_model].may_edit(request, obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Rows are many: they go without the buttons to add and change what is chosen."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        chosen = {name: list(rows(obj)) if obj else [] for name, rows in self.own_choices.items()}
        formset.form.own_choices = chosen
        return formset


class RowsShown(InlineAdminFormSet):
    """Rows of one kind need the same scripts and styles: one of them is asked."""

    @property
    def media(self):
        return self.opts.media + self.formset.media


class DeskAdmin(Choosing, RightsAdmin):
    """An admin that loses no edit: see `guard`; what it saves is one revision."""

    form = VersionedForm
    change_form_template = "admin/desk_change_form.html"
    save_on_top = True
    list_per_page = 50
    show_full_result_count = False

    def get_object(self, request, object_id, from_field=None):
        """Read the object; on a POST behind a lock, so that its version holds until the save."""
        connection = transaction.get_connection(router.db_for_write(self.model))
        if request.method == "POST" and connection.in_atomic_block:
            rows = self.model._base_manager.select_for_update().order_by()
            list(rows.filter(pk=self._key(object_id)).values_list("pk"))
        return super().get_object(request, object_id, from_field)

    def _key(self, object_id):
        return object_id if str(object_id).isdecimal() else None

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with revision(user=request.user, reason=request.POST.get("_reason", "").strip()):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None, **kwargs):
        shown = super().get_inline_formsets(request, formsets, inline_instances, obj, **kwargs)
        for rows in shown:
            rows.__class__ = RowsShown
        return shown

    def get_changeform_initial_data(self, request):
        return {
            "started_from": latest_revision_id(),
            **super().get_changeform_initial_data(request),
        }

    def save_model(self, request, obj, form, change):
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """Whoever adds an object becomes an editor of it."""
        super().save_related(request, form, formsets, change)
        if not change:
            form.instance.editors.add(request.user)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        form = context["adminform"].form
        if obj and not form.is_bound:
            form.initial["started_from"] = latest_revision_id()
        context |= {
            "editor_extensions": editor_extensions(),
            "reason": request.POST.get("_reason", ""),
            "edits_text": obj is None or self.may_edit(request, obj),
        }
        context["media"] = context["media"].with_nonce(request.csp_nonce)
        if form.is_bound and getattr(form, "in_conflict", False):
            context |= self._conflict(form, context["inline_admin_formsets"])
        response = super().render_change_form(request, context, *args, obj=obj, **kwargs)
        response._csp_update = {"style-src": EDITOR_STYLE}
        if "clashes" in context:
            response.status_code = 409
        return response

    def _conflict(self, form, inlines):
        """What the person who was second sees; what only others changed is taken over."""
        started = form.cleaned_data.get("started_from")
        rows = [f for inline in inlines for f in inline.formset.initial_forms if f.instance.pk]
        labelled = [(form.instance._meta.verbose_name.capitalize(), form)]
        labelled += [(str(f.instance), f) for f in rows if not is_back(f)]
        found, take_over = clashes(labelled, started)
        found += [Clash.removal(str(f.instance)) for f in rows if is_back(f)]
        data = form.data.copy()
        for name, value in take_over.items():
            many = isinstance(value, list)
            data.setlist(name, [str(v) for v in value] if many else [str(value or "")])
        data["started_from"] = latest_revision_id()
        for bound in (form, *(f for inline in inlines for f in inline.formset.forms)):
            bound.data = data
        return {
            "clashes": found,
            "current_version": form.initial["expected_version"],
        }

    def history_view(self, request, object_id, extra_context=None):
        """The history of the whole object stands at the desk."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        found = self.get_object(request, unquote(object_id))
        if found is None:
            raise Http404
        return HttpResponseRedirect(self.history_address(found))

    def history_address(self, instance):
        return reverse(f"desk-{self.model._meta.model_name}-history", args=[instance.pk])
