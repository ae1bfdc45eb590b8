import pytest
from django.contrib.admin import site

from projects.history import TRACKED
from projects.models import Project

from .factories import EvaluationFactory, FindingFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("model", TRACKED, ids=lambda model: model._meta.label_lower)
def test_every_model_has_its_screens(admin, model):
    assert site.is_registered(model)
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    for address in (base, f"{base}add/", f"{base}?q=word"):
        response = admin.get(address)
        assert response.status_code == 200 or "q=" in address and response.status_code == 302


def test_publications_and_revisions_can_be_looked_at_but_not_changed(admin):
    publication = EvaluationFactory().publish(by=None)
    address = f"/admin/findings/publication/{publication.pk}/change/"
    assert admin.get(address).status_code == 200
    assert admin.post(address, {"note": "x"}).status_code == 403
    assert admin.get("/admin/projects/revision/add/").status_code == 403


def test_what_is_saved_in_the_admin_is_kept_with_who_saved_it(admin):
    finding = FindingFactory()
    fields = {"evaluation": finding.evaluation_id, "position": 0, "kind": "challenge"}
    fields |= {"body": "Funds came late."}
    admin.post(f"/admin/findings/finding/{finding.pk}/change/", fields)
    row = finding.history.latest()
    assert (row.kind, row.revision.user.is_superuser) == ("challenge", True)


def test_a_suspicious_code_warns_and_is_kept(admin):
    fields = {"code": "GLO/O6/57/UKM", "title": "LMPP", "audience": "staff", "started": "Nov. 2006"}
    response = admin.post("/admin/projects/project/add/", fields, follow=True)
    assert "probably means GLO/06/57/UKM" in response.content.decode()
    project = Project.objects.get(title="LMPP")
    assert (project.code, str(project.started)) == ("GLO/O6/57/UKM", "November 2006")


def test_a_month_that_is_none_is_refused_in_words(admin):
    fields = {"title": "LMPP", "audience": "staff", "started": "soon"}
    page = admin.post("/admin/projects/project/add/", fields).content.decode()
    assert "Enter a month and a year, such as “October 2009”" in page
    assert 'value="soon"' in page


def test_a_project_that_ends_before_it_starts_is_refused_in_words(admin):
    fields = {"title": "LMPP", "audience": "staff", "started": "2009-12", "ended": "2006-11"}
    page = admin.post("/admin/projects/project/add/", fields).content.decode()
    assert "A project cannot end before it starts." in page
