from dataclasses import dataclass, field
from typing import NamedTuple

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from ..access import may, reads_drafts
from ..codes import normalise_code
from ..constraints import budget_with_currency, in_order, one_of
from ..fields import AddressField, MonthField, RichTextField
from ..history import TrackedModel, TrackedQuerySet, VersionField, tracked
from ..months import Month
from ..terms import Audience
from .area import Area
from .register import Donor, Theme, with_acronym


class NormalisedCodeField(models.CharField):
    """The code beside it with digits where digits must stand, made again whenever it is saved."""

    def pre_save(self, instance, add):
        setattr(instance, self.attname, normalise_code(instance.code))
        return getattr(instance, self.attname)


class Stated(NamedTuple):
    """An objective or outcome as a framework words it."""

    number: int
    statement: str
    valid_from: Month | None
    valid_to: Month | None
    period: str


@dataclass
class Framework:
    """One version of a results framework: what it aimed at, in the order of its numbers."""

    version: int
    objectives: list[Stated] = field(default_factory=list)
    outcomes: list[Stated] = field(default_factory=list)

    def __str__(self):
        if self.version == 1:
            return _("Original framework")
        if self.version == 2:
            return _("Revised framework")
        return _("Revision {number}").format(number=self.version - 1)


def _with_normalised_code(fields):
    """The names of fields to write, the normalised code always together with the code."""
    return [*fields, "code_normalised"] if "code" in fields else fields


class ProjectQuerySet(TrackedQuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)

    def visible_to(self, user):
        """Those a person may read about: staff all, donors what they fund and is for them."""
        if user.is_active and user.is_staff:
            return self
        public = models.Q(audience=Audience.EVERYBODY)
        if user.is_anonymous or not user.is_active:
            return self.filter(public)
        funded = self.model._base_manager.filter(donors__in=Donor.objects.of(user))
        return self.filter(public | models.Q(audience=Audience.DONORS, pk__in=funded.values("pk")))

    def workable_by(self, user):
        """The working rows that a person finds at the desk: all, or those that are hers to edit."""
        return self if reads_drafts(user) else self.editable_by(user)

    def editable_by(self, user):
        """Those that a person may change."""
        if not may(user, "projects.change_project"):
            return self.none()
        return self if user.is_superuser else self.filter(pk__in=self._edited_by(user))

    def _edited_by(self, user):
        return self.model._base_manager.filter(editors=user).values("pk")

    def coded(self, code):
        """Those with this code, in whichever spelling."""
        return self.filter(code_normalised=normalise_code(code))

    def with_facts(self):
        return self.prefetch_related("areas", "donors", "themes")

    def update(self, **kwargs):
        if isinstance(kwargs.get("code"), str):
            kwargs["code_normalised"] = normalise_code(kwargs["code"])
        return super().update(**kwargs)

    update.alters_data = True

    def bulk_update(self, objs, fields, batch_size=None):
        objs = tuple(objs)
        for project in objs:
            project.code_normalised = normalise_code(project.code)
        return super().bulk_update(objs, _with_normalised_code(fields), batch_size)

    bulk_update.alters_data = True


