"""The site with one view more, that answers with the same text always: what a page is held to."""

from django.http import HttpResponse
from django.urls import path

import evalsite.wsgi
from evalsite.urls import urlpatterns

TEXT = "<!DOCTYPE html><html lang=en><title>Constant</title><p>Always the same.</p></html>"


def constant(request):
    return HttpResponse(TEXT)


urlpatterns.append(path("constant/", constant))
application = evalsite.wsgi.application
