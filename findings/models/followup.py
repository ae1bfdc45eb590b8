from django.db import models

from projects.constraints import one_of
from projects.fields import RichTextField
from projects.history import TrackedModel, TrackedQuerySet, tracked

from ..terms import ActionStatus, Decision
from .items import Recommendation


class Response(TrackedModel):
    """What management answered to a recommendation; no decision where the source states none."""

    recommendation = models.OneToOneField(Recommendation, models.PROTECT, related_name="response")
    decision = models.CharField(max_length=20, choices=Decision, blank=True)
    decision_printed = models.CharField(
        "decision as printed", max_length=200, blank=True, help_text="The source’s own words."
    )
    comment = RichTextField()
    date = models.DateField(null=True, blank=True)

    history = tracked(part_of="recommendation", version_name="followup_")

    class Meta(TrackedModel.Meta):
        verbose_name = "management response"
        constraints = [one_of("response", "decision", Decision)]

    def __str__(self):
        return self.get_decision_display() or self.decision_printed or "Response"


class ActionQuerySet(TrackedQuerySet):
    def open(self):
        """Those of which something is still expected."""
        return self.exclude(status__in=ActionStatus.settled())

    def overdue(self, today):
        return self.open().filter(due__lt=today)


class Action(TrackedModel):
    """What somebody undertook to do about a recommendation; no status where none is recorded."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="actions")
    position = models.PositiveIntegerField(default=0)
    text = RichTextField(blank=False)
    responsible = models.CharField("responsible unit", max_length=200, blank=True)
    due = models.DateField("due date", null=True, blank=True)
    status = models.CharField(max_length=24, choices=ActionStatus, blank=True)
    status_printed = models.CharField(
        "status as printed", max_length=200, blank=True, help_text="The source’s own words."
    )
    evidence = RichTextField()

    objects = ActionQuerySet.as_manager()
    history = tracked(part_of="recommendation", version_name="followup_")

    class Meta(TrackedModel.Meta):
        ordering = ["position", "id"]
        constraints = [
            one_of("action", "status", ActionStatus),
            models.CheckConstraint(
                name="action_says_something",
                condition=~models.Q(text=""),
                violation_error_message="An action needs a text.",
            ),
        ]

    def __str__(self):
        return f"Action {self.pk}"
