"""The words by which a person knows a row: as it is now, or as it last was."""

from django.db.models import CharField, TextField
from django.utils.html import escape

from ..fields import RichTextField
from ..richtext import opening
from .records import DELETED, NEWEST_FIRST

TELLING = ("title", "heading")  # plain fields that say what a part is, before its texts do


def label_of(row):
    """Return the printed label or the number of a row, if it bears one."""
    return str(getattr(row, "label", "") or getattr(row, "number", "") or "")


def words_of(model, row, most=60):
    """Return the first words of a row, which may be a row of history."""
    texts = (_text(f, getattr(row, f.attname)) for f in model._meta.concrete_fields if _tells(f))
    return next((opening(t, most) for t in texts if t), "") or str(instance_of(model, row))[:most]


def called(model, row):
    """Return what a row is called where another one names it: Tunisia, finding 5, Ann Other."""
    if hasattr(row, "get_full_name"):
        return row.get_full_name() or row.get_username()
    if not getattr(model, "history_part_of", None):
        return str(instance_of(model, row))
    label = label_of(row)
    return f"{model._meta.verbose_name} {label or '“' + words_of(model, row, 40) + '”'}"


def names_of(model, keys):
    """Return {key: what it is called}, from history where the row is gone."""
    names = {key: called(model, row) for key, row in model._base_manager.in_bulk(keys).items()}
    if gone := set(keys) - names.keys() if hasattr(model, "history_model") else ():
        rows = model.history_model._base_manager.filter(id__in=gone)
        for row in rows.exclude(history_type=DELETED).order_by(*NEWEST_FIRST):
            names.setdefault(row.id, called(model, row))
    return names


def instance_of(model, row):
    """Return a row of history as an unsaved instance of its model."""
    if isinstance(row, model):
        return row
    return model(**{f.attname: getattr(row, f.attname) for f in model.history_model.tracked_fields})


def is_prose(field):
    """Whether a field holds words that are worth comparing one by one."""
    long = isinstance(field, CharField) and (field.max_length or 0) >= 200
    return not field.choices and (isinstance(field, TextField) or long)


def _tells(field):
    return field.name in TELLING or isinstance(field, RichTextField)


def _text(field, value):
    return value if isinstance(field, RichTextField) else escape(value)
