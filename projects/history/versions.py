"""A number that every change of an object and its parts raises: how a stale form is recognised."""

from django.db import models
from django.db.models import F


class VersionField(models.PositiveIntegerField):
    """Raised by history alone: saving an instance never writes back an old number."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": 1, "editable": False, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "default": 1, "editable": False}

    def pre_save(self, instance, add):
        return super().pre_save(instance, add) if add else F(self.attname)


def versions_of(model, instances):
    """Return (model, name of its version field, keys) of what these rows are or belong to."""
    if "version" in _fields(model):
        return model, "version", {instance.pk for instance in instances}
    if not model.history_part_of or model.version_name is None:
        return None
    owner = model._meta.get_field(model.history_part_of)
    name = f"{model.version_name}version"
    if name not in _fields(owner.related_model):
        return None
    return owner.related_model, name, {getattr(i, owner.attname) for i in instances}


def raise_version(model, name, keys, using):
    """Raise a version by one in each of these rows, without a trace in history."""
    models.QuerySet(model, using=using).filter(pk__in=keys).update(**{name: F(name) + 1})


def _fields(model):
    return {field.name for field in model._meta.concrete_fields}
