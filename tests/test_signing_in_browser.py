"""Signing in with a real browser: accessible, without scripts, and with a passkey."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model

from projects.models import Project

from .oidc_provider import CLIENT, SECRET, running_provider
from .test_signing_in import PASSWORD, account
from .test_signing_in_factors import SEED, code

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def site(live_server):
    """The address by a name: browsers give passkeys to hosts with one."""
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def key(page):
    """A phone or a laptop that vouches for its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
               "hasUserVerification": True, "isUserVerified": True,
               "automaticPresenceSimulation": True}  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def sign_in(page, site, address="/accounts/login/"):
    page.goto(f"{site}{address}")
    page.fill("#id_login", "ann")
    page.fill("#id_password", PASSWORD)
    page.click("#sign_in button")


def confirm(page):
    page.fill("#id_password", PASSWORD)
    page.click("button:text-is('Confirm')")


def add_key(page, site):
    page.goto(f"{site}/accounts/2fa/webauthn/add/")
    if "/reauthenticate/" in page.url:
        confirm(page)
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")


def look(page, width):
    """Let axe look at a page, and see that it is not wider than the screen."""
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_way_in(site, page, key, width, scheme):
    account(is_staff=True)
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for address in ("login/", "password/reset/", "password/reset/done/", "inactive/",
                    "password/reset/key/1-wrong/", "password/reset/key/done/"):  # fmt: skip
        page.goto(f"{site}/accounts/{address}")
        look(page, width)
    page.goto(f"{site}/accounts/login/")
    page.fill("#id_login", "ann")
    page.fill("#id_password", "wrong")
    page.click("#sign_in button")
    page.wait_for_selector("text=is not right")
    look(page, width)
    sign_in(page, site)
    page.goto(f"{site}/accounts/2fa/totp/activate/")
    look(page, width)
    confirm(page)
    look(page, width)
    add_key(page, site)
    for address in ("", "password/change/", "logout/", "2fa/", "2fa/webauthn/", "2fa/webauthn/add/",
                    "2fa/recovery-codes/", "2fa/recovery-codes/generate/"):  # fmt: skip
        page.goto(f"{site}/accounts/{address}")
        look(page, width)
    page.context.clear_cookies()
    sign_in(page, site)
    page.wait_for_selector("text=that your authenticator app shows")
    look(page, width)
    assert [text for text in said if "Content Security Policy" in text] == []


def test_a_passkey_opens_an_account_alone(site, page, key):
    account(is_staff=True)
    sign_in(page, site)
    add_key(page, site)
    page.context.clear_cookies()
    page.goto(f"{site}/accounts/login/?next=/accounts/")
    page.click("text=Sign in with a passkey")
    page.wait_for_selector("text=Ann@Example.org")


def test_a_passkey_is_a_second_factor(site, page, key):
    account()
    sign_in(page, site)
    add_key(page, site)
    page.context.clear_cookies()
    sign_in(page, site, "/accounts/login/?next=/accounts/")
    page.click("text=Use a passkey or security key")
    page.wait_for_selector("text=Ann@Example.org")


def test_a_key_that_was_taken_away_opens_nothing(site, page, key):
    account()
    sign_in(page, site)
    add_key(page, site)
    Authenticator.objects.all().delete()
    page.context.clear_cookies()
    page.goto(f"{site}/accounts/login/")
    page.click("text=Sign in with a passkey")
    page.wait_for_selector("text=Incorrect code")
    page.goto(f"{site}/accounts/")
    assert page.url.endswith("/accounts/login/?next=/accounts/")


def test_everything_but_passkeys_works_without_scripts(live_server, browser):
    TOTP.activate(account(is_staff=True, is_superuser=True), SEED)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/accounts/login/?next=/admin/")
    assert '<noscript><p class="notice">Passkeys and security keys need scripts' in page.content()
    sign_in(page, live_server.url, "/accounts/login/?next=/admin/")
    page.fill("#id_code", code())
    page.click("button:text-is('Sign in')")
    assert page.url == f"{live_server.url}/admin/"
    page.context.close()


def typed(page, site):
    """Type into a form of the desk whose session then ends, and send it."""
    account(is_staff=True, is_superuser=True)
    sign_in(page, site)
    page.wait_for_url("**/admin/")
    page.goto(f"{site}/admin/projects/project/add/")
    page.fill("#id_title", "Typed before the end")


def bring_back(page):
    page.click("button:text-is('Bring back the form')")
    assert page.input_value("#id_title") == "Typed before the end"
    assert not Project.objects.exists()
    page.locator("input[name=_save]").last.click()
    page.wait_for_url("**/admin/projects/project/")
    assert Project.objects.get().title == "Typed before the end"


def test_a_form_comes_back_over_a_passkey(site, page, key):
    typed(page, site)
    add_key(page, site)
    page.goto(f"{site}/admin/projects/project/add/")
    page.fill("#id_title", "Typed before the end")
    page.context.clear_cookies()
    page.locator("input[name=_save]").last.click()
    page.click("text=Sign in with a passkey")
    bring_back(page)


@pytest.fixture
def provider(settings):
    with running_provider() as provider:
        app = {"provider_id": "organisation", "name": "Example account", "client_id": CLIENT,
               "secret": SECRET, "settings": {"server_url": provider.url,
                                              "oauth_pkce_enabled": True}}  # fmt: skip
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield provider


def test_the_organisation_s_sign_in_leads_there_and_back(site, page, provider):
    account(is_staff=True)
    page.goto(f"{site}/accounts/login/")
    look(page, 1280)
    page.click("text=Sign in with Example account")
    page.wait_for_url("**/admin/")


def test_a_form_comes_back_over_the_organisation_s_sign_in(site, page, provider):
    typed(page, site)
    page.context.clear_cookies()
    page.locator("input[name=_save]").last.click()
    look(page, 1280)
    with page.context.expect_page() as other:
        page.click("text=Sign in with Example account")
    other.value.wait_for_url("**/admin/projects/project/add/")
    page.click("text=I have signed in there: bring back the form")
    bring_back(page)


def test_a_form_comes_back_over_a_code(site, page):
    typed(page, site)
    TOTP.activate(get_user_model().objects.get(), SEED)
    page.context.clear_cookies()
    page.locator("input[name=_save]").last.click()
    page.fill("#id_login", "ann")
    page.fill("#id_password", PASSWORD)
    page.click("#sign_in button")
    page.fill("#id_code", code())
    page.click("button:text-is('Sign in')")
    bring_back(page)
