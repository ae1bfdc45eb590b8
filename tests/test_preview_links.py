"""Preview links: what they show, for how long, and what is kept of their use."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from findings.models import Evaluation, PreviewLink, PreviewUse
from findings.models.previewlink import network_of

from . import roles
from .factories import EvaluationFactory, FindingFactory, ProjectFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation():
    return FindingFactory(evaluation__title="A draft", heading="Only drafted").evaluation


@pytest.fixture
def editor(client, evaluation):
    client.user = roles.editor(evaluation, username="edith")
    client.force_login(client.user)
    return client


@pytest.fixture
def link(evaluation):
    """A link and its address."""
    made, token = PreviewLink.objects.make(evaluation, by=roles.editor(evaluation), label="NORAD")
    return made, f"/preview/{token}/"


def make(client, evaluation, **fields):
    data = {"label": "NORAD", "days": "14"} | fields
    return client.post(f"/desk/evaluations/{evaluation.pk}/links/", data)


def shown(response):
    return re.search(r'value="(http[^"]*/preview/[^"]+)"', response.content.decode())


def test_whoever_has_the_address_reads_the_draft(editor, client, evaluation):
    address = shown(make(editor, evaluation))[1].removeprefix("http://testserver")
    client.logout()
    page = client.get(address).content.decode()
    assert "Only drafted" in page and "Preview for NORAD, until" in page and "not published" in page


def test_the_page_is_private_and_names_nobody(client, link):
    response = client.get(link[1])
    assert response["Cache-Control"] == "private, no-store"
    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex", "no-referrer")
    assert not response.cookies and "cookie" not in response.get("Vary", "").lower()
    assert "/admin/" not in response.content.decode() and "/desk/" not in response.content.decode()


def test_it_shows_the_working_text_as_it_is_when_it_is_opened(client, link):
    Evaluation.objects.update(title="Revised draft")
    assert "Revised draft" in client.get(link[1]).content.decode()


def test_projects_that_are_not_public_are_not_linked(client, link):
    closed = ProjectFactory(title="Closed", audience="staff")
    link[0].evaluation.projects.add(closed)
    client.force_login(roles.publisher())
    assert closed.get_absolute_url() not in client.get(link[1]).content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_for_reading_alone(client, link, method):
    assert getattr(client, method)(link[1]).status_code == 405
    assert client.head(link[1]).status_code == 200


def closed(client, address):
    response = client.get(address)
    assert response.status_code == 404
    body = response.content.decode()
    return re.sub(r'nonce="[^"]*"', "", body), sorted(response.headers)


def test_all_that_opens_nothing_answers_alike(client, link):
    made, address = link
    unknown = closed(client, "/preview/unknown/")
    PreviewLink.objects.update(made=timezone.now() - timedelta(9), expires=timezone.now())
    assert closed(client, address) == unknown
    PreviewLink.objects.update(expires=timezone.now() + timedelta(1))
    assert client.get(address).status_code == 200
    type(made.made_by).objects.update(is_active=False)
    assert closed(client, address) == unknown
    type(made.made_by).objects.update(is_active=True)
    made.revoke(made.made_by)
    assert closed(client, address) == unknown
    assert PreviewUse.objects.count() == 1


def test_a_deleted_evaluation_takes_its_links_with_it(client, link):
    link[0].evaluation.delete()
    assert client.get(link[1]).status_code == 404


def test_the_token_is_kept_nowhere(link):
    token = link[1].split("/")[2]
    assert len(token) == 43
    assert token not in str(PreviewLink.objects.values().get())


def test_the_address_is_shown_once(editor, evaluation):
    assert shown(make(editor, evaluation))
    assert not shown(editor.get(f"/desk/evaluations/{evaluation.pk}/links/"))


@pytest.mark.parametrize("days", ["0", "91", "-1", "1e9", ""])
def test_it_lives_ninety_days_at_most(editor, evaluation, days):
    assert make(editor, evaluation, days=days).status_code == 422
    assert not PreviewLink.objects.exists()


def test_it_says_for_whom(editor, evaluation):
    assert make(editor, evaluation, label=" ").status_code == 422
    page = make(editor, evaluation, label="<b>Kari</b>").content.decode()
    assert "&lt;b&gt;Kari" in page and "<b>Kari" not in page


def test_two_weeks_are_proposed(editor, evaluation):
    page = editor.get(f"/desk/evaluations/{evaluation.pk}/links/").content.decode()
    assert 'name="days" value="14"' in page and "first three parts" in page


def test_a_use_is_noted_with_its_network(client, link):
    client.get(link[1], REMOTE_ADDR="192.0.2.77")
    use = PreviewUse.objects.get()
    assert (use.link, use.network) == (link[0], "192.0.2.0/24")


def test_uses_within_a_minute_are_noted_once(client, link):
    for _ in range(3):
        client.get(link[1])
    assert PreviewUse.objects.count() == 1
    PreviewUse.objects.update(moment=timezone.now() - timedelta(seconds=61))
    client.get(link[1])
    assert PreviewUse.objects.count() == 2


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::5", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("unix:", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_an_address_is_cut_to_its_network(address, network):
    assert network_of(address) == network


def test_behind_a_proxy_the_address_is_the_last_that_it_tells(client, link, settings):
    told = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.7"}
    client.get(link[1], **told)
    assert PreviewUse.objects.get().network == "10.0.0.0/24"
    PreviewUse.objects.all().delete()
    settings.PROXY = True
    client.get(link[1], **told)
    assert PreviewUse.objects.get().network == "198.51.100.0/24"


def test_uses_are_listed_with_the_link(editor, evaluation, link):
    editor.get(link[1], REMOTE_ADDR="192.0.2.77")
    page = editor.get(f"/desk/evaluations/{evaluation.pk}/links/").content.decode()
    assert "Used 1 time," in page and "192.0.2.0/24" in page and "192.0.2.77" not in page


def test_a_link_is_revoked_after_a_question(editor, evaluation, link):
    address = f"/desk/evaluations/{evaluation.pk}/links/{link[0].pk}/revoke/"
    assert "Revoke the link for NORAD?" in editor.get(address).content.decode()
    assert editor.get(link[1]).status_code == 200
    page = editor.post(address, follow=True).content.decode()
    assert "The link for NORAD is revoked" in page and "by edith" in page
    assert editor.get(link[1]).status_code == 404


def test_a_second_revocation_changes_nothing(link):
    first, second = UserFactory(), UserFactory()
    link[0].revoke(first)
    moment = link[0].revoked
    link[0].revoke(second)
    assert (link[0].revoked, link[0].revoked_by) == (moment, first)


def test_a_publisher_makes_links_too(client, evaluation):
    client.force_login(roles.publisher())
    assert shown(make(client, evaluation))


@pytest.mark.parametrize("person", [roles.staff, roles.editor, roles.somebody, UserFactory])
def test_nobody_else_makes_sees_or_revokes_them(client, evaluation, link, person):
    client.force_login(person())
    base = f"/desk/evaluations/{evaluation.pk}/links/"
    for address in (base, f"{base}{link[0].pk}/revoke/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"label": "Me", "days": "1"}).status_code == 404
    assert PreviewLink.objects.get().revoked is None


def test_a_link_is_revoked_under_its_own_evaluation_alone(editor, evaluation):
    other = EvaluationFactory()
    theirs, _ = PreviewLink.objects.make(other, by=editor.user, label="Other")
    address = f"/desk/evaluations/{evaluation.pk}/links/{theirs.pk}/revoke/"
    assert editor.post(address).status_code == 404


def test_a_link_cannot_expire_before_it_is_made(evaluation):
    fields = {"evaluation": evaluation, "made_by": UserFactory(), "label": "x"}
    early = PreviewLink(token_digest="0", expires=timezone.now() - timedelta(1), **fields)
    with pytest.raises(ValidationError):
        early.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        early.save()


def test_the_change_page_leads_to_the_links(editor, evaluation):
    page = editor.get(f"/admin/findings/evaluation/{evaluation.pk}/change/").content.decode()
    assert f'href="/desk/evaluations/{evaluation.pk}/links/"' in page
