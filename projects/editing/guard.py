"""The second to save is told, keeps her text, and sees mine, theirs and what both started from."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import InlineForeignKeyField

from ..history import Revision
from ..history.reading import AsOf
from ..richtext import to_text

CONFLICT = "conflict"


@dataclass(frozen=True)
class Clash:
    """A field that somebody else changed meanwhile: its text in three states, as plain text."""

    where: str
    field: str
    base: str
    theirs: str
    mine: str
    taken_over: bool

    @classmethod
    def removal(cls, where):
        """The Clash of a row that somebody removed: it is back in the form."""
        return cls(where, "the whole row", "", "Removed", "Kept in the form", taken_over=False)

    @property
    def yours_too(self):
        """Whether both changed it, so that a person has to decide."""
        return not self.taken_over


def latest_revision_id():
    """Return the key of the newest revision: the state that a form now shown starts from."""
    return Revision.objects.order_by("-moment", "-id").values_list("id", flat=True).first()


def conflict_error():
    return ValidationError(
        "Somebody else saved this since you opened it. Nothing of yours is lost: your text stands "
        "below, beside what changed meanwhile.",
        code=CONFLICT,
    )


def clashes(labelled_forms, started_from):
    """Compare bound forms over re-read rows with what the rows were in revision `started_from`.

    Return (Clashes, {posted name: value} to take over): a field that only somebody else changed is
    taken over into the form; one that both changed is left to the person.
    """
    revision = Revision.objects.filter(pk=started_from).first()
    found, take_over = [], {}
    past = AsOf(revision.moment) if revision else None
    for label, form in labelled_forms if past else ():
        bases = past.rows(type(form.instance), "id", [form.instance.pk])
        for name, column in _columns(form) if bases else ():
            clash = _clash(label, form, name, _was(past, bases[0], column))
            if clash:
                found.append(clash)
                if clash.taken_over:
                    field, theirs = form.fields[name], form.initial.get(name)
                    take_over[form.add_prefix(name)] = field.prepare_value(theirs)
    return found, take_over


def _columns(form):
    """Return (name, model field) of what a person can edit of a form's row."""
    meta = form.instance._meta
    columns = {f.name: f for f in (*meta.fields, *meta.many_to_many) if f.editable}
    return [
        (name, columns[name])
        for name, field in form.fields.items()
        if name in columns
        and not columns[name].primary_key
        and not isinstance(field, InlineForeignKeyField)
    ]


def _was(past, base, column):
    if column.many_to_many:
        return past.links(column.model, [base], column.name)[base.id]
    return getattr(base, column.attname)


def _clash(label, form, name, was):
    """Return the Clash of one field, or None where nobody else changed it or both agree."""
    field, theirs = form.fields[name], form.initial.get(name)
    mine = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
    if not field.has_changed(was, field.prepare_value(theirs)):
        return None
    if not field.has_changed(theirs, mine):
        return None
    shown = (_shown(field, value) for value in (was, theirs, mine))
    return Clash(label, str(form[name].label), *shown, taken_over=not field.has_changed(was, mine))


def _shown(field, value):
    """Return a value as a person reads it."""
    if isinstance(field, forms.ModelChoiceField):
        keys = value if isinstance(value, list | tuple) else [value] if value else []
        rows = field.queryset.filter(pk__in=[getattr(key, "pk", key) for key in keys])
        return ", ".join(sorted(map(str, rows)))
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value or ""))
    if isinstance(field, forms.BooleanField):
        return "yes" if value else "no"
    return to_text(str(field.prepare_value(value) or ""))
