import pytest
from django.contrib.admin import site

from projects.history import TRACKED
from projects.models import Theme

from .factories import EvaluationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


ON_THEIR_OWNERS_PAGE = {"finding", "recommendation", "lesson", "goodpractice", "rating",
                        "attachment", "response", "action", "review", "objective",
                        "outcome"}  # fmt: skip


@pytest.mark.parametrize("model", TRACKED, ids=lambda model: model._meta.label_lower)
def test_every_model_has_its_screens(admin, model):
    assert site.is_registered(model)
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    assert admin.get(base).status_code == 200
    assert admin.get(f"{base}?q=word").status_code in (200, 302)
    added = 403 if model._meta.model_name in ON_THEIR_OWNERS_PAGE else 200
    assert admin.get(f"{base}add/").status_code == added


def test_publications_and_revisions_can_be_looked_at_but_not_changed(admin):
    publication = EvaluationFactory().publish(by=None)
    address = f"/admin/findings/publication/{publication.pk}/change/"
    assert admin.get(address).status_code == 200
    assert admin.post(address, {"note": "x"}).status_code == 403
    assert admin.get("/admin/projects/revision/add/").status_code == 403


def test_what_is_saved_in_the_admin_is_kept_with_who_saved_it(admin):
    admin.post("/admin/projects/theme/add/", {"name": "Skills", "category": "Employment"})
    row = Theme.objects.get(name="Skills").history.get()
    assert row.revision.user.is_superuser
