"""Addresses; ids and slugs in them never change meaning."""

from django.contrib import admin
from django.urls import include, path

from . import views
from .models import PageSlug

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("findings.urls")),
    path("desk/", include("findings.desk.urls")),
    *(path(f"{slug}/", views.page, {"slug": slug}, name=slug) for slug in PageSlug.values),
    path("health/", views.health, name="health"),
    path("accounts/", include("evalsite.signing_in.urls")),
    path("admin/", admin.site.urls),
]

handler404 = views.not_found
handler500 = views.server_error
