"""What was removed from the record, as it last was."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import CASCADE
from django.utils.text import capfirst

from .naming import label_of, words_of
from .records import DELETED
from .revisions import Revision
from .timeline import family


@dataclass(frozen=True)
class Removed:
    """A row that is gone: as it was before the revision that removed it."""

    model: type
    row: object
    revision: Revision

    @property
    def model_label(self):
        return self.model._meta.label_lower

    @property
    def key(self):
        return f"{self.model_label}/{self.row.id}"

    @property
    def name(self):
        return capfirst(f"{self.model._meta.verbose_name} {label_of(self.row)}".strip())

    @property
    def words(self):
        return words_of(self.model, self.row, 160)


def removed(root_model, limit=50):
    """Return the objects removed last of a model that is part of no other."""
    q = connection.ops.quote_name
    history, live = q(root_model.history_model._meta.db_table), q(root_model._meta.db_table)
    sql = f"""SELECT h.id FROM {history} h WHERE NOT EXISTS (
        SELECT 1 FROM {live} l WHERE l.id = h.id)
        GROUP BY h.id ORDER BY MAX(h.history_date) DESC LIMIT %s"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [limit])
        keys = [key for (key,) in cursor.fetchall()]
    return _newest_first(removed_rows(root_model, keys))


def root_of(model, row):
    """Return (model, key) of what stands at the top over a row, as far as that is still there."""
    key = row.id
    while row is not None and model.history_part_of:
        owner = model._meta.get_field(model.history_part_of)
        model, key = owner.related_model, getattr(row, owner.attname)
        row = model._base_manager.filter(pk=key).first() if model.history_part_of else None
    return model, key


def removed_parts(root):
    """Return the removed parts of a live object that can come back by themselves.

    What went with something that is gone is left out: it comes back with that.
    """
    owners, found = {type(root): [root.pk]}, []
    for model in family(type(root))[1:]:
        owner = model._meta.get_field(model.history_part_of)
        here = {f"{owner.name}__in": owners[owner.related_model]}
        gone = model.history_model._base_manager.filter(**here, history_type=DELETED)
        keys = set(gone.values_list("id", flat=True))
        owners[model] = model._base_manager.filter(**here).order_by().values("pk")
        parts = removed_rows(model, keys) if keys else []
        known = existing(named_by(parts, belonging(model)))
        found += [part for part in parts if not missing_from(part.row, belonging(model), known)]
    return _newest_first(found)


def removed_rows(model, keys):
    """Return Removed for those of the keys whose newest history row is a deletion."""
    rows = model.history_model._base_manager.filter(id__in=keys)
    lives = {}
    for key, row, kind, made in rows.order_by("history_date", "history_id").values_list(
        "id", "history_id", "history_type", "revision_id"
    ):
        life = lives.setdefault(key, [])
        if life and life[-1][1] == DELETED:
            life.clear()
        life.append((row, kind, made))
    last = {_last_state(life): life[-1][2] for life in lives.values() if life[-1][1] == DELETED}
    revisions = Revision.objects.select_related("user").in_bulk(set(last.values()))
    states = model.history_model._base_manager.in_bulk(list(last), field_name="history_id")
    return [Removed(model, states[row], revisions[made]) for row, made in last.items()]


def _last_state(life):
    """Return the history row of the last state before the removal, or during its revision."""
    *before, (deletion, _, made) = life
    earlier = [row for row, _, other in before if other != made]
    return (earlier or [row for row, _, _ in before] or [deletion])[-1]


def _newest_first(found):
    return sorted(found, key=lambda r: (r.revision.moment, r.row.history_id), reverse=True)


def foreign_keys(model):
    return [f for f in model._meta.concrete_fields if f.remote_field]


def belonging(model):
    """The foreign keys to what a row is part of, and without which it would not be."""
    return [
        f
        for f in foreign_keys(model)
        if f.name == model.history_part_of or f.remote_field.on_delete is CASCADE
    ]


def named_by(parts, fields):
    """Return {model: keys} of what the parts name by these foreign keys."""
    named = {}
    for field in fields:
        keys = {getattr(part.row, field.attname) for part in parts} - {None}
        named.setdefault(field.related_model, set()).update(keys)
    return named


def existing(named):
    """Return of {model: keys} those that exist."""
    return {
        model: set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
        for model, keys in named.items()
    }


def missing_from(row, fields, known):
    """Return [(field, key)] of what a row names and nobody knows."""
    values = [(field, getattr(row, field.attname)) for field in fields]
    return [(f, key) for f, key in values if key is not None and key not in known[f.related_model]]
