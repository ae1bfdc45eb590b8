"""Two rows that are the same are made one, with history, and with a way back."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models.deletion import ProtectedError, RestrictedError

from .doubles import Double, doubles
from .history import revision
from .history.revisions import current_revision
from .models import Merge
from .references import references

__all__ = ["Double", "MergeRefused", "collisions", "doubles", "merge", "merged_into", "undo"]


class MergeRefused(ValueError):
    """Why two rows are not merged, or a merge not undone, in words for the person who asked."""


def collisions(first, second):
    """Return in words what keeps two rows from being merged: parts that may stand there once."""
    return [
        words
        for reference in references(type(first))
        for words in reference.collisions(first, second)
    ]


def merge(kept, removed, *, by, reason=""):
    """Make one row of two, in one revision, and return the Merge; `removed` lives on in history.

    All that points at `removed` points at `kept` then; what `kept` had not is filled in. What was
    published stays as it is. Raise MergeRefused, in words, where that cannot be done.
    """
    model = _model_of(kept, removed)
    said = reason or f"Merged {model._meta.verbose_name} “{removed}” into “{kept}”"
    with _in_words(), revision(user=by, reason=said):
        kept, removed = _locked(model, kept, removed)
        made = current_revision(model._base_manager.db, f"{model._meta.label_lower}/{kept.pk}")
        if refusals := collisions(kept, removed):
            raise MergeRefused(" ".join(refusals))
        moved = [reference.move(kept, removed) for reference in references(model)]
        key, name = removed.pk, str(removed)[:500]
        _delete(removed)
        return Merge.objects.create(
            model=model._meta.label_lower,
            kept=kept.pk,
            removed=key,
            name=name,
            into=str(kept)[:500],
            history_row=model.history_model._base_manager.filter(id=key).latest().history_id,
            untracked={f.attname: getattr(removed, f.attname) for f in _untracked(model)},
            moved=[entry for entry in moved if entry["moved"] or entry["already"]],
            filled=_fill(kept, removed),
            moment=made.moment,
            user=by,
            reason=reason,
        )


def undo(merge, *, by):
    """Restore the removed row under its key and move back what the merge moved, in one revision.

    Return a sentence for each thing that was changed since and stays as it is. Raise MergeRefused
    where the merge was undone already, or a later one or a constraint stands against it.
    """
    with _in_words(), revision(user=by, reason=f"Undid the merge of {merge}"):
        merge.refresh_from_db(from_queryset=Merge.objects.select_for_update())
        kept = _still_there(merge)
        label = merge.rows._meta.label_lower
        made = current_revision(merge.rows._base_manager.db, f"{label}/{merge.removed}")
        left = _empty_again(kept, merge.filled)
        removed = _restored(merge)
        known = {str(reference.named): reference for reference in references(merge.rows)}
        for entry in merge.moved:
            left += _moved_back(known, entry, kept, removed)
        merge.undone, merge.undone_by = made.moment, by
        merge.save(update_fields=["undone", "undone_by"])
    return left


def merged_into(model, address):
    """Return the key of the row that stands for a removed one, given its slug or key, or None."""
    merges = Merge.objects.filter(model=model._meta.label_lower, undone=None)
    rows = model._base_manager
    if isinstance(address, str):
        if rows.filter(slug=address).exists():
            return None
        same = model.history_model._base_manager.filter(slug=address).values("id")
        found = merges.filter(removed__in=same).first()
    else:
        found = merges.filter(removed=address).first()
    passed = set()
    while found and found.pk not in passed and not rows.filter(pk=found.kept).exists():
        passed.add(found.pk)
        found = merges.filter(removed=found.kept).first()
    return found and found.kept


@contextmanager
def _in_words():
    """Say what the database refuses in words."""
    try:
        yield
    except (ProtectedError, RestrictedError) as error:
        objects = getattr(error, "protected_objects", None) or error.restricted_objects
        named = ", ".join(sorted(f"{o._meta.verbose_name} “{o}”" for o in objects))
        raise MergeRefused(
            f"It cannot be removed, for something still needs it: {named}."
        ) from error
    except IntegrityError as error:
        raise MergeRefused(f"A rule of the record stands against it: {error}.") from error


def _model_of(kept, removed):
    first, second = kept._meta.concrete_model, removed._meta.concrete_model
    if first is not second:
        names = f"{first._meta.verbose_name} and a {second._meta.verbose_name}"
        raise MergeRefused(f"Only two of a kind can be merged, not a {names}.")
    if not hasattr(first, "history_model"):
        raise MergeRefused(f"No history is kept of {first._meta.verbose_name_plural}.")
    if kept.pk is not None and kept.pk == removed.pk:
        raise MergeRefused(f"“{kept}” cannot be merged with itself.")
    return first


def _locked(model, *rows):
    """Read both rows again, so that nobody else can change them or point at them meanwhile."""
    keys = [row.pk for row in rows if row.pk is not None]
    locked = model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    there = {row.pk: row for row in locked}
    for row in rows:
        if row.pk not in there:
            raise MergeRefused(f"“{row}” has been removed.")
    return [there[row.pk] for row in rows]


def _delete(removed):
    """Delete a row to which nothing points any more; refuse to take anything else with it."""
    own = {field.remote_field.through._meta.label for field in removed._meta.many_to_many}
    _, deleted = removed.delete()
    if others := deleted.keys() - own - {removed._meta.label}:
        raise MergeRefused(f"More would be deleted with it: {', '.join(sorted(others))}.")


def _fill(kept, removed):
    """Give `kept` what only `removed` has; return {field: value as text}.

    Fields that a constraint ties together come from one row: no amount takes another's currency.
    """
    fields = {f.name: f for f in kept._meta.concrete_fields if f.editable and not f.primary_key}

    def contradict(name):
        first, second = getattr(kept, fields[name].attname), getattr(removed, fields[name].attname)
        return not _nothing(first) and not _nothing(second) and first != second

    values = {
        name: getattr(removed, field.attname)
        for name, field in fields.items()
        if _nothing(getattr(kept, field.attname))
        and not _nothing(getattr(removed, field.attname))
        and not any(contradict(tied) for tied in _tied(type(kept), name) & fields.keys())
    }
    return {name: fields[name].value_to_string(kept) for name in sorted(_set(kept, values))}


def _empty_again(kept, filled):
    """Take from a row what a merge filled in; return sentences on what was changed since."""
    fields = {name: kept._meta.get_field(name) for name in filled}
    same = {name for name, field in fields.items() if field.value_to_string(kept) == filled[name]}
    alone = {name for name in same if not _tied(type(kept), name) & (fields.keys() - same)}
    emptied = _set(kept, {name: None if fields[name].null else "" for name in alone})
    stay = sorted(str(fields[name].verbose_name) for name in fields.keys() - emptied)
    return [f"“{kept}”: {name} was changed since and stays as it is." for name in stay]


def _set(row, values):
    """Set and save values as far as the row's constraints allow; return the names of those set."""
    before = {name: getattr(row, row._meta.get_field(name).attname) for name in values}
    done = dict(values)
    for name, value in values.items():
        setattr(row, row._meta.get_field(name).attname, value)
    for check in _checks(type(row)):
        names = check.condition.referenced_base_fields & done.keys()
        if names and not _holds(check, row):
            for name in names:
                setattr(row, row._meta.get_field(name).attname, before[name])
                del done[name]
    if done:
        row.save()
    return set(done)


