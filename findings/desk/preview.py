from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..followup import FollowUp
from ..models import Evaluation
from ..pages import summary_page
from .gate import staff_only


@staff_only
@require_safe
def preview(request, pk):
    """The page as a reader would see it if the evaluation were published now."""
    evaluation = get_object_or_404(Evaluation.objects.visible_to(request.user), pk=pk)
    summary = evaluation.summary()
    context = {
        "evaluation": evaluation,
        "page": summary_page(summary, FollowUp.of(summary), linked=False),
        "projects": evaluation.projects.visible_to(request.user),
    }
    return render(request, "desk/preview.html", context)
