"""Search and lists look at what was written since: nothing that was written is missed.

Triggers note what is due in the transaction that wrote it. Whoever looks next, at the latest the
next reader who searches, takes it in; the log then tells every process what to read again.
"""

import time
from collections import Counter, defaultdict

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import Max
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import translation

from projects.models import Project

from ..facets.cards import project_card, publication_card
from ..followup import FollowUp
from ..models import (
    Acronym,
    Card,
    Passage,
    Publication,
    SearchDue,
    SearchLog,
    SearchText,
)
from . import postings
from .acronyms import defined
from .places import KEY, OF_PROJECTS, OF_PUBLICATIONS, PASSAGES, PLANE, kind_of, place
from .texts import things_of, things_of_project
from .words import LONGEST, forms, index_words

A_TIME = 100  # things taken in by one transaction
PATIENCE = 2.0  # seconds that a reader waits for what is due; the rest waits for the next one
LOCK = 7_305_112
LEFT_OPEN = 3  # segments


@receiver(post_save, sender=Publication)
def take_in_when_committed(using, **kwargs):
    transaction.on_commit(freshen, using=using, robust=True)


def freshen(patience=PATIENCE):
    """Take in what is due, as long as patience lasts; return how much is left.

    Nothing is taken in where somebody else is doing so.
    """
    until = time.monotonic() + patience
    while SearchDue.objects.exists():
        try:
            with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
                if not _alone():
                    break
                _take_in(list(SearchDue.objects.order_by("id")[: A_TIME * 20]), A_TIME)
        except OperationalError:  # somebody writes for long; the next reader tries again
            break
        if time.monotonic() > until:
            break
    else:
        return 0
    return SearchDue.objects.count()


def seal_what_is_full(most=1):
    """Seal open segments of the index but the last, which grows; at most so many, or all.

    Few open ones are left alone: what is in them changes.
    """
    last = SearchText.objects.aggregate(last=Max("place"))["last"]
    there = range(postings.segment_of(last) if last else 0)
    waiting = sorted(set(there) - postings.sealed())
    if most is not None:
        waiting = waiting[: most if len(waiting) > LEFT_OPEN else 0]
    for segment in waiting:
        with transaction.atomic():
            postings.seal(segment)
    return len(waiting)


