"""The organisation's own sign-in (OpenID Connect), against a provider that the test starts."""

from urllib.parse import urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model

from evalsite.environment import identity_providers

from .factories import UserFactory
from .oidc_provider import CLIENT, SECRET, running_provider
from .test_signing_in import account, sign_in, signed_in
from .test_signing_in_factors import SEED, enter

pytestmark = pytest.mark.django_db
START = "/accounts/oidc/organisation/login/?process=login"


@pytest.fixture
def provider(settings, monkeypatch):
    with running_provider() as provider:
        monkeypatch.setenv("EVALSITE_OIDC_URL", provider.url)
        monkeypatch.setenv("EVALSITE_OIDC_CLIENT", CLIENT)
        monkeypatch.setenv("EVALSITE_OIDC_SECRET", SECRET)
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": identity_providers()}}
        yield provider


def through(client, start=START):
    """Follow a browser's way to the provider and back."""
    there = client.get(start)
    back = requests.get(there.url, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def test_the_account_with_the_verified_address_opens(client, provider):
    user = account(is_staff=True)
    assert through(client, f"{START}&next=/admin/auth/").url == "/admin/auth/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert "/token" in provider.asked and "/userinfo" in provider.asked


def test_the_password_and_the_account_stay_as_they_were(client, provider):
    user = account()
    through(client)
    client.logout()
    assert sign_in(client).status_code == 302
    assert not SocialAccount.objects.exists()
    assert get_user_model().objects.get() == user


@pytest.mark.parametrize(
    "person",
    [
        {"email": "stranger@example.org"},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": ""},
    ],
)
def test_no_other_address_opens_one_or_makes_one(client, provider, person):
    account()
    provider.person |= person
    assert "There is no account for you here" in through(client).content.decode()
    assert not signed_in(client)
    assert get_user_model().objects.count() == 1


def test_a_deactivated_account_reads_as_none(client, provider):
    account(is_active=False)
    assert "There is no account for you here" in through(client).content.decode()
    assert not signed_in(client)


def test_an_address_of_two_accounts_opens_neither(client, provider):
    account()
    UserFactory(email="ann@example.org")
    through(client)
    assert not signed_in(client)


def test_a_provider_that_is_trusted_need_not_say_verified(client, provider, settings, monkeypatch):
    monkeypatch.setenv("EVALSITE_OIDC_TRUST_EMAIL", "1")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": identity_providers()}}
    account()
    del provider.person["email_verified"]
    through(client)
    assert signed_in(client)


@pytest.mark.parametrize("claims", [{"aud": "others"}, {"iss": "https://x.example"}, {"exp": 1}])
def test_a_token_for_others_or_of_others_or_too_old_is_refused(client, provider, claims):
    account()
    provider.claims = claims
    assert "That did not work" in through(client).content.decode()
    assert not signed_in(client)


def test_an_answer_that_nobody_asked_for_is_refused(client, provider):
    account()
    callback = "/accounts/oidc/organisation/login/callback/?code=x&state=y"
    assert "That did not work" in client.get(callback).content.decode()
    assert not signed_in(client)


def test_an_answer_in_another_s_browser_is_refused(client, provider):
    account()
    there = client.get(START)
    back = urlsplit(requests.get(there.url, allow_redirects=False, timeout=5).headers["Location"])
    other = type(client)()
    other.get(f"{back.path}?{back.query}")
    assert not signed_in(other)


@pytest.mark.parametrize("process", ["connect", "redirect"])
def test_nothing_is_connected_to_an_account(client, provider, process):
    client.force_login(UserFactory())
    start = f"/accounts/oidc/organisation/login/?process={process}&next=/"
    assert through(client, start).url == "/accounts/login/"
    assert not SocialAccount.objects.exists()


def test_the_second_factor_is_asked_for_here_too(client, provider):
    TOTP.activate(account(), SEED)
    assert through(client).url == "/accounts/2fa/authenticate/"
    assert not signed_in(client)
    enter(client)
    assert signed_in(client)


def test_staff_without_a_second_factor_set_one_up_here_too(client, provider, settings):
    settings.EVALSITE_STAFF_2FA = True
    account(is_staff=True)
    through(client)
    assert client.get("/admin/").url == "/accounts/2fa/"


def test_a_provider_that_is_down_is_told_in_words(client, provider):
    provider.broken = True
    answer = client.get(START)
    assert answer.status_code == 502
    assert "That did not work" in answer.content.decode()


def test_the_sign_in_page_offers_it_by_name(client, provider):
    page = client.get("/accounts/login/").content.decode()
    assert "Sign in with your organisation’s account" in page


def test_without_the_variables_there_is_none(client):
    assert "your organisation" not in client.get("/accounts/login/").content.decode()
    assert client.get(START).status_code == 404
