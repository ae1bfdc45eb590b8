from django.apps import apps
from django.conf import settings
from django.db import models


class Merge(models.Model):
    """Two rows that were the same made one: what was moved, by whom, why, and the way back."""

    model = models.CharField(max_length=100, help_text="For example projects.donor.")
    kept = models.PositiveBigIntegerField("key of the row kept")
    removed = models.PositiveBigIntegerField("key of the row removed")
    name = models.CharField("name of the row removed", max_length=500)
    into = models.CharField("merged into", max_length=500, help_text="As it was named then.")
    history_row = models.PositiveBigIntegerField(
        help_text="The history row that tells the fields of the removed row."
    )
    untracked = models.JSONField(
        default=dict,
        blank=True,
        help_text="Its fields that history leaves out, such as its version.",
    )
    moved = models.JSONField(
        default=list,
        blank=True,
        help_text="By field: the keys moved, and those that stood with both.",
    )
    filled = models.JSONField(
        default=dict, blank=True, help_text="What the row kept had not and took from the other."
    )
    moment = models.DateTimeField(editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="merges")
    reason = models.TextField(blank=True)
    undone = models.DateTimeField(null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True,
        related_name="undone_merges",
    )  # fmt: skip

    class Meta:
        ordering = ["-moment", "-id"]
        get_latest_by = ["moment", "id"]
        permissions = [("merge_doubles", "Can merge doubles")]
        indexes = [models.Index(fields=["model", "removed"], name="merge_removed")]
        constraints = [
            models.CheckConstraint(
                name="merge_of_two",
                condition=~models.Q(kept=models.F("removed")),
                violation_error_message="A row cannot be merged with itself.",
            ),
            models.CheckConstraint(
                name="merge_undone_by_somebody",
                condition=models.Q(undone=None, undone_by=None)
                | models.Q(undone__isnull=False, undone_by__isnull=False),
                violation_error_message="A merge that was undone says by whom.",
            ),
        ]

    def __str__(self):
        return f"{self.kind} “{self.name}”"

    @property
    def rows(self):
        """The model of the two rows."""
        return apps.get_model(self.model)

    @property
    def kind(self):
        return self.rows._meta.verbose_name.capitalize()
