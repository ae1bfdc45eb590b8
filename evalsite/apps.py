from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class EvalsiteConfig(AppConfig):
    """The site: its addresses, its home and the pages an organisation writes."""

    name = "evalsite"
    default_auto_field = "django.db.models.BigAutoField"


class DeskConfig(AdminConfig):
    """Django's administration with our site in place of the plain one."""

    default_site = "evalsite.desk.DeskSite"
