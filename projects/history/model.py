"""The base of every model that is kept: each row and its history row are one transaction."""

from django.db import models, router, transaction

from .records import CREATED, write_rows, write_rows_of
from .revisions import gathered, put_off


class TrackedQuerySet(models.QuerySet):
    """`update`, `bulk_create` and `bulk_update` write history in the same transaction."""

    def update(self, **kwargs):
        with transaction.atomic(using=self.db):
            keys = list(self.values_list("pk", flat=True))
            count = super(TrackedQuerySet, self.filter(pk__in=keys)).update(**kwargs)
            self._keep(keys)
        return count

    update.alters_data = True

    def bulk_create(self, objs, *args, ignore_conflicts=False, update_conflicts=False, **kwargs):
        """Refuse `ignore_conflicts`: nobody could tell which rows were written."""
        if ignore_conflicts:
            raise TypeError("A tracked model cannot be written with ignore_conflicts.")
        with transaction.atomic(using=self.db):
            objs = super().bulk_create(objs, *args, update_conflicts=update_conflicts, **kwargs)
            keys = [obj.pk for obj in objs]
            if update_conflicts:
                self._keep(keys)
            elif not put_off(self.model, keys, self.db):
                write_rows(self.model, objs, CREATED, self.db)
        return objs

    def bulk_update(self, objs, fields, batch_size=None):
        """One revision; the history rows hold what the database has after the update."""
        objs = tuple(objs)
        with transaction.atomic(using=self.db):
            count = super().bulk_update(objs, fields, batch_size)
            self._keep([obj.pk for obj in objs])
        return count

    bulk_update.alters_data = True

    def delete(self):
        with transaction.atomic(using=self.db), gathered():
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def _keep(self, keys):
        if not put_off(self.model, keys, self.db):
            write_rows_of(self.model, keys, self.db)


class TrackedModel(models.Model):
    """A row of the record. What it was is kept by `history`, whichever way it was written."""

    objects = TrackedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *, using=None, **kwargs):
        using = using or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using, savepoint=False):
            super().save(using=using, **kwargs)

    def delete(self, using=None, keep_parents=False):
        using = using or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using, savepoint=False), gathered():
            return super().delete(using=using, keep_parents=keep_parents)
