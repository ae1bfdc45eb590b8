"""What every page knows."""

from django.conf import settings


def organisation(request):
    """The name of the organisation whose evaluations these are."""
    return {"organisation": settings.EVALSITE_ORGANISATION}
