"""Evaluations that a document may be of already."""

from django.db.models import Q

from ..models import Evaluation, Upload
from .naming import name_key


def twins(sha256, draft):
    """Return the keys of the evaluations that look like a draft, likeliest first.

    They came of the same file, or are of its project, timing and month, or bear its title, unless
    one is said to be a midterm and the other a final evaluation.
    """
    return list(dict.fromkeys([*_of_the_same_file(sha256), *_alike(draft)]))


def twins_seen(sha256, draft, user):
    """Return those of the evaluations that look like a draft of which a person may know."""
    keys = twins(sha256, draft)
    at_desk = Evaluation.objects.visible_to(user).filter(pk__in=keys).order_by().values("pk")
    seen = Q(pk__in=at_desk) | Q(publications__newest_staff=True)
    rows = Evaluation.objects.filter(seen, pk__in=keys).distinct()
    return sorted(rows, key=lambda row: keys.index(row.pk))


def _of_the_same_file(sha256):
    saved = Upload.objects.filter(sha256=sha256, evaluation__isnull=False)
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
