"""What is done with an evaluation on its way to readers: reviewed, withdrawn, an item struck."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from projects.constraints import one_of
from projects.history import TrackedModel, TrackedQuerySet, tracked

from ..terms import PassageKind, ReviewOutcome
from .evaluation import Evaluation


class ReviewQuerySet(TrackedQuerySet):
    def open(self):
        return self.filter(outcome="")


class Review(TrackedModel):
    """An evaluation given to the publishers to read, and what they did with it."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="reviews")
    submitted = models.DateTimeField(default=timezone.now, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    note = models.TextField("note to the publishers", blank=True)
    outcome = models.CharField(max_length=12, choices=ReviewOutcome, blank=True)
    closed = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answer = models.TextField("answer to the editors", blank=True)

    objects = ReviewQuerySet.as_manager()
    history = tracked(part_of="evaluation", version_name=None)

    class Meta(TrackedModel.Meta):
        ordering = ["evaluation", "-submitted"]
        constraints = [
            one_of("review", "outcome", ReviewOutcome),
            models.UniqueConstraint(
                name="review_open_once",
                fields=["evaluation"],
                condition=models.Q(outcome=""),
                violation_error_message="This evaluation is in review already.",
            ),
            models.CheckConstraint(
                name="review_closed_with_outcome",
                condition=models.Q(outcome="", closed=None)
                | ~models.Q(outcome="") & models.Q(closed__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Review of {self.submitted:%Y-%m-%d}"

    def close(self, outcome, *, by, answer=""):
        self.outcome, self.closed_by, self.answer = outcome, by, answer
        self.closed = timezone.now()
        self.save()


class Withdrawal(models.Model):
    """All that was published of an evaluation taken back: it answers 410, and says why."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="withdrawals")
    number = models.PositiveIntegerField(help_text="The newest publication that it took back.")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    moment = models.DateTimeField(default=timezone.now, editable=False)
    reason = models.TextField(help_text="Readers see it.")

    class Meta:
        ordering = ["evaluation", "-moment", "-id"]
        get_latest_by = ["moment", "id"]

    def __str__(self):
        return f"{self.evaluation}, withdrawn"


class Strike(models.Model):
    """One item taken out of what readers see; it keeps its key, follow-up and old publications."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="strikes")
    kind = models.CharField(max_length=16, choices=PassageKind)
    item = models.PositiveBigIntegerField(help_text="The key of the working row.")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    moment = models.DateTimeField(default=timezone.now, editable=False)
    reason = models.TextField(help_text="Readers see it.")

    class Meta:
        ordering = ["evaluation", "-moment", "-id"]
        get_latest_by = ["moment", "id"]
        constraints = [one_of("strike", "kind", PassageKind)]
        indexes = [models.Index(fields=["kind", "item"], name="strike_item")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.item}, struck"
