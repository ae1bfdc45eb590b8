"""Probes of who somebody is."""

from datetime import timedelta

from django.utils import timezone

from findings.models import Evaluation

from ...factories import DonorFactory, EvaluationFactory, ProjectFactory, UserFactory
from ...forms import address_of
from .asking import donor_of, draft, editor, for_staff, link, opens, probe, reader, shows


@probe
def publications_for_any_donor(client):
    donor_of(client, ProjectFactory())
    theirs = ProjectFactory(donors=[DonorFactory()])
    evaluation = EvaluationFactory(title="Secret title", projects=[theirs])
    evaluation.publish(by=None, audience="donors")
    return lambda: shows(client, evaluation.get_absolute_url())


@probe
def projects_for_any_donor(client):
    donor_of(client, ProjectFactory())
    theirs = ProjectFactory(title="Secret", audience="donors", donors=[DonorFactory()])
    return lambda: shows(client, theirs.get_absolute_url())


@probe
def donors_at_the_desk(client):
    donor_of(client)
    return lambda: opens(client, "/desk/removed/")


@probe
def donors_in_the_administration(client):
    donor_of(client)
    return lambda: opens(client, "/admin/")


# Accounts


@probe
def deactivated_still_reads(client):
    evaluation, user = for_staff(), reader(client)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    return lambda: shows(client, evaluation.get_absolute_url())


@probe
def former_editor_by_history(client):
    evaluation = draft()
    evaluation.editors.remove(editor(client, evaluation))
    return lambda: opens(client, address_of(evaluation))


@probe
def former_editor_remembered(client):
    evaluation = draft()
    user = editor(client, evaluation)

    def still():
        evaluation.editors.add(user)
        client.get(address_of(evaluation))
        evaluation.editors.remove(user)
        return opens(client, address_of(evaluation))

    return still


# Preview links


@probe
def expired_link_opens(client):
    long_ago = timezone.now() - timedelta(days=9)
    _, address = link(made=long_ago, expires=long_ago + timedelta(days=1))
    return lambda: shows(client, address)


@probe
def revoked_link_opens(client):
    made, address = link()
    made.revoke(UserFactory())
    return lambda: shows(client, address)


@probe
def link_outlives_its_maker(client):
    made, address = link()
    type(made.made_by).objects.filter(pk=made.made_by_id).update(is_active=False)
    return lambda: shows(client, address)


@probe
def preview_writes(client):
    made, address = link()

    def written():
        client.get(f"{address}?note=Mine")
        return Evaluation.objects.get(pk=made.evaluation_id).external_reference == "Mine"

    return written


@probe
def preview_kept_by_caches(client):
    _, address = link()
    return lambda: "no-store" not in client.get(address)["Cache-Control"]
