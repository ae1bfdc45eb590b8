"""Triggers that carry what is written to search and lists, whichever way it is written."""

from projects.models import Area, Donor, Merge, Objective, Outcome, Project, Theme
from projects.triggers import Trigger, grounds, source

from ..models import Action, Passage, Posting, Publication, Response, SearchDue, SearchText
from ..models.publication import READERS
from .engine import TABLE, Fts5, TextSearch
from .postings import SEGMENT

TEXTS, DUE, POSTINGS = (m._meta.db_table for m in (SearchText, SearchDue, Posting))
PUBLICATION, PROJECT, FOLLOW_UP, NAMES = "publication", "project", "followup", "names"
ALL = ("INSERT", "UPDATE", "DELETE")


def _watched():
    """Yield (table, events, columns, shelf, column with the key) of what search and lists tell."""
    flags = ("withdrawn", "content", *READERS)
    yield Publication._meta.db_table, ("INSERT",), (), PUBLICATION, "id"
    yield Publication._meta.db_table, ("UPDATE",), flags, PUBLICATION, "id"
    yield Passage._meta.db_table, ("UPDATE",), ("heading", "text"), PUBLICATION, "publication_id"
    yield Project._meta.db_table, ALL, (), PROJECT, "id"
    for name in ("areas", "donors", "themes"):
        through = Project._meta.get_field(name).remote_field.through
        yield through._meta.db_table, ALL, (), PROJECT, "project_id"
    for model in (Objective, Outcome):
        yield model._meta.db_table, ALL, (), PROJECT, "project_id"
    for model in (Response, Action):
        yield model._meta.db_table, ALL, (), FOLLOW_UP, "recommendation_id"
    for model in (Area, Donor, Theme, Merge):
        yield model._meta.db_table, ALL, (), NAMES, "id"


@grounds
def index(vendor):
    """The index's own tables, which no model knows."""
    yield from (Fts5 if vendor == "sqlite" else TextSearch).grounds
    if vendor == "postgresql":
        yield from _functions()


@source
def carriers(vendor):
    """The triggers that note what is due, and those that keep the index."""
    for table, events, columns, shelf, key in _watched():
        for event in events:
            of = f" OF {', '.join(columns)}" if columns else ""
            yield _noting(vendor, table, f"AFTER {event}{of}", shelf, key)
    yield from (_keeping_fts5() if vendor == "sqlite" else _keeping_vectors())


def _noting(vendor, table, event, shelf, key):
    row = "OLD" if "DELETE" in event else "NEW"
    note = f"INSERT INTO {DUE} (shelf, key) VALUES ('{shelf}', {row}.{key})"  # noqa: S608
    action = f"BEGIN {note}; END"
    if vendor == "postgresql":
        action = f"FOR EACH ROW EXECUTE FUNCTION evalsite_note_due('{shelf}', '{key}')"
    return Trigger(table, event, action, needs=DUE)


def _keeping_fts5():
    add = f"INSERT INTO {TABLE} (rowid, words) VALUES (NEW.place, NEW.words);"  # noqa: S608
    remove = f"INSERT INTO {TABLE} ({TABLE}, rowid, words) VALUES ('delete', OLD.place, OLD.words);"  # noqa: S608
    for event, row, does in (
        ("INSERT", "NEW", add), ("DELETE", "OLD", remove), ("UPDATE", "NEW", remove + add)
    ):  # fmt: skip
        unseal = f"DELETE FROM {POSTINGS} WHERE segment = {row}.place >> {SEGMENT};"  # noqa: S608
        yield Trigger(TEXTS, f"AFTER {event}", f"BEGIN {does} {unseal} END", needs=POSTINGS)


def _keeping_vectors():
    tables = {
        "INSERT": "REFERENCING NEW TABLE AS written",
        "DELETE": "REFERENCING OLD TABLE AS gone",
        "UPDATE": "REFERENCING NEW TABLE AS written OLD TABLE AS gone",
        "TRUNCATE": "",
    }
    for event, transition in tables.items():
        action = f"{transition} FOR EACH STATEMENT EXECUTE FUNCTION evalsite_keep_vectors()"
        yield Trigger(TEXTS, f"AFTER {event}", action.strip(), needs=POSTINGS)


def _functions():
    yield f"""CREATE OR REPLACE FUNCTION evalsite_note_due() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE noted jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
        BEGIN
            INSERT INTO {DUE} (shelf, key) VALUES (TG_ARGV[0], (noted ->> TG_ARGV[1])::bigint);
            RETURN NULL;
        END $$"""  # noqa: S608
    unseal = (
        f"DELETE FROM {POSTINGS} WHERE segment IN (SELECT DISTINCT place >> {SEGMENT} FROM %s);"  # noqa: S608
    )
    yield f"""CREATE OR REPLACE FUNCTION evalsite_keep_vectors() RETURNS trigger
        LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP = 'TRUNCATE' THEN
                DELETE FROM {TABLE}; DELETE FROM {POSTINGS};
            ELSE
                IF TG_OP IN ('DELETE', 'UPDATE') THEN
                    DELETE FROM {TABLE} WHERE place IN (SELECT place FROM gone);
                    {unseal % "gone"}
                END IF;
                IF TG_OP IN ('INSERT', 'UPDATE') THEN
                    INSERT INTO {TABLE} SELECT place, to_tsvector('simple', words) FROM written;
                    {unseal % "written"}
                END IF;
            END IF;
            RETURN NULL;
        END $$"""  # noqa: S608
