"""What a data migration wrote is kept in history, though models in migrations know none."""

from django.db.models.signals import post_migrate
from django.dispatch import receiver

from .records import DELETED, TRACKED, write_changes, write_rows
from .revisions import revision
from .verify import differences


@receiver(post_migrate)
def keep_what_migrations_wrote(app_config, using, plan=(), verbosity=1, stdout=None, **kwargs):
    """After a migrate that applied something, give every row its newest history row."""
    models = [m for m in TRACKED if m._meta.app_config is app_config] if plan else []
    with revision(reason="Written by a migration", using=using):
        kept = sum(_keep(model, using) for model in models)
    if kept and verbosity:
        print(f"  History: kept {kept} rows of {app_config.label}", file=stdout)  # noqa: T201


def _keep(model, using):
    keys = {difference.key for difference in differences(model, using)}
    live = model._base_manager.using(using).in_bulk(keys)
    write_changes(model, live.values(), using)
    gone = model.history.using(using).filter(id__in=keys - live.keys()).order_by("id").distinct()
    last = {row.id: row.instance for row in gone.order_by("history_date", "history_id")}
    write_rows(model, list(last.values()), DELETED, using)
    return len(keys)
