"""Accounts as publishers make and close them; who may not, and what nobody may."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from evalsite.accounts import Role, give_roles, roles_of
from findings.roles import EDITORS, PUBLISHERS, STAFF

from . import roles
from .factories import DonorFactory, EvaluationFactory, UserFactory
from .forms import filled
from .test_signing_in import mails

pytestmark = pytest.mark.django_db
User = get_user_model()
ADD = "/admin/auth/user/add/"


@pytest.fixture
def publisher(client):
    client.user = roles.publisher(username="paula", email="paula@example.org")
    client.force_login(client.user)
    return client


@pytest.fixture
def superuser(client):
    client.user = UserFactory(is_staff=True, is_superuser=True, email="su@example.org")
    client.force_login(client.user)
    return client


def page_of(user):
    return f"/admin/auth/user/{user.pk}/change/"


def add(client, *roles, **given):
    data = {"username": "edith", "email": "edith@example.org", "roles": list(roles)} | given
    return client.post(ADD, data)


@pytest.mark.parametrize(
    ("chosen", "is_staff", "groups"),
    [
        ([Role.EDITOR], True, {EDITORS}),
        ([Role.STAFF, Role.EDITOR], True, {STAFF, EDITORS}),
        ([Role.PUBLISHER], True, {PUBLISHERS}),
        ([Role.DONOR], False, set()),
    ],
)
def test_an_account_is_made_with_its_roles(publisher, chosen, is_staff, groups):
    assert add(publisher, *chosen).status_code == 302
    made = User.objects.get(username="edith")
    assert (made.is_staff, made.is_superuser) == (is_staff, False)
    assert {group.name for group in made.groups.all()} == groups


def test_who_gets_an_account_chooses_her_password(
    publisher, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        add(publisher, Role.EDITOR)
    [letter] = mails()
    assert letter.to == ["edith@example.org"] and "“edith”" in letter.body
    address = next(word for word in letter.body.split() if "/accounts/password/reset/" in word)
    client.logout()
    form = client.get(address, follow=True)
    assert form.status_code == 200
    words = {"password1": "a long secret 7", "password2": "a long secret 7"}
    client.post(form.request["PATH_INFO"], words)
    assert User.objects.get(username="edith").check_password("a long secret 7")


def test_until_then_no_password_opens_it(publisher):
    add(publisher, Role.EDITOR)
    assert not User.objects.get(username="edith").has_usable_password()


def test_the_letter_is_sent_again(publisher, django_capture_on_commit_callbacks):
    edith = roles.editor(username="edith", email="edith@example.org")
    left = roles.editor(email="left@example.org", is_active=False)
    fields = {"action": "send_link", "_selected_action": [edith.pk, left.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        publisher.post("/admin/auth/user/", fields)
    assert [letter.to for letter in mails()] == [["edith@example.org"]]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ([], "Say what the account is for."),
        ([Role.DONOR, Role.STAFF], "never one of those who work here"),
        (["Superusers"], "Select a valid choice"),
    ],
)
def test_roles_that_cannot_be_are_refused_in_words(publisher, chosen, said):
    assert said in add(publisher, *chosen).content.decode()
    assert not User.objects.filter(username="edith").exists()


@pytest.mark.parametrize("email", ["", "none", "PAULA@example.org"])
def test_an_account_has_an_address_of_its_own(publisher, email):
    assert add(publisher, Role.EDITOR, email=email).status_code == 200
    assert not User.objects.filter(username="edith").exists()


def test_a_role_is_taken_away_and_other_groups_stay(publisher):
    edith = roles.somebody(EDITORS, STAFF, email="edith@example.org")
    edith.groups.add(other := Group.objects.create(name="Own group"))
    data = filled(publisher, page_of(edith))
    assert set(data["roles"]) == {EDITORS, STAFF}
    publisher.post(page_of(edith), data | {"roles": [Role.STAFF]})
    assert {group.name for group in edith.groups.all()} == {STAFF, other.name}


def test_an_account_of_a_donor_does_not_come_to_work_here(publisher):
    kari = UserFactory(email="kari@example.org")
    DonorFactory(name="Norway").users.add(kari)
    data = filled(publisher, page_of(kari)) | {"roles": [Role.STAFF]}
    page = publisher.post(page_of(kari), data).content.decode()
    assert "It belongs to Norway; take it out of the users there first." in page
    assert not User.objects.get(pk=kari.pk).is_staff


def test_who_becomes_a_donor_user_leaves_the_desk(publisher, client):
    edith = roles.editor(evaluation := EvaluationFactory(), email="edith@example.org")
    data = filled(publisher, page_of(edith)) | {"roles": [Role.DONOR]}
    publisher.post(page_of(edith), data)
    client.force_login(User.objects.get(pk=edith.pk))
    assert client.get(f"/desk/evaluations/{evaluation.pk}/").status_code == 404


# What a publisher may not


def test_a_publisher_does_not_raise_herself(publisher):
    data = filled(publisher, page_of(publisher.user))
    assert "roles" not in data
    data |= {"roles": [Role.EDITOR, Role.PUBLISHER], "is_superuser": "on", "is_staff": "on"}
    assert publisher.post(page_of(publisher.user), data | {"first_name": "P"}).status_code == 302
    publisher.user.refresh_from_db()
    assert (publisher.user.first_name, publisher.user.is_superuser) == ("P", False)
    assert roles_of(User.objects.get(pk=publisher.user.pk)) == {Role.PUBLISHER}


@pytest.mark.parametrize("name", ["is_superuser", "is_staff", "user_permissions", "password"])
def test_a_publisher_is_not_asked_for_flags_and_takes_none(publisher, name):
    assert f'name="{name}"' not in publisher.get(ADD).content.decode()
    add(publisher, Role.EDITOR, **{name: "1"})
    made = User.objects.get(username="edith")
    assert not made.is_superuser and not made.user_permissions.exists()


def test_a_superuser_s_account_is_not_a_publisher_s_to_change(publisher):
    root = UserFactory(username="root", is_staff=True, is_superuser=True, email="root@example.org")
    assert publisher.get(page_of(root)).status_code == 200
    assert publisher.post(page_of(root), {"email": "mine@example.org"}).status_code == 403
    publisher.post(f"/admin/auth/user/state/?ids={root.pk}&active=0")
    root.refresh_from_db()
    assert (root.email, root.is_active) == ("root@example.org", True)


def test_a_superuser_makes_superusers(superuser):
    add(superuser, is_superuser="on")
    made = User.objects.get(username="edith")
    assert made.is_superuser and made.is_staff


def test_no_account_is_ever_deleted(superuser):
    user = UserFactory()
    address = f"/admin/auth/user/{user.pk}/delete/"
    assert superuser.get(address).status_code == 403
    assert superuser.post(address, {"post": "yes"}).status_code == 403
    fields = {"action": "delete_selected", "post": "yes", "_selected_action": [user.pk]}
    superuser.post("/admin/auth/user/", fields)
    assert User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize("person", [roles.staff, roles.editor, roles.somebody])
@pytest.mark.parametrize("address", ["", "add/", "1/change/", "state/?ids=1&active=0"])
def test_accounts_are_for_publishers(client, person, address):
    client.force_login(person())
    assert client.get(f"/admin/auth/user/{address}").status_code == 404
    assert client.post(f"/admin/auth/user/{address}", {"username": "x"}).status_code == 404


def test_groups_are_for_superusers(publisher, client):
    assert publisher.get("/admin/auth/group/").status_code == 404
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    assert client.get("/admin/auth/group/").status_code == 200


def test_nobody_s_password_is_set_in_the_administration(superuser):
    address = f"/admin/auth/user/{UserFactory().pk}/password/"
    words = {"password1": "a long secret 7", "password2": "a long secret 7"}
    assert superuser.post(address, words, follow=True).status_code == 404


# Deactivating


def chosen(client, action, *users):
    fields = {"action": action, "_selected_action": [user.pk for user in users]}
    return client.post("/admin/auth/user/", fields)


def test_accounts_are_deactivated_after_a_question(publisher):
    edith = roles.editor(username="edith")
    address = chosen(publisher, "deactivate", edith).url
    page = publisher.get(address).content.decode()
    assert "edith" in page and "They cannot sign in any more" in page
    assert User.objects.get(pk=edith.pk).is_active
    page = publisher.post(address, follow=True).content.decode()
    assert "Deactivated: edith." in page and "Undo…" in page
    assert not User.objects.get(pk=edith.pk).is_active


def test_a_deactivated_account_is_activated_again(publisher):
    edith = roles.editor(username="edith", is_active=False)
    address = chosen(publisher, "activate", edith).url
    assert "They can sign in again" in publisher.get(address).content.decode()
    publisher.post(address)
    edith.refresh_from_db()
    assert edith.is_active and roles_of(edith) == {Role.EDITOR}


def test_who_is_deactivated_is_signed_out_at_once(client):
    edith = roles.editor(evaluation := EvaluationFactory())
    client.force_login(edith)
    address = f"/desk/evaluations/{evaluation.pk}/"
    assert client.get(address).status_code == 200
    User.objects.update(is_active=False)
    assert client.get(address).status_code == 302


def test_nobody_deactivates_herself(publisher):
    page = publisher.post(f"/admin/auth/user/state/?ids={publisher.user.pk}&active=0", follow=True)
    assert "Nothing was changed." in page.content.decode()
    assert User.objects.get(pk=publisher.user.pk).is_active


@pytest.mark.parametrize("ids", ["", "x", "999999", "1e3", "9" * 30])
def test_what_names_no_account_changes_none(publisher, ids):
    page = publisher.post(f"/admin/auth/user/state/?ids={ids}&active=0", follow=True)
    assert "Nothing was changed." in page.content.decode()


def test_the_list_says_what_accounts_are_for(publisher):
    roles.somebody(STAFF, EDITORS, username="edith")
    UserFactory(username="kari")
    page = publisher.get("/admin/auth/user/").content.decode()
    assert "Staff, Editor" in page and "Donor user" in page
    page = publisher.get(f"/admin/auth/user/?role={EDITORS}").content.decode()
    assert "edith" in page and "kari" not in page


def test_the_list_of_accounts_costs_the_same_however_many(publisher, django_assert_num_queries):
    publisher.get("/admin/auth/user/")
    for _ in range(8):
        roles.editor()
    with django_assert_num_queries(8):
        publisher.get("/admin/auth/user/")


@pytest.mark.parametrize("query", ["password__startswith=x", "email__regex=(a%2B)%2B$"])
def test_the_list_cannot_be_asked_for_secrets(publisher, query):
    assert publisher.get(f"/admin/auth/user/?{query}").status_code == 400


def test_roles_are_given_twice_without_harm():
    user = UserFactory()
    for _ in range(2):
        give_roles(user, [Role.EDITOR])
    assert [group.name for group in user.groups.all()] == [EDITORS]