class Project(TrackedModel):
    """A project of development cooperation: what was done, where, for whom and with whose money."""

    code = models.CharField(max_length=60, blank=True, help_text="As printed; may be unknown.")
    code_normalised = NormalisedCodeField(max_length=60, blank=True, editable=False, db_index=True)
    slug = AddressField(made_from=("code_normalised", "title"))
    title = models.CharField(max_length=300)
    aim = RichTextField(help_text="What the project was for.")
    areas = models.ManyToManyField(Area, blank=True, related_name="projects")
    areas_printed = models.CharField(
        "areas as printed", max_length=300, blank=True,
        help_text="Where it differs from the areas’ names, for example “Global”.",
    )  # fmt: skip
    donors = models.ManyToManyField(Donor, blank=True, related_name="projects")
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217, for example USD.")
    themes = models.ManyToManyField(Theme, blank=True, related_name="projects")
    started = MonthField("project start")
    ended = MonthField("project end")
    programme = models.CharField(
        max_length=300, blank=True, help_text="The programme or agreement of which it is a part."
    )
    audience = models.CharField(
        max_length=12, choices=Audience, default=Audience.STAFF, help_text="Who may read of it."
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="edited_projects",
        help_text="Who may edit it.",
    )  # fmt: skip
    version = VersionField()

    objects = ProjectQuerySet.as_manager()
    history = tracked("areas", "donors", "themes", "editors", leave_out=["version"])

    class Meta(TrackedModel.Meta):
        ordering = ["title", "code"]
        permissions = [("read_drafts", "Can read all drafts and their history")]
        constraints = [
            one_of("project", "audience", Audience),
            in_order(
                "project", "started", "ended", "A project cannot end before it starts."
            ),
            budget_with_currency("project"),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.code} {self.title}".strip()

    def natural_key(self):
        return (self.slug,)

    def save(self, *, update_fields=None, **kwargs):
        super().save(update_fields=update_fields and _with_normalised_code(update_fields), **kwargs)

    def get_absolute_url(self):
        return reverse("project-detail", args=[self.slug])

    def open_to(self, audience):
        """Let these people read of it too, besides those who may already."""
        if list(Audience).index(audience) < list(Audience).index(self.audience):
            self.audience = audience
            self.save(update_fields=["audience"])

    def names(self):
        """Return {"areas" | "donors" | "themes": {name: code, slug or key}}, in one query.

        The names stand in alphabetical order.
        """
        nothing, key = models.Value(""), models.functions.Cast("pk", models.CharField())
        areas = self.areas.values_list(models.Value("areas"), "name", nothing, "code")
        donors = self.donors.values_list(models.Value("donors"), "name", "acronym", "slug")
        themes = self.themes.values_list(models.Value("themes"), "name", nothing, key)
        names = {"areas": {}, "donors": {}, "themes": {}}
        for kind, name, acronym, address in areas.order_by().union(
            donors.order_by(), themes.order_by()
        ):
            names[kind][with_acronym(name, acronym)] = address
        return {kind: dict(sorted(told.items())) for kind, told in names.items()}

    def frameworks(self):
        """Return its Frameworks, the original first, in one query."""
        shared = ("framework", "number", "statement", "valid_from", "valid_to")
        objectives = self.objectives.values_list(
            models.Value("objectives"), *shared, models.Value("")
        )
        outcomes = self.outcomes.values_list(models.Value("outcomes"), *shared, "period")
        rows = objectives.order_by().union(outcomes.order_by())
        frameworks = {}
        for kind, version, *statement in sorted(rows, key=lambda row: row[1:3]):
            framework = frameworks.setdefault(version, Framework(version))
            getattr(framework, kind).append(Stated(*statement))
        return list(frameworks.values())


class Statement(TrackedModel):
    """What the results framework of a project says, in one of its versions."""

    number = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    statement = RichTextField(blank=False)
    framework = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1)],
        help_text="1 for the original framework, 2 for its first revision, and so on.",
    )  # fmt: skip
    valid_from = MonthField()
    valid_to = MonthField()

    class Meta(TrackedModel.Meta):
        abstract = True
        ordering = ["framework", "number"]

    def __str__(self):
        return f"{self._meta.verbose_name.capitalize()} {self.number}"


class Objective(Statement):
    """What a project was to bring about."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="objectives")

    history = tracked(part_of="project")

    class Meta(Statement.Meta):
        constraints = [
            models.UniqueConstraint(
                name="objective_number_once",
                fields=["project", "framework", "number"],
                violation_error_message="This framework has an objective with this number already.",
            ),
            in_order(
                "objective", "valid_from", "valid_to", "An objective cannot end before it begins."
            ),
        ]


class Outcome(Statement):
    """A change that a project was to lead to, where one was set down."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="outcomes")
    objective = models.ForeignKey(
        Objective, models.CASCADE, null=True, blank=True, related_name="outcomes"
    )
    period = models.CharField(max_length=60, blank=True, help_text="For example 2008–2009.")

    history = tracked(part_of="project")

    class Meta(Statement.Meta):
        constraints = [
            models.UniqueConstraint(
                name="outcome_number_once",
                fields=["project", "framework", "number"],
                violation_error_message="This framework has an outcome with this number already.",
            ),
            in_order(
                "outcome", "valid_from", "valid_to", "An outcome cannot end before it begins."
            ),
        ]
