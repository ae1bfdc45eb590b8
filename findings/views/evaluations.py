from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from projects.merging import merged_into
from projects.models import Project

from .followup import FollowUp
from .models import Attachment, Publication
from .pages import summary_page
from .quickfacts import project_facts

A_PAGE = 50


@require_safe
def evaluation_list(request):
    publications = Publication.objects.visible_to(request.user).current().latest_first()
    page = Paginator(publications.with_evaluation(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "findings/evaluation_list.html", {"page": page})


@require_safe
def evaluation_detail(request, slug):
    publication = _current(request, slug)
    page = summary_page(publication.summary, FollowUp.of(publication.summary))
    projects = publication.projects.visible_to(request.user)
    context = {"publication": publication, "page": page, "projects": projects}
    return render(request, "findings/evaluation_detail.html", context)


@require_safe
def evaluation_attachment(request, slug, sha256):
    """A file of the current publication; one that was replaced since is not handed out."""
    publication = _current(request, slug)
    if sha256 not in {a.sha256 for a in publication.summary.attachments}:
        raise Http404
    file = Attachment.objects.filter(evaluation=publication.evaluation_id, sha256=sha256).first()
    if file is None:
        raise Http404
    return FileResponse(file.file.open("rb"), as_attachment=True, filename=file.name)


@require_safe
def project_list(request):
    projects = Project.objects.visible_to(request.user).with_facts()
    page = Paginator(projects, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "projects/project_list.html", {"page": page})


@require_safe
def project_detail(request, slug):
    project = Project.objects.visible_to(request.user).filter(slug=slug).first()
    if project is None:
        return _merged(request, slug)
    publications = Publication.objects.visible_to(request.user).current().filter(projects=project)
    publications = list(publications.latest_first().with_evaluation())
    followup = FollowUp.of(*(p.summary for p in publications))
    context = {
        "project": project,
        "facts": project_facts(project, project.names()),
        "frameworks": project.frameworks(),
        "evaluations": [(p, summary_page(p.summary, followup)) for p in publications],
    }
    return render(request, "projects/project_detail.html", context)


def _merged(request, slug):
    """Send readers of a project that was merged to the one that was kept, if they may read it."""
    kept = merged_into(Project, slug)
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=kept)
    response = redirect(project, permanent=True)
    response["Cache-Control"] = "no-cache"  # for a merge can be undone
    return response


def _current(request, slug):
    current = Publication.objects.visible_to(request.user).current().with_evaluation()
    return get_object_or_404(current, evaluation__slug=slug)
