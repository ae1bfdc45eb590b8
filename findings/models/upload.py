import hashlib
import os
from datetime import timedelta
from functools import cached_property

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from projects.richtext import legal

from ..content import told
from ..reading.reading import Reading, Unreadable
from ..reading.sandbox import answer_in, content_of, read_aside
from ..refusals import Refused
from .evaluation import Evaluation

KEPT = timedelta(days=7)  # what nobody saved
BEGUN = timedelta(minutes=1)  # longer than any reading takes
AT_ONCE, AT_ONCE_OF_ONE = 8, 3  # documents being read
PASTED = "Pasted text"
_MOST_FIELDS = 4_000  # of a review, as the settings limit those of a form
_MOST_SIGNS = 600_000
_TOO_LONG = (
    "This document is far longer than an evaluation summary. "
    "Save the pages of the summary as a document of their own and choose that."
)


class UploadQuerySet(models.QuerySet):
    def of(self, user):
        """Those a person may see: her own."""
        return self.filter(user=user.pk)

    def unfinished(self):
        return self.filter(saved=None)

    def being_read(self):
        return self.unfinished().filter(
            reading__isnull=True, failure="", moment__gt=timezone.now() - BEGUN
        )

    def bring(self, user, name, data, places=()):
        """Keep a document and begin to read it in a process of its own; return the Upload.

        Raise Refused where as many as may be are being read.
        """
        self.clear()
        reading = self.being_read()
        if reading.count() >= AT_ONCE or reading.of(user).count() >= AT_ONCE_OF_ONE:
            raise Refused("Other documents are being read. Try it again in a quarter of a minute.")
        digest = hashlib.sha256(data).hexdigest()
        upload = self.create(user=user, name=legal(name)[:200], size=len(data), sha256=digest)
        _write(upload.path("document"), data)
        read_aside(data, places, upload.path("answer"))
        return upload

    def clear(self):
        """Discard what was not saved in time."""
        for upload in self.unfinished().filter(moment__lt=timezone.now() - KEPT):
            upload.discard()


class Upload(models.Model):
    """A document that somebody brings in, until it is a draft and after; no part of the record."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads")
    moment = models.DateTimeField(default=timezone.now, editable=False)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    reading = models.JSONField(null=True, help_text="What was read, until it is saved.")
    failure = models.TextField(blank=True, help_text="Why it could not be read.")
    sheet = models.JSONField(
        default=dict, help_text="The review as it was left, until it is saved."
    )
    saved = models.DateTimeField(null=True)
    evaluation = models.ForeignKey(Evaluation, models.SET_NULL, null=True, related_name="uploads")
    left = models.JSONField(default=list, help_text="What was placed nowhere when it was saved.")
    words = models.JSONField(default=dict, help_text="How many words went where.")

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-moment", "-id"]
        constraints = [
            models.CheckConstraint(
                name="upload_read_or_failed",
                condition=models.Q(reading__isnull=True) | models.Q(failure=""),
            )
        ]

    def __str__(self):
        return self.name

    def path(self, kind):
        """Return where its document, or the answer of the process that reads it, is kept."""
        folder = settings.VAR_DIR / "uploads"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder / f"{self.pk}.{kind}"

    @cached_property
    def told(self):
        """The Reading."""
        return told(Reading, self.reading)

    @property
    def pasted(self):
        return self.name == PASTED

    @property
    def done(self):
        """Whether nothing more is to be waited for."""
        return bool(self.saved or self.failure or self.reading is not None)

    def look(self):
        """Take in the answer if there is one; return whether it is read or has failed."""
        if not self.done and answer_in(self.path("answer")) is not None:
            with transaction.atomic():
                upload = type(self).objects.select_for_update().get(pk=self.pk)
                if not upload.done:
                    upload._take_in(answer_in(self.path("answer")))
            self.refresh_from_db()
        if self.reading is not None and not self._is_understood():
            self.reading, self.failure = None, _OUTDATED
            self.save(update_fields=["reading", "failure"])
        return self.done

    def _is_understood(self):
        """Whether what was read is told as this version of the site tells it."""
        try:
            return bool(self.told)
        except (KeyError, TypeError, ValueError):
            return False

    def _take_in(self, answer):
        try:
            self.reading = fitting(content_of(answer))
        except Unreadable as refusal:
            self.failure = str(refusal)
        self.save(update_fields=["reading", "failure"])
        kinds = ("answer", "document") if self.failure else ("answer",)
        transaction.on_commit(lambda: self._remove(*kinds), robust=True)

    def _remove(self, *kinds):
        for kind in kinds:
            self.path(kind).unlink(missing_ok=True)

    def document(self):
        """Return the bytes of its document, while it is kept."""
        return self.path("document").read_bytes()

    def discard(self):
        """Remove it with all that was kept of it."""
        self._remove("document", "answer")
        self.delete()

    def finish(self, evaluation, left, words):
        """Note in the transaction that saves it what became of it; its text and file go."""
        self.evaluation, self.left, self.words = evaluation, left, words
        self.reading, self.sheet, self.saved = None, {}, timezone.now()
        self.save()
        transaction.on_commit(lambda: self._remove("document"), robust=True)


def fitting(reading):
    """Return what was read if one page can show it for review, else raise Unreadable."""
    summary = reading["summary"]
    items = sum(1 + len(item.get("parts", ())) for name in _ITEMS for item in summary[name])
    fields = 8 * items + len(reading["unplaced"])
    signs = sum(len(line["text"]) for line in reading["lines"])
    if fields > _MOST_FIELDS or signs > _MOST_SIGNS:
        raise Unreadable(_TOO_LONG)
    return reading


_OUTDATED = "The site was updated after this file was read. Choose it once more."
_ITEMS = ("findings", "recommendations", "lessons", "practices")


def _write(path, data):
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
