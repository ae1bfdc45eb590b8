from django.conf import settings
from django.db import models

from ..fields import AddressField
from ..history import TrackedModel, TrackedQuerySet, tracked
from .area import Area


class NamedQuerySet(TrackedQuerySet):
    def get_by_natural_key(self, name):
        return self.get(name=name)


def with_acronym(name, acronym):
    """Return a name with its acronym behind it, unless it stands in the name already."""
    return f"{name} ({acronym})" if acronym and acronym not in name else name


class DonorQuerySet(NamedQuerySet):
    def of(self, user):
        """Those to which the account of a person belongs."""
        return self.filter(users=user.pk) if user.is_active else self.none()


class Donor(TrackedModel):
    """Who paid: a government, an agency or a fund, by its name as printed."""

    name = models.CharField(max_length=300, unique=True, help_text="As printed; may hold commas.")
    slug = AddressField(made_from=("acronym", "name"))
    acronym = models.CharField(max_length=40, blank=True)
    country = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="donors")
    iati_id = models.CharField(
        "IATI organisation identifier", max_length=80, blank=True, help_text="For example GB-GOV-1."
    )

    users = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="donors",
        help_text="Who reads, signed in, what is published for this donor.",
    )  # fmt: skip

    objects = DonorQuerySet.as_manager()
    history = tracked("users")

    class Meta(TrackedModel.Meta):
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="donor_iati_id_once",
                fields=["iati_id"],
                condition=~models.Q(iati_id=""),
                violation_error_message="Another donor has this IATI organisation identifier.",
            )
        ]

    def __str__(self):
        return with_acronym(self.name, self.acronym)

    def natural_key(self):
        return (self.name,)


class Theme(TrackedModel):
    """A technical area of work, such as labour migration."""

    name = models.CharField(max_length=120, unique=True)
    category = models.CharField(max_length=120, blank=True)

    objects = NamedQuerySet.as_manager()
    history = tracked()

    class Meta(TrackedModel.Meta):
        ordering = ["name"]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.name,)


class OfficeQuerySet(TrackedQuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)


class Office(TrackedModel):
    """An administrative or technical unit of the organisation."""

    code = models.CharField(max_length=60, unique=True, help_text="For example CO-Hanoi, MIGRANT.")
    name = models.CharField(max_length=200, blank=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="offices",
        help_text="Who records the follow-up of recommendations of its evaluations.",
    )  # fmt: skip

    objects = OfficeQuerySet.as_manager()
    history = tracked("members")

    class Meta(TrackedModel.Meta):
        ordering = ["code"]

    def __str__(self):
        return f"{self.name} ({self.code})" if self.name else self.code

    def natural_key(self):
        return (self.code,)
