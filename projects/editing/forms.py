"""Forms whose rows are read once, checked without a query each, and saved only where changed."""

from functools import partial

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint

from ..constraints import holds
from .guard import CONFLICT, conflict_error


class DeskForm(forms.ModelForm):
    """A form for a row of the record.

    What is chosen already is known from the row itself, so that neither showing nor checking it
    costs a query; check constraints are checked here rather than by asking the database.
    `own_choices` gives, for a field, the rows that can be chosen, where they are few.
    """

    own_choices = {}

    @property
    def media(self):
        """What the widgets need, put together once for all rows of a kind."""
        kind = type(self)
        if "_media" not in vars(kind):
            kind._media = super().media
        return kind._media

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                self._share(name, field)

    def has_changed(self):
        """A new row that only has a place says nothing yet."""
        if self.instance.pk is None:
            return bool(set(self.changed_data) - {"position"})
        return super().has_changed()

    def _share(self, name, field):
        chosen = self._chosen(name, field)
        field.known = {str(row.pk): row for row in chosen}
        if name in self.own_choices:
            self._offer(field, self.own_choices[name])
            return
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget = widget.widget
        widget.known = field.known
        if chosen and field.queryset.query.where:  # what is chosen already stays so
            already = field.queryset.model._base_manager.filter(pk__in=[r.pk for r in chosen])
            field.queryset |= already.order_by()

    def _offer(self, field, own):
        """Let only these rows be chosen, and what is chosen already."""
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        offered = {str(row.pk): row for row in own}
        field.known = {k: r for k, r in field.known.items() if k not in offered} | offered
        field.queryset = field.queryset.filter(pk__in=[row.pk for row in field.known.values()])
        empty = [] if isinstance(field, forms.ModelMultipleChoiceField) else [("", "–")]
        told = [(r.pk, getattr(r, "told", str(r))) for r in field.known.values()]
        field.choices = empty + told

    def _chosen(self, name, field):
        if not self.instance.pk or name not in self.instance_fields():
            return []
        if isinstance(field, forms.ModelMultipleChoiceField):
            return self.initial.get(name) or []
        row = getattr(self.instance, name)
        return [row] if row else []

    def instance_fields(self):
        """Names of the model's fields, those of its many-to-many relations among them."""
        meta = self.instance._meta
        return {f.name for f in (*meta.fields, *meta.many_to_many)}

    def _clean_fields(self):
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.clean = _clean_known(field, type(field).clean)
        super()._clean_fields()

    def _get_validation_exclusions(self):
        """Leave out foreign keys: their form fields have found the row they name."""
        found = {n for n, f in self.fields.items() if isinstance(f, forms.ModelChoiceField)}
        return super()._get_validation_exclusions() | found

    def _post_clean(self):
        full_clean = self.instance.full_clean
        self.instance.full_clean = partial(full_clean, validate_constraints=False)
        try:
            super()._post_clean()
        finally:
            del self.instance.full_clean
        for constraint in self.instance._meta.constraints:
            if isinstance(constraint, CheckConstraint) and not self._said_already(constraint):
                self._check(constraint)

    def _said_already(self, constraint):
        names = {name for name, *_ in _lookups(constraint.condition)}
        return bool(names & self.errors.keys())

    def _check(self, constraint):
        if holds(constraint.condition, self.instance):
            return
        names = [name for name, *_ in _lookups(constraint.condition) if name in self.fields]
        error = ValidationError(constraint.get_violation_error_message())
        self.add_error(names[0] if names else None, error)

    def _save_m2m(self):
        """Save the many-to-many relations that were changed; leave the others alone."""
        unchanged = {
            name: self.cleaned_data.pop(name)
            for name in list(self.cleaned_data)
            if name not in self.changed_data
            and isinstance(self.fields.get(name), forms.ModelMultipleChoiceField)
        }
        super()._save_m2m()
        self.cleaned_data.update(unchanged)


def _clean_known(field, plain):
    """Return a clean for a choice field that looks up only what its row did not know."""

    def clean(value):
        keys = value if isinstance(value, list | tuple) else [value] if value else []
        known = getattr(field, "known", {})
        if keys and all(str(key) in known for key in keys):
            rows = [known[str(key)] for key in keys]
            many = isinstance(field, forms.ModelMultipleChoiceField)
            return rows if many else rows[0]
        return plain(field, value)

    return clean


def _lookups(condition):
    """Yield (field name, lookup, value) of all that a Q asks."""
    for child in condition.children:
        if isinstance(child, tuple):
            name, _, lookup = child[0].partition("__")
            yield name, lookup or "exact", child[1]
        else:
            yield from _lookups(child)


class VersionedForm(DeskForm):
    """The form of a whole object: it knows the state it started from."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    started_from = forms.IntegerField(widget=forms.HiddenInput, required=False)
    version_name = "version"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["expected_version"] = getattr(self.instance, self.version_name)

    def has_changed(self):
        return bool(set(self.changed_data) - {"expected_version", "started_from"})

    def clean(self):
        data = super().clean()
        if "_bring_back" in self.data:
            raise ValidationError(
                "This is what you typed. It is not saved yet.", code="brought back"
            )
        over = self.data.get("_save_over", "")
        expected = int(over) if over.isdecimal() else data.get("expected_version")
        if self.instance.pk and expected != self.initial["expected_version"]:
            raise conflict_error()
        return data

    @property
    def in_conflict(self):
        return self.is_bound and self.has_error(forms.forms.NON_FIELD_ERRORS, CONFLICT)