def _alone():
    """Whether this transaction alone takes in what is due; SQLite lets one write at a time."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]


def _take_in(due, most):
    """Take in as many different things as `most`, and cross out what was due of them."""
    chosen, crossed = {}, []
    for row in due:
        if (row.shelf, row.key) in chosen or len(chosen) < most:
            chosen[row.shelf, row.key] = None
            crossed.append(row.pk)
    keys = {name: [k for s, k in chosen if s == name] for name in ("publication", "project")}
    followed = _telling([k for shelf, k in chosen if shelf == "followup"])
    take_in(keys["publication"], keys["project"], followed - set(keys["publication"]))
    names = [SearchLog(shelf=shelf, key=key) for shelf, key in chosen if shelf == "names"]
    SearchLog.objects.bulk_create(names)
    SearchDue.objects.filter(pk__in=crossed).delete()


def take_in(publications, projects, followed=()):
    """Index publications and projects, and write new cards of those `followed` up; log it all."""
    index_publications(list(publications))
    index_publications(list(followed), cards_alone=True)
    index_projects(list(projects))
    told = [("publication", key) for key in (*publications, *followed)]
    told += [("project", key) for key in projects]
    SearchLog.objects.bulk_create(SearchLog(shelf=shelf, key=key) for shelf, key in told)


def _telling(recommendations):
    """Return the keys of the publications in which recommendations stand."""
    rows = Passage.objects.filter(kind="recommendation", item__in=recommendations)
    return set(rows.order_by().values_list("publication", flat=True))


def index_publications(keys, cards_alone=False):
    """Write the cards, and the words that search finds, of publications."""
    if not keys:
        return
    publications = list(Publication.objects.filter(pk__in=keys))
    followup = FollowUp.of(*(p.summary for p in publications))
    write_cards("publication", {p.pk: publication_card(p, followup) for p in publications})
    if cards_alone:
        return
    passages = _passages(keys)
    texts, words, acronyms = [], Counter(), []
    for publication in publications:
        things = list(things_of(publication.summary, passages[publication.pk]))
        texts += texts_of(publication.pk, things)
        count_forms(words, things)
        acronyms += acronyms_of(publication, things)
    write_texts(keys, texts, OF_PUBLICATIONS)
    Acronym.objects.filter(publication__in=keys).delete()
    Acronym.objects.bulk_create(acronyms)
    write_words(words)


def _passages(keys):
    """Return {key of a publication: its Passages in their order}."""
    found = defaultdict(list)
    rows = Passage.objects.filter(publication__in=keys).order_by("id")
    for passage in rows.only("kind", "heading", "text", "publication"):
        found[passage.publication_id].append(passage)
    return found


def index_projects(keys):
    """Write the cards, and the words that search finds, of projects; forget those that are gone."""
    if not keys:
        return
    projects = Project.objects.filter(pk__in=keys).prefetch_related(
        "areas", "donors", "themes", "objectives", "outcomes"
    )
    texts, cards, words = [], {}, Counter()
    for project in projects:
        cards[project.pk] = project_card(project)
        things = list(things_of_project(project))
        texts += texts_of(project.pk, things)
        count_forms(words, things)
    Card.objects.filter(shelf="project", key__in=set(keys) - cards.keys()).delete()
    write_cards("project", cards)
    write_texts(keys, texts, OF_PROJECTS)
    write_words(words)


def texts_of(key, things):
    """Return the SearchTexts of the things of one publication or project."""
    return [
        SearchText(
            place=place(key, thing.plane),
            words=thing.words,
            row=thing.row,
            text="" if kind_of(thing.plane) in PASSAGES else thing.text,
        )
        for thing in things
    ]


def acronyms_of(publication, things):
    """Return the Acronyms that a publication defines."""
    found = {}
    for thing in things:
        for short, long in defined(f"{thing.heading}\n{thing.text}"):
            found.setdefault((short, long.casefold()), long)
    return [
        Acronym(
            publication=publication,
            short=short,
            long=long,
            short_word=" ".join(index_words(short, publication.language))[:40],
            long_words=" ".join(index_words(long, publication.language))[:200],
        )
        for (short, _), long in found.items()
    ]


def write_cards(shelf, cards):
    Card.objects.bulk_create(
        [Card(shelf=shelf, key=key, content=content) for key, content in cards.items()],
        update_conflicts=True,
        unique_fields=["shelf", "key"],
        update_fields=["content"],
    )


def write_texts(keys, texts, kinds):
    """Put these texts in the place of those that were there under the keys, if they differ."""
    old = {}
    for key in keys:
        rows = SearchText.objects.filter(place__range=(key << KEY, key << KEY | PLANE))
        old.update({text.place: text for text in rows if kind_of(text.place) in kinds})
    new = {text.place: text for text in texts}
    gone = [where for where, text in old.items() if not _same(text, new.get(where))]
    again = set(gone)
    SearchText.objects.filter(place__in=gone).delete()
    SearchText.objects.bulk_create(
        text for where, text in new.items() if where not in old or where in again
    )


def _same(text, other):
    names = ("words", "row", "text")
    return other is not None and all(getattr(text, n) == getattr(other, n) for n in names)


def count_forms(words, things):
    """Count in how many texts each word stands, for suggestions."""
    for thing in things:
        words.update(forms(f"{thing.heading} {thing.text}"))


def write_words(words):
    """Add these counts to those that are written."""
    rows = sorted((word, n) for word, n in words.items() if 2 < len(word) <= LONGEST)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), 400):
            chunk = rows[start : start + 400]
            cursor.execute(
                "INSERT INTO findings_searchword (word, texts) VALUES "  # noqa: S608
                + ", ".join(["(%s, %s)"] * len(chunk))
                + " ON CONFLICT (word) DO UPDATE "
                "SET texts = findings_searchword.texts + excluded.texts",
                [value for row in chunk for value in row],
            )
