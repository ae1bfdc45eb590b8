import re

import pytest
from django.core.management import CommandError, call_command

from findings.models import Evaluation, Publication
from findings.terms import Stage
from projects.history import Revision
from projects.models import Objective, Outcome, Project

pytestmark = pytest.mark.django_db
FIRST = "effective-action-for-labour-migration-policies-and-practice"


@pytest.fixture
def samples():
    call_command("load_samples", verbosity=0)


def test_every_page_of_the_samples_can_be_read(client, samples):
    for publication in Publication.objects.select_related("evaluation"):
        assert client.get(publication.get_absolute_url()).status_code == 200
    for project in Project.objects.exclude(audience="staff"):
        assert client.get(project.get_absolute_url()).status_code == 200
    for address in ("/", "/evaluations/", "/projects/"):
        assert client.get(address).status_code == 200


def test_the_first_evaluation_has_the_eleven_facts_of_the_printed_one(client, samples):
    page = " ".join(client.get(f"/evaluations/{FIRST}/").content.decode().split())
    page = re.sub(r"</?a\b[^>]*>", "", page)
    for label, value in {
        "Countries": "Global",
        "Final Evaluation": "October 2009",
        "Mode of Evaluation": "Independent",
        "Technical Area": "Labour Migration",
        "Evaluation Manager": "Tharcisse Nkanagu",
        "Evaluation Team": "Philip Martin",
        "Project Start": "November 2006",
        "Project End": "December 2009",
        "Project Code": "GLO/O6/57/UKM",
        "Donor": "UK Department for International Development (DFID)",
        "Keywords": "labour migration, migration policy, capacity building, "
        "protection of migrant workers, rights based approach",
    }.items():
        assert f"<dt>{label}</dt> <dd>{value}</dd>" in page


def test_the_first_evaluation_is_complete(samples):
    evaluation = Evaluation.objects.get(slug=FIRST)
    project = evaluation.projects.get()
    assert project in Project.objects.coded("GLO/06/57/UKM")
    assert Objective.objects.filter(project=project, framework=1).count() == 3
    assert Outcome.objects.filter(project=project, framework=2).count() == 2
    assert evaluation.findings.achievements().count() == 9
    assert evaluation.findings.count() == 13
    assert evaluation.recommendations.whole().count() == 6
    assert evaluation.recommendations.filter(parent__label="5").count() == 4
    assert evaluation.lessons.count() == 6


def test_the_illustrations_are_many_and_marked(samples):
    others = Evaluation.objects.exclude(slug=FIRST)
    assert 10 <= others.count() <= 15
    assert all(
        e.title.endswith(("(illustrative)", "(exemple fictif)", "(ejemplo ficticio)"))
        for e in others
    )
    for evaluation in others:
        assert evaluation.findings.count() >= 3
        assert evaluation.recommendations.count() >= 3
        assert evaluation.lessons.count() >= 2
    assert {"en", "fr", "es"} <= set(others.values_list("language", flat=True))


def test_the_illustrations_show_the_special_cases(samples):
    counts = [e.projects.count() for e in Evaluation.objects.all()]
    assert 3 in counts and 0 in counts
    assert Project.objects.filter(code="").exists()
    pairs = Project.objects.filter(evaluations__timing="midterm").filter(
        evaluations__timing="final"
    )
    assert pairs.exists()
    assert Publication.objects.filter(number=2).count() == 1
    assert Evaluation.objects.drafts().get().stage == Stage.ONGOING


def test_loading_writes_history_in_two_revisions(samples):
    reasons = Revision.objects.exclude(reason="Written by a migration").values_list(
        "reason", flat=True
    )
    assert sorted(reasons) == ["A sample evaluation corrected", "Sample evaluations loaded"]


def test_nothing_of_the_samples_has_changed_since_it_was_published(samples):
    published = Evaluation.objects.with_state().exclude(published=None)
    assert {e.version - e.published_version for e in published} == {0}
    assert None not in {e.changed for e in published}


def test_samples_go_into_an_empty_database_only(samples):
    with pytest.raises(CommandError, match="evaluations already"):
        call_command("load_samples")


def test_prepare_makes_an_administrator_once(capsys, settings, tmp_path, django_user_model):
    settings.STATIC_ROOT = tmp_path
    call_command("prepare", "--no-samples")
    call_command("prepare", "--no-samples")
    assert django_user_model.objects.filter(is_superuser=True).count() == 1
    assert capsys.readouterr().out.count("Password:") == 1
