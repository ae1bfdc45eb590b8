"""Addresses; ids and slugs in them never change meaning."""

from django.contrib import admin
from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("evaluations/", include("findings.urls")),
    path("projects/", include("projects.urls")),
    path("admin/", admin.site.urls),
    path("<slug:slug>/", views.page, name="page"),
]
