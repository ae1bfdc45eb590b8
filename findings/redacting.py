"""Personal data taken out of all that is kept, in one transaction: the one way round its triggers.

Working rows are changed first, as one revision with the reason; what history tells of that change,
and all that it told before, is cleared after them.
"""

import hashlib
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import connection, models, transaction

from projects.history import TRACKED, revision
from projects.triggers import lifted

from .content import digest, from_content
from .models import Passage, Publication, Redaction, SearchText, SearchWord
from .passages import passages_of
from .refusals import Refused
from .search.upkeep import freshen
from .search.words import forms

NO_WORDS = {"digest", "sha256", "text_sha256"}
CHUNK = 100
PATIENCE = 600  # seconds; what search is told of later, the next reader's search takes in


@dataclass
class Found:
    """Where a text stands in one table: how often, in which rows, and inside which longer words."""

    model: type
    count: int = 0
    keys: list = field(default_factory=list)
    inside: set = field(default_factory=set)

    @property
    def table(self):
        return self.model._meta.db_table


def survey(removal):
    """Return a Found for each table in which the text stands, the working rows first."""
    found = (_found(model, removal) for model in searched())
    return [place for place in found if place.count]


def searched():
    """Return the models whose texts are searched: those of the record, then all else of ours.

    What search and lists know is made anew from these, as after every other write.
    """
    labels = {model._meta.app_label for model in TRACKED}
    others = [m for m in apps.get_models() if m._meta.app_label in labels and m not in TRACKED]
    found = (*TRACKED, *others, LogEntry)
    return [m for m in found if texts(m) and m.__module__ != SearchText.__module__]


def texts(model):
    """Return the names of the fields of a model that hold words; addresses stay what they are."""
    return [
        f.name
        for f in model._meta.concrete_fields
        if isinstance(f, models.CharField | models.TextField | models.JSONField)
        and not isinstance(f, models.SlugField)
        and not f.choices
        and f.name not in NO_WORDS
    ]


def _found(model, removal):
    found = Found(model)
    rows = model._base_manager.order_by("pk").values_list("pk", *texts(model))
    for key, *values in rows.iterator(CHUNK):
        if count := removal.stands_in(values):
            found.count += count
            found.keys.append(key)
            found.inside |= removal.words_around(values)
    return found


def addresses(removal):
    """Return the addresses that name it still: they are kept, for they are cited."""
    slug = "-".join(removal.text.lower().split())
    return [
        row.get_absolute_url()
        for model in TRACKED
        for f in model._meta.concrete_fields
        if isinstance(f, models.SlugField) and hasattr(model, "get_absolute_url") and not f.choices
        for row in model._base_manager.filter(**{f"{f.name}__contains": slug})
    ]


def redact(removal, *, by, reason):
    """Take a text out of everything and return the Redaction that says so.

    Raise Refused, and change nothing, where it stands nowhere, where the reason tells it, or where
    a row cannot be what it then would be.
    """
    if removal.stands_in(reason):
        raise Refused("The reason, which readers see, holds the text itself.")
    with transaction.atomic(), lifted():
        _nobody_else_writes()
        before = survey(removal)
        if not before:
            raise Refused("The text stands nowhere.")
        with revision(user=by, reason=reason):
            for place in before:
                if place.model in TRACKED:
                    _change_working_rows(place, removal)
        digests = {}
        for place in survey(removal):
            if place.model not in TRACKED:
                digests |= _change_kept_rows(place, removal)
        if left := survey(removal):
            raise Refused(f"It would still stand in {left[0].table}; nothing was changed.")
        SearchWord.objects.filter(word__in=set(forms(removal.text))).delete()
        transaction.on_commit(lambda: freshen(PATIENCE))
        return _logged(removal, before, digests, user=by, reason=reason)


def _nobody_else_writes():
    """SQLite lets one write at a time; on PostgreSQL others wait until the text is gone."""
    if connection.vendor == "postgresql":
        tables = ", ".join(f'"{model._meta.db_table}"' for model in searched())
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")


def _changes(model, values, removal):
    """Return {field: its value without the text} of those of a row that hold it."""
    changes = {}
    for name, value in values.items():
        if removal.stands_in(value):
            changes[name] = removal.done(value)
            limit = model._meta.get_field(name).max_length
            if limit and len(changes[name]) > limit:
                words = f"{model._meta.verbose_name} {name}".replace("_", " ")
                raise Refused(f"A {words} would be too long; choose a shorter replacement.")
    return changes


def _change_working_rows(place, removal):
    for row in place.model._base_manager.filter(pk__in=place.keys).iterator(CHUNK):
        values = {name: getattr(row, name) for name in texts(place.model)}
        changes = _changes(place.model, values, removal)
        for name, value in changes.items():
            setattr(row, name, value)
        row.save(update_fields=list(changes))


def _change_kept_rows(place, removal):
    """Change rows that nothing else may change; return {publication: [old, new digest]}."""
    rows, digests = models.QuerySet(place.model), {}
    for key in place.keys:
        [values] = rows.filter(pk=key).values(*texts(place.model))
        if not (changes := _changes(place.model, values, removal)):
            continue  # a passage that was cut anew with its publication
        if place.model is Publication:
            digests[str(key)] = _digests(key, changes)
            changes["digest"] = digests[str(key)][1]
        rows.filter(pk=key).update(**changes)
        if "content" in changes:
            _cut_anew(key, changes["content"])
    return digests


def _digests(key, changes):
    [old] = Publication.objects.filter(pk=key).values_list("digest", flat=True)
    return [old, digest(changes["content"]) if "content" in changes else old]


def _cut_anew(key, content):
    """Let the passages of a publication tell what its content tells now."""
    for told in passages_of(from_content(content)):
        here = {"publication": key, "kind": told["kind"], "number": told["number"]}
        Passage.objects.filter(**here).exclude(text=told["text"], heading=told["heading"]).update(
            text=told["text"], heading=told["heading"]
        )


def _logged(removal, before, digests, **said):
    redaction = Redaction.objects.create(
        replacement=removal.replacement,
        text_sha256=hashlib.sha256(removal.text.encode()).hexdigest(),
        counts={place.table: place.count for place in before},
        digests=digests,
        **said,
    )
    redaction.publications.set([int(key) for key in digests])
    return redaction
