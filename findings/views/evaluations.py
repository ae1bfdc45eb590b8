from django.http import FileResponse, Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..followup import FollowUp
from ..leading import led
from ..models import Attachment
from ..pages import summary_page
from .versions import as_of, current_or_gone, gone_page


@require_safe
def evaluation_detail(request, slug):
    """What is published now, or with ?as_of=2010-05-01 what was published on that day."""
    if "as_of" in request.GET:
        return as_of(request, slug, request.GET["as_of"])
    publication, gone = current_or_gone(request, slug)
    if gone:
        return gone_page(request, gone)
    page = led(summary_page(publication.summary, FollowUp.of(publication.summary)))
    projects = publication.projects.visible_to(request.user)
    context = {"publication": publication, "page": page, "projects": projects}
    return render(request, "findings/evaluation_detail.html", context)


@require_safe
def evaluation_attachment(request, slug, sha256):
    """A file of the current publication; one that was replaced since is not handed out."""
    publication, gone = current_or_gone(request, slug)
    if gone or sha256 not in {a.sha256 for a in publication.summary.attachments}:
        raise Http404
    file = Attachment.objects.filter(evaluation=publication.evaluation_id, sha256=sha256).first()
    if file is None:
        raise Http404
    return FileResponse(file.file.open("rb"), as_attachment=True, filename=file.name)
