"""What the probes share: the worlds they make, the people who ask, what is told."""

from findings.models import Evaluation, Finding, PreviewLink

from ... import roles
from ...factories import DonorFactory, EvaluationFactory, FindingFactory, UserFactory

SECRET = "Secret"
PROBES = {}


def probe(function):
    """Make the world of one hole; what it returns tells whether the hole is open."""
    PROBES[function.__name__] = function
    return function


def text(response):
    return response.content.decode()


def shows(client, address, words=SECRET):
    return words in text(client.get(address))


def opens(client, address):
    return client.get(address).status_code == 200


def told_twice(first="everybody", second="staff", **given):
    """An evaluation with a finding, published for two audiences: the second time it is secret."""
    finding = FindingFactory(body="Fees fell.", position=1, evaluation=EvaluationFactory(**given))
    evaluation = finding.evaluation
    evaluation.publish(by=None, audience=first)
    Finding.objects.filter(pk=finding.pk).update(body="Secret wages.")
    Evaluation.objects.filter(pk=evaluation.pk).update(title="Secret title")
    evaluation.refresh_from_db()
    evaluation.publish(by=None, audience=second, note="Secret note")
    return evaluation


def for_staff(**given):
    evaluation = EvaluationFactory(title="Secret title", **given)
    evaluation.publish(by=None, audience="staff")
    return evaluation


def draft(**given):
    return EvaluationFactory(title="Secret draft", **given)


def editor(client, *own):
    """Sign in somebody who edits an evaluation of her own, and these."""
    user = roles.editor(EvaluationFactory(title="Her own"), *own)
    client.force_login(user)
    return user


def reader(client):
    """Sign in somebody who reads all drafts and writes none."""
    client.force_login(user := roles.staff())
    return user


def donor_of(client, *projects):
    client.force_login(user := UserFactory())
    donor = DonorFactory()
    donor.users.add(user)
    for project in projects:
        project.donors.add(donor)
    return user


def link(evaluation=None, **state):
    made, token = PreviewLink.objects.make(evaluation or draft(), by=UserFactory(), label="NORAD")
    PreviewLink.objects.filter(pk=made.pk).update(**state)
    return made, f"/preview/{token}/"
