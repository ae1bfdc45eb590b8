from django.db import models

from projects.constraints import one_of
from projects.fields import RichTextField
from projects.history import TrackedModel, TrackedQuerySet, VersionField, tracked
from projects.models import Area, Objective, Outcome, Theme

from ..terms import Criterion, FindingKind, Priority
from .evaluation import Evaluation


class Item(TrackedModel):
    """A part of an evaluation: it stands at a position, and bears the label of the printed text."""

    position = models.PositiveIntegerField(default=0)
    label = models.CharField(
        max_length=20, blank=True, help_text="As printed, for example 5, 5.2 or R3."
    )

    class Meta(TrackedModel.Meta):
        abstract = True
        ordering = ["position", "id"]

    def __str__(self):
        return f"{self._meta.verbose_name.capitalize()} {self.label or self.pk}"


class FindingQuerySet(TrackedQuerySet):
    def on(self, criterion):
        return self.filter(criterion=criterion)

    def achievements(self):
        return self.filter(kind=FindingKind.ACHIEVEMENT)


class Finding(Item):
    """What an evaluation found."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="findings")
    heading = models.CharField(max_length=300, blank=True)
    body = RichTextField()
    kind = models.CharField(max_length=12, choices=FindingKind, default=FindingKind.OBSERVATION)
    criterion = models.CharField(max_length=16, choices=Criterion, blank=True)
    objectives = models.ManyToManyField(Objective, blank=True, related_name="findings")
    outcomes = models.ManyToManyField(Outcome, blank=True, related_name="findings")
    areas = models.ManyToManyField(Area, blank=True, related_name="findings")

    objects = FindingQuerySet.as_manager()
    history = tracked("objectives", "outcomes", "areas", part_of="evaluation")

    class Meta(Item.Meta):
        constraints = [
            one_of("finding", "kind", FindingKind),
            one_of("finding", "criterion", Criterion),
            models.CheckConstraint(
                name="finding_says_something",
                condition=~models.Q(heading="", body=""),
                violation_error_message="A finding needs a heading or a text.",
            ),
        ]


class RecommendationQuerySet(TrackedQuerySet):
    def whole(self):
        """Those that are no sub-point of another."""
        return self.filter(parent=None)

    def awaiting_response(self):
        """Published ones without a response; those with sub-points are answered by these."""
        published = self.filter(evaluation__publications__isnull=False, parts=None)
        return published.unanswered().distinct()

    def unanswered(self):
        """Those without a management response."""
        return self.filter(response=None)


class Recommendation(Item):
    """What an evaluation recommends; a sub-point has a parent and is answered by itself."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="recommendations")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="parts",
        help_text="The recommendation of which it is a sub-point.",
    )  # fmt: skip
    text = RichTextField(blank=False)
    addressed_to = models.CharField(max_length=300, blank=True)
    priority = models.CharField(max_length=8, choices=Priority, blank=True)
    time_frame = models.CharField(max_length=120, blank=True)
    resource_implication = models.CharField(max_length=200, blank=True)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    findings = models.ManyToManyField(
        Finding, blank=True, related_name="recommendations", help_text="The findings it rests on."
    )
    followup_version = VersionField()

    objects = RecommendationQuerySet.as_manager()
    history = tracked("findings", part_of="evaluation", leave_out=["followup_version"])

    class Meta(Item.Meta):
        constraints = [
            one_of("recommendation", "priority", Priority),
            models.CheckConstraint(
                name="recommendation_says_something",
                condition=~models.Q(text=""),
                violation_error_message="A recommendation needs a text.",
            ),
            models.CheckConstraint(
                name="recommendation_not_under_itself",
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                violation_error_message="A recommendation cannot be a sub-point of itself.",
            ),
        ]


class Lesson(Item):
    """What an evaluation taught that holds beyond its project."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="lessons")
    text = RichTextField(blank=False)
    context = RichTextField("context and preconditions")
    targeted_users = RichTextField("targeted users or beneficiaries")
    challenges = RichTextField("challenges and negative lessons, causes")
    successes = RichTextField("successes and positive issues, causes")
    administrative_issues = RichTextField("ILO administrative issues")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="lessons")

    history = tracked(part_of="evaluation")

    class Meta(Item.Meta):
        verbose_name = "lesson learned"
        verbose_name_plural = "lessons learned"
        constraints = [
            models.CheckConstraint(
                name="lesson_says_something",
                condition=~models.Q(text=""),
                violation_error_message="A lesson needs a text.",
            )
        ]


class GoodPractice(Item):
    """A way of working that proved itself and may serve elsewhere."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="practices")
    text = RichTextField(blank=False)
    context = RichTextField("context, limitations and preconditions")
    cause_and_effect = RichTextField("cause and effect")
    measurable_impact = RichTextField("measurable impact and beneficiaries")
    potential_for_replication = RichTextField()
    links_to_higher_goals = RichTextField()
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="practices"
    )

    history = tracked(part_of="evaluation")

    class Meta(Item.Meta):
        constraints = [
            models.CheckConstraint(
                name="goodpractice_says_something",
                condition=~models.Q(text=""),
                violation_error_message="A good practice needs a text.",
            )
        ]


class Rating(TrackedModel):
    """A value on a named scale, given to an evaluation as a whole or to one finding."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="ratings")
    finding = models.ForeignKey(
        Finding, models.CASCADE, null=True, blank=True, related_name="ratings"
    )
    criterion = models.CharField(max_length=16, choices=Criterion, blank=True)
    scale = models.CharField(
        max_length=200,
        help_text="For example: 1 (highly unsatisfactory) to 6 (highly satisfactory).",
    )
    value = models.CharField(max_length=60)

    history = tracked(part_of="evaluation")

    class Meta(TrackedModel.Meta):
        ordering = ["criterion", "id"]
        constraints = [
            one_of("rating", "criterion", Criterion),
            models.CheckConstraint(
                name="rating_with_scale",
                condition=~models.Q(scale="") & ~models.Q(value=""),
                violation_error_message="A rating says its value and the scale it is on.",
            ),
        ]

    def __str__(self):
        return f"{self.value} ({self.scale})"
