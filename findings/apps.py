from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """What evaluations found, what was recommended, what was learned."""

    name = "findings"
    default_auto_field = "django.db.models.BigAutoField"
