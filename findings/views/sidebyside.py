"""Evaluations side by side: two of one project, or two to four that a reader chose."""

import re

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.models import Project

from ..fates import fates
from ..followup import FollowUp
from ..models import Publication
from ..pages import summary_page
from ..sidebyside import dated, facts_beside, lettered, pair, pair_title, sections
from .projects import kept_project

FEWEST, MOST = 2, 4
SLUG = re.compile(r"[-\w]{1,120}", re.ASCII)
BACKGROUND = ("project-purpose", "evaluation-purpose", "methodology")  # shown on their own pages


@require_safe
def comparison(request):
    """Two to four evaluations, section by section; words say what to do with fewer or more."""
    slugs = list(dict.fromkeys(slug for slug in request.GET.getlist("e") if slug))
    if len(slugs) > MOST:
        context = {"most": MOST, "chosen": len(slugs)}
        return render(request, "findings/comparison.html", context, status=400)
    publications = _named(slugs, request.user)
    context = {"publications": publications, "most": MOST, "chosen": len(slugs)}
    if len(slugs) >= FEWEST:
        columns = lettered(_pages(publications))
        context |= {"columns": columns, "sections": sections(columns)}
        context["facts"] = facts_beside(columns)
    return render(request, "findings/comparison.html", context)


def _named(slugs, user):
    """Return the current publications of these evaluations; 404 where one cannot be read."""
    if not all(map(SLUG.fullmatch, slugs)):
        raise Http404
    current = Publication.objects.current_to(user).with_evaluation()
    found = {p.evaluation.slug: p for p in current.filter(evaluation__slug__in=slugs)}
    if len(found) < len(slugs):
        raise Http404
    return [found[slug] for slug in slugs]


@require_safe
def project_evaluations(request, slug):
    """Two evaluations of a project, and what became of the recommendations of the earlier one."""
    project = Project.objects.visible_to(request.user).filter(slug=slug).first()
    if project is None:
        return kept_project(request, slug)
    publications = Publication.objects.current_to(request.user).filter(projects=project)
    publications = list(publications.latest_first().with_evaluation())[::-1]
    if len(publications) < FEWEST:
        raise Http404
    chosen = _chosen(publications, request.GET)
    columns = dated(_pages(chosen))
    context = {
        "project": project,
        "publications": publications,
        "columns": columns,
        "title": pair_title(*chosen),
        "same": chosen[0] == chosen[1],
        "fates": fates(*(column.page for column in columns)),
        "sections": sections(columns, BACKGROUND),
    }
    return render(request, "findings/project_evaluations.html", context)


def _chosen(publications, data):
    """Return the (earlier, later) that an address names, the usual pair where it names none."""
    by_slug = {p.evaluation.slug: p for p in publications}
    earlier, later = pair(publications)
    names = (
        data.get("earlier") or earlier.evaluation.slug,
        data.get("later") or later.evaluation.slug,
    )
    if not by_slug.keys() >= set(names):
        raise Http404
    return sorted((by_slug[name] for name in names), key=publications.index)


def _pages(publications):
    followup = FollowUp.of(*(p.summary for p in publications))
    return [(p, summary_page(p.summary, followup)) for p in publications]
