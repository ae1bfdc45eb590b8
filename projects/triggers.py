"""Rules that the database holds by itself, whichever way somebody writes to it.

Triggers are dropped before a migrate that has something to do, since Django builds an altered
SQLite table anew and without them, and made after it.
"""

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.checks import Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction
from django.db.models import UniqueConstraint
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver

from .history import TRACKED, Revision

PREFIX, KEEPS = "evalsite_", "evalsite_keep_"
LIFTED = "evalsite.lifted"
APPEND_ONLY = {}  # {model: names of the fields that may change}
SOURCES = []  # functions from the vendor of a database to its Triggers
GROUNDS = []  # functions from the vendor to the statements that must come before these


@dataclass(frozen=True)
class Trigger:
    """A trigger; its name changes with what it does, so that an old one is known to be old."""

    table: str
    event: str
    action: str
    kind: str = PREFIX
    needs: str = ""  # another table without which it cannot work
    verb: str = "CREATE TRIGGER"

    @property
    def name(self):
        told = "\0".join((self.table, self.event, self.action, self.verb))
        return f"{self.kind}{self.table[:30]}_{hashlib.sha256(told.encode()).hexdigest()[:8]}"

    @property
    def statement(self):
        return f'{self.verb} "{self.name}" {self.event} ON "{self.table}" {self.action}'


def append_only(model, may_change=()):
    """Refuse to change or delete rows of a model, but for the fields that may change."""
    APPEND_ONLY[model] = tuple(may_change)


def source(function):
    """Register a function from the vendor of a database to its Triggers."""
    SOURCES.append(function)
    return function


def grounds(function):
    """Register a function from the vendor of a database to what its triggers stand on."""
    GROUNDS.append(function)
    return function


@contextmanager
def lifted(using="default"):
    """Let what is kept be changed, in one transaction; for redaction and for tests alone."""
    connection = connections[using]
    with transaction.atomic(using=using):
        with connection.cursor() as cursor:
            _lift(cursor, connection)
        yield
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                make(using)
            else:
                cursor.execute(f"SET LOCAL {LIFTED} = 'off'")


def _lift(cursor, connection):
    if connection.vendor == "sqlite":
        _drop(cursor, connection, {n: t for n, t in _present(connection) if n.startswith(KEEPS)})
    else:
        cursor.execute(f"SET LOCAL {LIFTED} = 'on'")


def missing(using="default"):
    """Return the names of the triggers that should be in a database and are not, or are off."""
    connection = connections[using]
    return sorted(_wanted(connection).keys() - _working(connection))


def make(using="default"):
    """Make the triggers that are not there; drop those that are old."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for ground in GROUNDS:
            for statement in ground(connection.vendor):
                cursor.execute(statement)
        wanted = _wanted(connection)
        right = wanted.keys() & _working(connection)
        old = {name: table for name, table in _present(connection) if name not in right}
        _drop(cursor, connection, old)
        for name, trigger in wanted.items():
            if name not in right:
                cursor.execute(trigger.statement)


def drop(using="default"):
    """Drop all triggers of ours."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        _drop(cursor, connection, dict(_present(connection)))


def _drop(cursor, connection, names):
    for name, table in names.items():
        on = "" if connection.vendor == "sqlite" else f' ON "{table}"'
        cursor.execute(f'DROP TRIGGER "{name}"{on}')


def _wanted(connection):
    """Return {name: Trigger} for the tables that there are."""
    tables = set(connection.introspection.table_names())
    triggers = (trigger for triggers in SOURCES for trigger in triggers(connection.vendor))
    return {t.name: t for t in triggers if {t.table, t.needs} - {""} <= tables}


def _present(connection):
    """Return [(name, table)] of the triggers of ours, working or not."""
    return [(name, table) for name, table, _ in _rows(connection)]


def _working(connection):
    return {name for name, _, working in _rows(connection) if working}


def _rows(connection):
    with connection.cursor() as cursor:
        cursor.execute(PRESENT[connection.vendor], [f"{PREFIX}%"])
        return cursor.fetchall()


PRESENT = {
    "sqlite": "SELECT name, tbl_name, 1 FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": """SELECT tgname, relname, tgenabled <> 'D'
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT tgisinternal AND pg_table_is_visible(c.oid) AND tgname LIKE %s""",
}


def kept():
    """Yield (model, fields that may change) of all that is only added to, history first."""
    yield Revision, ()
    for model in TRACKED:
        yield model.history_model, ()
        for field in model.history_model._history_m2m_fields:
            yield getattr(model.history_model, field.name).model, ()
    yield from APPEND_ONLY.items()


