from django.urls import path

from . import history, preview, restoring, typing

urlpatterns = [
    path("evaluations/<int:pk>/", preview.preview, name="desk-preview"),
    path(
        "evaluations/<int:pk>/history/", history.evaluation_history, name="desk-evaluation-history"
    ),
    path("evaluations/<int:pk>/as-of/<int:revision>/", history.as_of, name="desk-as-of"),
    path("evaluations/<int:pk>/compare/", history.comparison, name="desk-comparison"),
    path("projects/<int:pk>/history/", history.project_history, name="desk-project-history"),
    path("removed/", restoring.removed_list, name="desk-removed"),
    path("restore/<str:label>/<int:key>/", restoring.restore_removed, name="desk-restore"),
    path("tidy/", typing.tidy, name="desk-tidy"),
    path("open/", typing.note_open, name="desk-open"),
]
