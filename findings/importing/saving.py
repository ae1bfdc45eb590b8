"""A review that ends: as a new draft, or taken over into an evaluation that is here."""

from django.core.files.base import ContentFile

from projects.history import revision

from ..models import Attachment, Evaluation, Upload
from ..refusals import Refused
from ..terms import AttachmentKind
from .differences import SECTIONS, apply, compared
from .documents import write
from .sources import left_of


class Changed(Refused):
    """An evaluation was changed after somebody looked at what would change."""


def save_as_draft(upload, draft, *, by, attach=False):
    """Save a Draft, once, with the note of what became of the upload; return the Evaluation."""
    with revision(user=by, reason=reason_for(upload)):
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        if upload.evaluation:
            return upload.evaluation
        evaluation = write(draft, by=by)
        if attach:
            _attach(upload, evaluation)
        _finish(upload, evaluation, draft)
    return evaluation


def take_over(upload, evaluation, draft, sections, *, by, seen):
    """Write what a document tells otherwise, in these sections, into an evaluation.

    `seen` is the version that was looked at; raise Changed where it is another one by now.
    """
    sections &= {"facts", *SECTIONS}
    with revision(user=by, reason=reason_for(upload)):
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        evaluation = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
        if str(evaluation.version) != seen:
            raise Changed("It was changed after you opened this page; look at what differs now.")
        if upload.saved:
            return
        _, after = compared(evaluation, draft)
        apply(evaluation, after, draft, sections)
        _finish(upload, evaluation, draft)


def reason_for(upload):
    return f"Imported from {upload.name}"


def _attach(upload, evaluation):
    file = ContentFile(upload.document(), name=upload.name)
    Attachment.objects.create(evaluation=evaluation, kind=AttachmentKind.REPORT, file=file)


def _finish(upload, evaluation, draft):
    words = draft.words
    counts = {"placed": words.placed, "unplaced": words.unplaced, "furniture": words.furniture}
    upload.finish(evaluation, left_of(upload.told, draft.left), counts)
