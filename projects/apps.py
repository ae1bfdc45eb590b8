from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProjectsConfig(AppConfig):
    """What was done and what it was for."""

    name = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from .history import migrations  # noqa: F401  its receiver keeps what migrations write

        autodiscover_modules("triggers")  # what the database itself holds, app by app
