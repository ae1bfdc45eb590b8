"""The databases' own indexes of words: FTS5 on SQLite, tsvector and GIN on PostgreSQL.

Both keep the words of `SearchText`, copied by triggers, and answer the same three questions.
"""

from array import array
from sys import byteorder

from django.db import DatabaseError, connection, transaction

TABLE, TEXTS = "findings_search", "findings_searchtext"


def engine():
    """Return the functions of the database at hand."""
    return {"sqlite": Fts5, "postgresql": TextSearch}[connection.vendor]


class Fts5:
    """SQLite's FTS5; its table holds no texts of its own."""

    grounds = (
        f"""CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(
            words, content='{TEXTS}', content_rowid='place',
            tokenize='unicode61 remove_diacritics 2')""",
    )

    @classmethod
    def places(cls, query, ranges=()):
        """Return the places where a query is met, in the ranges of places or everywhere."""
        within, bounds = _within("rowid", ranges)
        sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s{within}"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [cls.expression(query.wanted, query.unwanted), *bounds])
            return [row[0] for row in cursor.fetchall()]

    @classmethod
    def expression(cls, wanted, unwanted):
        """Return terms in FTS5's language; every word stands in quotes, so none is an operator."""
        told = " AND ".join(cls._term(term) for term in wanted)
        without = " OR ".join(cls._term(term) for term in unwanted)
        return f"({told}) NOT ({without})" if without else told

    @staticmethod
    def _term(term):
        ways = (f'"{" ".join(way.words)}"{" *" if way.begun else ""}' for way in term.ways)
        return f"({' OR '.join(ways)})"

    @staticmethod
    def is_sound():
        """Whether the index holds exactly the words of the texts."""
        check = f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(check)
        except DatabaseError:
            return False
        return True

    @staticmethod
    def clear():
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('delete-all')")  # noqa: S608

    @staticmethod
    def fill(first, last):
        """Take the texts between two places into an index that was cleared."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE} (rowid, words) SELECT place, words FROM {TEXTS} "  # noqa: S608
                "WHERE place BETWEEN %s AND %s",
                [first, last],
            )


class TextSearch:
    """PostgreSQL's text search over a narrow table: long vectors stand aside until needed."""

    grounds = (
        f"""CREATE TABLE IF NOT EXISTS {TABLE} (place bigint PRIMARY KEY, vector tsvector NOT NULL)
            WITH (toast_tuple_target = 128)""",
        f"ALTER TABLE {TABLE} ALTER COLUMN vector SET STORAGE EXTERNAL",
        f"CREATE INDEX IF NOT EXISTS {TABLE}_vector ON {TABLE} USING gin (vector)",
    )

    @classmethod
    def places(cls, query, ranges=()):
        """Return the places where a query is met, in the ranges of places or everywhere."""
        within, bounds = _within("place", ranges)
        sql = (
            f"SELECT string_agg(int8send(place), '') FROM {TABLE} "  # noqa: S608
            f"WHERE vector @@ to_tsquery('simple', %s){within}"
        )
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # its guess reads every vector
            cursor.execute(sql, [cls.expression(query.wanted, query.unwanted), *bounds])
            return _unpacked(cursor.fetchone()[0])

    @classmethod
    def expression(cls, wanted, unwanted):
        """Return terms in the language of to_tsquery; every word stands in quotes."""
        told = [cls._term(term) for term in wanted]
        return " & ".join((*told, *(f"!{cls._term(term)}" for term in unwanted)))

    @staticmethod
    def _term(term):
        ways = []
        for way in term.ways:
            words = [f"'{word}'" for word in way.words]
            ways.append(" <-> ".join(words) + (":*" if way.begun else ""))
        return f"({' | '.join(f'({way})' for way in ways)})"

    @staticmethod
    def is_sound():
        """Whether the index holds exactly the words of the texts."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*) FROM {TABLE} i FULL JOIN {TEXTS} t USING (place) "  # noqa: S608
                "WHERE i.vector IS DISTINCT FROM to_tsvector('simple', t.words)"
            )
            return cursor.fetchone()[0] == 0

    @staticmethod
    def clear():
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {TABLE}")

    @staticmethod
    def fill(first, last):
        """Take the texts between two places into an index that was cleared."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE} SELECT place, to_tsvector('simple', words) FROM {TEXTS} "  # noqa: S608
                "WHERE place BETWEEN %s AND %s",
                [first, last],
            )


def _within(column, ranges):
    """Return SQL, and its parameters, for a place in one of the ranges (first, last)."""
    if not ranges:
        return "", []
    told = " OR ".join(f"{column} BETWEEN %s AND %s" for _ in ranges)
    return f" AND ({told})", [bound for pair in ranges for bound in pair]


def _unpacked(packed):
    places = array("q", bytes(packed or b""))
    if byteorder == "little":
        places.byteswap()
    return places
