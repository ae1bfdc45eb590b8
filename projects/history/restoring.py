"""What was removed comes back: under the same keys, with its links and all that went with it."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import UniqueConstraint

from .naming import called, instance_of, names_of
from .records import DELETED, TRACKED, target_name
from .removal import (
    Removed,
    belonging,
    existing,
    foreign_keys,
    missing_from,
    named_by,
    removed,
    removed_parts,
    removed_rows,
    root_of,
)
from .revisions import current_revision, revision
from .versions import VersionField

__all__ = [
    "Removed",
    "Restoration",
    "RestoreRefused",
    "Restored",
    "removed",
    "removed_parts",
    "restore",
    "root_of",
]


class RestoreRefused(ValueError):
    """Something cannot come back; the message says why, in a sentence."""


@dataclass(frozen=True)
class Restored:
    """What came back, how many parts with it, and what it named that is gone and was left out."""

    instance: object
    parts: int
    missing: tuple[str, ...]


def restore(model, key, *, user=None, reason=""):
    """Bring back a removed row and all that was removed with it and belongs to it.

    It is one revision by this user (else the request's). Return Restored; raise RestoreRefused
    where it exists, where what it belongs to does not, or where something else has its place.
    """
    restoration = Restoration(model, key)
    reason = reason or f"Restored {called(model, restoration.removed.row)}"
    try:
        with revision(user=user, reason=reason):
            return restoration.carry_out()
    except IntegrityError as error:
        raise RestoreRefused("It cannot come back: something else has its place.") from error


class Restoration:
    """What comes back if a row is restored; raise RestoreRefused where it is not removed."""

    def __init__(self, model, key):
        name = model._meta.verbose_name
        if model._base_manager.filter(pk=key).exists():
            raise RestoreRefused(f"This {name} is there; nothing needs to be restored.")
        if not (found := removed_rows(model, [key])):
            raise RestoreRefused(f"History knows no {name} with this key.")
        [self.removed] = found
        self.gathered = {}  # {model: {key: Removed}}, what belongs to something after that
        self._gather(model, found)

    @property
    def parts(self):
        """[(how many, of what kind)] that come back with it."""
        counts = {model: len(rows) for model, rows in self.gathered.items()}
        counts[self.removed.model] -= 1
        return [(n, _plural(model, n)) for model, n in counts.items() if n]

    @property
    def root(self):
        """(model, key) of what stands at the top over it; itself if nothing does."""
        return root_of(self.removed.model, self.removed.row)

    @property
    def obstacle(self):
        """The sentence that says why it cannot come back, or nothing."""
        for part in self._all:
            needed = [
                f for f in foreign_keys(part.model) if f in belonging(part.model) or not f.null
            ]
            for field, _ in missing_from(part.row, needed, self._known):
                name = field.related_model._meta.verbose_name
                return f"The {name} it belongs to no longer exists; restore that first."
        return next(filter(None, (_taken(part) for part in self._all)), "")

    def carry_out(self):
        """Write all of it in the transaction that runs, and say what came back."""
        if obstacle := self.obstacle:
            raise RestoreRefused(obstacle)
        root, key = self.root
        number = current_revision("default", f"{root._meta.label_lower}/{key}").pk
        missing = []
        for model, rows in self.gathered.items():
            instances = [self._instance(part, number, missing) for part in rows.values()]
            model._base_manager.bulk_create(instances)
        for model in self.gathered:
            for field in _many_to_many(model):
                missing += self._link(model, field)
        self._link_from_others()
        instance = self.removed.model._base_manager.get(pk=self.removed.row.id)
        return Restored(instance, sum(n for n, _ in self.parts), tuple(_told(missing)))

    @property
    def _all(self):
        return [part for rows in self.gathered.values() for part in rows.values()]

    def _gather(self, model, parts):
        """Add these and, level by level, what was removed in the same revision and is theirs."""
        rows = self.gathered.setdefault(model, {})
        parts = [p for p in parts if p.row.id not in rows and p.revision == self.removed.revision]
        rows.update((p.row.id, p) for p in parts)
        for part in TRACKED if parts else ():
            for field in belonging(part):
                if field.related_model is model:
                    gone = part.history_model._base_manager.filter(
                        revision=self.removed.revision,
                        history_type=DELETED,
                        **{f"{field.name}__in": [p.row.id for p in parts]},
                    )
                    if keys := list(gone.values_list("id", flat=True)):
                        self._gather(part, removed_rows(part, keys))

    @cached_property
    def _known(self):
        """{model: keys that exist or come back} of what foreign keys name."""
        named = {}
        for model, rows in self.gathered.items():
            for target, keys in named_by(rows.values(), foreign_keys(model)).items():
                named.setdefault(target, set()).update(keys)
        known = existing(named)
        return {target: keys | set(self.gathered.get(target, ())) for target, keys in known.items()}

    def _instance(self, part, number, missing):
        """Return the row to write; what it may do without and no longer exists is left out."""
        instance = instance_of(part.model, part.row)
        for field, key in missing_from(part.row, foreign_keys(part.model), self._known):
            setattr(instance, field.attname, None)
            missing.append((field, key))
        for field in part.model._meta.concrete_fields:
            if isinstance(field, VersionField):  # higher than any that an old form still holds
                setattr(instance, field.attname, number)
        return instance

    def _link(self, model, field):
        """Write the links of what came back; return those whose other side is gone."""
        rows = {part.row.history_id: part.row.id for part in self.gathered[model].values()}
        links = getattr(model.history_model, field.name).model._base_manager
        links = links.filter(history__in=list(rows)).order_by("id")
        pairs = [
            (rows[row], target)
            for row, target in links.values_list("history_id", target_name(field))
        ]
        known = existing({field.related_model: {target for _, target in pairs}})
        through, source = field.remote_field.through, f"{field.m2m_field_name()}_id"
        through._base_manager.bulk_create(
            through(**{source: key, target_name(field): target})
            for key, target in pairs
            if target in known[field.related_model]
        )
        return [(field, t) for _, t in pairs if t not in known[field.related_model]]

    def _link_from_others(self):
        """Link to what came back those rows that were linked to it until it was removed."""
        for model in TRACKED:
            for field in _many_to_many(model):
                if came_back := self.gathered.get(field.related_model):
                    for key, targets in self._links_before(model, field, list(came_back)).items():
                        for source in model._base_manager.filter(pk=key):
                            getattr(source, field.name).add(*targets)

    def _links_before(self, model, field, targets):
        """Return {key: those of the targets it was linked to} just before the removal."""
        links = getattr(model.history_model, field.name).model._base_manager
        links = links.filter(**{f"{target_name(field)}__in": targets})
        pairs = list(
            links.values_list(f"{field.m2m_field_name()}_id", target_name(field), "history_id")
        )
        keys = {key for key, _, _ in pairs} - set(self.gathered.get(model, ()))
        newest = _newest_before(model, keys, self.removed.revision)
        before = {}
        for key, target, row in pairs:
            if newest.get(key) == row:
                before.setdefault(key, []).append(target)
        return before


def _newest_before(model, keys, moment):
    rows = model.history_model._base_manager.filter(id__in=keys, history_date__lt=moment.moment)
    ordered = rows.order_by("history_date", "history_id")
    return dict(ordered.values_list("id", "history_id"))


def _many_to_many(model):
    names = {field.name for field in model.history_model._history_m2m_fields}
    return [field for field in model._meta.many_to_many if field.name in names]


def _taken(part):
    """Say which unique place of a row another one has taken, or nothing."""
    model, instance = part.model, instance_of(part.model, part.row)
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            value = {field.attname: getattr(instance, field.attname)}
            if model._base_manager.filter(**value).exists():
                kind, name = model._meta.verbose_name, field.verbose_name
                return f"Another {kind} has its {name} by now."
    for constraint in model._meta.constraints:
        try:
            if isinstance(constraint, UniqueConstraint):
                constraint.validate(model, instance)
        except ValidationError as error:
            return " ".join(error.messages)
    return ""


def _told(missing):
    """Say in words what is gone: “technical areas: Skills”."""
    for field, key in dict.fromkeys(missing):
        name = names_of(field.related_model, [key]).get(key, key)
        yield f"{field.verbose_name}: {name}"


def _plural(model, n):
    return str(model._meta.verbose_name if n == 1 else model._meta.verbose_name_plural)
