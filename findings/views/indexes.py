"""All areas and all donors of which somebody may read something."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..indexes import area_index, donor_index


@require_safe
def area_list(request):
    return render(request, "findings/area_list.html", {"index": area_index(request.user)})


@require_safe
def donor_list(request):
    return render(request, "findings/donor_list.html", {"letters": donor_index(request.user)})
