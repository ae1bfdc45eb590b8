from functools import cached_property

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, Max, OuterRef
from django.urls import reverse
from django.utils import timezone

from projects.constraints import one_of
from projects.fields import MonthField
from projects.history import settle
from projects.models import Project
from projects.terms import Audience, Language

from ..content import digest, from_content, to_content
from ..passages import passages_of
from ..quickfacts import countries, donors, timing_label
from ..summary import Summary
from ..terms import ActionStatus, Criterion, Decision, FindingKind, PassageKind


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those for everybody; staff read all."""
        if user.is_active and user.is_staff:
            return self
        return self.filter(audience=Audience.EVERYBODY)

    def current(self):
        """Of each evaluation the newest of these."""
        newer = self.filter(evaluation=OuterRef("evaluation"), number__gt=OuterRef("number"))
        return self.filter(~Exists(newer.order_by()))

    def latest_first(self):
        """By when the evaluation was completed, those without a date last."""
        return self.order_by(F("completed").desc(nulls_last=True), "-moment")

    def with_evaluation(self):
        return self.select_related("evaluation").only(
            *(f.name for f in Publication._meta.concrete_fields), "evaluation__slug"
        )

    def freeze(self, evaluation, *, by, note="", audience=Audience.EVERYBODY):
        """Freeze the summary of an evaluation as it is now; return the new Publication."""
        with transaction.atomic(using=self.db):
            settle()
            locked = type(evaluation).objects.select_for_update().get(pk=evaluation.pk)
            summary = Summary.of(locked)
            content = to_content(summary)
            newest = self.filter(evaluation=locked).aggregate(n=Max("number"))["n"] or 0
            publication = self.create(
                evaluation=locked,
                number=newest + 1,
                user=by,
                note=note,
                audience=audience,
                title=summary.title,
                language=summary.language,
                completed=summary.facts.completed,
                evaluation_version=locked.version,
                content=content,
                digest=digest(content),
            )
            publication.projects.set([project.id for project in summary.facts.projects])
            Passage.objects.bulk_create(
                Passage(publication=publication, **fields) for fields in passages_of(summary)
            )
        return publication


class Publication(models.Model):
    """A summary frozen for readers: its content never changes."""

    evaluation = models.ForeignKey(
        "findings.Evaluation", models.PROTECT, related_name="publications"
    )
    number = models.PositiveIntegerField()
    moment = models.DateTimeField(default=timezone.now, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="publications"
    )
    note = models.TextField("public note", blank=True)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.EVERYBODY)
    title = models.CharField(max_length=300, editable=False)
    language = models.CharField(max_length=2, choices=Language, editable=False)
    completed = MonthField(editable=False)
    evaluation_version = models.PositiveIntegerField(
        editable=False, help_text="The version of the working rows that it tells."
    )
    content = models.JSONField(editable=False)
    digest = models.CharField("SHA-256", max_length=64, editable=False)
    projects = models.ManyToManyField(Project, blank=True, related_name="publications")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["evaluation", "-number"]
        constraints = [
            one_of("publication", "audience", Audience),
            models.UniqueConstraint(
                name="publication_number_once",
                fields=["evaluation", "number"],
                violation_error_message="This evaluation has a publication with this number.",
            ),
            models.CheckConstraint(
                name="publication_numbered_from_1", condition=models.Q(number__gte=1)
            ),
        ]

    def __str__(self):
        return f"{self.title}, publication {self.number}"

    def get_absolute_url(self):
        return reverse("evaluation-detail", args=[self.evaluation.slug])

    @cached_property
    def summary(self):
        return from_content(self.content)

    @property
    def origin(self):
        """Say in a few words what was evaluated where, when and for whom."""
        facts = self.summary.facts
        timing = f"{timing_label(facts)}, {facts.completed or 'date not recorded'}"
        told = (timing, ", ".join(countries(facts)), "; ".join(donors(facts)))
        return [words for words in told if words]


class Passage(models.Model):
    """One item of a publication, by itself: what search, lists and facets look at."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="passages")
    kind = models.CharField(max_length=16, choices=PassageKind)
    item = models.PositiveBigIntegerField(null=True, help_text="The key of the working row.")
    number = models.CharField(max_length=12, help_text="Its place in the summary: 5 or 5.2.")
    label = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField(help_text="Plain text.")
    theme = models.CharField(max_length=120, blank=True)
    finding_kind = models.CharField(max_length=12, choices=FindingKind, blank=True)
    criterion = models.CharField(max_length=16, choices=Criterion, blank=True)
    decision = models.CharField(max_length=20, choices=Decision, blank=True)
    status = models.CharField(max_length=24, choices=ActionStatus, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    language = models.CharField(max_length=2, choices=Language)

    class Meta:
        ordering = ["publication", "id"]
        constraints = [
            one_of("passage", "kind", PassageKind),
            models.UniqueConstraint(
                name="passage_number_once", fields=["publication", "kind", "number"]
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"
