"""The revisions of a whole object: of its row and of all that is, at any depth, part of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, cached_property

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils import timezone

from .changes import MOVED, POSITION, Change, State, told
from .records import CREATED, DELETED, TRACKED, target_name
from .revisions import Revision


@dataclass(frozen=True)
class Entry:
    """A revision, and what it changed in the object and its parts."""

    revision: Revision
    changes: tuple[Change, ...]

    @property
    def written(self):
        """The changes that are more than another place in the order."""
        return [change for change in self.changes if change.verb != MOVED]

    @property
    def moves(self):
        """[(how many, of what kind)] that were moved"""
        moved = [change for change in self.changes if change.verb == MOVED]
        counts = Counter((change.kind, change.kinds) for change in moved)
        return [(n, kind if n == 1 else kinds) for (kind, kinds), n in counts.items()]


def timeline(root, *, person=None, kind=None, since=None, until=None):
    """Return the Timeline of an object, newest first.

    `person` is a user, `kind` the one model of which changes are told; `since` and `until` are
    aware datetimes, or dates of whole days.
    """
    conditions = {}
    if person:
        conditions["user"] = person
    if since:
        conditions["moment__gte"] = _begin(since)
    if isinstance(until, datetime):
        conditions["moment__lte"] = until
    elif until:
        conditions["moment__lt"] = _begin(until + timedelta(days=1))
    return Timeline(root, [kind] if kind else family(type(root)), conditions)


def family(root):
    """Return a model and those whose rows are part of its rows, at any depth."""
    models = [root]
    for model in TRACKED:
        owner = model.history_part_of and model._meta.get_field(model.history_part_of)
        if owner and owner.related_model in models:
            models.append(model)
    return models


class Timeline:
    """Counts and slices as a Paginator asks; a slice is a list of Entries.

    A slice costs a number of queries that depends on which models changed, not on how many
    revisions there are.
    """

    def __init__(self, root, models, conditions):
        self.root, self.models, self.conditions = root, models, conditions

    def count(self):
        return len(self._keys)

    __len__ = count

    def __getitem__(self, part):
        if not isinstance(part, slice):
            return self[part : part + 1][0]
        keys = self._keys[part]
        revisions = Revision.objects.select_related("user").in_bulk(keys)
        changes = self._changes(keys) if keys else {}
        return [Entry(revisions[key], tuple(changes.get(key, ()))) for key in keys]

    def revisions(self):
        """The revisions by themselves, without what they changed."""
        return Revision.objects.filter(id__in=self._all, **self.conditions)

    def people(self):
        """The users who changed something here, whatever is asked of persons and dates."""
        users = get_user_model()._base_manager
        ids = Revision.objects.filter(id__in=self._all).order_by().values("user")
        return users.filter(pk__in=ids).order_by("last_name", "first_name", "username")

    @property
    def _all(self):
        selects = (f"SELECT h.revision_id {rows}" for m in self.models for rows in self._rows(m))
        return RawSQL(f"{_ROOT} {' UNION '.join(selects)}", [self.root.pk])  # noqa: S611

    @cached_property
    def _keys(self):
        return list(self.revisions().values_list("pk", flat=True))

    def _rows(self, model):
        return _rows_sql(model, type(self.root))

    def _changes(self, keys):
        """Return {revision's key: its changes}, in the order of models and positions."""
        found = self._states(keys)
        found.sort(key=lambda place: place[:4])
        changes = told([state for *_, state in found])
        by_revision = {}
        for (_, revision, *_), change in zip(found, changes, strict=True):
            if change:
                by_revision.setdefault(revision, []).append(change)
        return by_revision

    def _states(self, keys):
        """Return [(place of the model, revision, position, key, State)] of these revisions."""
        found = []
        for n, touched in self._touched(keys).items():
            needed = {pair[0] for pairs in touched.values() for pair in pairs[-1:]}
            needed |= {pairs[0][1] for pairs in touched.values()} - {None}
            rows = _loaded(self.models[n], needed)
            for (revision, key), pairs in touched.items():
                before, after = rows.get(pairs[0][1]), rows.get(pairs[-1][0])
                if before or after:  # else it was made and removed in one revision
                    state = State(self.models[n], before, after)
                    found.append((n, revision, getattr(state.row, POSITION, 0), key, state))
        return found

    def _touched(self, keys):
        """Return {place of a model: {(revision, key): [(history row, the one before)]}}."""
        revisions = ", ".join(["(%s)"] * len(keys))
        selects = (
            f"SELECT {n}, h.revision_id, h.id, h.history_id, {_before_sql(m)} {rows} "  # noqa: S608
            f"AND h.revision_id IN (SELECT id FROM revisions)"
            for n, m in enumerate(self.models)
            for rows in self._rows(m)
        )
        sql = f"{_ROOT}, revisions(id) AS (VALUES {revisions}) {' UNION ALL '.join(selects)}"
        touched = {}
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} ORDER BY 4", [self.root.pk, *keys])
            for n, revision, key, row, before in cursor.fetchall():
                touched.setdefault(n, {}).setdefault((revision, key), []).append((row, before))
        return touched


