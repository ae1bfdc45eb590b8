"""Probes of the reading room."""

from django.utils import timezone

from findings.models import Evaluation, Finding
from projects.merging import merge

from ... import roles
from ...factories import (
    AttachmentFactory,
    EvaluationFactory,
    FindingFactory,
    ProjectFactory,
    ResponseFactory,
)
from .asking import draft, for_staff, opens, probe, reader, shows, told_twice


@probe
def current_of_every_audience(client):
    address = told_twice().get_absolute_url()
    return lambda: shows(client, address)


@probe
def any_pinned_version(client):
    address = told_twice().get_absolute_url()
    return lambda: shows(client, f"{address}v/2/")


@probe
def withdrawn_version_still_read(client):
    evaluation = told_twice(second="everybody")
    evaluation.withdraw(by=None, reason="Wrong.")
    return lambda: shows(client, f"{evaluation.get_absolute_url()}v/2/", "Secret wages")


@probe
def withdrawn_counts_as_standing(client):
    evaluation = told_twice(second="everybody")
    evaluation.withdraw(by=None, reason="Wrong.")
    address = evaluation.get_absolute_url()
    parts = [f"?as_of={timezone.localdate()}", "changes/"]
    return lambda: all(shows(client, address + part, "wages") for part in parts)


@probe
def newer_version_for_staff(client):
    address = told_twice().get_absolute_url()
    return lambda: shows(client, f"{address}v/1/", "read version 2")


@probe
def changes_of_every_audience(client):
    address = told_twice().get_absolute_url()
    return lambda: shows(client, f"{address}changes/", "Secret wages")


@probe
def changes_with_any_number(client):
    address = told_twice().get_absolute_url()
    return lambda: (
        shows(client, f"{address}changes/?from=1&to=2", "Secret wages")
        and not shows(client, f"{address}changes/")
    )


@probe
def day_of_every_audience(client):
    address = told_twice().get_absolute_url()
    return lambda: shows(client, f"{address}?as_of={timezone.localdate()}", "Secret wages")


@probe
def withdrawal_told_to_all(client):
    evaluation = for_staff()
    evaluation.withdraw(by=None, reason="Wrong.")
    return lambda: shows(client, evaluation.get_absolute_url())


@probe
def file_of_a_draft(client):
    evaluation = told_twice()
    file = AttachmentFactory(evaluation=evaluation)
    address = f"{evaluation.get_absolute_url()}files/{file.sha256}/"
    return lambda: opens(client, address)


# Items


def item(evaluation):
    return f"/findings/{evaluation.findings.get().pk}/"


@probe
def item_of_any_publication(client):
    address = item(told_twice())
    return lambda: shows(client, address)


@probe
def item_names_every_version(client):
    address = item(told_twice())
    return lambda: shows(client, address, "version 2")


@probe
def gone_item_told_to_all(client):
    evaluation = for_staff()
    finding = FindingFactory(evaluation=evaluation)
    evaluation.publish(by=None, audience="staff")
    return lambda: shows(client, f"/findings/{finding.pk}/")


@probe
def struck_text_shown(client):
    finding = FindingFactory(body="Secret wages.")
    finding.evaluation.publish(by=None)
    finding.strike(by=None, reason="Wrong.")
    return lambda: shows(client, f"/findings/{finding.pk}/")


@probe
def note_of_a_hidden_version(client):
    finding = FindingFactory()
    evaluation = finding.evaluation
    evaluation.publish(by=None)
    kept = FindingFactory(evaluation=evaluation)
    Finding.objects.filter(pk=finding.pk).update(struck=timezone.now())
    evaluation.publish(by=None, audience="staff", note="Secret note")
    evaluation.publish(by=None)
    assert kept
    return lambda: shows(client, f"/findings/{finding.pk}/")


@probe
def answer_to_a_draft(client):
    response = ResponseFactory(comment="Secret answer.")
    return lambda: shows(client, f"/recommendations/{response.recommendation_id}/")


# Projects


@probe
def page_of_any_project(client):
    project = ProjectFactory(title="Secret project", audience="staff")
    return lambda: shows(client, project.get_absolute_url())


@probe
def project_with_every_evaluation(client):
    for_staff(projects=[project := ProjectFactory()])
    return lambda: shows(client, project.get_absolute_url())


@probe
def project_counts_drafts(client):
    project = ProjectFactory()
    EvaluationFactory.create_batch(3, projects=[project])
    return lambda: shows(client, project.get_absolute_url(), "What 3 evaluations found")


@probe
def merged_leads_to_a_hidden_project(client):
    removed = ProjectFactory(audience="everybody")
    kept = ProjectFactory(title="Secret", code="", audience="staff")
    address = removed.get_absolute_url()
    merge(kept, removed, by=roles.publisher())
    return lambda: "/projects/secret" in client.get(address).get("Location", "")


# The site


@probe
def latest_of_every_audience(client):
    for_staff()
    return lambda: shows(client, "/")


@probe
def api_of_all_answers(client):
    ResponseFactory(comment="Secret answer.")
    return lambda: shows(client, "/api/answers.json")


@probe
def feed_of_all_publications(client):
    for_staff()
    return lambda: shows(client, "/feeds/latest.json")


@probe
def not_found_names_what_is_hidden(client):
    address = draft().get_absolute_url()
    return lambda: shows(client, address)


@probe
def server_error_quotes_what_is_hidden(client):
    address = for_staff().get_absolute_url()
    client.raise_request_exception = False
    return lambda: shows(client, f"{address}v/1/")


# Headers


@probe
def page_of_one_person_kept(client):
    reader(client)
    return lambda: "no-store" not in client.get("/evaluations/").get("Cache-Control", "")


@probe
def public_page_with_a_session(client):
    address = told_twice().get_absolute_url()
    return lambda: "sessionid" in client.get(address).cookies


@probe
def etag_of_a_hidden_version(client):
    evaluation = told_twice()
    digest = evaluation.publications.latest("number").digest
    return lambda: digest in client.get(evaluation.get_absolute_url()).get("ETag", "")


@probe
def reading_writes(client):
    evaluation = told_twice()

    def raised():
        before = Evaluation.objects.get(pk=evaluation.pk).version
        client.get(evaluation.get_absolute_url())
        return Evaluation.objects.get(pk=evaluation.pk).version > before

    return raised
