from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


class EvalsiteConfig(AppConfig):
    """The site: its addresses, its home and the pages an organisation writes."""

    name = "evalsite"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from .accounts import complete_publishers

        post_migrate.connect(complete_publishers, sender=self)


class DeskConfig(AdminConfig):
    """Django's administration with our site in place of the plain one."""

    default_site = "evalsite.desk.DeskSite"
