"""Fields of the record: small rich text, months, addresses."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Value, When
from django.db.models.expressions import Col
from django.db.models.functions import Cast, Coalesce
from django.utils.text import slugify

from .months import Month
from .richtext import clean


def explicit(field, deconstructed, *names):
    """Say these arguments of a field in full: their defaults are not those of its base."""
    name, path, args, kwargs = deconstructed
    return name, path, args, {**kwargs, **{n: getattr(field, n) for n in names}}


class RichTextFormField(forms.CharField):
    """Rich text as typed or as an editor gives it; equal where it reads equal."""

    def has_changed(self, initial, data):
        return clean(initial or "") != clean(data or "")


class RichTextField(models.TextField):
    """HTML of eight tags, cleaned on every way into the database (`richtext.clean`)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"blank": True, "default": "", **kwargs})

    def deconstruct(self):
        return explicit(self, super().deconstruct(), "blank", "default")

    def pre_save(self, instance, add):
        value = super().pre_save(instance, add)
        if isinstance(value, str):
            value = clean(value)
            setattr(instance, self.attname, value)
        return value

    def get_db_prep_save(self, value, connection):
        return super().get_db_prep_save(self._cleaned(value), connection)

    def clean(self, value, model_instance):
        return super().clean(self._cleaned(self.to_python(value)), model_instance)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": RichTextFormField, **kwargs})

    def _cleaned(self, value):
        """Clean a literal; let an expression pass only if all it can give is clean."""
        if isinstance(value, str):
            return clean(value)
        for result in _results(value) if hasattr(value, "as_sql") else ():
            if not self._is_clean(result):
                raise TypeError(f"{self.name}: {result!r} cannot be cleaned; give the text itself.")
        return value

    def _is_clean(self, expression):
        if isinstance(expression, Value) and isinstance(expression.value, str):
            if isinstance(expression.output_field, RichTextField):
                expression.value = clean(expression.value)
            return clean(expression.value) == expression.value
        own = isinstance(expression, Col) and isinstance(expression.output_field, RichTextField)
        return own or getattr(expression, "value", expression) is None


def _results(expression):
    """Yield the expressions whose value an expression may take."""
    if isinstance(expression, When):
        yield from _results(expression.result)
    elif isinstance(expression, Case | Cast | Coalesce):
        for source in expression.get_source_expressions():
            yield from _results(source)
    else:
        yield expression


def _read_month(value):
    if value in (None, "") or isinstance(value, Month):
        return value or None
    if isinstance(value, date):
        return Month(value.year, value.month)
    try:
        return Month.parse(str(value))
    except ValueError as error:
        raise ValidationError(
            "Enter a month and a year, such as “October 2009” or “2009-10”.", code="invalid"
        ) from error


class MonthFormField(forms.CharField):
    """A month typed in words or numbers; gives a Month or None."""

    def prepare_value(self, value):
        try:
            return str(_read_month(value) or "")
        except ValidationError:
            return value

    def to_python(self, value):
        return _read_month(super().to_python(value).strip())

    def has_changed(self, initial, data):
        try:
            return _read_month(initial) != _read_month((data or "").strip())
        except ValidationError:
            return True


class MonthField(models.DateField):
    """A month of a year, kept as the date of its first day; values are `Month`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"null": True, "blank": True, **kwargs})

    def deconstruct(self):
        return explicit(self, super().deconstruct(), "null", "blank")

    def to_python(self, value):
        return _read_month(value)

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def get_prep_value(self, value):
        month = self.to_python(value)
        return month and month.first_day

    def value_to_string(self, instance):
        month = self.to_python(self.value_from_object(instance))
        return month.isoformat() if month else ""

    def formfield(self, **kwargs):
        kwargs.pop("widget", None)
        attrs = {"placeholder": "October 2009", "size": 18}
        return models.Field.formfield(
            self, form_class=MonthFormField, widget=forms.TextInput(attrs), **kwargs
        )


class AddressField(models.SlugField):
    """The part of an address that stands for one row: made once from other fields, then kept.

    `made_from` names fields in order; the first that says something is taken.
    """

    def __init__(self, *args, made_from=("title",), **kwargs):
        self.made_from = tuple(made_from)
        super().__init__(*args, **{"max_length": 120, "unique": True, "blank": True, **kwargs})

    def deconstruct(self):
        return explicit(self, super().deconstruct(), "max_length", "unique", "blank", "made_from")

    def pre_save(self, instance, add):
        if not getattr(instance, self.attname):
            setattr(instance, self.attname, self._free(instance))
        return getattr(instance, self.attname)

    def _free(self, instance):
        said = (str(getattr(instance, name) or "").replace("/", "-") for name in self.made_from)
        base = next((slug for text in said if (slug := slugify(text))), instance._meta.model_name)
        base = base[: self.max_length - 6].strip("-")
        model = type(instance)
        rows = [model._base_manager]
        if hasattr(model, "history_model"):  # the address of what was removed stays its own
            rows.append(model.history_model._base_manager)
        begins = {f"{self.name}__startswith": base}
        taken = {s for r in rows for s in r.filter(**begins).values_list(self.name, flat=True)}
        names = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
        return next(name for name in names if name not in taken)
