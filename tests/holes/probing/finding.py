"""Probes of lists, search and overview."""

import re

from findings.models import Publication
from projects.models import Project

from ...factories import (
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    ProjectFactory,
    RecommendationFactory,
    ResponseFactory,
)
from .asking import for_staff, probe, shows, text, told_twice


@probe
def list_of_every_audience(client):
    told_twice()
    return lambda: shows(client, "/evaluations/")


@probe
def list_of_all_projects(client):
    ProjectFactory(title="Secret project", audience="staff")
    ProjectFactory()
    return lambda: shows(client, "/projects/")


@probe
def list_counts_every_audience(client):
    told_twice()
    for_staff()

    def told():
        """Until the first one is published for everybody nothing is counted."""
        [count] = re.findall(r"<h2 id=\"results\">(\d+)", text(client.get("/evaluations/")))
        return int(count) > Publication.objects.filter(newest_public=True).count()

    return told


@probe
def facets_of_every_audience(client):
    told_twice()
    for_staff(donors=[donor := DonorFactory()])
    return lambda: shows(client, "/evaluations/", donor.name)


@probe
def search_of_every_audience(client):
    told_twice()
    return lambda: shows(client, "/search/?q=wages", "Secret")


@probe
def search_counts_every_audience(client):
    told_twice()
    return lambda: not shows(client, "/search/?q=secret", "Nothing found")


@probe
def suggestions_of_hidden_words(client):
    told_twice()
    return lambda: shows(client, "/search/?q=secert", "secret")


@probe
def acronyms_of_hidden_texts(client):
    finding = FindingFactory(body="The Secret Wage Inspection Board (SWIB) was founded.")
    finding.evaluation.publish(by=None, audience="staff")
    return lambda: shows(client, "/search/?q=SWIB", "Secret Wage Inspection Board")


@probe
def home_counts_every_audience(client):
    told_twice()
    for_staff()

    def told():
        [count] = re.findall(r"<strong>(\d+)</strong> Evaluations", text(client.get("/")))
        return int(count) > Publication.objects.filter(newest_public=True).count()

    return told


@probe
def home_counts_all_projects(client):
    EvaluationFactory(projects=[ProjectFactory()]).publish(by=None)
    ProjectFactory(audience="staff")

    def told():
        [count] = re.findall(r"<strong>(\d+)</strong> Projects", text(client.get("/")))
        return int(count) > Project.objects.filter(audience="everybody").count()

    return told


@probe
def coverage_counts_hidden_answers(client):
    told_twice()
    RecommendationFactory(evaluation=(hidden := for_staff()))
    ResponseFactory(recommendation=hidden.recommendations.get(), decision="rejected")
    hidden.publish(by=None, audience="staff")
    return lambda: shows(client, "/coverage/", "Rejected")
