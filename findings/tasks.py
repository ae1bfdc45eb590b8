"""What awaits whom, as the start page of the administration says it."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from .models import Action, Evaluation, Recommendation, Review
from .models.evaluation import edited_by
from .terms import ReviewOutcome


@dataclass(frozen=True)
class Task:
    """A kind of work: what it is, how much of it there is, and where it is done."""

    title: str
    count: int
    href: str


def tasks_for(user):
    """Return the Tasks of a member of staff, those with nothing to do left out."""
    if not user.has_perm("findings.view_evaluation"):
        return []
    tasks = [*_of_publishers(user), *_of_editors(user), *_of_all(user)]
    return [task for task in tasks if task.count]


def returned():
    """The evaluations that publishers gave back, and that nobody has submitted again."""
    reviews = Review.objects.filter(evaluation=OuterRef("pk")).order_by("-submitted", "-id")
    return Evaluation.objects.annotate(outcome=Subquery(reviews.values("outcome")[:1])).filter(
        outcome=ReviewOutcome.RETURNED
    )


def _of_publishers(user):
    reviews = Review.objects.open()
    if not settings.EVALSITE_SELF_PUBLISH:
        reviews = reviews.exclude(submitted_by=user)
    submitted = Evaluation.objects.publishable_by(user).filter(pk__in=reviews.values("evaluation"))
    yield _listed("Submitted, waiting for you to read", submitted, "state=review")


def _of_editors(user):
    mine = Evaluation.objects.editable_by(user).filter(edited_by(user))
    back = mine.filter(pk__in=returned().values("pk"))
    yield _listed("Returned to you", back, "whose=mine&state=returned")
    yield _listed("Your drafts, never published", mine.drafts(), "whose=mine&state=draft")
    yield _listed("Evaluations that are yours to edit", mine, "whose=mine")


def _of_all(user):
    newest = Evaluation.objects.visible_to(user).with_state()
    changed = newest.filter(version__gt=F("published_version"))
    yield _listed("Published and changed since", changed, "state=changed")
    answerable = Recommendation.objects.answerable_by(user)
    followup = reverse("admin:findings_recommendation_changelist")
    unanswered = answerable.awaiting_response().count()
    overdue = Action.objects.overdue(timezone.localdate()).filter(recommendation__in=answerable)
    yield Task(
        "Published recommendations without a response",
        unanswered,
        f"{followup}?whose=mine&answered=no",
    )
    yield Task("Actions that are overdue", overdue.count(), f"{followup}?whose=mine&overdue=yes")


def _listed(title, evaluations, query):
    address = reverse("admin:findings_evaluation_changelist")
    return Task(title, evaluations.count(), f"{address}?{query}")
