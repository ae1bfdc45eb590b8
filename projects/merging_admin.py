"""Merging and its undoing in the administration; both ask first."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import get_text_list
from django.views.decorators.http import require_http_methods

from .access import may
from .editing.sight import LookingAdmin
from .fields import RichTextField
from .merging import MergeRefused, collisions, doubles, merge, undo
from .models import Merge
from .references import references
from .richtext import to_text

MAY_MERGE = "projects.merge_doubles"
asks_first = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Side:
    """A line of the page that asks: the same thing of the two rows, side by side."""

    name: str
    first: object
    second: object
    both: int = 0

    @property
    def differs(self):
        return self.first != self.second


class MergeForm(forms.Form):
    keep = forms.TypedChoiceField(
        coerce=int, widget=forms.RadioSelect, label="Keep",
        error_messages={"required": "Say which one to keep."},
    )  # fmt: skip
    reason = forms.CharField(
        required=False, widget=forms.Textarea({"rows": 2, "class": "vLargeTextField"})
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [(row.pk, f"{row} (no. {row.pk})") for row in rows]


class LikelyDoubles(admin.SimpleListFilter):
    title = "doubles"
    parameter_name = "doubles"

    def lookups(self, request, model_admin):
        return [("likely", "Likely doubles")]

    def queryset(self, request, queryset):
        if self.value() != "likely":
            return queryset
        pairs = doubles(queryset.model)
        return queryset.filter(pk__in={row.pk for pair in pairs for row in pair[:2]})


class MergeMixin:
    """Two rows chosen in the list are merged, after a page that shows what will be moved."""

    def get_list_filter(self, request):
        found = super().get_list_filter(request)
        return [*found, LikelyDoubles] if may(request.user, MAY_MERGE) else found

    def get_actions(self, request):
        actions = super().get_actions(request)
        if IS_POPUP_VAR not in request.GET and may(request.user, MAY_MERGE):
            actions["merge_two"] = self.get_action("merge_two")
        return actions

    def get_urls(self):
        view = self.admin_site.admin_view(asks_first(self.merge_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("merge/<int:first>/<int:second>/", view, name=name), *super().get_urls()]

    @admin.action(description="Merge the two chosen…")
    def merge_two(self, request, queryset):
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(keys) == 2:
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_merge", *keys)
        what = "only one" if len(keys) == 1 else "more"
        words = f"Choose exactly two {self.opts.verbose_name_plural} to merge; you chose {what}."
        return self.message_user(request, words, messages.ERROR)

    def merge_view(self, request, first, second):
        if not self.has_view_permission(request):
            raise Http404
        if not may(request.user, MAY_MERGE):
            raise PermissionDenied
        rows = [self.get_object(request, str(key)) for key in (first, second)]
        if None in rows:
            words = f"One of the two {self.opts.verbose_name_plural} has been removed."
            return self._back_to_list(request, words, messages.ERROR)
        form = MergeForm(request.POST or None, rows=rows)
        if form.is_valid():
            kept, removed = rows if form.cleaned_data["keep"] == first else reversed(rows)
            return self._merge(request, kept, removed, form.cleaned_data["reason"])
        return self._ask(request, rows, form)

    def _merge(self, request, kept, removed, reason):
        try:
            made = merge(kept, removed, by=request.user, reason=reason)
        except MergeRefused as refusal:
            return self._back_to_list(request, refusal, messages.ERROR)
        self.log_change(request, kept, f"Merged with “{made.name}”.")
        words = format_html(
            "“{}” was merged into “{}”.{} <a href=\"{}\">Undo…</a>",
            made.name, kept, _filled(made), reverse("admin:projects_merge_undo", args=[made.pk]),
        )  # fmt: skip
        return self._back_to_list(request, words, messages.SUCCESS)

    def _ask(self, request, rows, form):
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge two {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "form": form,
            "rows": rows,
            "refusals": collisions(*rows),
            "facts": _facts(*rows),
            "references": _counted(*rows),
        }
        return TemplateResponse(request, "admin/merge.html", context)

    def _back_to_list(self, request, words, level):
        self.message_user(request, words, level)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


@admin.register(Merge)
class MergeAdmin(LookingAdmin):
    """What was merged can be looked at and undone, never changed."""

    list_display = ["name", "kind", "into", "moment", "user", "reason", "state"]
    list_select_related = ["user", "undone_by"]
    search_fields = ["name", "reason"]
    fields = ["name", "kind", "into", "told", "filled_in", "moment", "user", "reason", "state"]

    def has_view_permission(self, request, obj=None):
        return may(request.user, MAY_MERGE) or super().has_view_permission(request, obj)

    def get_list_display(self, request):
        merges = may(request.user, MAY_MERGE)
        return [*self.list_display, "way_back"] if merges else self.list_display

    def get_fields(self, request, obj=None):
        merges = may(request.user, MAY_MERGE)
        return [*self.fields, "way_back"] if merges else self.fields

    def get_urls(self):
        view = self.admin_site.admin_view(asks_first(self.undo_view))
        return [path("<int:pk>/undo/", view, name="projects_merge_undo"), *super().get_urls()]

    @admin.display(description="moved")
    def told(self, made):
        return ", ".join(_moved(made)) or "Nothing pointed at it."

    @admin.display(description="filled in")
    def filled_in(self, made):
        return ", ".join(_filled_names(made)) or "Nothing."

    @admin.display(description="state")
    def state(self, made):
        if made.undone is None:
            return "Merged"
        return f"Undone on {made.undone:%Y-%m-%d} by {made.undone_by}"

    @admin.display(description="way back")
    def way_back(self, made):
        if made.undone:
            return "–"
        address = reverse("admin:projects_merge_undo", args=[made.pk])
        return format_html('<a href="{}">Undo…</a>', address)

    def undo_view(self, request, pk):
        if not self.has_view_permission(request):
            raise Http404
        if not may(request.user, MAY_MERGE):
            raise PermissionDenied
        made = self.get_object(request, str(pk))
        if made is None:
            raise Http404
        if request.method == "POST":
            return self._undo(request, made)
        context = {
            **self.admin_site.each_context(request),
            "title": "Undo a merge",
            "opts": self.opts,
            "made": made,
            "moved": _moved(made),
            "filled": _filled_names(made),
        }
        return TemplateResponse(request, "admin/merge_undo.html", context)

    def _undo(self, request, made):
        try:
            left = undo(made, by=request.user)
        except MergeRefused as refusal:
            self.message_user(request, refusal, messages.ERROR)
        else:
            self.message_user(request, f"{made} is there again.", messages.SUCCESS)
            for sentence in left:
                self.message_user(request, sentence, messages.WARNING)
        return redirect("admin:projects_merge_changelist")


def _facts(first, second):
    """Return the Sides of all that the two rows say of themselves."""
    return [
        Side(field.verbose_name, _shown(first, field), _shown(second, field))
        for field in (*first._meta.concrete_fields, *first._meta.many_to_many)
        if field.editable and not field.primary_key
    ]


def _shown(row, field):
    if field.many_to_many:
        return "; ".join(sorted(str(other) for other in getattr(row, field.name).all()))
    if field.choices:
        return getattr(row, f"get_{field.name}_display")()
    value = getattr(row, field.name)
    return to_text(value) if isinstance(field, RichTextField) else "" if value is None else value


def _counted(first, second):
    """Return the Sides that count what points at each of the two rows, as far as something does."""
    counted = []
    for reference in references(type(first)):
        held = reference.held(first, second)
        one, two = held[first.pk], held[second.pk]
        if one or two:
            both = len(one & two)
            counted.append(Side(str(reference), len(one) - both, len(two) - both, both))
    return counted


def _moved(made):
    """Tell what a merge moved: ["evaluations: donors (3)", …]."""
    known = {str(reference.named): reference for reference in references(made.rows)}
    told = []
    for entry in made.moved:
        named = {name: entry[name] for name in ("model", "field", "own")}
        what = known.get(str(named), f"{entry['model']}.{entry['field']}")
        told.append(f"{what} ({len(entry['moved']) + len(entry['already'])})")
    return told


def _filled_names(made):
    return [str(made.rows._meta.get_field(name).verbose_name) for name in made.filled]


def _filled(made):
    names = _filled_names(made)
    return f" Filled in: {get_text_list(names, 'and')}." if names else ""
