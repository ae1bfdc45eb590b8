from django.urls import path

from . import preview, typing

urlpatterns = [
    path("evaluations/<int:pk>/", preview.preview, name="desk-preview"),
    path("tidy/", typing.tidy, name="desk-tidy"),
    path("open/", typing.note_open, name="desk-open"),
]
