"""History of rows that were made many at once, each with the revision that it belongs to."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from projects.history import Revision
from projects.history.records import CREATED, target_name


def make_revisions(subjects, *, user, reason):
    """Make a Revision for each subject (model and key), each later than every one before it."""
    moment = timezone.now()
    latest = Revision.objects.order_by("-moment").values_list("moment", flat=True).first()
    if latest and latest >= moment:
        moment = latest + timedelta(microseconds=1)
    return Revision.objects.bulk_create(
        Revision(
            moment=moment + timedelta(microseconds=place),
            user=user, reason=reason, subject=subject,
        )
        for place, subject in enumerate(subjects)
    )  # fmt: skip


def make(model, rows):
    """Make the rows without their history, which `keep` writes in the same transaction."""
    return models.QuerySet(model).bulk_create(rows)


def link(model, name, links):
    """Make (row, key at the other side) links of rows that have none yet; return them."""
    field = model._meta.get_field(name)
    near, far = f"{field.m2m_field_name()}_id", target_name(field)
    through = field.remote_field.through
    return through._base_manager.bulk_create(
        through(**{near: row.pk, far: key}) for row, key in links
    )


def keep(model, rows, links):
    """Write the first history row of each (row, revision), with its links by names of fields."""
    history = model.history_model
    kept = history._base_manager.bulk_create(
        history(
            history_date=revision.moment,
            history_type=CREATED,
            history_user_id=revision.user_id,
            history_change_reason=revision.reason or None,
            revision=revision,
            **{f.attname: getattr(row, f.attname) for f in history.tracked_fields},
        )
        for row, revision in rows
    )
    by_key = {row.id: row for row in kept}
    for field in history._history_m2m_fields:
        through = getattr(history, field.name).model
        near, far = f"{field.m2m_field_name()}_id", target_name(field)
        through._base_manager.bulk_create(
            through(history=by_key[getattr(made, near)], id=made.pk,
                    **{near: getattr(made, near), far: getattr(made, far)})
            for made in links.get(field.name, ())
        )  # fmt: skip
