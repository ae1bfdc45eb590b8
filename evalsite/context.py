"""What every page knows."""

from django.conf import settings

from .languages import tongues


def organisation(request):
    """The name of the organisation whose evaluations these are, and the address of the site."""
    name = settings.EVALSITE_ORGANISATION
    return {
        "organisation": name,
        "site": {"organisation": name, "address": settings.EVALSITE_ADDRESS},
    }


def languages(request):
    """This page in each of the languages in which the site speaks."""
    return {"tongues": tongues(request.path_info, request.META.get("QUERY_STRING", ""))}
