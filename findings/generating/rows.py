"""Many rows at once, without an object for each; what they hold is clean already."""

from django.db import connection
from django.db.models import Max

from projects.history.revisions import current_revision

CHUNK = 20_000  # values in one statement


def insert(model, rows):
    """Write rows {field: value} of a model, all with the same fields; return their keys."""
    rows = list(rows)
    if not rows:
        return []
    keys = _reserved(model, len(rows))
    columns = [model._meta.get_field(name).column for name in rows[0]]
    names = ", ".join(f'"{name}"' for name in (model._meta.pk.column, *columns))
    one = f"({', '.join(['%s'] * (len(columns) + 1))})"
    step = CHUNK // (len(columns) + 1)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), step):
            chunk = list(zip(keys, rows, strict=True))[start : start + step]
            cursor.execute(
                f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES '  # noqa: S608
                + ", ".join([one] * len(chunk)),
                [value for key, row in chunk for value in (key, *row.values())],
            )
    return keys


def remember(model, keys):
    """Write a first history row for each of the rows with these keys, which follow each other."""
    if not keys:
        return
    history = model.history_model
    revision = current_revision(connection.alias)
    columns = ", ".join(f'"{field.column}"' for field in history.tracked_fields)
    told = "history_date, history_type, history_user_id, history_change_reason, revision_id"
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{history._meta.db_table}" ({columns}, {told}) '  # noqa: S608
            f"SELECT {columns}, %s, '+', NULL, %s, %s FROM \"{model._meta.db_table}\" "
            "WHERE id BETWEEN %s AND %s",
            [revision.moment, revision.reason or None, revision.pk, min(keys), max(keys)],
        )


def _reserved(model, many):
    """Return as many new keys of a model, in their order."""
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        last = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            row = cursor.fetchone()
        first = max(last, row[0] if row else 0) + 1
        return list(range(first, first + many))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, many],
        )
        return [key for (key,) in cursor.fetchall()]
