"""Every version of a summary that a person may read: pinned, compared, of a day, withdrawn."""

from datetime import date, datetime, time, timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..comparing import compare
from ..models import Publication, Withdrawal
from ..pages import summary_page


@require_safe
def evaluation_version(request, slug, number):
    """One version as it was published; beside it, never in it, what is newer."""
    versions = _readable(request, slug)
    publication = get_object_or_404(versions, number=number)
    if publication.withdrawn:
        return gone_page(request, publication)
    return _pinned(request, publication)


@require_safe
def evaluation_changes(request, slug):
    """What differs between two versions that this person may read, word by word."""
    versions = list(_standing(request, slug))
    if not versions:
        _, gone = current_or_gone(request, slug)
        return gone_page(request, gone)
    by_number = {str(p.number): p for p in versions}
    after = _chosen(by_number, request.GET.get("to"), versions[0])
    earlier = [p for p in versions if p.number < after.number]
    before = _chosen(by_number, request.GET.get("from"), (earlier or versions)[0])
    sections = compare(before.summary, after.summary)
    context = {"publication": after, "before": before, "after": after, "versions": versions}
    context["changed"] = [section for section in sections if section.changed]
    context["unchanged"] = [section.title for section in sections if not section.changed]
    return render(request, "findings/evaluation_changes.html", context)


def as_of(request, slug, day):
    """The newest version that was published by the end of a day (ISO 8601), in the site's time."""
    try:
        after = datetime.combine(date.fromisoformat(day) + timedelta(days=1), time.min)
        after = timezone.make_aware(after)
    except (ValueError, OverflowError):
        context = {"day": day, "slug": slug, "wrong": True}
        return render(request, "findings/no_version.html", context, status=400)
    publication = _standing(request, slug).filter(moment__lt=after).first()
    if publication is not None:
        return _pinned(request, publication, day=day)
    publication, gone = current_or_gone(request, slug)
    if gone:
        return gone_page(request, gone)
    context = {"day": day, "slug": slug, "publication": publication}
    return render(request, "findings/no_version.html", context, status=404)


def current_or_gone(request, slug):
    """Return (what is published now, None), or (None, what was until it was withdrawn); else 404.

    Both as far as this person may read it.
    """
    current = Publication.objects.current_to(request.user).with_evaluation()
    if publication := current.filter(evaluation__slug=slug).first():
        return publication, None
    if gone := _readable(request, slug).filter(withdrawn=True).first():
        return None, gone
    raise Http404


def gone_page(request, publication):
    """Answer 410 for what was withdrawn, with why, to whoever could read it."""
    withdrawals = Withdrawal.objects.filter(
        evaluation=publication.evaluation_id, number__gte=publication.number
    )
    context = {"publication": publication, "withdrawal": withdrawals.order_by("moment").first()}
    current = Publication.objects.current_to(request.user)
    context["current"] = current.filter(evaluation=publication.evaluation_id).exists()
    return render(request, "findings/gone.html", context, status=410)


def _pinned(request, publication, day=""):
    newer = _standing(request, publication.evaluation.slug).filter(number__gt=publication.number)
    context = {
        "publication": publication,
        "page": summary_page(publication.summary),
        "newer": newer.first(),
        "day": day,
    }
    return render(request, "findings/evaluation_version.html", context)


def _chosen(by_number, number, otherwise):
    """Return the version with this number as typed in an address; raise 404 for any other."""
    if number is None:
        return otherwise
    if number not in by_number:
        raise Http404
    return by_number[number]


def _readable(request, slug):
    versions = Publication.objects.readable_by(request.user).with_evaluation()
    return versions.filter(evaluation__slug=slug).order_by("-number")


def _standing(request, slug):
    versions = Publication.objects.visible_to(request.user).with_evaluation()
    return versions.filter(evaluation__slug=slug).order_by("-number")
