"""Every version of a summary: pinned, compared, of a day, withdrawn."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from findings.models import Publication
from projects.models import Project

from .factories import DonorFactory, EvaluationFactory, FindingFactory, ProjectFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation():
    """Published twice: first with a finding on fees, then with one on wages."""
    finding = FindingFactory(body="Fees fell.", evaluation__title="Fees", position=1)
    finding.evaluation.publish(by=None, note="First.")
    finding.body = "Wages rose."
    finding.save()
    finding.evaluation.publish(by=None, note="Wages told.")
    return finding.evaluation


def text(response):
    return " ".join(response.content.decode().split())


def test_a_pinned_version_keeps_its_content_and_names_the_newer_one(client, evaluation):
    told = text(client.get("/evaluations/fees/v/1/"))
    assert "Fees fell." in told and "Wages rose." not in told
    assert "read version 2" in told and "/evaluations/fees/changes/?from=1&amp;to=2" in told


def test_the_newest_version_says_that_it_is(client, evaluation):
    told = text(client.get("/evaluations/fees/v/2/"))
    assert "Wages rose." in told and "It is the newest" in told


@pytest.mark.parametrize("number", ["0", "3", "99999999999999999999"])
def test_a_version_that_is_none_is_not_found(client, evaluation, number):
    assert client.get(f"/evaluations/fees/v/{number}/").status_code == 404


def test_a_newer_version_for_staff_is_not_named_to_the_public(client, evaluation):
    evaluation.publish(by=None, audience="staff", note="For staff")
    told = text(client.get("/evaluations/fees/v/2/"))
    assert "It is the newest" in told and "For staff" not in told
    assert client.get("/evaluations/fees/v/3/").status_code == 404


def test_changes_tell_the_last_two_versions_word_by_word(client, evaluation):
    told = text(client.get("/evaluations/fees/changes/"))
    assert "From version 1 to version 2" in told and "Wages told." in told
    assert "[removed: </span>Fees fell" in told and "[added: </span>Wages rose" in told


def test_any_two_versions_can_be_compared(client, evaluation):
    evaluation.publish(by=None)
    told = text(client.get("/evaluations/fees/changes/?from=2&to=3"))
    assert "Nothing differs between the two." in told


def test_one_version_has_nothing_to_compare(client):
    EvaluationFactory(title="Once").publish(by=None)
    assert "There is one version" in text(client.get("/evaluations/once/changes/"))


@pytest.mark.parametrize("query", ["from=7", "to=x", "from=1&to=99999999999999999999"])
def test_versions_that_are_none_cannot_be_compared(client, evaluation, query):
    assert client.get(f"/evaluations/fees/changes/?{query}").status_code == 404


def published_at(evaluation, day):
    moment = timezone.make_aware(datetime.fromisoformat(day))
    fields = {"moment": moment, "evaluation_version": 1, "audience": "everybody"}
    Publication.objects.bring_out(evaluation, evaluation.summary(), (), **fields)


def test_the_version_of_a_day_is_the_newest_by_its_end(client):
    finding = FindingFactory(body="Fees fell.", evaluation__title="Fees")
    published_at(finding.evaluation, "2010-05-01T23:59")
    finding.body = "Wages rose."
    finding.save()
    published_at(finding.evaluation, "2010-05-02T00:00")
    told = text(client.get("/evaluations/fees/?as_of=2010-05-01"))
    assert "Fees fell." in told and "This is what was published on 2010-05-01" in told
    assert "Wages rose." in text(client.get("/evaluations/fees/?as_of=2010-05-02"))


def test_before_the_first_version_nothing_was_published(client, evaluation):
    response = client.get("/evaluations/fees/?as_of=2001-01-01")
    assert response.status_code == 404 and "Nothing was published by that day" in text(response)


@pytest.mark.parametrize("day", ["", "yesterday", "2010-13-01", "9999-12-31", "%00"])
def test_a_day_that_is_none_is_said(client, evaluation, day):
    response = client.get(f"/evaluations/fees/?as_of={day}")
    assert response.status_code == 400 and "is no day" in text(response)


def test_the_version_of_a_day_of_a_draft_is_not_found(client):
    EvaluationFactory(title="Draft")
    day = timezone.localdate() + timedelta(days=1)
    assert client.get(f"/evaluations/draft/?as_of={day}").status_code == 404


@pytest.mark.parametrize("rest", ["", "v/1/", "v/2/", "changes/", "?as_of=2200-01-01"])
def test_what_was_withdrawn_says_so_and_why(client, evaluation, rest):
    evaluation.withdraw(by=None, reason="The figures were wrong.")
    response = client.get(f"/evaluations/fees/{rest}")
    assert response.status_code == 410
    assert "The figures were wrong." in text(response) and "Wages rose" not in text(response)


def test_what_only_staff_could_read_is_not_found_by_others_when_withdrawn(client):
    evaluation = EvaluationFactory(title="Inside")
    evaluation.publish(by=None, audience="staff")
    evaluation.withdraw(by=None, reason="Too early.")
    assert client.get("/evaluations/inside/").status_code == 404
    client.force_login(UserFactory(is_staff=True))
    assert client.get("/evaluations/inside/").status_code == 410


def test_after_a_withdrawal_it_can_be_published_again(client, evaluation):
    evaluation.withdraw(by=None, reason="The figures were wrong.")
    evaluation.publish(by=None, note="With the right figures.")
    assert client.get("/evaluations/fees/").status_code == 200
    told = client.get("/evaluations/fees/v/1/")
    assert told.status_code == 410 and "Read what is published now" in text(told)


def test_donors_read_what_is_for_donors_of_their_projects(client):
    donor, other = DonorFactory(), DonorFactory()
    users = [UserFactory(), UserFactory()]
    donor.users.add(users[0])
    other.users.add(users[1])
    evaluation = EvaluationFactory(title="Ours", projects=[ProjectFactory(donors=[donor])])
    evaluation.publish(by=None, audience="donors")
    seen = []
    for user in users:
        client.force_login(user)
        seen.append(client.get("/evaluations/ours/").status_code)
    assert seen == [200, 404]


def test_each_reader_sees_the_newest_version_that_is_for_her(client):
    donor, person = DonorFactory(), UserFactory()
    donor.users.add(person)
    finding = FindingFactory(body="For all.", evaluation__title="Both")
    finding.evaluation.projects.add(ProjectFactory(donors=[donor]))
    finding.evaluation.publish(by=None)
    finding.body = "For donors."
    finding.save()
    finding.evaluation.publish(by=None, audience="donors")
    assert "For all." in text(client.get("/evaluations/both/"))
    client.force_login(person)
    assert "For donors." in text(client.get("/evaluations/both/"))


def test_publishing_can_open_the_pages_of_projects():
    project = ProjectFactory(audience="staff")
    evaluation = EvaluationFactory(projects=[project])
    evaluation.publish(by=None, opening=[project])
    assert Project.objects.get().audience == "everybody"


def test_publishing_for_donors_does_not_close_what_was_open():
    project = ProjectFactory(audience="everybody")
    EvaluationFactory(projects=[project]).publish(by=None, audience="donors", opening=[project])
    assert Project.objects.get().audience == "everybody"
