"""What is to be evaluated, month by month, for those who read drafts."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.access import reads_drafts

from ..planned import calendar
from .evaluations import evaluation_detail

SLUG = "planned"


@require_safe
def planned_list(request):
    """The calendar of what is planned; to anybody else the evaluation of this name, if any."""
    if not reads_drafts(request.user):
        return evaluation_detail(request, SLUG)
    return render(request, "findings/planned_list.html", {"calendar": calendar(request.user)})
