from django.conf import settings
from django.db import models
from django.utils import timezone

from .publication import Publication


class Redaction(models.Model):
    """That personal data was removed from what is kept; the text itself is told nowhere."""

    moment = models.DateTimeField(default=timezone.now, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(help_text="Readers see it.")
    replacement = models.CharField(max_length=120)
    text_sha256 = models.CharField("SHA-256 of the text removed", max_length=64)
    counts = models.JSONField(help_text="How often it stood in each table.")
    digests = models.JSONField(help_text="By the key of a publication: its old and new digest.")
    publications = models.ManyToManyField(Publication, related_name="redactions")

    class Meta:
        ordering = ["moment", "id"]

    def __str__(self):
        return f"Redaction of {self.moment:%Y-%m-%d}"
