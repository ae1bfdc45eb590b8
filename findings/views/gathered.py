"""What is known of an area, a donor or a technical area, gathered on one page."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from projects.merging import merged_into
from projects.models import Area, Donor, Project, Theme
from projects.terms import AreaKind

from ..models import Publication
from ..overview import gathered
from ..search.places import keys_in
from ..search.texts import language_told

LATEST, PROJECTS = 10, 25


@require_safe
def area_detail(request, code):
    area = get_object_or_404(Area.objects.select_related("parent"), code=code)
    parts = Area.objects.filter(parent=area).order_by("name")
    found = gathered(request.user, area=code)
    more = {"area": area, "parts": parts, "index": reverse("area-list")}
    return _shown(request, found, area.name, AreaKind(area.kind).told, **more)


@require_safe
def donor_detail(request, slug):
    """What a donor funded, what evaluations found of it, and what came of their advice."""
    donor = Donor.objects.filter(slug=slug).first()
    if donor is None:
        return _merged(slug)
    found = gathered(request.user, donor=slug)
    if not found:
        raise Http404
    return _shown(request, found, str(donor), _("Donor"), index=reverse("donor-list"))


@require_safe
def theme_detail(request, pk):
    theme = get_object_or_404(Theme, pk=pk)
    found = gathered(request.user, theme=theme.name)
    if not found:
        raise Http404
    return _shown(request, found, theme.name, _("Technical area"))


def _shown(request, found, title, kind, **more):
    keys = list(keys_in(found.publications))
    publications = Publication.objects.filter(pk__in=_newest(keys)).latest_first()
    projects = Project.objects.filter(pk__in=list(keys_in(found.projects))[-PROJECTS:])
    context = {
        "title": title,
        "kind": kind,
        "found": found,
        "publications": publications.with_evaluation(),
        "projects": _in_their_languages(projects.order_by("title")),
        **more,
    }
    return render(request, "findings/gathered.html", context)


def _in_their_languages(projects):
    """Return (project, the language in which it is written) of projects."""
    return [
        (p, language_told(p.title, *(o.statement for o in p.objectives.all())))
        for p in projects.prefetch_related("objectives")
    ]


def _newest(keys):
    """Return the keys of those completed last."""
    publications = Publication.objects.filter(pk__in=keys).latest_first()
    return list(publications.values_list("pk", flat=True)[:LATEST])


def _merged(slug):
    """Send readers of a donor that was merged to the one that was kept."""
    kept = get_object_or_404(Donor, pk=merged_into(Donor, slug))
    response = redirect("donor-detail", kept.slug)
    response["Cache-Control"] = "no-cache"  # for a merge can be undone
    return response