@source
def keepers(vendor):
    """The triggers by which tables that are only added to refuse all else."""
    for model, may_change in kept():
        yield from (_of_sqlite if vendor == "sqlite" else _of_postgresql)(model, may_change)


def _of_sqlite(model, may_change):
    """REPLACE deletes rows without a DELETE trigger: what would replace one is refused too."""
    table = model._meta.db_table

    def refusing(event, condition=""):
        words = f"{table} keeps what was written: {event.split()[1]} is refused"
        action = f"{condition} BEGIN SELECT RAISE(ABORT, '{words}'); END".strip()
        return Trigger(table, event, action, KEEPS)

    yield refusing("BEFORE DELETE")
    yield refusing(*_changing(model, may_change, "IS NOT"))
    yield refusing("BEFORE INSERT", f"WHEN {_taken(model, _unique(model))}")
    places = [(names, flags) for names, flags in _unique(model) if {*flags} & {*may_change}]
    if places:
        columns = ", ".join(f'"{flag}"' for _, flags in places for flag in flags)
        other = f'"{model._meta.pk.column}" IS NOT NEW."{model._meta.pk.column}"'
        yield refusing(f"BEFORE UPDATE OF {columns}", f"WHEN {_taken(model, places, other)}")


def _of_postgresql(model, may_change):
    def refusing(event, condition="", each="ROW"):
        action = f"FOR EACH {each} {condition} EXECUTE FUNCTION evalsite_refuse()"
        return Trigger(model._meta.db_table, event, " ".join(action.split()), KEEPS)

    yield refusing("BEFORE DELETE")
    yield refusing("BEFORE TRUNCATE", each="STATEMENT")
    yield refusing(*_changing(model, may_change, "IS DISTINCT FROM"))


def _changing(model, may_change, differs):
    """Return the event and condition of a change of what may not change."""
    if not may_change:
        return ("BEFORE UPDATE",)
    columns = [f'"{f.column}"' for f in model._meta.concrete_fields if f.name not in may_change]
    differing = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)
    return f"BEFORE UPDATE OF {', '.join(columns)}", f"WHEN ({differing})"


def _unique(model):
    """Yield (columns, flags that must be true) of each place that one row alone may have."""
    meta = model._meta
    yield from (((field.column,), ()) for field in meta.concrete_fields if field.unique)
    for rule in meta.constraints:
        if isinstance(rule, UniqueConstraint):
            flags = dict(rule.condition.children) if rule.condition else {}
            if any(value is not True for value in flags.values()):
                raise ImproperlyConfigured(
                    f"{rule.name}: a condition of flags is understood alone."
                )
            yield tuple(meta.get_field(name).column for name in rule.fields), tuple(flags)


def _taken(model, places, other=""):
    """SQL for whether another row has the place of the new one."""

    def here(columns, flags):
        same = [f'"{column}" = NEW."{column}"' for column in columns]
        both = [f'"{flag}" AND NEW."{flag}"' for flag in flags]
        where = " AND ".join([*same, *both, *filter(None, [other])])
        return f'EXISTS (SELECT 1 FROM "{model._meta.db_table}" WHERE {where})'  # noqa: S608

    return " OR ".join(here(*place) for place in places)


@grounds
def refusal(vendor):
    if vendor == "postgresql":
        yield f"""CREATE OR REPLACE FUNCTION evalsite_refuse() RETURNS trigger
            LANGUAGE plpgsql AS $$ BEGIN
                IF current_setting('{LIFTED}', true) IS DISTINCT FROM 'on' THEN
                    RAISE EXCEPTION '% keeps what was written: % is refused', TG_TABLE_NAME, TG_OP
                        USING ERRCODE = 'restrict_violation';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END $$"""


@receiver(pre_migrate)
def drop_before(app_config, using, plan=(), **kwargs):
    if app_config.label == "projects" and plan:
        drop(using)


@receiver(post_migrate)
def make_after(app_config, using, **kwargs):
    """Make them once all apps are migrated; projects keeps the history of its rows before."""
    if app_config.label == "projects":
        make(using)


@register(Tags.database)
def are_there(app_configs, databases, **kwargs):
    """Warn that triggers are missing, as after a migrate that failed; the next makes them."""
    names = [name for using in databases or () for name in missing(using)]
    if not names:
        return []
    words = f"{len(names)} triggers are missing, {names[0]} among them: what is kept can be changed"
    return [Warning(f"{words}.", hint="Run manage.py migrate.", id="projects.W001")]
