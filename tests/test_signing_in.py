"""Passwords: who comes in, who is refused, and what the refusal gives away."""

import re
from threading import enumerate as threads

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache

from evalsite import settings as ours

from .factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD, NEW = "a long secret", "quite another secret"


def account(**given):
    user = UserFactory(**{"username": "Ann", "email": "Ann@Example.org"} | given)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, login="Ann", password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": login, "password": password, **more})


def signed_in(client):
    return "_auth_user_id" in client.session


def mails():
    """Return what was sent, once it is sent."""
    for thread in threads():
        if thread.name == "mail":
            thread.join()
    return mail.outbox


@pytest.fixture
def limits(settings):
    settings.CACHES = ours.CACHES
    cache.clear()


@pytest.mark.parametrize("login", ["Ann", "ann", "Ann@Example.org", "ann@example.ORG", " Ann "])
def test_one_signs_in_by_name_or_by_address_in_any_case(client, login):
    account()
    assert sign_in(client, login).status_code == 302
    assert signed_in(client)


@pytest.mark.parametrize(("staff", "place"), [(True, "/admin/"), (False, "/")])
def test_staff_come_to_the_desk_and_others_home(client, staff, place):
    account(is_staff=staff)
    assert sign_in(client).url == place


def test_one_comes_to_where_one_wanted_to_go_on_this_site_only(client):
    account()
    assert sign_in(client, next="/projects/").url == "/projects/"
    client.logout()
    assert sign_in(client, next="https://evil.example/").url == "/"


@pytest.mark.parametrize(
    ("login", "password"),
    [("Ann", "wrong"), ("nobody", PASSWORD), ("no@example.org", PASSWORD), ("Ben", PASSWORD)],
)
def test_every_refusal_reads_the_same(client, login, password):
    account()
    account(username="Ben", email="ben@example.org", is_active=False)
    page = sign_in(client, login, password).content.decode()
    assert "The name or the password is not right." in page
    assert not signed_in(client)


def test_a_refusal_takes_a_password_s_time_for_an_unknown_name_too(client, monkeypatch):
    tried = []
    monkeypatch.setattr(
        get_user_model(), "set_password", lambda user, password: tried.append(password)
    )
    sign_in(client, "nobody", "guess")
    assert tried == ["guess"]


def test_letters_that_a_database_takes_for_others_open_nothing(client):
    account(email="mike@example.org")
    assert sign_in(client, "mıke@example.org").status_code == 200
    client.post("/accounts/password/reset/", {"email": "mıke@example.org"})
    assert mails() == []


def test_two_accounts_with_one_address_open_each_with_its_own_password(client):
    account()
    other = UserFactory(email="ann@example.org")
    other.set_password("another long secret")
    other.save()
    sign_in(client, "ann@example.org", "another long secret")
    assert client.session["_auth_user_id"] == str(other.pk)


def test_a_deactivated_account_is_out_at_once(client):
    user = account(is_staff=True, is_superuser=True)
    sign_in(client)
    get_user_model().objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/admin/").status_code == 302


def test_the_sixth_guess_at_a_name_waits(client, limits):
    account()
    for _ in range(5):
        assert "is not right" in sign_in(client, password="wrong").content.decode()
    assert "Too many attempts" in sign_in(client).content.decode()
    assert "Too many" in sign_in(client, REMOTE_ADDR="203.0.113.9").content.decode()
    assert not signed_in(client)


def test_the_eleventh_guess_from_an_address_waits(client, limits):
    account()
    for n in range(10):
        sign_in(client, f"nobody{n}")
    assert "Too many attempts" in sign_in(client).content.decode()
    elsewhere = {"login": "Ann", "password": PASSWORD}
    client.post("/accounts/login/", elsewhere, REMOTE_ADDR="203.0.113.9")
    assert signed_in(client)


def test_who_signs_in_rightly_is_never_slowed_down(client, limits):
    account()
    for _ in range(12):
        assert sign_in(client).status_code == 302
        client.logout()


def test_a_flood_of_attempts_is_refused_whole(client, limits):
    answers = [sign_in(client, f"nobody{n}").status_code for n in range(31)]
    assert answers == [200] * 30 + [429]


