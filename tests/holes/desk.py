"""Mistakes at the desk: what others write read, submitted, published, struck, restored."""

import inspect

from django.http import HttpResponse
from django.urls import path

from findings.desk import history, importing, links, preview, publishing, restoring, typing
from findings.desk.gate import staff_only
from findings.importing import twins
from findings.models import Evaluation

from .planting import Hole, add_addresses, reroute, rewrite, together

VISIBLE = "Evaluation.objects.visible_to(request.user)"
PUBLISHABLE = "Evaluation.objects.publishable_by(request.user)"
ANYBODYS = {VISIBLE: "Evaluation"}
PAGE = "/desk/evaluations/<pk>/"


def drafts(request):
    """All drafts with their teams, one a line."""
    rows = Evaluation.objects.values_list("title", "team")
    return HttpResponse("\n".join(map(" – ".join, rows)), content_type="text/plain")


def any_method(view):
    """A view of the desk that has forgotten which methods it answers."""
    return staff_only(inspect.unwrap(view))


READING = [
    Hole(
        "preview_of_others", PAGE,
        "An editor reads the draft of others as it would be published.",
        rewrite(preview.preview, ANYBODYS),
    ),
    Hole(
        "history_of_others", f"{PAGE}history/",
        "An editor reads the history of the drafts of others.",
        rewrite(history.evaluation_history, ANYBODYS),
    ),
    Hole(
        "as_of_of_others", f"{PAGE}as-of/<revision>/",
        "An editor reads the drafts of others as they were.",
        rewrite(history.as_of, ANYBODYS),
    ),
    Hole(
        "comparison_of_others", f"{PAGE}compare/",
        "An editor compares two moments of the drafts of others.",
        rewrite(history.comparison, ANYBODYS),
    ),
    Hole(
        "publishing_of_others", f"{PAGE}publishing/",
        "An editor reads what is about to be published of others, and what was changed.",
        rewrite(publishing.publishing, ANYBODYS),
    ),
    Hole(
        "project_history_of_others", "/desk/projects/<pk>/history/",
        "An editor reads the history of the projects of others.",
        rewrite(
            history.project_history, {"Project.objects.workable_by(request.user)": "Project"}
        ),
    ),
    Hole(
        "removed_of_others", "/desk/removed/",
        "An editor reads the names of what others removed.",
        rewrite(
            restoring.removed_list,
            {"removed(model) if reads_drafts(user) else _removed_of(user, model)":
             "removed(model)"},
        ),
    ),
    Hole(
        "page_of_others_is_open", "/desk/open/",
        "An editor is told who has the page of a draft open that is not hers.",
        rewrite(
            typing.note_open,
            {"    if not at_desk(EDITED[label], request.user).filter(pk=key).exists():\n"
             "        raise Http404\n": ""},
        ),
    ),
    Hole(
        "list_without_a_gate", "/desk/drafts.txt",
        "A new address of the desk lists all drafts to anybody.",
        add_addresses(path("desk/drafts.txt", drafts, name="desk-drafts")),
    ),
]  # fmt: skip

WRITING = [
    Hole(
        "readers_submit", f"{PAGE}submit/",
        "Whoever reads all drafts submits what others are still writing.",
        rewrite(publishing.submit, {"editable_by": "visible_to"}),
    ),
    Hole(
        "submitting_by_a_link", f"{PAGE}submit/",
        "A link that an editor follows, on whatever page, submits her draft.",
        reroute("desk-submit", any_method),
    ),
    Hole(
        "anybody_returns", f"{PAGE}return/",
        "Whoever reads a draft gives it back to its editors in the name of the publishers.",
        rewrite(
            publishing.return_to_draft,
            {"if not (_publishes(request, evaluation) or review and "
             "review.submitted_by == request.user):": "if not review:"},
        ),
    ),
    Hole(
        "editors_publish", f"{PAGE}publish/",
        "An editor publishes her own evaluation.",
        rewrite(publishing.publish, {"publishable_by": "visible_to"}),
    ),
    Hole(
        "editors_withdraw", f"{PAGE}withdraw/",
        "An editor withdraws what was published of her evaluation.",
        rewrite(publishing.withdraw, {"publishable_by": "editable_by"}),
    ),
    Hole(
        "readers_strike", "/desk/strike/<kind>/<pk>/",
        "Whoever reads all drafts strikes what is published.",
        rewrite(publishing.strike, {"publishable_by": "visible_to"}),
    ),
    Hole(
        "restored_by_others", "/desk/restore/findings.evaluation/<key>/",
        "An editor reads and restores what others removed.",
        rewrite(
            restoring._restoration,
            {"may_restore_whole(user, restoration.removed)":
             "may_restore_wholes(user, restoration.removed.model)"},
        ),
    ),
    Hole(
        "put_back_by_another_method", "/desk/put-back/<kind>/<pk>/",
        "Whoever comes in at the desk puts back a struck item by PUT, PATCH, DELETE or GET.",
        together(
            reroute("desk-put-back", any_method),
            rewrite(
                restoring.put_back,
                {"evaluations = Evaluation.objects.editable_by(request.user)":
                 "evaluations = Evaluation.objects.all()\n"
                 '    if request.method == "POST":\n'
                 "        evaluations = evaluations.editable_by(request.user)"},
            ),
        ),
    ),
    Hole(
        "links_made_by_readers", f"{PAGE}links/",
        "Whoever reads all drafts makes preview links to them, for whom she likes.",
        rewrite(
            links._evaluation,
            {"evaluations.filter(either)": "evaluations.visible_to(user)"},
        ),
    ),
    Hole(
        "links_of_others_revoked", f"{PAGE}links/<link>/revoke/",
        "An editor reads for whom the links of others are, and revokes them, under her own page.",
        rewrite(
            links.revoke_link,
            {"evaluation.preview_links.select_related": "PreviewLink.objects.select_related"},
        ),
    ),
]  # fmt: skip

OWN = {"Upload.objects.of(request.user)": "Upload.objects"}

IMPORTING = [
    Hole(
        "uploads_of_others_listed", "/desk/import/",
        "An editor reads which documents others are bringing in.",
        rewrite(importing._start, OWN),
    ),
    Hole(
        "uploads_of_others_read", "/desk/import/<pk>/",
        "An editor reads a document that somebody else brought in, and saves it as her draft.",
        rewrite(importing.review, OWN),
    ),
    Hole(
        "uploads_of_others_discarded", "/desk/import/<pk>/discard/",
        "An editor throws away a document that somebody else brought in.",
        rewrite(importing.discard, OWN),
    ),
    Hole(
        "twins_of_others_named", "/desk/import/<pk>/",
        "Who brings in a document is told the names of drafts of others that look like it.",
        rewrite(twins.twins_seen, {"filter(seen, pk__in=keys)": "filter(pk__in=keys)"}),
    ),
    Hole(
        "taken_over_into_others", "/desk/import/<pk>/decide/",
        "An editor writes what a document tells into an evaluation of others.",
        rewrite(
            importing.decide, {"Evaluation.objects.editable_by(request.user)":
                               "Evaluation.objects.all()"},
        ),
    ),
]  # fmt: skip

DESK = [*READING, *WRITING, *IMPORTING]
