"""History rows, written with every change on every way into the database."""

from django.db import models, router
from django.db.models import OuterRef, Subquery, Value
from simple_history.models import HistoricalRecords

from .revisions import current_revision, note_version, put_off
from .versions import versions_of

TRACKED = []  # the models that have a history, parents before children
CREATED, CHANGED, DELETED = "+", "~", "-"
NEWEST_FIRST = ("-history_date", "-history_id")
CHUNK = 500


class InRevision(models.Model):
    """What every history row has besides its object's fields."""

    revision = models.ForeignKey("projects.Revision", models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def tracked(*many_to_many, part_of=None, leave_out=(), version_name=""):
    """Return the history of a model, many-to-many fields included.

    `part_of` names the foreign key to what it belongs to; `leave_out` fields that no history needs.
    A change raises the version of its object or of what that belongs to; `version_name` "x_" says
    that it is that one's `x_version`, None that no version tells of it.
    """
    return TrackedRecords(
        bases=[InRevision],
        m2m_fields=many_to_many,
        excluded_fields=list(leave_out),
        part_of=part_of,
        version_name=version_name,
    )


class TrackedRecords(HistoricalRecords):
    """The library's history tables, with rows of our writing.

    A save that changes nothing writes no row; fixtures and both sides of a many-to-many do.
    """

    def __init__(self, *, part_of=None, version_name="", **kwargs):
        self.part_of, self.version_name = part_of, version_name
        super().__init__(**kwargs, no_db_index=[part_of] if part_of else [])

    def finalize(self, sender, **kwargs):
        super().finalize(sender, **kwargs)
        if sender is self.cls:
            sender.history_part_of, sender.version_name = self.part_of, self.version_name
            sender.history_of = classmethod(write_rows_of)
            sender.history_model = getattr(sender, self.manager_name).model
            TRACKED.append(sender)

    def copy_fields(self, model):
        fields = super().copy_fields(model)
        fields[model._meta.pk.name].db_index = False  # the index below begins with it
        return fields

    def get_meta_options(self, model):
        options = super().get_meta_options(model)
        key = model._meta.pk.name
        indexes = [models.Index(fields=[key, "history_date", "history_id"])]
        if self.part_of:
            indexes.append(models.Index(fields=[self.part_of, "history_type"]))
        return {**options, "indexes": indexes}

    def post_save(self, instance, created, using=None, **kwargs):
        using = using or router.db_for_write(type(instance), instance=instance)
        if put_off(type(instance), [instance.pk], using):
            return
        if created:
            write_rows(type(instance), [_settled(instance, using)], CREATED, using)
        else:
            write_changes(type(instance), [_settled(instance, using)], using)

    def pre_delete(self, instance, using=None, **kwargs):
        """Note who links to the row: their links go with it."""
        super().pre_delete(instance, **kwargs)
        instance._linked = [
            (rel.related_model, list(_linking(rel, instance, using)))
            for rel in type(instance)._meta.related_objects
            if rel.many_to_many and hasattr(rel.related_model, "history_model")
        ]

    def post_delete(self, instance, using=None, **kwargs):
        using = using or router.db_for_write(type(instance), instance=instance)
        write_rows(type(instance), [instance], DELETED, using)
        for model, keys in instance._linked:
            if keys and not put_off(model, keys, using):
                write_rows_of(model, keys, using)

    def m2m_changed(self, instance, action, attr, pk_set, reverse, using=None, model=None, **_):
        """Write rows for the side that declares the relation, whichever side was changed."""
        using = using or router.db_for_write(type(instance), instance=instance)
        if not reverse:
            changes = action in ("post_remove", "post_clear") or (action == "post_add" and pk_set)
            if changes and not put_off(type(instance), [instance.pk], using):
                write_changes(type(instance), [instance], using)
            return
        if action == "pre_clear":
            source = model._meta.get_field(attr)
            instance._cleared = list(
                model._base_manager.using(using).filter(**{source.name: instance})
            )
        elif action.startswith("post_"):
            cleared = [row.pk for row in getattr(instance, "_cleared", None) or ()]
            keys = cleared or list(pk_set or ())
            if keys and not put_off(model, keys, using):
                write_rows_of(model, keys, using)
            instance._cleared = None


def _linking(rel, instance, using):
    """The keys of the rows that link to an instance through a many-to-many field of theirs."""
    rows = rel.related_model._base_manager.using(using).filter(**{rel.field.name: instance})
    return rows.order_by().values_list("pk", flat=True)


def _settled(instance, using):
    """Return the instance, read again where a field still holds an expression."""
    values = (getattr(instance, f.attname) for f in type(instance)._meta.concrete_fields)
    if any(hasattr(value, "resolve_expression") for value in values):
        return type(instance)._base_manager.using(using).get(pk=instance.pk)
    return instance


def write_rows_of(model, keys, using):
    """Write what is new of these rows, as the database has them; those that are gone are passed."""
    for start in range(0, len(keys), CHUNK):
        rows = model._base_manager.using(using).filter(pk__in=keys[start : start + CHUNK])
        write_changes(model, rows, using)


def write_changes(model, instances, using):
    """Write a row for each instance that differs from its newest history row."""
    instances = list(instances)
    for start in range(0, len(instances), CHUNK):
        chunk = instances[start : start + CHUNK]
        before = newest_rows(model, [i.pk for i in chunk], using)
        links = _links(model, chunk, using)
        new = [i for i in chunk if i.pk not in before]
        changed = [i for i in chunk if i.pk in before and _differs(i, before[i.pk], links)]
        _write(model, new, CREATED, using, links)
        _write(model, changed, CHANGED, using, links)


def write_rows(model, instances, kind, using):
    """Write one history row of this kind for each instance, as it is now."""
    for start in range(0, len(instances), CHUNK):
        chunk = instances[start : start + CHUNK]
        _write(model, chunk, kind, using, {} if kind == DELETED else _links(model, chunk, using))


def newest_rows(model, keys, using):
    """Return {key: newest history row that is not a deletion} with each row's links in `.links`."""
    history = model.history_model._base_manager.using(using)
    newest = history.filter(id=OuterRef("pk")).order_by(*NEWEST_FIRST).values("history_id")[:1]
    live = model._base_manager.using(using).filter(pk__in=keys).order_by()
    rows = history.filter(history_id__in=live.values(newest=Subquery(newest)))
    rows = {row.id: row for row in rows if row.history_type != DELETED}
    by_history = {row.history_id: row for row in rows.values()}
    for row in rows.values():
        row.links = {field.name: set() for field in row._history_m2m_fields}
    throughs = (
        (field, getattr(model.history_model, field.name).model, "history_id", by_history)
        for field in model.history_model._history_m2m_fields
    )
    for name, history_id, target, _ in _pairs(throughs, "pk", using):
        by_history[history_id].links[name].add(target)
    return rows


def _pairs(throughs, key, using):
    """Yield (field name, source, target, key) of several many-to-many tables, in one query."""
    queries = [
        through._base_manager.using(using)
        .filter(**{f"{source}__in": list(keys)})
        .order_by()
        .values_list(Value(field.name), source, target_name(field), key)
        for field, through, source, keys in throughs
    ]
    if queries:
        first, *others = queries
        yield from first.union(*others, all=True).order_by(key) if others else first.order_by(key)


def target_name(field):
    """The column of a many-to-many table that names the other side."""
    return f"{field.m2m_reverse_field_name()}_id"


def _links(model, instances, using):
    """Return {(key, field name): {key at the other side: the link's own}} as they are now."""
    links, keys = {}, [i.pk for i in instances]
    throughs = (
        (field, field.remote_field.through, f"{field.m2m_field_name()}_id", keys)
        for field in model.history_model._history_m2m_fields
    )
    for name, key, target, pk in _pairs(throughs, "pk", using):
        links.setdefault((key, name), {})[target] = pk
    return links


def _differs(instance, row, links):
    return any(
        field.get_prep_value(getattr(instance, field.attname))
        != field.get_prep_value(getattr(row, field.attname))
        for field in type(row).tracked_fields
    ) or any(
        set(links.get((instance.pk, name), ())) != targets for name, targets in row.links.items()
    )


def _write(model, instances, kind, using, links):
    if not instances:
        return
    history = model.history_model
    revision = current_revision(using, _subject(instances[0]))
    rows = [
        history(
            history_date=revision.moment,
            history_type=kind,
            history_user_id=revision.user_id,
            history_change_reason=revision.reason or None,
            revision=revision,
            **{f.attname: getattr(i, f.attname) for f in history.tracked_fields},
        )
        for i in instances
    ]
    rows = history._base_manager.using(using).bulk_create(rows)
    raised = versions_of(model, instances)
    if raised and (raised[0] is not model or kind == CHANGED):
        note_version(*raised, using)
    for field in history._history_m2m_fields:
        through = getattr(history, field.name).model
        source, target = f"{field.m2m_field_name()}_id", target_name(field)
        through._base_manager.using(using).bulk_create(
            through(history=row, id=pk, **{source: i.pk, target: key})
            for i, row in zip(instances, rows, strict=True)
            for key, pk in links.get((i.pk, field.name), {}).items()
        )


def _subject(instance):
    """Name what a revision is about: what stands at the top over that which was changed first."""
    while part_of := type(instance).history_part_of:
        owner = type(instance)._meta.get_field(part_of)
        key, model = getattr(instance, owner.attname), owner.related_model
        above = model._base_manager.filter(pk=key).first() if model.history_part_of else None
        if above is None:
            return f"{model._meta.label_lower}/{key}"
        instance = above
    return f"{instance._meta.label_lower}/{instance.pk}"
