"""Addresses; ids and slugs in them never change meaning.

The reading room speaks several languages, each but English under a prefix: /fr/, /es/.
"""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from findings.desk import links

from . import views
from .models import PageSlug

urlpatterns = [
    *i18n_patterns(
        path("", views.home, name="home"),
        path("", include("findings.urls")),
        *(path(f"{slug}/", views.page, {"slug": slug}, name=slug) for slug in PageSlug.values),
        prefix_default_language=False,
    ),
    path("preview/<str:token>/", links.opened, name="private-preview"),
    path("desk/", include("findings.desk.urls")),
    path("health/", views.health, name="health"),
    path("accounts/", include("evalsite.signing_in.urls")),
    path("admin/", admin.site.urls),
]

handler404 = views.not_found
handler500 = views.server_error