def _still_there(merge):
    """Return the row that was kept, locked; refuse where the merge cannot be undone by itself."""
    if merge.undone:
        raise MergeRefused(f"The merge of {merge} was undone on {merge.undone:%Y-%m-%d} already.")
    kept = merge.rows._base_manager.select_for_update().filter(pk=merge.kept).first()
    if kept is None:
        raise MergeRefused("The row kept has been removed since; restore it first.")
    moved = {(e["model"], e["field"], e["own"], key) for e in merge.moved for key in e["moved"]}
    later = Merge.objects.filter(model=merge.model, kept=merge.kept, undone=None, pk__gt=merge.pk)
    for other in later:
        shared = {(e["model"], e["field"], e["own"], k) for e in other.moved for k in e["already"]}
        if shared & moved:
            raise MergeRefused(f"Undo the later merge of {other} first.")
    return kept


def _restored(merge):
    """Write the removed row again as its last history row tells it."""
    model = merge.rows
    if model._base_manager.filter(pk=merge.removed).exists():
        raise MergeRefused(f"{merge} is there already.")
    row = model.history_model._base_manager.get(history_id=merge.history_row).instance
    for name, value in merge.untracked.items():
        setattr(row, name, value)
    plain = {f.name for f in model._meta.concrete_fields if not f.is_relation}
    try:
        row.clean_fields(exclude=plain)
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        words = " ".join(error.messages)
        raise MergeRefused(f"{merge} cannot be restored: {words}") from error
    row.save(force_insert=True)
    return row


def _moved_back(known, entry, kept, removed):
    named = {name: entry[name] for name in ("model", "field", "own")}
    reference = known.get(str(named))
    if reference is None:
        return [f"{entry['model']}.{entry['field']} is no part of the record any more."]
    left = reference.move_back(kept, removed, entry["moved"], entry["already"])
    if reference.own:
        what = reference.field.related_model._meta.verbose_name.capitalize()
        return [f"{what} {key} is gone and is not linked to “{removed}” again." for key in left]
    what, name = reference.field.model._meta.verbose_name.capitalize(), reference.field.verbose_name
    return [f"{what} {key}: {name} changed since and stays as it is." for key in left]


def _untracked(model):
    return [f for f in model._meta.concrete_fields if f.name not in _tracked_names(model)]


def _tracked_names(model):
    return {field.name for field in model.history_model.tracked_fields}


def _checks(model):
    return [c for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]


def _tied(model, name):
    """The names of fields that stand with this one in a constraint, itself among them."""
    fields = (check.condition.referenced_base_fields for check in _checks(model))
    return {name}.union(*(names for names in fields if name in names))


def _holds(check, row):
    try:
        check.validate(type(row), row)
    except ValidationError:
        return False
    return True


def _nothing(value):
    return value is None or value == ""
