"""A session that ended asks to sign in again and gives the form back."""

import pytest
from django.test import Client

from findings.models import Evaluation

from .factories import EvaluationFactory, UserFactory
from .forms import address_of, filled, posted, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    user = UserFactory(username="ann", is_staff=True, is_superuser=True)
    user.set_password("a long secret")
    user.save()
    return user


@pytest.fixture
def desk(client, manager):
    client.force_login(manager)
    return client


def hidden(page, name):
    start = page.index(f'name="{name}"')
    return page[page.index(">", start) + 1 : page.index("</textarea>", start)]


def test_the_form_comes_back_after_signing_in_again(desk):
    evaluation = EvaluationFactory(title="Start")
    data = filled(desk, address_of(evaluation)) | {"title": "Typed “title”"}
    data |= row("lessons", 0, text="Typed lesson.") | {"lessons-TOTAL_FORMS": "1"}
    desk.logout()

    asked = desk.post(address_of(evaluation), data)
    assert "Your session ended before this was saved." in asked.content.decode()
    fields = {"login": "ann", "password": "a long secret", "next": address_of(evaluation)}
    kept = asked.context["kept_form"]
    assert 'action="/accounts/login/"' in asked.content.decode()
    answer = desk.post("/accounts/login/", fields | {"kept_form": kept})
    back = dict(answer.context["fields"]) | {"_bring_back": "1"}

    page = desk.post(answer.context["address"], back).content.decode()
    assert "This is what you typed. It is not saved yet." in page
    form = posted(page)
    assert (form["title"], form["lessons-0-text"]) == ("Typed “title”", "Typed lesson.")
    assert Evaluation.objects.get(pk=evaluation.pk).title == "Start"
    assert desk.post(address_of(evaluation), form).status_code == 302
    assert Evaluation.objects.get(pk=evaluation.pk).title == "Typed “title”"


def test_a_wrong_password_keeps_the_form_too(desk):
    evaluation = EvaluationFactory()
    data = filled(desk, address_of(evaluation)) | {"title": "Typed title"}
    desk.logout()
    kept = desk.post(address_of(evaluation), data).context["kept_form"]
    wrong = {"login": "ann", "password": "wrong", "kept_form": kept}
    page = desk.post("/accounts/login/", wrong).content.decode()
    assert "Typed title" in hidden(page, "kept_form")


def test_an_old_token_from_this_site_gives_the_form_back(manager):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    evaluation = EvaluationFactory(title="Start")
    data = filled(client, address_of(evaluation)) | {"title": "Typed"}
    data["csrfmiddlewaretoken"] = "x" * 64
    answer = client.post(address_of(evaluation), data, headers={"origin": "http://testserver"})
    assert ("title", "Typed") in answer.context["fields"]
    assert Evaluation.objects.get(pk=evaluation.pk).title == "Start"


def test_a_post_from_another_site_is_refused(manager):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    evaluation = EvaluationFactory()
    answer = client.post(
        address_of(evaluation), {"title": "Forged"}, headers={"origin": "http://evil.example"}
    )
    assert answer.status_code == 403


def test_without_any_cookie_the_form_is_kept_too(manager):
    client = Client(enforce_csrf_checks=True)
    evaluation = EvaluationFactory()
    data = {"title": "Typed", "password": "a secret", "password1": "a secret"}
    asked = client.post(address_of(evaluation), data, headers={"origin": "http://testserver"})
    kept = hidden(asked.content.decode(), "kept_form")
    assert "Typed" in kept
    assert "a secret" not in kept
