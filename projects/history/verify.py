"""Proof that every live row equals its newest history row."""

from typing import NamedTuple

from django.db import connections

from .records import DELETED, TRACKED, target_name


class Difference(NamedTuple):
    """A row of the record that its history does not tell: the model, its key, and what differs."""

    model: type
    key: int
    what: str

    def __str__(self):
        return f"{self.model._meta.verbose_name} {self.key}: {self.what}"


def verify(using="default"):
    """Yield a Difference for each live row or link that its newest history row does not tell."""
    for model in TRACKED:
        yield from differences(model, using)


def differences(model, using="default"):
    """Yield the differences of one model; the comparison is made inside the database."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(_rows_sql(model, connection))
        yield from (Difference(model, key, what) for key, what in cursor.fetchall())
        for field in model.history_model._history_m2m_fields:
            cursor.execute(_links_sql(model, field, connection))
            what = f"{field.verbose_name} differ from the newest history row"
            yield from (Difference(model, key, what) for (key,) in cursor.fetchall())


def _newest(model, q):
    """SQL for the newest history row of each object, deletions left out."""
    table = q(model.history_model._meta.db_table)
    return f"""(SELECT * FROM (
        SELECT h.*, ROW_NUMBER() OVER (
            PARTITION BY id ORDER BY history_date DESC, history_id DESC) AS age FROM {table} h
        ) ranked WHERE age = 1 AND history_type <> '{DELETED}')"""  # noqa: S608


def _rows_sql(model, connection):
    q = connection.ops.quote_name
    distinct = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    columns = [f.column for f in model.history_model.tracked_fields]
    differ = " ".join(
        f"WHEN l.{q(c)} {distinct} h.{q(c)} THEN '{c} differs from the newest history row'"
        for c in columns
    )
    live = q(model._meta.db_table)
    what = f"CASE WHEN h.history_id IS NULL THEN 'has no history row' {differ} END"
    return f"""SELECT * FROM (
        SELECT l.id AS key, {what} AS what
        FROM {live} l LEFT JOIN {_newest(model, q)} h ON h.id = l.id
        UNION ALL
        SELECT h.id, 'is gone without a history row' FROM {_newest(model, q)} h
        WHERE NOT EXISTS (SELECT 1 FROM {live} l WHERE l.id = h.id)
        ) compared WHERE what IS NOT NULL ORDER BY key"""  # noqa: S608


def _links_sql(model, field, connection):
    """SQL for the keys whose links stand in the live table or in history, but not in both."""
    q = connection.ops.quote_name
    source, target = q(f"{field.m2m_field_name()}_id"), q(target_name(field))
    live = f"SELECT {source}, {target} FROM {q(field.m2m_db_table())}"  # noqa: S608
    through = q(getattr(model.history_model, field.name).model._meta.db_table)
    kept = f"""SELECT t.{source}, t.{target} FROM {through} t
        JOIN {_newest(model, q)} h ON h.history_id = t.history_id"""  # noqa: S608
    return f"""SELECT DISTINCT {source} FROM (
        SELECT * FROM ({live} EXCEPT {kept}) a UNION ALL SELECT * FROM ({kept} EXCEPT {live}) b
        ) differing ORDER BY 1"""  # noqa: S608
