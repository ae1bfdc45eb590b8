"""The numbers that say what readers can see, raised by the database with every write they notice.

On PostgreSQL a statement notes its transaction, and the number is raised once, when that commits:
its row is locked last and for a moment. SQLite, where one transaction writes at a time, raises it
for each row.
"""

from dataclasses import dataclass

from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from projects.triggers import Trigger, grounds, source

from .models import Stamp

READING, PUBLICATIONS = "reading", "publications"
TABLE = Stamp._meta.db_table
PENDING = f"{TABLE}_pending"
EVENTS = ("INSERT", "UPDATE", "DELETE")
WATCHED = []


@dataclass(frozen=True)
class Watched:
    """A table, the events in it that readers notice, and the stamps that these raise."""

    table: str
    names: tuple[str, ...]
    events: tuple[str, ...]
    column: str = ""  # the only one that readers notice


def reading(using="default"):
    """Return the number that is another whenever readers may see something else."""
    return _number(READING, using)


def publications(using="default"):
    """Return the number that is another whenever a publication came or changed."""
    return _number(PUBLICATIONS, using)


def _number(name, using):
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT number FROM {TABLE} WHERE name = %s", [name])  # noqa: S608
        row = cursor.fetchone()
    return row[0] if row else 0


def raised_by(model, *links, stamps=(READING,), events=EVENTS, column=""):
    """Let what is done in a model's table, and in those of its links, raise these stamps."""
    through = (model._meta.get_field(name).remote_field.through for name in links)
    for told in (model, *through):
        WATCHED.append(Watched(told._meta.db_table, stamps, events, column))


@source
def raisers(vendor):
    """The triggers that raise the stamps."""
    for watched in WATCHED:
        yield from (_of_sqlite if vendor == "sqlite" else _of_postgresql)(watched)
    if vendor == "postgresql":
        yield Trigger(
            PENDING,
            "AFTER INSERT",
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION evalsite_raise_stamp()",
            needs=TABLE,
            verb="CREATE CONSTRAINT TRIGGER",
        )


def _of_sqlite(watched):
    of, when = _column(watched, "IS NOT")
    raising = " ".join(f"{_raise_sql(name)};" for name in watched.names)
    for event in watched.events:
        action = f"{when} BEGIN {raising} END".strip()
        yield Trigger(watched.table, f"AFTER {event}{of}", action, needs=TABLE)


def _of_postgresql(watched):
    of, when = _column(watched, "IS DISTINCT FROM")
    names = ", ".join(f"'{name}'" for name in watched.names)
    each = f"FOR EACH ROW {when}" if when else "FOR EACH STATEMENT"
    truncate = () if watched.column else ("TRUNCATE",)
    yield Trigger(
        watched.table,
        f"AFTER {' OR '.join((*watched.events, *truncate))}{of}",
        f"{each} EXECUTE FUNCTION evalsite_note_stamp({names})",
        needs=TABLE,
    )


def _column(watched, differs):
    if not watched.column:
        return "", ""
    column = f'"{watched.column}"'
    return f" OF {column}", f"WHEN (OLD.{column} {differs} NEW.{column})"


def _raise_sql(name):
    return (
        f"INSERT INTO {TABLE} (name, number) VALUES ('{name}', 1) "  # noqa: S608
        f"ON CONFLICT (name) DO UPDATE SET number = {TABLE}.number + 1"
    )


@grounds
def pending(vendor):
    """What PostgreSQL needs to raise a stamp once, at the end of a transaction.

    Whoever raises both raises `reading` first, so that two transactions never wait for each other.
    """
    if vendor == "postgresql":
        yield f"""CREATE TABLE IF NOT EXISTS {PENDING} (
            txid bigint, name text, PRIMARY KEY (txid, name))"""
        yield f"""CREATE OR REPLACE FUNCTION evalsite_note_stamp() RETURNS trigger
            LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO {PENDING} (txid, name) SELECT txid_current(), unnest(TG_ARGV)
                    ON CONFLICT DO NOTHING;
                RETURN NULL;
            END $$"""  # noqa: S608
        yield f"""CREATE OR REPLACE FUNCTION evalsite_raise_stamp() RETURNS trigger
            LANGUAGE plpgsql AS $$ BEGIN
                DELETE FROM {PENDING} WHERE txid = NEW.txid AND name = NEW.name;
                INSERT INTO {TABLE} (name, number) VALUES (NEW.name, 1)
                    ON CONFLICT (name) DO UPDATE SET number = {TABLE}.number + 1;
                RETURN NULL;
            END $$"""  # noqa: S608


@receiver(post_migrate)
def raise_after_migrating(app_config, using, plan=(), **kwargs):
    """What migrations wrote, they wrote without triggers."""
    connection = connections[using]
    there = plan and TABLE in connection.introspection.table_names()
    if app_config.label == "findings" and there:
        with connection.cursor() as cursor:
            for name in (READING, PUBLICATIONS):
                cursor.execute(_raise_sql(name))
