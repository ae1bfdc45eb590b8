from django.apps import AppConfig


class EvalsiteConfig(AppConfig):
    """The site: its addresses, its home and the pages an organisation writes."""

    name = "evalsite"
    default_auto_field = "django.db.models.BigAutoField"
