from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from projects.merging import merged_into
from projects.models import Project

from ..followup import FollowUp
from ..models import Publication
from ..pages import summary_page
from ..quickfacts import project_facts


@require_safe
def project_detail(request, slug):
    project = Project.objects.visible_to(request.user).filter(slug=slug).first()
    if project is None:
        return _merged(request, slug)
    publications = Publication.objects.current_to(request.user).filter(projects=project)
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
