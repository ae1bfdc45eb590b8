from django.urls import path

from . import preview

urlpatterns = [
    path("evaluations/<int:pk>/", preview.preview, name="desk-preview"),
]
