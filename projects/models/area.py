from django.core.validators import RegexValidator
from django.db import models

from ..constraints import one_of
from ..history import TrackedModel, TrackedQuerySet, tracked
from ..terms import AreaKind


class AreaQuerySet(TrackedQuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)

    def countries(self):
        return self.filter(kind=AreaKind.COUNTRY)

    def within(self, area):
        """An area and all that lies in it, as UN M49 contains one in the other."""
        keys, level = {area.pk}, {area.pk}
        while level:
            level = set(self.filter(parent__in=level).values_list("pk", flat=True)) - keys
            keys |= level
        return self.filter(pk__in=keys)


class Area(TrackedModel):
    """A country or area of UN M49, a region that holds several, or one that M49 does not name."""

    code = models.CharField(
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^(\d{3}|[A-Z][A-Z0-9-]{1,7})$", "Three digits, or letters.")],
        help_text="The three digits of UN M49, or letters of your own where M49 has none (XKX).",
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=AreaKind, default=AreaKind.COUNTRY)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts",
        help_text="The region in which it lies.",
    )  # fmt: skip
    iso_alpha2 = models.CharField("ISO alpha-2", max_length=2, blank=True)
    iso_alpha3 = models.CharField("ISO alpha-3", max_length=3, blank=True)

    objects = AreaQuerySet.as_manager()
    history = tracked()

    class Meta(TrackedModel.Meta):
        ordering = ["name"]
        constraints = [
            one_of("area", "kind", AreaKind),
            models.UniqueConstraint(
                name="area_iso_alpha2_once", fields=["iso_alpha2"],
                condition=~models.Q(iso_alpha2=""),
                violation_error_message="Another area has this ISO alpha-2 code.",
            ),
            models.UniqueConstraint(
                name="area_iso_alpha3_once", fields=["iso_alpha3"],
                condition=~models.Q(iso_alpha3=""),
                violation_error_message="Another area has this ISO alpha-3 code.",
            ),
            models.CheckConstraint(
                name="area_not_in_itself",
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                violation_error_message="An area cannot lie in itself.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.code,)