def test_behind_a_proxy_the_visitor_is_limited_not_the_proxy(client, limits, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    account()
    for n in range(10):
        forged = {"x-forwarded-for": f"198.51.100.{n}, 203.0.113.9"}
        client.post("/accounts/login/", {"login": f"no{n}", "password": "x"}, headers=forged)
    fields = {"login": "Ann", "password": PASSWORD}
    same = client.post("/accounts/login/", fields, headers={"x-forwarded-for": "203.0.113.9"})
    assert "Too many attempts" in same.content.decode()
    client.post("/accounts/login/", fields, headers={"x-forwarded-for": "203.0.113.10"})
    assert signed_in(client)


def test_limits_are_counted_for_all_workers_together():
    assert ours.CACHES["default"]["BACKEND"].endswith("db.DatabaseCache")


@pytest.mark.parametrize(
    "address",
    ["signup/", "email/", "confirm-email/", "3rdparty/", "3rdparty/signup/", "social/signup/"],
)
def test_nobody_makes_or_joins_an_account_alone(client, address):
    assert client.get(f"/accounts/{address}").status_code == 404
    client.force_login(UserFactory())
    assert client.post(f"/accounts/{address}", {"email": "x@example.org"}).status_code == 404


def link(message):
    return re.search(r"http://testserver(/\S+)", message.body)[1]


def new_password(client, address, password=NEW):
    form = client.get(address, follow=True).request["PATH_INFO"]
    return client.post(form, {"password1": password, "password2": password})


def test_a_link_by_mail_leads_to_a_new_password(client):
    account()
    client.post("/accounts/password/reset/", {"email": "ANN@example.org"})
    [message] = mails()
    assert message.to == ["Ann@Example.org"]
    assert "account “Ann”" in message.body
    assert new_password(client, link(message)).url == "/accounts/password/reset/key/done/"
    assert not signed_in(client)
    assert sign_in(client, password=NEW).status_code == 302


def test_a_link_opens_once(client):
    account()
    client.post("/accounts/password/reset/", {"email": "ann@example.org"})
    address = link(mails()[0])
    new_password(client, address)
    page = client.get(address, follow=True).content.decode()
    assert "already been used" in page


def test_a_link_ends_when_the_address_of_the_account_changes(client):
    user = account()
    client.post("/accounts/password/reset/", {"email": "ann@example.org"})
    get_user_model().objects.filter(pk=user.pk).update(email="ann@elsewhere.example")
    assert "already been used" in client.get(link(mails()[0]), follow=True).content.decode()


@pytest.mark.parametrize("email", ["nobody@example.org", "ben@example.org", "ann@example.org"])
def test_asking_for_a_password_tells_nothing_of_accounts(client, email):
    account()
    account(username="Ben", email="ben@example.org", is_active=False)
    asked = client.post("/accounts/password/reset/", {"email": email}, follow=True)
    assert "If there is an account with this address" in asked.content.decode()
    assert [m.to for m in mails()] == ([["Ann@Example.org"]] if email[:3] == "ann" else [])


def test_a_mail_server_that_is_down_tells_nothing_either(client, settings, caplog):
    account()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    asked = client.post("/accounts/password/reset/", {"email": "ann@example.org"}, follow=True)
    assert "If there is an account with this address" in asked.content.decode()
    mails()
    assert "A mail to Ann@Example.org could not be sent" in caplog.text


def test_a_weak_password_is_refused(client):
    account()
    client.post("/accounts/password/reset/", {"email": "ann@example.org"})
    page = new_password(client, link(mails()[0]), "12345678").content.decode()
    assert "too common" in page


def test_a_changed_password_is_told_by_mail(client):
    account()
    sign_in(client)
    fields = {
        "oldpassword": PASSWORD,
        "password1": NEW,
        "password2": NEW,
    }
    assert client.post("/accounts/password/change/", fields).status_code == 302
    assert [m.to for m in mails()] == [["ann@example.org"]]
    assert signed_in(client)


def test_signing_out_needs_a_button(client):
    account()
    sign_in(client)
    client.get("/accounts/logout/")
    assert signed_in(client)
    assert client.post("/accounts/logout/").url == "/"
    assert not signed_in(client)


def test_a_session_ends_with_the_browser_unless_one_ticks(client):
    account()
    sign_in(client)
    assert client.session.get_expire_at_browser_close()
    client.logout()
    sign_in(client, remember="on")
    assert not client.session.get_expire_at_browser_close()


def test_one_s_account_page_is_one_s_own(client):
    assert client.get("/accounts/").url == "/accounts/login/?next=/accounts/"
    client.force_login(account())
    assert "Ann@Example.org" in client.get("/accounts/").content.decode()


def test_the_administration_has_no_door_of_its_own(client):
    account(is_staff=True)
    assert client.get("/admin/login/?next=/admin/auth/").url == "/accounts/login/?next=/admin/auth/"
    fields = {"username": "Ann", "password": PASSWORD}
    assert client.post("/admin/login/", fields).url.startswith("/accounts/login/")
    assert not signed_in(client)


def test_who_is_not_staff_finds_no_administration(client):
    client.force_login(UserFactory())
    assert client.get("/admin/login/").status_code == 404
    assert client.get("/admin/", follow=True).status_code == 404
