from django.urls import path

from ..terms import PassageKind
from . import history, importing, links, many, preview, publishing, restoring, typing

urlpatterns = [
    path("evaluations/<int:pk>/", preview.preview, name="desk-preview"),
    path(
        "evaluations/<int:pk>/history/", history.evaluation_history, name="desk-evaluation-history"
    ),
    path("evaluations/<int:pk>/as-of/<int:revision>/", history.as_of, name="desk-as-of"),
    path("evaluations/<int:pk>/compare/", history.comparison, name="desk-comparison"),
    path("evaluations/<int:pk>/publishing/", publishing.publishing, name="desk-publishing"),
    path("evaluations/<int:pk>/submit/", publishing.submit, name="desk-submit"),
    path("evaluations/<int:pk>/return/", publishing.return_to_draft, name="desk-return"),
    path("evaluations/<int:pk>/publish/", publishing.publish, name="desk-publish"),
    path("evaluations/<int:pk>/withdraw/", publishing.withdraw, name="desk-withdraw"),
    *(
        path(
            f"strike/{kind}/<int:pk>/",
            publishing.strike,
            {"kind": kind},
            name=f"desk-strike-{kind}",
        )
        for kind in PassageKind
    ),
    path("publish-many/", many.publish_many, name="desk-publish-many"),
    path("evaluations/<int:pk>/links/", links.links, name="desk-links"),
    path(
        "evaluations/<int:pk>/links/<int:link>/revoke/", links.revoke_link, name="desk-revoke-link"
    ),
    path("put-back/<str:kind>/<int:pk>/", restoring.put_back, name="desk-put-back"),
    path("projects/<int:pk>/history/", history.project_history, name="desk-project-history"),
    path("removed/", restoring.removed_list, name="desk-removed"),
    path("restore/<str:label>/<int:key>/", restoring.restore_removed, name="desk-restore"),
    path("import/", importing.start, name="desk-import"),
    path("import/<int:pk>/", importing.review, name="desk-import-review"),
    path("import/<int:pk>/decide/", importing.decide, name="desk-import-decide"),
    path("import/<int:pk>/discard/", importing.discard, name="desk-import-discard"),
    path("tidy/", typing.tidy, name="desk-tidy"),
    path("open/", typing.note_open, name="desk-open"),
]
