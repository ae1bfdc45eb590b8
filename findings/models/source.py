from django.db import models
from django.utils import timezone


class SourceRecordQuerySet(models.QuerySet):
    def known(self, source):
        """Return {(kind, source's id): (key of our row, digest)} of all that a source has told."""
        rows = self.filter(source=source).values_list("kind", "source_id", "key", "digest")
        return {(kind, source_id): (key, digest) for kind, source_id, key, digest in rows}


class SourceRecord(models.Model):
    """What a source told of one row when it was last imported; no part of the record."""

    source = models.CharField(max_length=60, help_text="For example i-eval Discovery.")
    kind = models.CharField(max_length=20, help_text="The name of the model of our row.")
    source_id = models.CharField("id at the source", max_length=200)
    part_of = models.CharField(
        max_length=200, blank=True, help_text="The id at the source of its evaluation."
    )
    key = models.PositiveBigIntegerField("key of our row")
    digest = models.CharField("SHA-256", max_length=64, help_text="Of what it told.")
    told = models.JSONField(
        help_text="As it told it, by the names of our fields; under “rest” what has no field here."
    )
    moment = models.DateTimeField(default=timezone.now, help_text="When it was last imported.")

    objects = SourceRecordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "key"], name="source_of_row"),
            models.Index(fields=["source", "part_of"], name="source_part_of"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="source_record_once",
                fields=["source", "kind", "source_id"],
                violation_error_message="This was imported from this source already.",
            )
        ]

    def __str__(self):
        return f"{self.source}: {self.kind} {self.source_id}"
