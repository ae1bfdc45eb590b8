from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """What was done and what it was for."""

    name = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from .history import migrations  # noqa: F401  its receiver keeps what migrations write
