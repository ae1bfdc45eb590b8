"""Evaluations that are still to be completed, by the month for which that is planned."""

from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from projects.months import Month

from .models import Evaluation
from .terms import Stage


@dataclass(frozen=True)
class Planned:
    """An evaluation that is planned or under way, with its projects and whoever pays and edits."""

    evaluation: Evaluation
    projects: tuple
    donors: tuple[str, ...]
    editors: tuple[str, ...]
    editable: bool


@dataclass(frozen=True)
class Calendar:
    """What is late, then [(year, [(month, Planneds)])], then what has no month."""

    late: tuple[tuple[Month, tuple[Planned, ...]], ...]
    years: tuple[tuple[int, tuple], ...]
    undated: tuple[Planned, ...]

    def __bool__(self):
        return bool(self.late or self.years or self.undated)


def calendar(user, today=None):
    """Return the Calendar of all that is planned; what a person may edit is told by `editable`."""
    today = today or timezone.localdate()
    this_month = Month(today.year, today.month)
    planned = _planned(user)
    dated = [p for p in planned if p.evaluation.planned_completion]
    late = [p for p in dated if p.evaluation.planned_completion < this_month]
    coming = _by_month(dated[len(late) :])
    return Calendar(
        late=_by_month(late),
        years=tuple((y, tuple(m)) for y, m in groupby(coming, key=lambda entry: entry[0].year)),
        undated=tuple(p for p in planned if not p.evaluation.planned_completion),
    )


def _by_month(planned):
    """Return ((month, its Planneds)) of Planneds that stand in the order of their months."""
    months = groupby(planned, key=lambda p: p.evaluation.planned_completion)
    return tuple((month, tuple(entries)) for month, entries in months)


def _planned(user):
    rows = Evaluation.objects.visible_to(user).filter(stage__in=(Stage.PLANNED, Stage.ONGOING))
    own = set(rows.editable_by(user).values_list("pk", flat=True))
    rows = rows.order_by("planned_completion", "title").prefetch_related(
        "donors", "editors", "projects__donors", "projects__editors"
    )
    return [_told(row, row.pk in own) for row in rows.only(*_COLUMNS)]


_COLUMNS = ("title", "slug", "language", "stage", "timing", "type", "planned_completion")


def _told(row, editable):
    projects = row.projects.all()
    donors = [*row.donors.all(), *(d for project in projects for d in project.donors.all())]
    editors = [*row.editors.all(), *(e for project in projects for e in project.editors.all())]
    return Planned(
        evaluation=row,
        projects=tuple(projects),
        donors=tuple(dict.fromkeys(map(str, donors))),
        editors=tuple(dict.fromkeys(e.get_full_name() or e.get_username() for e in editors)),
        editable=editable,
    )
