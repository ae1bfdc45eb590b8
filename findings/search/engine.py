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
    def places(cls, query, within=()):
        """Return the places where a query is met, in a range of places or everywhere."""
        sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608
        if within:
            sql += " AND rowid BETWEEN %s AND %s"
        with connection.cursor() as cursor:
            cursor.execute(sql, [cls.expression(query.wanted, query.unwanted), *within])
            return [row[0] for row in cursor.fetchall()]

    @staticmethod
    def each(words, first, last):
        """Return {word: its places in a range} of words by themselves, in one query."""
        one = f"SELECT %s, rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid BETWEEN %s AND %s"  # noqa: S608
        asked = [part for word in words for part in (word, f'"{word}"', first, last)]
        found = {word: [] for word in words}
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([one] * len(words)), asked)
            for word, place in cursor.fetchall():
                found[word].append(place)
        return found

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
        # left to itself the planner reads every vector
        f"""CREATE OR REPLACE FUNCTION evalsite_find(said text, first bigint, last bigint)
            RETURNS bytea LANGUAGE sql STABLE SET enable_seqscan = off AS $$
                SELECT string_agg(int8send(place), '') FROM {TABLE}
                WHERE vector @@ to_tsquery('simple', said) AND place BETWEEN first AND last
            $$""",  # noqa: S608
        f"""CREATE OR REPLACE FUNCTION evalsite_find(said text)
            RETURNS bytea LANGUAGE sql STABLE SET enable_seqscan = off AS $$
                SELECT string_agg(int8send(place), '') FROM {TABLE}
                WHERE vector @@ to_tsquery('simple', said)
            $$""",  # noqa: S608
    )

    @classmethod
    def places(cls, query, within=()):
        """Return the places where a query is met, in a range of places or everywhere."""
        said = cls.expression(query.wanted, query.unwanted)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT evalsite_find({', '.join(['%s'] * (1 + len(within)))})",  # noqa: S608
                [said, *within],
            )
            return _unpacked(cursor.fetchone()[0])

    @staticmethod
    def each(words, first, last):
        """Return {word: its places in a range} of words by themselves, in one query."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT word, evalsite_find(quote_literal(word), %s, %s) FROM unnest(%s) AS word",
                [first, last, list(words)],
            )
            return {word: _unpacked(packed) for word, packed in cursor.fetchall()}

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


def _unpacked(packed):
    places = array("q", bytes(packed or b""))
    if byteorder == "little":
        places.byteswap()
    return places