_ROOT = "WITH root(key) AS (VALUES (%s))"


def _begin(day):
    if isinstance(day, datetime):
        return day
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _table(model):
    return connection.ops.quote_name(model.history_model._meta.db_table)


def _belongs(model, root, row):
    """SQL: whether this row of a history table is of the root or of a part of it."""
    if model is root:
        return f"{row}.id = (SELECT key FROM root)"  # noqa: S608
    owner = model._meta.get_field(model.history_part_of)
    column, above = connection.ops.quote_name(owner.column), owner.related_model
    if above is root:
        return f"{row}.{column} = (SELECT key FROM root)"  # noqa: S608
    owners = f"SELECT o.id FROM {_table(above)} o WHERE {_belongs(above, root, 'o')}"  # noqa: S608
    return f"{row}.{column} IN ({owners})"


@cache
def _rows_sql(model, root):
    """SQL for the history rows that belong to the root, and for those by which a part left it."""
    here = f"FROM {_table(model)} h WHERE {_belongs(model, root, 'h')}"
    if model is root:
        return [here]
    ever = f"SELECT e.id FROM {_table(model)} e WHERE {_belongs(model, root, 'e')}"  # noqa: S608
    left = f"""FROM {_table(model)} h WHERE NOT ({_belongs(model, root, "h")}) AND h.id IN (
            {ever})
        AND EXISTS (SELECT 1 FROM {_table(model)} b
            WHERE b.history_id = {_before_sql(model)} AND {_belongs(model, root, "b")})"""  # noqa: S608
    return [here, left]


@cache
def _before_sql(model):
    """SQL for the history row before h; there is none before one that creates."""
    return f"""CASE WHEN h.history_type <> '{CREATED}' THEN (
        SELECT p.history_id FROM {_table(model)} p
        WHERE p.id = h.id AND (p.history_date, p.history_id) < (h.history_date, h.history_id)
        ORDER BY p.history_date DESC, p.history_id DESC LIMIT 1) END"""  # noqa: S608


def _loaded(model, keys):
    """Return {key: history row with its `links`}, deletions left out; one query and one a link."""
    rows = model.history_model._base_manager.filter(history_id__in=keys)
    rows = {row.history_id: row for row in rows.exclude(history_type=DELETED)}
    for row in rows.values():
        row.links = {field.name: set() for field in row._history_m2m_fields}
    for field in model.history_model._history_m2m_fields if rows else ():
        through = getattr(model.history_model, field.name).model._base_manager
        pairs = through.filter(history__in=list(rows))
        for row, target in pairs.values_list("history_id", target_name(field)):
            rows[row].links[field.name].add(target)
    return rows
