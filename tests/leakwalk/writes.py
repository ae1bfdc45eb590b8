"""What a request changed in the database, and whether the person may change that."""

from dataclasses import dataclass

from django.apps import apps
from django.db import connection

from findings.models import Evaluation

from .asking import BY_THE_WAY
from .people import EDITING
from .table import KEEPING, desk_of

SUPERUSER = frozenset({"superuser"})
READERS_ONLY = frozenset({"publisher", "staff"})  # find all working rows, write none
FREE = ("struck", "version", "followup_version")  # columns that steps beside editing raise

# Whoever may change something changes these with it.
WITH_IT = ("Historical", "Revision", "Stamp", "LogEntry")
ANSWERS = ("response", "action")
OUTCOME = ("publication", "passage", "withdrawal", "strike", "redaction")
STEPS = ("review", "previewlink")
REGISTER = ("donor", "theme", "office", "area", "merge")


@dataclass(frozen=True)
class Change:
    """A row that came, went or changed; `row` and `before` are {column: value}."""

    model: type
    key: object
    row: dict
    before: dict

    @property
    def columns(self):
        if not (self.row and self.before):
            return frozenset({"*"})
        return frozenset(n for n in self.row if self.row[n] != self.before[n])

    def __str__(self):
        verb = "changed" if self.row and self.before else "added" if self.row else "removed"
        return f"{self.model._meta.label} {self.key} {verb} ({', '.join(sorted(self.columns))})"


class Ledger:
    """The rows of all tables as they were when it was opened."""

    def __init__(self):
        there = set(connection.introspection.table_names()) - BY_THE_WAY
        models = apps.get_models(include_auto_created=True)
        self.models = {m._meta.db_table: m for m in models if m._meta.db_table in there}
        self.rows = {table: self._read(table) for table in self.models}

    def differences(self, tables):
        """Return the Changes in these tables."""
        changes = []
        for table in sorted(set(tables) & set(self.models)):
            before, now = self.rows[table], self._read(table)
            changes += [
                Change(self.models[table], key, now.get(key), before.get(key))
                for key in before.keys() | now.keys()
                if now.get(key) != before.get(key)
            ]
        return changes

    def _read(self, table):
        meta = self.models[table]._meta
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return {row[meta.pk.column]: row for row in rows}


def forbidden(world, ledger, person, changes):
    """Yield the Changes that a person may not make."""
    real = [c for c in changes if not c.model.__name__.startswith(WITH_IT)]
    if person in KEEPING and any(c.model.__name__ == "Merge" for c in changes):
        return  # merging moves whatever names one of the two
    rows = _known(ledger, changes)
    if changes and not real and person != "superuser" and not _says_only(changes):
        yield from changes
    wholes = {c.key for c in real if c.model is Evaluation and not (c.row and c.before)}
    gone = {c.model._meta.model_name for c in real if not c.row}
    if person in KEEPING and gone & set(REGISTER):
        return  # what named an entry of the register names it no more
    for change in real:
        owner, _ = _owners(rows, change.model, change.row or change.before)
        if owner in wholes:  # what belongs to it comes and goes with it
            writers = _editing(world, owner)
        else:
            writers = _writers(world, rows, change, person)
        if person not in writers:
            yield change


def _says_only(changes):
    """Whether nothing but a line in one's own log was written."""
    return all(change.model.__name__ == "LogEntry" for change in changes)


def _known(ledger, changes):
    """Return {table: {key: row}} of what was there and of what came."""
    rows = {table: dict(found) for table, found in ledger.rows.items()}
    for change in changes:
        if change.row:
            rows[change.model._meta.db_table].setdefault(change.key, change.row)
    return rows


def _writers(world, rows, change, person):
    """Return who may make a change of a row."""
    name = change.model._meta.model_name
    app = change.model._meta.app_label
    row = change.row or change.before
    if change.columns & {"is_superuser"} or app == "auth" and name not in ("user", "user_groups"):
        return SUPERUSER
    if app in ("auth", "mfa", "account", "socialaccount"):
        own = row.get("user_id", row.get("id")) == getattr(world.users.get(person), "pk", None)
        return KEEPING | ({person} if own and change.columns <= {"last_login"} else set())
    if name == "upload":  # nobody but the one who brings it in
        return {n for n, user in world.users.items() if user.pk == row["user_id"]}
    if app == "evalsite":
        return KEEPING
    evaluation, project = _owners(rows, change.model, row)
    if name == "evaluation_projects" and not change.before:  # who attaches a project edits it
        return _editing_project(world, row["project_id"]) & (
            _writers_of_evaluation(world, change, name, evaluation)
        )
    if evaluation is not None:
        return _writers_of_evaluation(world, change, name, evaluation)
    if project is not None:
        return _writers_of_project(world, change, name, project)
    if name.partition("_")[0] in REGISTER:
        adding = name in ("theme", "office") and not change.before
        return KEEPING | (EDITING if adding else frozenset())
    return SUPERUSER


def _editing(world, key):
    """Who edits an evaluation; of a new one, whoever may add one."""
    state = world.state_of(key)
    return desk_of(state) - READERS_ONLY if state else EDITING | SUPERUSER


def _writers_of_evaluation(world, change, name, key):
    editing = _editing(world, key)
    if name in ANSWERS:
        return editing | {"publisher", "officer"}
    if name.partition("_")[0] in OUTCOME or name == "evaluation_editors":
        return KEEPING
    if name in STEPS:
        return editing | {"publisher"}
    if change.columns <= set(FREE):
        return editing | {"publisher", "officer"}
    return editing


def _editing_project(world, key):
    known = {project.pk: told for told, project in world.projects.items()}
    if key not in known:
        return EDITING | SUPERUSER
    return SUPERUSER | {"other_editor" if known[key] == "other" else "project_editor"}


def _writers_of_project(world, change, name, key):
    known = {project.pk for project in world.projects.values()}
    if key not in known:
        return EDITING | SUPERUSER
    editing = _editing_project(world, key)
    assigned = name in ("project_donors", "project_editors")
    if assigned or change.columns <= {"audience", "version"}:
        return KEEPING
    return editing | ({"publisher"} if change.columns <= {"version"} else set())


def _owners(rows, model, row):
    """Return the keys of the evaluation and the project to which a row belongs."""
    name = model._meta.model_name
    if name == "evaluation":
        return row["id"], None
    if name == "project":
        return None, row["id"]
    if own := row.get("evaluation_id"):
        return own, None
    if row.get("project_id") and name.partition("_")[0] not in OUTCOME:
        return None, row["project_id"]
    for f in model._meta.concrete_fields:
        above = f.remote_field and f.remote_field.model
        known = rows.get(above._meta.db_table, {}) if above else {}
        if above is not model and row.get(f.column) in known:
            found = _owners(rows, above, known[row[f.column]])
            if any(found):
                return found
    return None, None
