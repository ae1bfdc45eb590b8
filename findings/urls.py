from django.urls import path

from .facets.facets import LISTS
from .terms import PassageKind
from .views import (
    coverage,
    evaluations,
    gathered,
    indexes,
    items,
    lists,
    planned,
    projects,
    search,
    sidebyside,
    versions,
)

EVALUATION = "evaluations/<slug:slug>/"
ITEMS = {
    "findings": PassageKind.FINDING,
    "recommendations": PassageKind.RECOMMENDATION,
    "lessons": PassageKind.LESSON,
    "practices": PassageKind.PRACTICE,
}

urlpatterns = [
    path("search/", search.search, name="search"),
    *(
        path(f"{name}/", lists.item_list, {"name": name}, name=f"{entry.kind}-list")
        for name, entry in LISTS.items()
    ),
    path("evaluations/planned/", planned.planned_list, name="planned-list"),
    path(EVALUATION, evaluations.evaluation_detail, name="evaluation-detail"),
    path(f"{EVALUATION}v/<int:number>/", versions.evaluation_version, name="evaluation-version"),
    path(f"{EVALUATION}changes/", versions.evaluation_changes, name="evaluation-changes"),
    path(
        f"{EVALUATION}files/<str:sha256>/",
        evaluations.evaluation_attachment,
        name="evaluation-attachment",
    ),
    *(
        path(f"{part}/<int:pk>/", items.item_detail, {"kind": kind}, name=f"{kind}-detail")
        for part, kind in ITEMS.items()
    ),
    path("coverage/", coverage.coverage, name="coverage"),
    path("areas/", indexes.area_list, name="area-list"),
    path("areas/<str:code>/", gathered.area_detail, name="area-detail"),
    path("donors/", indexes.donor_list, name="donor-list"),
    path("donors/<slug:slug>/", gathered.donor_detail, name="donor-detail"),
    path("themes/<int:pk>/", gathered.theme_detail, name="theme-detail"),
    path("projects/<slug:slug>/", projects.project_detail, name="project-detail"),
    path(
        "projects/<slug:slug>/evaluations/",
        sidebyside.project_evaluations,
        name="project-evaluations",
    ),
    path("compare/", sidebyside.comparison, name="comparison"),
]
