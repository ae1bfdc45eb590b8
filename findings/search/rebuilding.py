"""The index made anew, bit by bit, and the check that it holds what it should."""

from django.db import connection, transaction

from projects.models import Project
from projects.triggers import make

from ..models import Card, Posting, Publication, SearchDue, SearchLog, SearchText, SearchWord
from .engine import TEXTS, engine
from .places import KEY, OF_PUBLICATIONS, kind_of
from .triggers import carriers
from .upkeep import take_in

CHUNK = 200


def empty():
    """Forget all that search and lists know; until it is taken in again they find less."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # without its triggers the table is emptied at once
            for trigger in carriers("sqlite"):
                if trigger.table == TEXTS:
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}"')
            cursor.execute(f"DELETE FROM {TEXTS}")  # noqa: S608
            engine().clear()
        else:
            cursor.execute(f"TRUNCATE {TEXTS}")
        for model in (Posting, Card, SearchWord, SearchDue):
            model.objects.all().delete()
        make(connection.alias)


def take_in_all():
    """Take in all publications and projects in chunks, each a transaction; yield (done, of)."""
    shelves = [
        list(model.objects.order_by("pk").values_list("pk", flat=True))
        for model in (Publication, Project)
    ]
    done, of = 0, sum(map(len, shelves))
    SearchWord.objects.all().delete()
    for n, keys in enumerate(shelves):
        for start in range(0, len(keys), CHUNK):
            chunk = keys[start : start + CHUNK]
            with transaction.atomic():
                take_in(*((chunk, ()) if n == 0 else ((), chunk)))
            done += len(chunk)
            yield done, of
    SearchLog.objects.create(shelf="names", key=0)  # every process reads all anew


def faults():
    """Yield in words what search and lists lack, or have and should not."""
    if not engine().is_sound():
        yield "The index does not hold the words of the texts."
    for shelf, model in (("publication", Publication), ("project", Project)):
        there = set(model.objects.values_list("pk", flat=True))
        cards = set(Card.objects.filter(shelf=shelf).values_list("key", flat=True))
        texts = _keys_with_text(shelf)
        due = set(SearchDue.objects.filter(shelf=shelf).values_list("key", flat=True))
        if missing := (there - due) - (cards & texts):
            yield f"{len(missing)} {shelf}s cannot be found, {min(missing)} among them."
        if strange := (cards | texts) - there - due:
            yield f"{len(strange)} {shelf}s are found that are not there, as {min(strange)}."


def _keys_with_text(shelf):
    places = SearchText.objects.values_list("place", flat=True).iterator(chunk_size=10_000)
    of_publications = shelf == "publication"
    return {p >> KEY for p in places if (kind_of(p) in OF_PUBLICATIONS) == of_publications}
