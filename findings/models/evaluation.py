import hashlib

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse

from projects.constraints import budget_with_currency, in_order, one_of
from projects.fields import AddressField, MonthField, RichTextField
from projects.history import Revision, TrackedModel, TrackedQuerySet, VersionField, tracked
from projects.models import Area, Donor, Office, Project, Theme
from projects.terms import Language

from ..terms import AttachmentKind, EvaluationType, Nature, Stage, Timing
from .publication import Publication


class EvaluationQuerySet(TrackedQuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)

    def visible_to(self, user):
        """The working rows are for staff; everybody else reads publications."""
        return self if user.is_active and user.is_staff else self.none()

    def editable_by(self, user):
        """Those that a person may change."""
        may = user.is_active and user.is_staff and user.has_perm("findings.change_evaluation")
        return self if may else self.none()

    def drafts(self):
        """Those of which nothing is published."""
        return self.filter(publications=None)

    def with_state(self):
        """With `published` and `published_version` of the newest publication, and when `changed`.

        Nothing published: both are None.
        """
        newest = Publication.objects.filter(evaluation=OuterRef("pk")).order_by("-number")
        subject = Concat(
            Value("findings.evaluation/"),
            Cast(OuterRef("pk"), models.CharField()),
            output_field=models.CharField(),
        )
        revisions = Revision.objects.filter(subject=subject).order_by("-moment")
        rows = Evaluation.history_model.objects.filter(id=OuterRef("pk")).order_by("-history_date")
        return self.annotate(
            published=Subquery(newest.values("number")[:1]),
            published_version=Subquery(newest.values("evaluation_version")[:1]),
            changed=Coalesce(
                Subquery(revisions.values("moment")[:1]), Subquery(rows.values("history_date")[:1])
            ),
        )

    def planned(self):
        return self.filter(stage=Stage.PLANNED)

    def in_area(self, area):
        """Those of an area or of what lies in it, by their own areas or their projects'."""
        areas = Area.objects.within(area)
        return self.filter(
            models.Q(areas__in=areas) | models.Q(projects__areas__in=areas)
        ).distinct()


class Evaluation(TrackedModel):
    """One evaluation as its managers write it down: the working rows behind its summaries."""

    projects = models.ManyToManyField(
        Project, blank=True, related_name="evaluations",
        help_text="Several for a cluster evaluation, none for a thematic one.",
    )  # fmt: skip
    title = models.CharField(max_length=300)
    slug = AddressField(made_from=("title",))
    translation_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="translations",
        help_text="The same summary in another language.",
    )  # fmt: skip
    timing = models.CharField(max_length=12, choices=Timing, blank=True)
    type = models.CharField(max_length=20, choices=EvaluationType, blank=True)
    nature = models.CharField("mode of evaluation", max_length=12, choices=Nature, blank=True)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.COMPLETED)
    completed = MonthField(help_text="When the evaluation was completed.")
    planned_completion = MonthField()
    period_from = MonthField("period covered, from")
    period_to = MonthField("period covered, to")
    manager = models.CharField("evaluation manager", max_length=300, blank=True)
    team = models.CharField("evaluation team", max_length=500, blank=True)
    donors = models.ManyToManyField(
        Donor, blank=True, related_name="evaluations", help_text="Where no project carries them."
    )
    areas = models.ManyToManyField(
        Area, blank=True, related_name="evaluations", help_text="Where no project carries them."
    )
    areas_printed = models.CharField(
        "areas as printed", max_length=300, blank=True,
        help_text="Where it differs from the areas’ names, for example “Global”.",
    )  # fmt: skip
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="evaluations", verbose_name="technical areas"
    )
    administrative_offices = models.ManyToManyField(
        Office, blank=True, related_name="administered_evaluations"
    )
    technical_offices = models.ManyToManyField(
        Office, blank=True, related_name="backstopped_evaluations"
    )
    keywords = models.TextField(blank=True, help_text="Separated by commas.")
    budget = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True,
        help_text="Where no project carries it.",
    )  # fmt: skip
    currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217, for example USD.")
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    external_reference = models.CharField(max_length=120, blank=True)
    source_url = models.URLField("source", max_length=500, blank=True)
    project_purpose = RichTextField("summary of the project purpose, logic and structure")
    evaluation_purpose = RichTextField("purpose, scope and clients of the evaluation")
    methodology = RichTextField("methodology of evaluation")
    findings_introduction = RichTextField("introduction to the findings")
    conclusions = RichTextField()
    recommendations_introduction = RichTextField("introduction to the recommendations")
    lessons_introduction = RichTextField("introduction to the lessons learned")
    practices_introduction = RichTextField("introduction to the good practices")
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="edited_evaluations",
        help_text="Who may edit it, besides the editors of its projects.",
    )  # fmt: skip
    version = VersionField()

    objects = EvaluationQuerySet.as_manager()
    history = tracked(
        "projects",
        "donors",
        "areas",
        "themes",
        "administrative_offices",
        "technical_offices",
        "editors",
        leave_out=["version"],
    )

    class Meta(TrackedModel.Meta):
        ordering = ["-completed", "title"]
        constraints = [
            one_of("evaluation", "timing", Timing),
            one_of("evaluation", "type", EvaluationType),
            one_of("evaluation", "nature", Nature),
            one_of("evaluation", "stage", Stage),
            one_of("evaluation", "language", Language),
            in_order(
                "evaluation", "period_from", "period_to",
                "The period covered cannot end before it begins.",
            ),
            budget_with_currency("evaluation"),
            models.CheckConstraint(
                name="evaluation_no_translation_of_itself",
                condition=models.Q(translation_of=None) | ~models.Q(translation_of=models.F("id")),
                violation_error_message="An evaluation cannot be a translation of itself.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return reverse("evaluation-detail", args=[self.slug])

    def summary(self, as_of=None):
        """Return the Summary of the working rows, now or as they stood at a moment.

        Raise `Evaluation.DoesNotExist` where there was no such evaluation at that moment.
        """
        from ..assembling import assemble

        return assemble(self.pk, as_of)

    def publish(self, by, note=""):
        """Freeze the summary as it is now and return the new Publication, numbered 1, 2, 3…"""
        return Publication.objects.freeze(self, by=by, note=note)

    def changed_since_published(self):
        """Whether its newest publication tells something else than the working rows do now."""
        newest = self.publications.order_by("-number").first()
        return newest is None or newest.summary != self.summary()


def attachment_path(attachment, filename):
    """Files lie under their content's digest, so that a published one is never replaced."""
    return f"attachments/{attachment.sha256[:2]}/{attachment.sha256}"


class Attachment(TrackedModel):
    """A file that goes with an evaluation: its full report or the management response."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=20, choices=AttachmentKind)
    file = models.FileField(upload_to=attachment_path, max_length=200)
    name = models.CharField(max_length=200, blank=True, editable=False)
    size = models.PositiveBigIntegerField(default=0, editable=False, help_text="In bytes.")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)

    history = tracked(part_of="evaluation")

    class Meta(TrackedModel.Meta):
        ordering = ["kind", "id"]
        constraints = [one_of("attachment", "kind", AttachmentKind)]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        if self.file and not self.file._committed:
            self.name, self.size = self.file.name.rsplit("/", 1)[-1][:200], self.file.size
            self.sha256 = hashlib.file_digest(self.file.open("rb"), "sha256").hexdigest()
        super().save(**kwargs)
