"""What one revision changed in one object, field by field, in words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from django.db.models import FileField
from django.utils.formats import date_format
from django.utils.text import capfirst

from ..fields import RichTextField
from ..richtext import to_text
from ..worddiff import Piece, folded, list_diff, word_diff
from .naming import instance_of, is_prose, label_of, names_of, words_of

ADDED, CHANGED, MOVED, REMOVED = "added", "changed", "moved", "removed"
POSITION = "position"
STRUCK = "struck"  # set by a verb alone, and told all the same


@dataclass(frozen=True)
class FieldChange:
    """A field before and after: as pieces of text or names, else as two values in words."""

    name: str
    before: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()
    names: tuple[Piece, ...] = ()
    formatting: bool = False  # the words are the same, their emphasis or lists are not


@dataclass(frozen=True)
class Change:
    """One object that a revision added, changed, moved or removed; `key` is findings.finding/12."""

    verb: str
    kind: str
    label: str
    words: str
    key: str
    part_of: str = ""
    fields: tuple[FieldChange, ...] = ()
    moved: bool = False
    kinds: str = ""  # its kind in the plural

    @property
    def name(self):
        return capfirst(f"{self.kind} {self.label}".strip())


@dataclass
class State:
    """An object before and after a revision: rows of history with their `links`, or None."""

    model: type
    before: object
    after: object

    @property
    def row(self):
        return self.after or self.before

    @property
    def verb(self):
        if self.before is None or self.after is None:
            return REMOVED if self.after is None else ADDED
        return MOVED if self.moved and not self.differing() else CHANGED

    @property
    def moved(self):
        there = self.before and self.after and hasattr(self.after, POSITION)
        return bool(there and self.before.position != self.after.position)

    def differing(self):
        """Return [(field, value before, value after)] of what differs and has something to say."""
        values = [
            (field, self._value(self.before, field), self._value(self.after, field))
            for field in _told(self.model)
        ]
        owner = self.model.history_part_of
        whole = self.before and self.after
        return [v for v in values if v[1] != v[2] and (whole or v[0].name != owner)]

    def _value(self, row, field):
        if row is None:
            return frozenset() if field.many_to_many else None
        if field.many_to_many:
            return row.links[field.name]
        value = getattr(row, field.attname)
        return None if value == "" else value


def told(states):
    """Return a Change for each state, or None if nothing differs; few queries for all of them."""
    differing = [(state, state.differing()) for state in states]
    names = _names(differing)
    return [
        _change(state, fields, names) if fields or state.verb != CHANGED else None
        for state, fields in differing
    ]


@cache
def _told(model):
    """Return the fields that a person can change, as the model declares them."""
    plain = [model._meta.get_field(f.name) for f in model.history_model.tracked_fields]
    plain = [f for f in plain if (f.editable or f.name == STRUCK) and not f.primary_key]
    plain = [f for f in plain if f.name != POSITION]
    many = {f.name for f in model.history_model._history_m2m_fields}
    return [*plain, *(f for f in model._meta.many_to_many if f.name in many)]


def _names(differing):
    """Return {model: {key: name}} of all that foreign keys and many-to-many fields name."""
    wanted = {}
    for state, fields in differing:
        for field, before, after in fields:
            if field.remote_field:
                both = before | after if field.many_to_many else {before, after} - {None}
                wanted.setdefault(field.related_model, set()).update(both)
        model, key = _owner(state)
        if model and model.history_part_of:
            wanted.setdefault(model, set()).add(key)
    return {model: names_of(model, keys) for model, keys in wanted.items() if keys}


def _owner(state):
    if not state.model.history_part_of:
        return None, None
    field = state.model._meta.get_field(state.model.history_part_of)
    return field.related_model, getattr(state.row, field.attname)


def _change(state, fields, names):
    model, owner = state.model, _owner(state)
    return Change(
        verb=state.verb,
        kind=str(model._meta.verbose_name),
        label=label_of(state.row),
        words=words_of(model, state.row),
        key=f"{model._meta.label_lower}/{state.row.id}",
        part_of=names.get(owner[0], {}).get(owner[1], "") if owner[0] else "",
        fields=tuple(_field_change(state, *field, names) for field in fields),
        moved=state.moved,
        kinds=str(model._meta.verbose_name_plural),
    )


def _field_change(state, field, before, after, names):
    name = capfirst(str(field.verbose_name))
    if field.many_to_many:
        return FieldChange(name, names=_linked(field, before, after, names))
    if is_prose(field):
        return _reworded(name, field, before or "", after or "")
    words = [
        "" if value is None else _in_words(state.model, row, field, value, names)
        for row, value in ((state.before, before), (state.after, after))
    ]
    return FieldChange(name, *words)


def _linked(field, before, after, names):
    known = names.get(field.related_model, {})
    lists = [sorted(known.get(key, "…") for key in keys) for keys in (before, after)]
    return tuple(piece for piece in list_diff(*lists) if piece.kind != "same")


def _reworded(name, field, before, after):
    if isinstance(field, RichTextField):
        texts = to_text(before), to_text(after)
        if texts[0] == texts[1]:
            return FieldChange(name, formatting=True)
        before, after = texts
    return FieldChange(name, pieces=folded(word_diff(before, after)))


def _in_words(model, row, field, value, names):
    if field.remote_field:
        return names.get(field.related_model, {}).get(value, "…")
    if isinstance(field, FileField):
        return str(instance_of(model, row))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return in_words(value)


def in_words(value):
    """Return a value as people write it: 3 May 2026, October 2009, 1,250,000.00, yes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return f"{value:,}" if isinstance(value, Decimal) else str(value)
