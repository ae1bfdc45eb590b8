from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

OPEN_FOR = timedelta(minutes=2)


class VisitQuerySet(models.QuerySet):
    def note(self, subject, user):
        """Note that a person has a page open; say who else has, in a sentence, or return ""."""
        now = timezone.now()
        self.bulk_create(
            [self.model(subject=subject, user=user, seen=now)],
            update_conflicts=True,
            unique_fields=["subject", "user"],
            update_fields=["seen"],
        )
        others = self.filter(subject=subject, seen__gte=now - OPEN_FOR).exclude(user=user)
        names = [str(visit.user.get_full_name() or visit.user) for visit in others.with_user()]
        if not names:
            return ""
        told = f"{' and '.join(names)} {'has' if len(names) == 1 else 'have'} this page open too."
        return f"{told} Whoever saves second is told, and loses nothing."

    def with_user(self):
        return self.select_related("user")


class Visit(models.Model):
    """That somebody has a page of the administration open; no part of the record."""

    subject = models.CharField(max_length=100, help_text="Model and key: findings.evaluation/12")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen = models.DateTimeField()

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="visit_once", fields=["subject", "user"])]

    def __str__(self):
        return f"{self.user} at {self.subject}"
