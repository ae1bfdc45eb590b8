"""What awaits whom, as the start page of the administration says it."""

from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from .models import Action, Evaluation, Recommendation


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
    evaluations = reverse("admin:findings_evaluation_changelist")
    followup = reverse("admin:findings_recommendation_changelist")
    mine = Evaluation.objects.visible_to(user).filter(editors=user)
    newest = Evaluation.objects.visible_to(user).with_state()
    changed = newest.filter(version__gt=F("published_version"))
    drafts = Evaluation.objects.visible_to(user).drafts()
    unanswered = Recommendation.objects.awaiting_response()
    overdue = Action.objects.overdue(timezone.localdate())
    tasks = (
        Task("Evaluations that are yours to edit", mine.count(), f"{evaluations}?whose=mine"),
        Task("Drafts, never published", drafts.count(), f"{evaluations}?state=draft"),
        Task("Published and changed since", changed.count(), f"{evaluations}?state=changed"),
        Task(
            "Published recommendations without a response",
            unanswered.count(),
            f"{followup}?answered=no",
        ),
        Task("Actions that are overdue", overdue.count(), f"{followup}?overdue=yes"),
    )
    return [task for task in tasks if task.count]
