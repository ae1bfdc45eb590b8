"""Letters to those whom a step towards publication concerns; nobody is told what she did."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

PUBLISHING = "findings.publish_evaluation"
PASSWORDS = "django.contrib.auth.backends.ModelBackend"  # noqa: S105  the backend that knows groups


def submitted(review):
    """Tell the publishers that something waits to be read."""
    people = get_user_model().objects.with_perm(PUBLISHING, backend=PASSWORDS)
    _send("submitted", review.evaluation, people, review.submitted_by, review=review)


def returned(review):
    """Tell the editors, and whoever submitted it, that it is with them again."""
    people = _editors(review.evaluation, review)
    _send("returned", review.evaluation, people, review.closed_by, review=review)


def published(publication, review=None):
    """Tell the editors, and whoever submitted it, that readers see it."""
    evaluation = publication.evaluation
    people = _editors(evaluation, review)
    _send("published", evaluation, people, publication.user, publication=publication)


def _editors(evaluation, review):
    own = Q(edited_evaluations=evaluation) | Q(edited_projects__evaluations=evaluation)
    if review and review.submitted_by_id:
        own |= Q(pk=review.submitted_by_id)
    return get_user_model().objects.filter(own).distinct()


def _send(step, evaluation, people, actor, **told):
    people = people.filter(is_active=True).exclude(email="")
    people = list(people.exclude(pk=actor.pk) if actor else people)
    if not people:
        return
    page = reverse("desk-publishing", args=[evaluation.pk])
    context = {
        "evaluation": evaluation,
        "actor": (actor.get_full_name() or actor.get_username()) if actor else "",
        "address": f"{settings.EVALSITE_ADDRESS}{page}",
        "organisation": settings.EVALSITE_ORGANISATION,
        **told,
    }
    subject, body = render_to_string(f"findings/mail/{step}.txt", context).split("\n", 1)
    letters = [EmailMessage(subject.strip(), body.strip() + "\n", to=[p.email]) for p in people]
    get_connection().send_messages(letters)
