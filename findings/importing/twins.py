"""Evaluations that a document may be of already."""

from django.db.models import Q

from ..models import Evaluation, Upload
from .naming import name_key


def twins(upload, draft, user):
    """Return the evaluations that look like a draft, likeliest first, of those a person may find.

    They came of the same file, or are of its project, timing and month, or bear its title, unless
    one is said to be a midterm and the other a final evaluation.
    """
    found = list(_of_the_same_file(upload))
    found += _alike(draft)
    keys = list(dict.fromkeys(found))
    rows = Evaluation.objects.filter(pk__in=keys)
    seen = Q(pk__in=Evaluation.objects.visible_to(user).order_by().values("pk"))
    seen |= Q(publications__newest_staff=True)
    by_key = {row.pk: row for row in rows.filter(seen).distinct()}
    return [by_key[key] for key in keys if key in by_key]


def _of_the_same_file(upload):
    saved = Upload.objects.filter(sha256=upload.sha256, evaluation__isnull=False)
    return saved.order_by("-saved").values_list("evaluation", flat=True)


def _alike(draft):
    own = draft.evaluation
    titles = Evaluation.objects.filter(title__istartswith=own.title[:20]).order_by("pk")
    for key, title, timing in titles.values_list("pk", "title", "timing"):
        if name_key(title) == name_key(own.title) and not _differ(timing, own.timing):
            yield key
    if draft.existing and own.completed:
        same = Evaluation.objects.filter(projects__in=draft.existing, timing=own.timing)
        yield from same.filter(completed=own.completed).order_by("pk").values_list("pk", flat=True)


def _differ(timing, other):
    return bool(timing and other and timing != other)
