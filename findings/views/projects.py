from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from projects.merging import merged_into
from projects.models import Project
from projects.richtext import to_text

from ..followup import FollowUp
from ..leading import leading
from ..models import Publication
from ..pages import summary_page
from ..quickfacts import project_facts
from ..search.texts import language_told
from ..sidebyside import pair, pair_title


@require_safe
def project_detail(request, slug):
    project = Project.objects.visible_to(request.user).filter(slug=slug).first()
    if project is None:
        return kept_project(request, slug)
    publications = Publication.objects.current_to(request.user).filter(projects=project)
    publications = list(publications.latest_first().with_evaluation())
    frameworks = project.frameworks()
    followup, names = FollowUp.of(*(p.summary for p in publications)), project.names()
    context = {
        "project": project,
        "facts": leading(project_facts(project, names), names),
        "frameworks": frameworks,
        "language": language_told(project.title, to_text(project.aim), *_statements(frameworks)),
        "side_by_side": pair_title(*pair(publications[::-1])) if publications[1:] else "",
        "evaluations": [(p, summary_page(p.summary, followup)) for p in publications],
    }
    return render(request, "projects/project_detail.html", context)


def _statements(frameworks):
    return (s.statement for f in frameworks for s in (*f.objectives, *f.outcomes))


def kept_project(request, slug):
    """Send readers of a project that was merged to the one that was kept, if they may read it."""
    kept = merged_into(Project, slug)
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=kept)
    response = redirect(project, permanent=True)
    response["Cache-Control"] = "no-cache"  # for a merge can be undone
    return response
