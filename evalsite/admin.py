from django.contrib import admin

from projects.editing import SightedAdmin

from . import accounts_admin  # noqa: F401  registers the accounts
from .models import Page


@admin.register(Page)
class PageAdmin(SightedAdmin):
    list_display = ["slug"]

    def view_on_site(self, page):
        return page.get_absolute_url()
