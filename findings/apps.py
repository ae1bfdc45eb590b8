from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FindingsConfig(AppConfig):
    """What evaluations found, what was recommended, what was learned."""

    name = "findings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import keeping  # noqa: F401  its receiver keeps the projects that readers know
        from .roles import complete_groups
        from .search import triggers  # noqa: F401  what carries each write to search and lists

        post_migrate.connect(complete_groups, sender=self)
