"""Second factors: codes of an app, recovery codes, and what staff may do before they have one."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.admin import site
from django.core.cache import cache

from evalsite import settings as ours

from .factories import EvaluationFactory, UserFactory
from .forms import address_of, filled
from .test_signing_in import NEW, PASSWORD, account, link, mails, new_password, sign_in, signed_in

pytestmark = pytest.mark.django_db
SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def code(seed=SEED, moment=None):
    """Return the six digits of RFC 6238 for a moment in seconds."""
    counter = struct.pack(">Q", int(time.time() if moment is None else moment) // 30)
    digest = hmac.new(base64.b32decode(seed), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def enter(client, digits=None):
    """Enter a code, the present one by default; not in the last second of its half minute."""
    if time.time() % 30 > 29:
        time.sleep(1.1)
    return client.post("/accounts/2fa/authenticate/", {"code": digits or code()})


@pytest.fixture
def ann():
    user = account(is_staff=True, is_superuser=True)
    TOTP.activate(user, SEED)
    return user


def test_codes_are_those_of_the_standard():
    assert code(moment=59) == "287082"
    assert code(moment=1111111109) == "081804"


def test_a_password_alone_does_not_open_an_account_with_an_app(client, ann):
    assert sign_in(client).url == "/accounts/2fa/authenticate/"
    assert not signed_in(client)
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"


def test_the_code_of_the_app_opens_it(client, ann):
    sign_in(client, next="/admin/auth/")
    assert enter(client).url == "/admin/auth/"
    assert signed_in(client)


@pytest.mark.parametrize("digits", ["000000", "", "x", code(moment=0)])
def test_another_code_does_not(client, ann, digits):
    sign_in(client)
    assert client.post("/accounts/2fa/authenticate/", {"code": digits}).status_code == 200
    assert not signed_in(client)


def test_a_code_opens_once(client, ann, settings):
    settings.CACHES = ours.CACHES
    cache.clear()
    sign_in(client)
    used = code()
    assert enter(client, used).status_code == 302
    client.logout()
    sign_in(client)
    assert "Incorrect code" in enter(client, used).content.decode()


def test_the_sixth_guess_at_a_code_waits(client, ann, settings):
    settings.CACHES = ours.CACHES
    cache.clear()
    sign_in(client)
    for _ in range(5):
        enter(client, "000000")
    assert "Too many attempts" in enter(client).content.decode()
    assert not signed_in(client)


def test_a_recovery_code_opens_once(client, ann):
    [first, *_] = RecoveryCodes.activate(ann).get_unused_codes()
    sign_in(client)
    assert enter(client, first).status_code == 302
    client.logout()
    sign_in(client)
    assert enter(client, first).status_code == 200


def test_a_new_password_does_not_go_round_the_app(client, ann):
    client.post("/accounts/password/reset/", {"email": "ann@example.org"})
    new_password(client, link(mails()[0]))
    assert sign_in(client, password=NEW).url == "/accounts/2fa/authenticate/"


def test_an_app_is_set_up_with_the_password_again_and_told_by_mail(
    client, django_capture_on_commit_callbacks
):
    user = account()
    sign_in(client)
    assert client.get("/accounts/2fa/totp/activate/").url.startswith("/accounts/reauthenticate/")
    again = {"password": PASSWORD, "next": "/accounts/2fa/totp/activate/"}
    client.post("/accounts/reauthenticate/", again)
    seed = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/accounts/2fa/totp/activate/", {"code": code(seed)})
    assert done.url == "/accounts/2fa/recovery-codes/"
    assert {a.type for a in Authenticator.objects.filter(user=user)} == {"totp", "recovery_codes"}
    assert {tuple(m.to) for m in mails()} == {("ann@example.org",)}


def test_a_form_comes_back_over_the_second_factor(client, ann):
    evaluation = EvaluationFactory(title="Start")
    client.force_login(ann)
    data = filled(client, address_of(evaluation)) | {"title": "Typed title"}
    client.logout()
    kept = client.post(address_of(evaluation), data).context["kept_form"]
    sign_in(client, kept_form=kept, next=address_of(evaluation))
    answer = enter(client)
    assert answer.context["address"] == address_of(evaluation)
    assert ["title", "Typed title"] in [list(field) for field in answer.context["fields"]]
    assert "kept_form" not in client.session


def test_nothing_is_kept_for_who_does_not_know_the_password(client, ann):
    sign_in(client, password="wrong", kept_form="[]")
    assert "kept_form" not in client.session


def test_a_publisher_takes_a_lost_factor_away_and_sees_no_secret(client, ann):
    ben = UserFactory()
    factor = TOTP.activate(ben, "JBSWY3DPEHPK3PXP").instance
    client.force_login(ann)
    base = f"/admin/mfa/authenticator/{factor.pk}"
    assert "JBSWY3DPEHPK3PXP" not in client.get(f"{base}/change/").content.decode()
    assert client.get("/admin/mfa/authenticator/add/").status_code == 403
    client.post(f"{base}/delete/", {"post": "yes"})
    assert not Authenticator.objects.filter(user=ben).exists()


def test_tables_that_are_not_used_have_no_screens():
    registered = {model._meta.app_label for model in site._registry}
    assert not registered & {"account", "socialaccount"}


@pytest.fixture
def strict(settings):
    settings.EVALSITE_STAFF_2FA = True


BEFORE = ["/", "/evaluations/", "/admin/", "/admin/auth/user/", "/desk/removed/", "/accounts/",
          "/accounts/password/change/", "/nothing-here/"]  # fmt: skip


@pytest.mark.parametrize("address", BEFORE)
def test_staff_without_a_second_factor_can_only_set_one_up(client, strict, address):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    for method in (client.get, client.post):
        answer = method(address)
        assert (answer.status_code, answer.url) == (302, "/accounts/2fa/")


ALLOWED = ["/accounts/2fa/", "/accounts/reauthenticate/", "/accounts/logout/", "/health/"]


@pytest.mark.parametrize("address", ALLOWED)
def test_staff_without_a_second_factor_find_the_way_to_one(client, strict, address):
    account(is_staff=True)
    sign_in(client)
    assert client.get(address).status_code == 200


def test_staff_with_one_work_as_ever(client, strict, ann):
    sign_in(client)
    enter(client)
    assert client.get("/admin/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, strict):
    user = account(is_staff=True)
    RecoveryCodes.activate(user)
    client.force_login(user)
    assert client.get("/admin/").url == "/accounts/2fa/"


def test_who_removes_the_only_factor_is_asked_for_one_again(client, strict, ann):
    client.force_login(ann)
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.filter(user=ann).delete()
    assert client.get("/admin/").url == "/accounts/2fa/"


def test_others_need_none(client, strict):
    assert client.get("/").status_code == 200
    client.force_login(UserFactory())
    assert client.get("/").status_code == 200


def test_without_the_setting_staff_need_none(client):
    client.force_login(UserFactory(is_staff=True))
    assert client.get("/admin/").status_code == 200
