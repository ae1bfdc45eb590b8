from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from findings.models import Publication
from findings.overview import overview

from .languages import tongues
from .models import Page, PageSlug

LATEST = 6


@require_safe
def home(request):
    current = Publication.objects.current_to(request.user)
    seen = overview(request.user)
    context = {
        "latest": current.latest_first().with_evaluation()[:LATEST],
        "overview": seen,
        "tally": [
            seen.evaluations,
            seen.findings,
            seen.recommendations,
            seen.lessons,
            seen.projects,
        ],
    }
    return render(request, "evalsite/home.html", context)


@require_safe
def page(request, slug):
    """A page that the organisation writes; the site's own text until it has."""
    written = Page.objects.filter(slug=slug).first()
    context = {
        "title": PageSlug(slug).told,
        "written": written,
        "default": f"evalsite/_{slug}.html",
    }
    return render(request, "evalsite/page.html", context)


@require_safe
def health(request):
    """Say "ok" when the database answers, for a monitor."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-cache"})


def not_found(request, exception):
    return render(request, "404.html", {"tongues": _homes()}, status=404)


def server_error(request):
    return render(request, "500.html", {"tongues": _homes()}, status=500)


def _homes():
    """The start page in each language: of an address without a page nothing is said."""
    return tongues("/")
