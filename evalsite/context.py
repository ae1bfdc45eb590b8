"""What every page knows."""

from django.conf import settings


def organisation(request):
    """The name of the organisation whose evaluations these are, and the address of the site."""
    name = settings.EVALSITE_ORGANISATION
    return {
        "organisation": name,
        "site": {"organisation": name, "address": settings.EVALSITE_ADDRESS},
    }
