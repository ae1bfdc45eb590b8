"""A page for each finding, recommendation, sub-point, lesson and good practice."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..followup import FollowUp
from ..itempage import item_page
from ..leading import led
from ..models import Passage, Publication, Strike
from ..pages import summary_page
from ..search.elsewhere import KINDS, said_elsewhere
from .versions import gone_page


@require_safe
def item_detail(request, kind, pk):
    passages = Passage.objects.filter(kind=kind, item=pk).select_related("publication__evaluation")
    current = Publication.objects.current_to(request.user)
    passage = passages.filter(publication__in=current).first()
    if passage is None:
        return _gone(request, passages)
    publication = passage.publication
    page = led(summary_page(publication.summary, FollowUp.of(publication.summary)))
    versions = Publication.objects.visible_to(request.user).filter(
        passages__kind=kind, passages__item=pk
    )
    context = {
        "publication": publication,
        "passage": passage,
        "page": page,
        "item": item_page(page, passage),
        "likes": said_elsewhere(passage, request.user) if kind in KINDS else (),
        "versions": versions.with_evaluation().order_by("-number"),
    }
    return render(request, "findings/item_detail.html", context)


def _gone(request, passages):
    """Answer 410 for what this person could read once, and 404 for everything else."""
    readable = Publication.objects.readable_by(request.user)
    last = passages.filter(publication__in=readable).order_by("publication__number").last()
    if last is None:
        raise Http404
    if last.publication.withdrawn:
        return gone_page(request, last.publication)
    strike = Strike.objects.filter(kind=last.kind, item=last.item).first()
    context = {"passage": last, "publication": last.publication, "strike": strike}
    following = Publication.objects.visible_to(request.user).filter(
        evaluation=last.publication.evaluation_id, number__gt=last.publication.number
    )
    context["without"] = following.order_by("number").first()
    return render(request, "findings/item_gone.html", context, status=410)
