from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..overview import overview


@require_safe
def coverage(request):
    """What is covered and what is not: where, when, by which criteria, and what came of it."""
    return render(request, "findings/coverage.html", {"overview": overview(request.user)})
