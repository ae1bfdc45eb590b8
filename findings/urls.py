from django.urls import path

from . import views

urlpatterns = [
    path("evaluations/", views.evaluation_list, name="evaluation-list"),
    path("evaluations/<slug:slug>/", views.evaluation_detail, name="evaluation-detail"),
    path(
        "evaluations/<slug:slug>/files/<str:sha256>/",
        views.evaluation_attachment,
        name="evaluation-attachment",
    ),
    path("projects/", views.project_list, name="project-list"),
    path("projects/<slug:slug>/", views.project_detail, name="project-detail"),
]
