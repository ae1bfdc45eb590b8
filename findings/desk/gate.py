"""Who comes in at the desk, and what she finds there."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.http import Http404

from projects.access import reads_drafts
from projects.models import Project

from ..models import Evaluation, Recommendation


def staff_only(view):
    """Ask anonymous people to sign in; answer 404 to those who are not staff; cache nothing."""

    @wraps(view)
    def gated(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), "admin:login")
        if not (request.user.is_active and request.user.is_staff):
            raise Http404
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return gated


def at_desk(model, user):
    """The rows of a whole that a person finds at the desk."""
    if model is Recommendation:
        return recommendations_at_desk(user)
    if model is Project:
        return Project.objects.workable_by(user)
    return Evaluation.objects.visible_to(user)


def recommendations_at_desk(user, rows=None):
    """Those of evaluations she finds at the desk, and published ones that she may follow up."""
    rows = Recommendation.objects.all() if rows is None else rows
    if reads_drafts(user):
        return rows
    answerable = Recommendation.objects.answerable_by(user)
    published = answerable.standing()
    evaluations = Evaluation.objects.visible_to(user)
    return rows.filter(
        Q(evaluation__in=evaluations.values("pk")) | Q(pk__in=published.values("pk"))
    )
