import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0002_areas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "model",
                    models.CharField(help_text="For example projects.donor.", max_length=100),
                ),
                ("kept", models.PositiveBigIntegerField(verbose_name="key of the row kept")),
                ("removed", models.PositiveBigIntegerField(verbose_name="key of the row removed")),
                ("name", models.CharField(max_length=500, verbose_name="name of the row removed")),
                (
                    "into",
                    models.CharField(
                        help_text="As it was named then.",
                        max_length=500,
                        verbose_name="merged into",
                    ),
                ),
                (
                    "history_row",
                    models.PositiveBigIntegerField(
                        help_text="The history row that tells the fields of the removed row."
                    ),
                ),
                (
                    "untracked",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Its fields that history leaves out, such as its version.",
                    ),
                ),
                (
                    "moved",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="By field: the keys moved, and those that stood with both.",
                    ),
                ),
                (
                    "filled",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="What the row kept had not and took from the other.",
                    ),
                ),
                ("moment", models.DateTimeField(editable=False)),
                ("reason", models.TextField(blank=True)),
                ("undone", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_merges",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-moment", "-id"],
                "get_latest_by": ["moment", "id"],
                "permissions": [("merge_doubles", "Can merge doubles")],
                "indexes": [models.Index(fields=["model", "removed"], name="merge_removed")],
                "constraints": [
                    models.CheckConstraint(
                        name="merge_of_two",
                        condition=~Q(kept=F("removed")),
                        violation_error_message="A row cannot be merged with itself.",
                    ),
                    models.CheckConstraint(
                        name="merge_undone_by_somebody",
                        condition=Q(undone=None, undone_by=None)
                        | Q(undone__isnull=False, undone_by__isnull=False),
                        violation_error_message="A merge that was undone says by whom.",
                    ),
                ],
            },
        ),
    ]
