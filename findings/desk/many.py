"""Many evaluations published one after the other, some at a time, with what is left in the page."""

import time

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from projects.access import may
from projects.terms import Audience

from ..models import Evaluation
from ..refusals import Refused
from .gate import staff_only

MOST = 5000  # evaluations at once
SECONDS = 3  # of work before the page says how far it is


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def publish_many(request):
    """Ask, then publish: each by itself, so that an interruption leaves whole publications."""
    if not may(request.user, "findings.publish_evaluation"):
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    keys = _keys(given.get("ids", ""))
    waiting = Evaluation.objects.publishable_by(request.user).filter(pk__in=keys)
    context = {"all": given.get("all") or waiting.count(), "audiences": Audience.choices}
    context["audience"] = given.get("audience", Audience.EVERYBODY)
    if context["audience"] not in Audience:
        raise Http404
    context["note"] = given.get("note", "")[:2000]
    if request.method == "POST":
        context["done"], context["refused"], keys = _work(request.user, waiting, keys, context)
    context["waiting"] = waiting.filter(pk__in=keys).order_by("title")
    context["ids"] = ",".join(map(str, keys))
    return render(request, "desk/publish_many.html", context)


def _work(user, evaluations, keys, told):
    """Publish for some seconds; return (publications, [(evaluation, refusal)], keys left)."""
    found, end = evaluations.in_bulk(keys), time.monotonic() + SECONDS
    done, refused = [], []
    while keys and time.monotonic() < end:
        evaluation = found.get(keys[0])
        keys = keys[1:]
        if evaluation is None:
            continue
        try:
            done.append(evaluation.publish(user, told["note"], told["audience"]))
        except Refused as why:
            refused.append((evaluation, why))
    return done, refused, keys


def _keys(words):
    """Read keys as "1,2,3"; raise 404 for anything else or too many."""
    keys = [word for word in words.split(",") if word]
    if len(keys) > MOST or not all(k.isascii() and k.isdecimal() and len(k) < 19 for k in keys):
        raise Http404
    return [int(key) for key in keys]
