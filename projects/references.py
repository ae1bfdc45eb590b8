"""What points at a row, found by asking the models, and moved from one row to another."""

from dataclasses import dataclass

from django.db import models
from django.db.models.fields.related_descriptors import ManyToManyDescriptor

from .history.records import DELETED, write_rows

CHUNK = 500


@dataclass(frozen=True)
class Reference:
    """A field by which rows of another model point at those to be merged."""

    field: models.Field
    own = False

    def __str__(self):
        return f"{self.field.model._meta.verbose_name_plural}: {self.field.verbose_name}"

    @property
    def named(self):
        label = self.field.model._meta.label_lower
        return {"model": label, "field": self.field.name, "own": self.own}

    def held(self, *rows):
        """Return {row's key: keys of what points at it}, in one query."""
        near, far, pointing = self._sides()
        held = {row.pk: set() for row in rows}
        for key, other in pointing.filter(**{f"{near}__in": held}).values_list(near, far):
            held[key].add(other)
        return held

    def move(self, kept, removed):
        """Let all that points at the one point at the other; return what was moved, to record."""
        held = self.held(kept, removed)
        moved = sorted(held[removed.pk] - held[kept.pk])
        already = sorted(held[removed.pk] & held[kept.pk])
        self._move(kept, removed, moved, already)
        return {**self.named, "moved": moved, "already": already}

    def move_back(self, kept, removed, moved, already):
        """Undo `move` as far as things still are where it put them; return the other keys."""
        still = self.held(kept)[kept.pk]
        self._move_back(kept, removed, still.intersection(moved), still.intersection(already))
        return sorted({*moved, *already} - still)

    def collisions(self, first, second):
        """Yield a sentence for each row of the one that cannot stand beside one of the other."""
        return iter(())


class ForeignKeys(Reference):
    def _sides(self):
        return self.field.attname, "pk", self.field.model._base_manager

    def _move(self, kept, removed, moved, already):
        model, name = self.field.model, self.field.name
        for keys in _chunks(moved):
            rows = model._base_manager.filter(pk__in=keys)
            if getattr(model, "history_part_of", None) == name:
                # As of a moment, parts are found where they are now or where they were deleted:
                # so one that goes to another owner is deleted here in history, and created there.
                write_rows(model, list(rows), DELETED, rows.db)
            rows.update(**{name: kept})

    def _move_back(self, kept, removed, moved, already):
        self._move(removed, kept, moved, already)

    def collisions(self, first, second):
        model = self.field.model
        for names, condition, message in _once(model, self.field):
            rows = model._base_manager.filter(
                condition, **{f"{self.field.name}__in": [first, second]}
            )
            taken = set()
            for row in rows:
                told = tuple(getattr(row, name) for name in names)
                if told in taken:
                    yield f"Both have “{row}”. {message}"
                taken.add(told)


class Links(Reference):
    """Many-to-many links, moved by their managers so that history is written."""

    def _sides(self):
        field = self.field
        names = f"{field.m2m_reverse_field_name()}_id", f"{field.m2m_field_name()}_id"
        return *(reversed(names) if self.own else names), field.remote_field.through._base_manager

    def _of(self, row):
        descriptor = ManyToManyDescriptor(self.field.remote_field, reverse=not self.own)
        return descriptor.__get__(row, type(row))

    def _move(self, kept, removed, moved, already):
        for keys in _chunks(moved):
            self._of(kept).add(*keys)
        for keys in _chunks([*moved, *already]):
            self._of(removed).remove(*keys)

    def _move_back(self, kept, removed, moved, already):
        for keys in _chunks([*moved, *already]):
            self._of(removed).add(*keys)
        for keys in _chunks(moved):
            self._of(kept).remove(*keys)


class OwnLinks(Links):
    """Many-to-many links of the merged rows themselves: those of the removed go with it."""

    own = True

    def __str__(self):
        return str(self.field.verbose_name)

    def _move(self, kept, removed, moved, already):
        for keys in _chunks(moved):
            self._of(kept).add(*keys)

    def move_back(self, kept, removed, moved, already):
        """Give the restored row all its links again, but for what is gone since."""
        there = set(self.field.related_model._base_manager.in_bulk([*moved, *already]))
        still = self.held(kept)[kept.pk] & there.intersection(moved)
        self._move_back(kept, removed, still, there - still)
        return sorted({*moved, *already} - there)


def references(model):
    """Return every Reference to rows of a model; history, which tells what was, is none."""
    found = [OwnLinks(field) for field in model._meta.many_to_many if _plain(field)]
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.concrete or not relation.auto_created or relation.related_model is None:
            continue
        if relation.many_to_many:
            found += [Links(relation.field)] if _plain(relation.field) else []
        elif not (_is_history(relation) or relation.related_model._meta.auto_created):
            found.append(ForeignKeys(relation.field))
    return sorted(found, key=lambda reference: (not reference.own, str(reference)))


def _plain(field):
    """Whether links are all that the table between two models holds."""
    return field.remote_field.through._meta.auto_created


def _is_history(relation):
    return relation.on_delete is models.DO_NOTHING


def _once(model, field):
    """Yield what may stand once with one row: (names of other fields, condition, sentence)."""
    if field.unique:
        yield (), models.Q(), f"There can be one {model._meta.verbose_name} only."
    for rule in model._meta.constraints:
        if isinstance(rule, models.UniqueConstraint) and field.name in rule.fields:
            names = tuple(name for name in rule.fields if name != field.name)
            yield names, rule.condition or models.Q(), rule.get_violation_error_message()


def _chunks(keys):
    keys = sorted(keys)
    return [keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK)]
