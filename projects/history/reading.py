"""Two ways to read the same rows: as they are now, and as they stood at a moment."""

from functools import cache

from django.db import connection

from .records import DELETED, target_name


class Now:
    """Reads the working rows."""

    def rows(self, model, name, keys):
        """Return the rows of a model whose field has one of these keys."""
        return list(model._base_manager.filter(**{f"{name}__in": keys}).order_by())

    def links(self, model, rows, name):
        """Return {row's id: ids at the other side} of a many-to-many field."""
        field = model._meta.get_field(name)
        source = f"{field.m2m_field_name()}_id"
        pairs = field.remote_field.through._base_manager.filter(
            **{f"{source}__in": [row.id for row in rows]}
        )
        return _grouped(rows, pairs.values_list(source, target_name(field)))


class AsOf:
    """Reads the same from history: for each row its newest history row at that moment.

    The cost grows with the rows that are read, not with how often they were revised: the index on
    (id, moment) gives the newest one at once. The statements are plain SQL, for Django takes four
    times as long to compose them as the database to answer.
    """

    def __init__(self, moment):
        self.moment = moment

    def rows(self, model, name, keys):
        keys = list(keys)
        moment = connection.ops.adapt_datetimefield_value(self.moment)
        if name == "id":
            sql, params = _rows_sql(model, _VALUES), [*keys, moment]
            sql = sql.replace("%s_keys", ", ".join(["(%s)"] * len(keys)))
        else:
            sql, params = _rows_sql(model, _parts_sql(model, name)), [*keys, *keys, moment]
            sql = sql.replace("%s_keys", _placeholders(keys))
        return list(model.history_model._base_manager.raw(sql, params))

    def links(self, model, rows, name):
        keys = [row.history_id for row in rows]
        sql = _links_sql(model, name).replace("%s_keys", _placeholders(keys))
        with connection.cursor() as cursor:
            cursor.execute(sql, keys)
            return _grouped(rows, cursor.fetchall())


def _placeholders(keys):
    return ", ".join(["%s"] * len(keys)) or "NULL"


_VALUES = "VALUES %s_keys"


@cache
def _parts_sql(model, name):
    """SQL for the keys of all that belong, or belonged until they were deleted, to something."""
    q = connection.ops.quote_name
    history, live = q(model.history_model._meta.db_table), q(model._meta.db_table)
    column = q(model._meta.get_field(name).column)
    return f"""SELECT id FROM {live} WHERE {column} IN (%s_keys)
        UNION SELECT id FROM {history}
        WHERE history_type = '{DELETED}' AND {column} IN (%s_keys)"""  # noqa: S608


@cache
def _rows_sql(model, candidates):
    """SQL for the newest history row at a moment of each candidate that was there then."""
    history = connection.ops.quote_name(model.history_model._meta.db_table)
    return f"""WITH c(id) AS ({candidates})
        SELECT h.* FROM {history} h WHERE h.history_type <> '{DELETED}' AND h.history_id IN (
            SELECT (SELECT n.history_id FROM {history} n
                WHERE n.id = c.id AND n.history_date <= %s
                ORDER BY n.history_date DESC, n.history_id DESC LIMIT 1) FROM c)"""  # noqa: S608


@cache
def _links_sql(model, name):
    q = connection.ops.quote_name
    field = model._meta.get_field(name)
    table = q(getattr(model.history_model, name).model._meta.db_table)
    source, target = q(f"{field.m2m_field_name()}_id"), q(target_name(field))
    return f"SELECT {source}, {target} FROM {table} WHERE history_id IN (%s_keys)"  # noqa: S608


def _grouped(rows, pairs):
    links = {row.id: [] for row in rows}
    for source, target in pairs if rows else ():
        links[source].append(target)
    return links
