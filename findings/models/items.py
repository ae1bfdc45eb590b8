from django.db import models
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone

from projects.access import may
from projects.constraints import one_of
from projects.fields import RichTextField
from projects.history import (
    TrackedModel,
    TrackedQuerySet,
    VersionField,
    revision,
    settle,
    tracked,
)
from projects.models import Area, Objective, Outcome, Theme

from ..refusals import Refused
from ..terms import Criterion, FindingKind, PassageKind, Priority
from .evaluation import Evaluation, edited_by
from .publication import Passage, Publication


class Item(TrackedModel):
    """A part of an evaluation: it stands at a position, and bears the label of the printed text."""

    position = models.PositiveIntegerField(default=0)
    label = models.CharField(
        max_length=20, blank=True, help_text="As printed, for example 5, 5.2 or R3."
    )
    struck = models.DateTimeField(null=True, blank=True, editable=False)
    label_read = None  # what is told of the label to one who does not read the draft

    class Meta(TrackedModel.Meta):
        abstract = True
        ordering = ["position", "id"]

    def __str__(self):
        label = self.label if self.label_read is None else self.label_read
        return f"{self._meta.verbose_name.capitalize()} {label or self.pk}"

    @property
    def published(self):
        """Whether readers ever had it before them."""
        return Publication.objects.holding(self).exists()

    def strike(self, by, reason):
        """Take it out of what readers see now, for a reason that they are told; return the Strike.

        What they see is published anew without it; the draft keeps it, struck. Raise Refused where
        it was never published or is struck already.
        """
        with revision(user=by, reason=reason):
            evaluation = Evaluation.objects.select_for_update().get(pk=self.evaluation_id)
            if not self.published:
                raise Refused("It was never published; remove it in its evaluation.")
            standing = Publication.objects.holding(self).current_to_anybody()
            if not standing and self.struck:
                raise Refused("It is struck already.")
            before = evaluation.version
            self.struck = self.struck or timezone.now()
            self.save()
            settle()
            strike = evaluation.strikes.create(
                kind=self.passage_kind, item=self.pk, user=by, reason=reason
            )
            for publication in standing:
                publication.again_without(self, by=by, note=reason, unchanged_at=before)
        return strike

    def put_back(self, by, reason=""):
        """Let the draft have it again; readers see it when the evaluation is published next."""
        with revision(user=by, reason=reason):
            self.struck = None
            self.save()


@receiver(pre_delete)
def keep_what_was_published(sender, instance, **kwargs):
    """What readers had before them is struck, never deleted."""
    if isinstance(instance, Item) and instance.published:
        raise ProtectedError(
            f"{instance} was published; it can be struck, not deleted.", {instance}
        )


class FindingQuerySet(TrackedQuerySet):
    def on(self, criterion):
        return self.filter(criterion=criterion)

    def achievements(self):
        return self.filter(kind=FindingKind.ACHIEVEMENT)


class Finding(Item):
    """What an evaluation found."""

    passage_kind = PassageKind.FINDING

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

    def standing(self):
        """Those that stand in what staff read now."""
        return self.filter(models.Exists(_read_now()))

    def awaiting_response(self):
        """Published ones without a response; those with sub-points are answered by these."""
        return self.unanswered().filter(struck=None, parts=None).standing()

    def told_to(self, user):
        """With `…_read`, the words that a person may read: of a draft not hers the published."""
        own = Evaluation.objects.visible_to(user).filter(pk=models.OuterRef("evaluation"))
        passage = _read_now()
        published = {
            "label": passage.values("label")[:1],
            "text": passage.values("text")[:1],
            "title": passage.values("publication__title")[:1],
        }

        def told(working, name):
            otherwise = models.Subquery(published[name]) if name in published else models.Value("")
            its = models.When(own_read=True, then=models.F(working))
            return models.Case(its, default=otherwise, output_field=models.TextField())

        return self.annotate(own_read=models.Exists(own)).annotate(
            label_read=told("label", "label"),
            text_read=told("text", "text"),
            title_read=told("evaluation__title", "title"),
            addressed_read=told("addressed_to", "addressed_to"),
        )

    def answerable_by(self, user):
        """Those whose follow-up a person may record: publishers, editors, its offices' members."""
        if not may(user, "findings.change_response"):
            return self.none()
        if user.is_superuser or may(user, "findings.publish_evaluation"):
            return self
        evaluations = Evaluation.objects.filter(
            edited_by(user)
            | models.Q(administrative_offices__members=user)
            | models.Q(technical_offices__members=user)
        )
        return self.filter(evaluation__in=evaluations.values("pk"))

    def unanswered(self):
        """Those without a management response."""
        return self.filter(response=None)


def _read_now():
    """Passages of what staff read now that tell of a recommendation."""
    return Passage.objects.filter(
        kind=PassageKind.RECOMMENDATION, item=models.OuterRef("pk"), publication__newest_staff=True
    )


class Recommendation(Item):
    """What an evaluation recommends; a sub-point has a parent and is answered by itself."""

    passage_kind = PassageKind.RECOMMENDATION

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

    passage_kind = PassageKind.LESSON

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

    passage_kind = PassageKind.PRACTICE

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
