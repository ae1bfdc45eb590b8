"""Probes of the desk."""

from django.test import Client
from django.utils import timezone

from findings.models import (
    Evaluation,
    Finding,
    PreviewLink,
    Review,
    Strike,
    Upload,
    Visit,
    Withdrawal,
)
from projects.history import Revision

from ... import roles
from ...factories import EvaluationFactory, FindingFactory, ProjectFactory, UserFactory
from ...imports import uploaded
from .asking import draft, editor, link, probe, reader, shows, text, told_twice


def page(evaluation, rest=""):
    return f"/desk/evaluations/{evaluation.pk}/{rest}"


@probe
def preview_of_others(client):
    editor(client)
    address = page(draft())
    return lambda: shows(client, address)


@probe
def history_of_others(client):
    editor(client)
    address = page(draft(), "history/")
    return lambda: shows(client, address)


@probe
def as_of_of_others(client):
    editor(client)
    address = page(draft(), f"as-of/{Revision.objects.latest().pk}/")
    return lambda: shows(client, address)


@probe
def comparison_of_others(client):
    editor(client)
    evaluation = draft()
    first = Revision.objects.latest().pk
    Evaluation.objects.filter(pk=evaluation.pk).update(team="Secret team")
    return lambda: shows(client, page(evaluation, f"compare/?from={first}"), "Secret team")


@probe
def publishing_of_others(client):
    editor(client)
    address = page(draft(), "publishing/")
    return lambda: shows(client, address)


@probe
def project_history_of_others(client):
    editor(client)
    project = ProjectFactory(title="Secret project")
    return lambda: shows(client, f"/desk/projects/{project.pk}/history/")


@probe
def removed_of_others(client):
    editor(client)
    draft().delete()
    return lambda: shows(client, "/desk/removed/")


@probe
def page_of_others_is_open(client):
    subject = f"findings.evaluation/{draft().pk}"
    Visit.objects.note(subject, kari := UserFactory())
    editor(client)
    return lambda: kari.username in text(client.post("/desk/open/", {"subject": subject}))


@probe
def list_without_a_gate(client):
    draft()
    return lambda: shows(client, "/desk/drafts.txt")


# What others write, changed at the desk


@probe
def readers_submit(client):
    evaluation, _ = draft(), reader(client)

    def submitted():
        client.post(page(evaluation, "submit/"))
        return Review.objects.filter(evaluation=evaluation).exists()

    return submitted


@probe
def submitting_by_a_link(client):
    evaluation = draft()
    editor(client, evaluation)

    def submitted():
        client.get(page(evaluation, "submit/"))
        return Review.objects.filter(evaluation=evaluation).exists()

    return submitted


@probe
def anybody_returns(client):
    evaluation, _ = draft(), reader(client)
    review = evaluation.submit(by=None)

    def returned():
        client.post(page(evaluation, "return/"), {"note": "No."})
        return Review.objects.get(pk=review.pk).outcome != ""

    return returned


@probe
def editors_publish(client):
    evaluation = draft()
    editor(client, evaluation)

    def published():
        data = filled_publishing(evaluation)
        client.post(page(evaluation, "publish/"), data)
        return evaluation.publications.exists()

    return published


def filled_publishing(evaluation):
    """What the page of a publisher would post."""
    other = Client()
    other.force_login(roles.publisher())
    seen = other.get(page(evaluation, "publishing/")).context["publish"]["seen"].value()
    return {"seen": seen, "audience": "everybody"}


@probe
def editors_withdraw(client):
    evaluation = told_twice()
    editor(client, evaluation)

    def withdrawn():
        client.post(page(evaluation, "withdraw/"), {"reason": "Mine."})
        return Withdrawal.objects.filter(evaluation=evaluation).exists()

    return withdrawn


@probe
def readers_strike(client):
    finding, _ = told_twice().findings.get(), reader(client)

    def struck():
        client.post(f"/desk/strike/finding/{finding.pk}/", {"reason": "Mine."})
        return Strike.objects.filter(item=finding.pk).exists()

    return struck


@probe
def restored_by_others(client):
    editor(client)
    evaluation = draft()
    key = evaluation.pk
    evaluation.delete()
    address = f"/desk/restore/findings.evaluation/{key}/"
    return lambda: (
        shows(client, address)
        and client.post(address).status_code == 302
        and Evaluation.objects.filter(pk=key).exists()
    )


@probe
def put_back_by_another_method(client):
    finding, _ = FindingFactory(struck=timezone.now()), reader(client)

    def back():
        client.put(f"/desk/put-back/finding/{finding.pk}/")
        return Finding.objects.get(pk=finding.pk).struck is None

    return back


@probe
def links_made_by_readers(client):
    evaluation, _ = draft(), reader(client)

    def made():
        client.post(page(evaluation, "links/"), {"label": "Me", "days": "14"})
        return evaluation.preview_links.exists()

    return made


@probe
def links_of_others_revoked(client):
    made, _ = link()
    mine = editor(client).edited_evaluations.get()
    address = page(mine, f"links/{made.pk}/revoke/")
    return lambda: (
        shows(client, address, "NORAD")
        and client.post(address).status_code == 302
        and PreviewLink.objects.get(pk=made.pk).revoked
    )


# Documents brought in


def brought(user):
    upload = uploaded(user, name="Secret.txt")
    return upload, f"/desk/import/{upload.pk}/"


@probe
def uploads_of_others_listed(client):
    editor(client)
    brought(roles.editor())
    return lambda: shows(client, "/desk/import/")


@probe
def uploads_of_others_read(client):
    editor(client)
    _, address = brought(roles.editor())
    return lambda: shows(client, address, "harbours")


@probe
def uploads_of_others_discarded(client):
    editor(client)
    upload, address = brought(roles.editor())

    def gone():
        client.post(f"{address}discard/")
        return not Upload.objects.filter(pk=upload.pk).exists()

    return gone


@probe
def twins_of_others_named(client):
    EvaluationFactory(title="Safe work in harbours", timing="final")
    _, address = brought(editor(client))
    return lambda: shows(client, address, "looks like an evaluation that is here")


@probe
def taken_over_into_others(client):
    evaluation = draft()
    _, address = brought(editor(client))

    def taken():
        data = {"evaluation": evaluation.pk, "version": evaluation.version, "section": "facts"}
        client.post(f"{address}decide/", data)
        return Evaluation.objects.filter(pk=evaluation.pk, team="Bo Else").exists()

    return taken
