from functools import cached_property
from operator import itemgetter

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, Max, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.constraints import one_of
from projects.fields import MonthField
from projects.history import settle
from projects.models import Donor, Project
from projects.terms import Audience, Language

from ..content import digest, from_content, to_content
from ..passages import passages_of
from ..quickfacts import countries, donors, timing_label
from ..striking import without
from ..summary import Summary
from ..terms import ActionStatus, Criterion, Decision, FindingKind, PassageKind

READERS = {
    "newest_public": (Audience.EVERYBODY,),
    "newest_donors": (Audience.EVERYBODY, Audience.DONORS),
    "newest_staff": tuple(Audience),
}


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those a person may read: staff all, donors what is for them; none that is withdrawn."""
        return self.readable_by(user).exclude(withdrawn=True)

    def readable_by(self, user):
        """Those a person may read, or might until they were withdrawn."""
        if user.is_active and user.is_staff:
            return self
        return self.filter(models.Q(audience=Audience.EVERYBODY) | _funded_by(user))

    def current_to(self, user):
        """Of each evaluation the newest publication that this person may read."""
        if user.is_active and user.is_staff:
            return self.filter(newest_staff=True)
        if user.is_anonymous or not user.is_active:
            return self.filter(newest_public=True)
        newer = Publication.objects.filter(_funded_by(user), evaluation=OuterRef("evaluation"))
        newer = newer.exclude(withdrawn=True).filter(number__gt=OuterRef("number"))
        candidates = self.visible_to(user).filter(
            models.Q(newest_public=True) | models.Q(audience=Audience.DONORS)
        )
        return candidates.filter(~Exists(newer.order_by()))

    def current_to_anybody(self):
        """Those that some reader sees as the newest, the oldest of them first."""
        newest = [models.Q(**{name: True}) for name in READERS]
        return self.filter(newest[0] | newest[1] | newest[2]).order_by("number")

    def holding(self, item):
        """Those in which a finding, recommendation, lesson or good practice stands."""
        passages = Passage.objects.filter(kind=item.passage_kind, item=item.pk)
        return self.filter(pk__in=passages.values("publication"))

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
            fields = {"user": by, "note": note, "audience": audience}
            fields["evaluation_version"] = locked.version
            return self.bring_out(locked, Summary.of(locked), locked.donors.all(), **fields)

    def bring_out(self, evaluation, summary, donors, **fields):
        """Write a publication of this summary, with its passages; return it."""
        with transaction.atomic(using=self.db):
            publication = self._created(evaluation, summary, **fields)
            publication.projects.add(*(project.id for project in summary.facts.projects))
            publication.donors.add(*donors)
            Passage.objects.bulk_create(
                Passage(publication=publication, **fields) for fields in passages_of(summary)
            )
            self.point_out_newest(evaluation)
        return publication

    def _created(self, evaluation, summary, **fields):
        content = to_content(summary)
        newest = self.filter(evaluation=evaluation).aggregate(n=Max("number"))["n"] or 0
        return self.create(
            evaluation=evaluation,
            number=newest + 1,
            title=summary.title,
            language=summary.language,
            completed=summary.facts.completed,
            content=content,
            digest=digest(content),
            **fields,
        )

    def point_out_newest(self, evaluation):
        """Note which publications of an evaluation each kind of reader now sees."""
        rows = self.filter(evaluation=evaluation).order_by("number")
        rows = rows.values("pk", "audience", "withdrawn", *READERS)
        newest = {
            name: [row["pk"] for row in rows if row["audience"] in seen and not row["withdrawn"]]
            for name, seen in READERS.items()
        }
        changed = []
        for row in rows:
            told = {name: keys[-1:] == [row["pk"]] for name, keys in newest.items()}
            if any(row[name] != is_newest for name, is_newest in told.items()):
                gains = any(is_newest and not row[name] for name, is_newest in told.items())
                changed.append((gains, row["pk"], told))
        for _gains, key, told in sorted(changed, key=itemgetter(0)):  # who loses it first
            self.filter(pk=key).update(**told)


def _funded_by(user):
    """The condition that a publication is for donors and tells of what this person's paid for."""
    if user.is_anonymous or not user.is_active:
        return models.Q(pk__in=[])
    donors = Donor.objects.of(user)
    projects = Publication.projects.through.objects.filter(project__donors__in=donors)
    own = Publication.donors.through.objects.filter(donor__in=donors)
    return models.Q(audience=Audience.DONORS) & (
        models.Q(pk__in=projects.values("publication")) | models.Q(pk__in=own.values("publication"))
    )


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
    donors = models.ManyToManyField(
        Donor, blank=True, related_name="publications",
        help_text="Those that no project carried when it was published.",
    )  # fmt: skip
    withdrawn = models.BooleanField(default=False, editable=False)
    newest_public = models.BooleanField("newest for everybody", default=False, editable=False)
    newest_donors = models.BooleanField("newest for donors", default=False, editable=False)
    newest_staff = models.BooleanField("newest for staff", default=False, editable=False)

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
            *(
                models.UniqueConstraint(
                    name=f"publication_{name}_once",
                    fields=["evaluation"],
                    condition=models.Q(**{name: True}),
                )
                for name in READERS
            ),
        ]

    def __str__(self):
        return f"{self.title}, publication {self.number}"

    def get_absolute_url(self):
        return reverse("evaluation-detail", args=[self.evaluation.slug])

    def get_pinned_url(self):
        """The address of this version, whose content never changes."""
        return reverse("evaluation-version", args=[self.evaluation.slug, self.number])

    def again_without(self, item, *, by, note, unchanged_at):
        """Bring this publication out anew without an item, for the same readers.

        It tells the working rows as they are now, if this one told them as they were before.
        """
        version = self.evaluation_version
        if version == unchanged_at:
            version = type(self.evaluation).objects.get(pk=self.evaluation_id).version
        summary = without(self.summary, item.passage_kind, item.pk)
        fields = {"user": by, "note": note, "audience": self.audience}
        return Publication.objects.bring_out(
            self.evaluation, summary, self.donors.all(), evaluation_version=version, **fields
        )

    @cached_property
    def summary(self):
        return from_content(self.content)

    @property
    def origin(self):
        """Say in a few words what was evaluated where, when and for whom."""
        facts = self.summary.facts
        timing = f"{timing_label(facts)}, {facts.completed or _('date not recorded')}"
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
        indexes = [models.Index(fields=["kind", "item"], name="passage_item")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"
