"""What answers say about themselves: policies, caches, cookies; and the closed house."""

import re

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from .factories import EvaluationFactory, ProjectFactory, UserFactory
from .test_signing_in import account, sign_in

pytestmark = pytest.mark.django_db
FOR_ONE = "private, no-store"
PUBLIC = ["/", "/evaluations/", "/projects/", "/about/", "/contact/", "/health/"]
SAMPLES = {"int": "1", "uuid": "0" * 8 + "-0000-0000-0000-" + "0" * 12}
PART = re.compile(r"<(?:(\w+):)?\w+>")


def addresses(resolver=None, before="/"):
    """Return every address of the site that is written with plain parts, with samples in them."""
    for entry in (resolver or get_resolver()).url_patterns:
        written = str(entry.pattern)
        if written.startswith("^") or "(?" in written:
            continue
        place = before + PART.sub(lambda part: SAMPLES.get(part[1], "x"), written)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, place)
        else:
            yield place


def asks_to_sign_in(client, address):
    """Tell whether an address leads to the sign-in, at once or by the desk's door."""
    answer = client.get(address)
    doors = ("/accounts/login/?next=", "/admin/login/?next=")
    return answer.status_code == 302 and answer.url.startswith(doors)


@pytest.fixture
def published():
    project = ProjectFactory()
    evaluation = EvaluationFactory(projects=[project])
    evaluation.publish(by=None)
    return [evaluation.get_absolute_url(), project.get_absolute_url()]


@pytest.fixture
def closed(settings):
    settings.EVALSITE_OPEN = False


def test_public_pages_set_no_cookie_and_do_not_vary_by_one(client, published):
    for address in [*PUBLIC, *published]:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "cookie" not in answer.get("Vary", "").lower(), address
        assert not answer.cookies, address
        assert "no-store" not in answer.get("Cache-Control", ""), address


def test_what_is_not_there_varies_by_no_cookie_either(client):
    answer = client.get("/evaluations/never-was/")
    assert "cookie" not in answer.get("Vary", "").lower()
    assert not answer.cookies


def test_nothing_that_a_signed_in_person_sees_may_be_kept(client, published):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    for address in [*addresses(), *published]:
        assert client.get(address)["Cache-Control"] == FOR_ONE, address


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/"])
def test_a_page_with_a_token_in_it_may_not_be_kept(client, address):
    assert client.get(address)["Cache-Control"] == FOR_ONE


def test_who_brings_an_old_cookie_gets_nothing_to_keep(client):
    client.cookies["sessionid"] = "long gone"
    assert client.get("/")["Cache-Control"] == FOR_ONE


def test_signing_out_may_not_be_kept(client):
    client.force_login(UserFactory())
    assert client.post("/accounts/logout/")["Cache-Control"] == FOR_ONE


def test_a_closed_house_shows_nothing_before_signing_in(client, closed, published):
    doors = ("/accounts/", "/admin/", "/health/", "/preview/")
    rooms = [address for address in addresses() if not address.startswith(doors)]
    assert len(rooms) > 10
    for address in [*rooms, *published, "/never/was/", "/robots.txt"]:
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer.url.startswith("/accounts/login/?next=/"), address
        assert answer["Cache-Control"] == FOR_ONE


def test_a_closed_house_takes_no_post_either(client, closed):
    for address in ("/", "/evaluations/", "/desk/tidy/"):
        assert client.post(address).url.startswith("/accounts/login/")


def test_a_closed_house_opens_to_who_signs_in(client, closed, published):
    client.force_login(UserFactory())
    for address in [*PUBLIC, *published]:
        answer = client.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (200, FOR_ONE)


def test_a_closed_house_says_that_it_lives_and_how_to_sign_in(client, closed):
    for address in ("/health/", "/accounts/login/", "/accounts/password/reset/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (200, FOR_ONE)


@pytest.mark.parametrize("is_open", [True, False])
def test_no_page_of_the_desk_is_open_in_either_house(client, settings, is_open):
    settings.EVALSITE_OPEN = is_open
    pages = [a for a in addresses() if a.startswith(("/admin/", "/desk/"))]
    pages = [a for a in pages if a not in ("/admin/login/", "/admin/logout/")]
    assert len(pages) > 50
    assert [a for a in pages if not asks_to_sign_in(client, a)] == []


def test_a_closed_house_gives_a_form_back_too(client, closed):
    asked = client.post("/admin/projects/theme/add/", {"name": "Typed"})
    assert "Your session ended before this was saved." in asked.content.decode()
    assert "Typed" in asked.context["kept_form"]


SIGNING_IN = ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/"]


@pytest.mark.parametrize("address", [*PUBLIC, *SIGNING_IN, "/never-was/"])
def test_the_policy_allows_no_script_or_style_in_a_page(client, address):
    answer = client.get(address)
    policy = answer["Content-Security-Policy"]
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(
        policy.split("; ")
    )
    assert "unsafe" not in policy
    assert in_page(answer.content.decode()) == []


def in_page(page):
    """Return the scripts, styles and handlers that stand in a page itself."""
    scripts = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>", page)
    return scripts + re.findall(r"<style|\sstyle=|\son\w+=|javascript:", page)


def test_only_the_pages_with_editors_allow_scripts_in_a_page_and_those_by_number(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    evaluation = EvaluationFactory()
    answer = client.get(f"/admin/findings/evaluation/{evaluation.pk}/change/")
    [number] = re.findall(r"'nonce-([^']+)'", answer["Content-Security-Policy"])
    assert f'nonce="{number}"' in answer.content.decode()
    assert "nonce" not in client.get("/admin/")["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_pages_are_framed_nowhere_and_guess_no_types(client):
    answer = client.get("/")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_with_https_everything_is_asked_for_by_it(settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31536000
    client = Client()
    assert client.get("/about/").url == "https://testserver/about/"
    safe = client.get("/about/", secure=True)["Strict-Transport-Security"]
    assert safe.startswith("max-age=31536000")


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(client):
    account()
    sign_in(client)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_with_https_cookies_go_by_it_alone(client, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client.get("/accounts/login/")
    account()
    sign_in(client)
    assert client.cookies["sessionid"]["secure"]
    assert client.cookies["csrftoken"]["secure"]
