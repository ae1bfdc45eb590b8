"""Proof that each publication still tells what it told when it was published."""

from itertools import groupby
from operator import attrgetter

from django.db.models import Max

from .content import digest
from .models import Publication, Withdrawal
from .models.publication import READERS
from .passages import passages_of

CHUNK = 50
COLUMNS = {"title": "title", "language": "language", "completed": "facts.completed"}


def verify(step=lambda: None):
    """Yield a sentence for each thing that differs; call `step` after each publication.

    However many there are, those of one evaluation are held in memory at a time, without content.
    """
    publications = Publication.objects.order_by("evaluation_id", "number")
    publications = publications.with_evaluation().prefetch_related("passages")
    for _, group in groupby(publications.iterator(CHUNK), attrgetter("evaluation_id")):
        told = []
        for publication in group:
            for what in _content(publication):
                yield f"{_named(publication)}: {what}"
            told.append(_without_content(publication))
            step()
        for publication, what in _together(told):
            yield f"{_named(publication)}: {what}"


def _without_content(publication):
    publication._prefetched_objects_cache.clear()
    for name in ("content", "summary"):
        publication.__dict__.pop(name, None)
    return publication


def _named(publication):
    return f"{publication.evaluation.slug}, publication {publication.number}"


def _content(publication):
    """Yield what differs in a publication by itself."""
    if digest(publication.content) != publication.digest:
        yield "the digest is not that of the content"
    try:
        summary = publication.summary
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        yield f"the content cannot be read ({error})"
        return
    for name, path in COLUMNS.items():
        if getattr(publication, name) != attrgetter(path)(summary):
            yield f"{name} is not that of the content"
    yield from _passages(summary, publication.passages.all())


def _passages(summary, rows):
    """Yield what the passages tell otherwise than the summary of which they are parts."""
    told = {(p["kind"], p["number"]): p for p in passages_of(summary)}
    there = {(row.kind, row.number): row for row in rows}
    for place in told.keys() - there.keys():
        yield f"passage {' '.join(place)} is missing"
    for place in there.keys() - told.keys():
        yield f"passage {' '.join(place)} is not in the content"
    for place in told.keys() & there.keys():
        for name, value in told[place].items():
            if getattr(there[place], name) != value:
                yield f"{name} of passage {' '.join(place)} is not that of the content"


def _together(publications):
    """Yield (publication, what differs) of an evaluation's publications beside each other."""
    withdrawals = Withdrawal.objects.filter(evaluation=publications[0].evaluation_id)
    withdrawn = withdrawals.aggregate(n=Max("number"))["n"] or 0
    for expected, publication in enumerate(publications, 1):
        if publication.number != expected:
            yield publication, f"it should have the number {expected}"
        if publication.withdrawn != (publication.number <= withdrawn):
            said = publication.withdrawn
            yield publication, f"withdrawn is {said}, its withdrawals say otherwise"
    for name, audiences in READERS.items():
        seen = [p for p in publications if p.audience in audiences and not p.withdrawn]
        for publication in publications:
            if getattr(publication, name) != (publication in seen[-1:]):
                yield publication, f"{name} is {getattr(publication, name)}, which it should not be"
