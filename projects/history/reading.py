"""Two ways to read the same rows: as they are now, and as they stood at a moment."""

from django.db.models import OuterRef, Subquery

from .records import DELETED, NEWEST_FIRST, target_name


class Now:
    """Reads the working rows."""

    def rows(self, model, **where):
        """Return the rows of a model for which all this holds."""
        return list(model._base_manager.filter(**where).order_by())

    def links(self, model, rows, name):
        """Return {row's id: ids at the other side} of a many-to-many field, in their order."""
        field = model._meta.get_field(name)
        source = f"{field.m2m_field_name()}_id"
        pairs = field.remote_field.through._base_manager.filter(
            **{f"{source}__in": [row.id for row in rows]}
        )
        return _grouped(rows, pairs.order_by("pk").values_list(source, target_name(field)))


class AsOf:
    """Reads the same from history: for each row its newest history row at that moment.

    The cost grows with the rows that are read, not with how often they were revised: the index on
    (id, moment) gives the newest one at once.
    """

    def __init__(self, moment):
        self.moment = moment

    def rows(self, model, **where):
        history = model.history.model._base_manager
        newest = history.filter(id=OuterRef("id"), history_date__lte=self.moment)
        newest = Subquery(newest.order_by(*NEWEST_FIRST).values("history_id")[:1])
        live = model._base_manager.filter(**where).order_by()
        gone = history.filter(history_type=DELETED, **where).order_by()
        wanted = live.values(newest=newest).union(gone.values(newest=newest))
        rows = history.filter(history_id__in=wanted)
        return [row for row in rows if row.history_type != DELETED]

    def links(self, model, rows, name):
        field = model._meta.get_field(name)
        through = getattr(model.history.model, name).model._base_manager
        source = f"{field.m2m_field_name()}_id"
        pairs = through.filter(history__in=[row.history_id for row in rows])
        return _grouped(
            rows, pairs.order_by("m2m_history_id").values_list(source, target_name(field))
        )


def _grouped(rows, pairs):
    links = {row.id: [] for row in rows}
    for source, target in pairs if rows else ():
        links[source].append(target)
    return links
