import hashlib
from contextlib import contextmanager

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse

from projects.access import may, reads_drafts
from projects.constraints import budget_with_currency, in_order, one_of
from projects.fields import AddressField, MonthField, RichTextField
from projects.history import (
    Revision,
    TrackedModel,
    TrackedQuerySet,
    VersionField,
    revision,
    tracked,
)
from projects.models import Area, Donor, Office, Project, Theme
from projects.terms import Audience, Language

from .. import mailing
from ..refusals import Refused
from ..terms import AttachmentKind, EvaluationType, Nature, ReviewOutcome, Stage, Timing
from .publication import Publication


class EvaluationQuerySet(TrackedQuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)

    def visible_to(self, user):
        """The working rows a person finds at the desk: all, or those that are hers to edit."""
        return self if reads_drafts(user) else self.editable_by(user)

    def editable_by(self, user):
        """Those that a person may change: her own, and those of the projects that she edits."""
        if not may(user, "findings.change_evaluation"):
            return self.none()
        return self if user.is_superuser else self.filter(edited_by(user))

    def publishable_by(self, user):
        """Those that a person may return, publish and withdraw."""
        return self if may(user, "findings.publish_evaluation") else self.none()

    def drafts(self):
        """Those of which nothing is published."""
        return self.filter(publications=None)

    def with_state(self):
        """With `published` and `published_version` of what staff read, and when `changed`.

        Nothing published, or all withdrawn: both are None. `reviewing` says whether it is in
        review, `withdrawn` whether it was published once.
        """
        publications = Publication.objects.filter(evaluation=OuterRef("pk"))
        newest = publications.filter(newest_staff=True)
        subject = Concat(
            Value("findings.evaluation/"),
            Cast(OuterRef("pk"), models.CharField()),
            output_field=models.CharField(),
        )
        revisions = Revision.objects.filter(subject=subject).order_by("-moment")
        rows = Evaluation.history_model.objects.filter(id=OuterRef("pk")).order_by("-history_date")
        return self.annotate(
            reviewing=Exists(Evaluation.objects.filter(pk=OuterRef("pk"), reviews__outcome="")),
            withdrawn=Exists(publications.filter(withdrawn=True)),
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


def edited_by(user):
    """The condition that an evaluation is somebody's to edit, by itself or by its projects."""
    links = (Evaluation.editors.through, "user", "evaluation", user), (
        Evaluation.projects.through, "project__in", "evaluation", user.edited_projects.all()
    )  # fmt: skip
    keys = [t.objects.filter(**{name: of}).values(key) for t, name, key, of in links]
    return models.Q(pk__in=keys[0]) | models.Q(pk__in=keys[1])


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
        permissions = [("publish_evaluation", "Can publish, withdraw and strike")]
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

    def submit(self, by, note=""):
        """Give it to the publishers to read; return the Review."""
        with self._step(by, note):
            if self.reviews.open().exists():
                raise Refused("It is in review already.")
            review = self.reviews.create(submitted_by=by, note=note)
            transaction.on_commit(lambda: mailing.submitted(review), robust=True)
        return review

    def return_to_draft(self, by, answer=""):
        """Give it back to its editors with an answer, or take one's own submission back."""
        with self._step(by, answer):
            review = self._open_review()
            own = by is not None and review.submitted_by_id == by.pk
            outcome = ReviewOutcome.TAKEN_BACK if own else ReviewOutcome.RETURNED
            review.close(outcome, by=by, answer=answer)
            if not own:
                transaction.on_commit(lambda: mailing.returned(review), robust=True)
        return review

    def publish(self, by, note="", audience=Audience.EVERYBODY, opening=(), seen=""):
        """Freeze the summary as it is now and return the new Publication, numbered 1, 2, 3…

        `opening` are its projects whose pages open to the same audience; `seen` is the digest of
        what the person who publishes has read. Raise Refused where that is not what would be
        published, and where somebody publishes what nobody, or only she, has submitted; commands,
        by nobody, may.
        """
        with self._step(by, note):
            review = self.reviews.open().first() if by is None else self._publishable(by)
            publication = Publication.objects.freeze(self, by=by, note=note, audience=audience)
            if seen not in ("", publication.digest):
                raise Refused("It was changed after you opened this page; read it again.")
            if review:
                review.close(ReviewOutcome.PUBLISHED, by=by, answer=note)
            for project in opening:
                project.open_to(audience)
            transaction.on_commit(lambda: mailing.published(publication, review), robust=True)
        return publication

    def withdraw(self, by, reason):
        """Take back all that was published of it, for a reason that readers see."""
        with self._step(by, reason):
            standing = self.publications.filter(withdrawn=False)
            newest = standing.aggregate(n=models.Max("number"))["n"]
            if newest is None:
                raise Refused("Nothing of it is published.")
            withdrawal = self.withdrawals.create(number=newest, user=by, reason=reason)
            standing.update(withdrawn=True)
            Publication.objects.point_out_newest(self)
        return withdrawal

    @contextmanager
    def _step(self, by, reason):
        """One transaction and revision, in which nobody else changes this evaluation."""
        with revision(user=by, reason=reason):
            Evaluation.objects.select_for_update().get(pk=self.pk)
            yield

    def _open_review(self):
        review = self.reviews.open().select_related("submitted_by").first()
        if review is None:
            raise Refused("It is not in review; submit it first.")
        return review

    def _publishable(self, by):
        """Return the open Review, if this person may publish what it is about."""
        if settings.EVALSITE_SELF_PUBLISH:
            return self.reviews.open().first()
        review = self._open_review()
        if review.submitted_by_id == by.pk:
            raise Refused("You submitted it yourself; somebody else publishes it.")
        return review

    def changed_since_published(self):
        """Whether its newest publication tells something else than the working rows do now."""
        newest = self.publications.filter(newest_staff=True).first()
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
