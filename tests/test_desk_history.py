import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from findings.models import Evaluation, Finding, Lesson
from projects.history import Revision, revision
from projects.models import Objective

from . import roles
from .factories import (
    ActionFactory,
    AreaFactory,
    EvaluationFactory,
    FindingFactory,
    LessonFactory,
    ObjectiveFactory,
    ProjectFactory,
    RecommendationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation():
    return EvaluationFactory(pk=7, title="Labour migration")


@pytest.fixture
def staff(client):
    """Staff who may look, and change nothing."""
    client.force_login(roles.staff())
    return client


@pytest.fixture
def editor(client):
    """Somebody who may edit all there is."""
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def text(response):
    """What a person reads, without marks and with single spaces."""
    content = re.sub(r"<(style|script|head).*?</\1>", " ", response.content.decode(), flags=re.S)
    content = re.sub(r"</?(?:span|ins|del|strong|a|time)\b[^>]*>", "", content)
    return " ".join(re.sub(r"<[^>]+>", " ", content).replace("&nbsp;", " ").split())


def last():
    return Revision.objects.latest()


def gone(instance):
    key = instance.pk
    instance.delete()
    return key


def addresses():
    ProjectFactory(pk=7)
    lesson = gone(LessonFactory(evaluation_id=7))
    return [
        "/desk/evaluations/7/history/",
        f"/desk/evaluations/7/as-of/{last().pk}/",
        f"/desk/evaluations/7/compare/?from={last().pk}&to=now",
        "/desk/projects/7/history/",
        "/desk/removed/",
        f"/desk/restore/findings.lesson/{lesson}/",
    ]


def test_anonymous_people_are_asked_to_sign_in(client, evaluation):
    for address in addresses():
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith("/admin/login/?next=/desk/")


def test_people_who_are_not_staff_find_nothing(client, evaluation):
    client.force_login(UserFactory())
    assert {client.get(address).status_code for address in addresses()} == {404}


def test_staff_who_left_find_nothing(client, evaluation):
    user = UserFactory(is_staff=True)
    client.force_login(user)
    type(user).objects.update(is_active=False)
    assert {client.get(address).status_code for address in addresses()} == {302}


def test_an_editor_reads_every_page_and_nothing_is_cached(editor, evaluation):
    for address in addresses():
        response = editor.get(address)
        assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_what_is_not_there_answers_404(staff, evaluation):
    number = last().pk
    for address in [
        "/desk/evaluations/8/history/",
        "/desk/projects/8/history/",
        "/desk/evaluations/7/as-of/999999/",
        f"/desk/evaluations/8/as-of/{number}/",
        "/desk/evaluations/7/compare/",
        "/desk/evaluations/7/compare/?from=now&to=999999",
        "/desk/evaluations/7/compare/?from=1e3",
        "/desk/evaluations/7/compare/?from=99999999999999999999999",
        "/desk/evaluations/7/as-of/99999999999999999999999/",
        "/desk/restore/findings.finding/999999/",
        "/desk/restore/findings.finding/99999999999999999999999/",
        "/desk/restore/findings.nothing/1/",
        "/desk/restore/auth.user/1/",
        "/desk/restore/projects.theme/1/",
    ]:
        assert staff.get(address).status_code == 404, address


def test_before_it_was_entered_there_is_nothing_to_read(staff):
    early = ProjectFactory().history.get().revision_id
    EvaluationFactory(pk=7)
    assert staff.get(f"/desk/evaluations/7/as-of/{early}/").status_code == 404
    assert staff.get(f"/desk/evaluations/7/compare/?from={early}").status_code == 404


def test_pages_that_only_show_refuse_to_be_posted_to(editor, evaluation):
    for address in addresses()[:-1]:
        assert editor.post(address).status_code == 405


def test_every_page_answers_head_without_a_change(editor, evaluation):
    for address in addresses():
        response = editor.head(address)
        assert (response.status_code, response.content) == (200, b"")
    assert not Lesson.objects.exists()


def test_an_entry_is_read_at_a_glance(staff, evaluation):
    finding = FindingFactory(evaluation=evaluation, label="4", body="Funds came late.")
    ann = UserFactory(first_name="Ann", last_name="Other")
    with revision(user=ann, reason="Proofread"):
        Finding.objects.filter(pk=finding.pk).update(body="Funds came early.")
    page = text(staff.get("/desk/evaluations/7/history/"))
    assert re.search(r"Ann Other · \d+ \w+ \d{4}, \d\d:\d\d · Proofread", page)
    assert "Changed Finding 4 Funds came early." in page
    assert "Funds came [removed: late][added: early]." in page


def test_a_change_is_told_by_mark_and_by_word(staff, evaluation):
    Evaluation.objects.filter(pk=7).update(timing="final")
    page = staff.get("/desk/evaluations/7/history/").content.decode()
    assert '<ins><span class="visually-hidden">[added: </span>Final' in page


def test_what_is_written_in_a_text_is_no_markup(staff, evaluation):
    Evaluation.objects.filter(pk=7).update(title="<script>alert(1)</script> & more")
    page = staff.get("/desk/evaluations/7/history/").content.decode()
    assert "<script>" not in page and "&lt;script&gt;" in page


def test_moves_are_counted(staff, evaluation):
    FindingFactory.create_batch(3, evaluation=evaluation)
    Finding.objects.update(position=99)
    assert "Moved 3 findings to another place" in text(staff.get("/desk/evaluations/7/history/"))


def test_many_changes_are_folded(staff, evaluation):
    with revision():
        FindingFactory.create_batch(9, evaluation=evaluation)
    page = staff.get("/desk/evaluations/7/history/").content.decode()
    assert "<summary>9 changes</summary>" in page


def test_changes_of_one_person_alone(staff, evaluation):
    ann, bob = UserFactory(first_name="Ann"), UserFactory(first_name="Bob")
    for user, heading in ((ann, "By Ann"), (bob, "By Bob")):
        with revision(user=user):
            FindingFactory(evaluation=evaluation, heading=heading)
    page = text(staff.get(f"/desk/evaluations/7/history/?person={ann.pk}"))
    assert "By Ann" in page and "By Bob" not in page and "1 revision," in page


def test_changes_of_one_kind_alone(staff, evaluation):
    FindingFactory(evaluation=evaluation, heading="A finding")
    LessonFactory(evaluation=evaluation, text="A lesson")
    page = text(staff.get("/desk/evaluations/7/history/?kind=lesson"))
    assert "A lesson" in page and "A finding" not in page


def test_changes_between_two_days_alone(staff, evaluation):
    today = last().moment.date()
    within = f"?since={today}&until={today}"
    assert "1 revision," in text(staff.get(f"/desk/evaluations/7/history/{within}"))
    page = text(staff.get(f"/desk/evaluations/7/history/?since={today + timedelta(days=1)}"))
    assert "No revision is of this kind. Show all revisions" in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("since=yesterday", "Enter a valid date."),
        ("person=ann", "Select a valid choice."),
        ("person=99999999999999999999", "Select a valid choice."),
        ("kind=area", "Select a valid choice."),
        ("until=9999-12-31", "less than or equal to 2999-12-31"),
    ],
)
def test_a_filter_that_cannot_be_read_is_said_and_left_out(staff, evaluation, asked, said):
    page = text(staff.get(f"/desk/evaluations/7/history/?{asked}"))
    assert said in page and "1 revision," in page


@pytest.mark.parametrize("page", ["0", "-1", "last", "99999999999999999999", "x"])
def test_a_page_that_is_none_is_the_nearest(staff, evaluation, page):
    assert staff.get(f"/desk/evaluations/7/history/?page={page}").status_code == 200


def test_a_thousand_revisions_are_read_page_by_page(staff, evaluation, django_assert_num_queries):
    finding = FindingFactory(evaluation=evaluation)
    for n in range(998):
        Finding.objects.filter(pk=finding.pk).update(heading=f"Heading {n}")
    for number in (1, 20):
        with django_assert_num_queries(23):
            page = staff.get(f"/desk/evaluations/7/history/?kind=finding&page={number}")
    assert "Page 20 of 40" in text(page)
    assert 'href="?kind=finding&amp;page=21"' in page.content.decode()


def test_a_project_tells_its_history(staff):
    objective = ObjectiveFactory(project__pk=7, project__title="LMPP", number=2)
    Objective.objects.filter(pk=objective.pk).update(statement="To do more.")
    page = text(staff.get("/desk/projects/7/history/"))
    assert "Changed Objective 2 To do more." in page and "Compare" not in page


def test_the_whole_is_shown_as_it_stood_then(staff, evaluation):
    finding = FindingFactory(evaluation=evaluation, body="Funds came late.")
    number = last().pk
    Finding.objects.filter(pk=finding.pk).update(body="Funds came early.")
    Evaluation.objects.filter(pk=7).update(title="Later title")
    page = text(staff.get(f"/desk/evaluations/7/as-of/{number}/"))
    assert "Funds came late." in page and "Labour migration" in page
    assert "early" not in page and "Later title" not in page


def test_what_came_of_it_is_shown_as_it_stood_then(staff, evaluation):
    action = ActionFactory(recommendation__evaluation=evaluation, status="in_progress")
    number = last().pk
    type(action).objects.update(status="completed")
    assert "In progress" in text(staff.get(f"/desk/evaluations/7/as-of/{number}/"))
    assert "Completed" in text(staff.get(f"/desk/evaluations/7/as-of/{last().pk}/"))


def test_two_moments_are_compared(staff, evaluation):
    finding = FindingFactory(evaluation=evaluation, body="Funds came late.")
    first = last().pk
    Finding.objects.filter(pk=finding.pk).update(body="Funds came early.")
    second = last().pk
    LessonFactory(evaluation=evaluation, text="Plan ahead.")
    page = text(staff.get(f"/desk/evaluations/7/compare/?from={first}&to={second}"))
    assert "Funds came [removed: late][added: early]." in page
    assert "Plan ahead." not in page and "Unchanged: Title and language" in page


def test_a_moment_is_compared_with_now(staff, evaluation):
    first = last().pk
    LessonFactory(evaluation=evaluation, text="Plan ahead.")
    page = text(staff.get(f"/desk/evaluations/7/compare/?from={first}"))
    assert "Added Lesson 1 Plan ahead." in page and "As it is now" in page


def test_where_nothing_differs_it_is_said(staff, evaluation):
    page = text(staff.get(f"/desk/evaluations/7/compare/?from={last().pk}&to=now"))
    assert "Nothing in the summary differs between the two." in page


def test_removed_items_stand_in_the_history_with_a_way_back(editor, evaluation):
    key = gone(FindingFactory(evaluation=evaluation, label="4", heading="Trained"))
    response = editor.get("/desk/evaluations/7/history/")
    assert f'href="/desk/restore/findings.finding/{key}/"' in response.content.decode()
    assert "Restore Finding 4: Trained" in text(response)


def test_who_may_not_change_sees_what_was_removed_but_no_way_back(staff, evaluation):
    gone(FindingFactory(evaluation=evaluation, heading="Trained"))
    gone(EvaluationFactory(title="A double"))
    for address in ("/desk/evaluations/7/history/", "/desk/removed/"):
        response = staff.get(address)
        assert "Removed by" in text(response) and "/desk/restore/" not in response.content.decode()


def test_an_item_comes_back_after_a_question(editor, evaluation):
    area = AreaFactory(name="Kenya")
    key = gone(FindingFactory(evaluation=evaluation, label="4", areas=[area]))
    assert "It comes back as it was" in text(editor.get(f"/desk/restore/findings.finding/{key}/"))
    assert not Finding.objects.exists()
    response = editor.post(
        f"/desk/restore/findings.finding/{key}/", {"reason": "By mistake"}, follow=True
    )
    assert response.redirect_chain == [("/desk/evaluations/7/history/", 302)]
    assert "Finding 4 is back." in text(response)
    assert Finding.objects.get().areas.get() == area


def test_a_restoration_is_kept_with_who_and_why(editor, evaluation):
    key = gone(FindingFactory(evaluation=evaluation))
    editor.post(f"/desk/restore/findings.finding/{key}/", {"reason": "By mistake"})
    made = last()
    assert (str(made.user.pk), made.reason) == (editor.session["_auth_user_id"], "By mistake")


def test_an_evaluation_comes_back_with_its_items(editor):
    whole = RecommendationFactory(evaluation__title="Migration")
    FindingFactory.create_batch(2, evaluation=whole.evaluation)
    key = gone(whole.evaluation)
    assert "Migration" in text(editor.get("/desk/removed/"))
    question = text(editor.get(f"/desk/restore/findings.evaluation/{key}/"))
    assert "2 findings" in question and "1 recommendation" in question
    response = editor.post(f"/desk/restore/findings.evaluation/{key}/", follow=True)
    assert "Evaluation is back, and 3 of what belongs to it." in text(response)
    assert Evaluation.objects.get(pk=key).findings.count() == 2


def test_what_is_left_out_is_said(editor, evaluation):
    area = AreaFactory(name="Kenya")
    key = gone(FindingFactory(evaluation=evaluation, areas=[area]))
    area.delete()
    response = editor.post(f"/desk/restore/findings.finding/{key}/", follow=True)
    assert "Left out, for it no longer exists: areas: Kenya." in text(response)


def test_a_second_click_restores_nothing_and_says_so(editor, evaluation):
    key = gone(FindingFactory(evaluation=evaluation))
    editor.post(f"/desk/restore/findings.finding/{key}/")
    response = editor.post(f"/desk/restore/findings.finding/{key}/", follow=True)
    assert "This finding is there; nothing was restored." in text(response)
    assert Finding.history.filter(id=key).count() == 3


def test_what_stands_against_it_is_said_and_nothing_is_changed(editor):
    key = gone(ObjectiveFactory(project__pk=7, number=1))
    ObjectiveFactory(project_id=7, number=1)
    address = f"/desk/restore/projects.objective/{key}/"
    told = "This framework has an objective with this number already. Nothing was changed."
    assert told in text(editor.get(address))
    response = editor.post(address)
    assert (response.status_code, Objective.objects.count()) == (409, 1)
    assert told in text(response)


def test_staff_without_the_right_cannot_restore(staff, evaluation):
    finding, whole = gone(FindingFactory(evaluation=evaluation)), gone(EvaluationFactory())
    for address in (f"findings.finding/{finding}", f"findings.evaluation/{whole}"):
        assert staff.get(f"/desk/restore/{address}/").status_code == 404
        assert staff.post(f"/desk/restore/{address}/").status_code == 404
    assert (Finding.objects.count(), Evaluation.objects.count()) == (0, 1)


def test_who_may_change_but_not_add_restores_items_not_evaluations(staff, evaluation):
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_evaluation"))
    evaluation.editors.add(user)
    staff.force_login(user)
    finding, whole = gone(FindingFactory(evaluation=evaluation)), gone(EvaluationFactory())
    assert staff.post(f"/desk/restore/findings.finding/{finding}/").status_code == 302
    assert staff.post(f"/desk/restore/findings.evaluation/{whole}/").status_code == 404


def test_an_item_of_a_removed_evaluation_is_not_restored_by_itself(editor):
    finding = FindingFactory()
    gone(finding.evaluation)
    assert editor.post(f"/desk/restore/findings.finding/{finding.pk}/").status_code == 404


def test_a_restoration_without_its_token_is_refused(evaluation):
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(UserFactory(is_staff=True, is_superuser=True))
    key = gone(FindingFactory(evaluation=evaluation))
    assert guarded.post(f"/desk/restore/findings.finding/{key}/").status_code == 403
    assert not Finding.objects.exists()


def test_other_methods_restore_nothing(editor, evaluation):
    key = gone(FindingFactory(evaluation=evaluation))
    for method in (editor.put, editor.delete, editor.patch):
        assert method(f"/desk/restore/findings.finding/{key}/").status_code == 405


def test_where_nothing_was_removed_it_is_said(staff, evaluation):
    assert "No part of it is missing." in text(staff.get("/desk/evaluations/7/history/"))
    assert "None of the evaluations was removed." in text(staff.get("/desk/removed/"))


def test_the_preview_leads_to_the_history(staff, evaluation):
    page = staff.get("/desk/evaluations/7/").content.decode()
    assert 'href="/desk/evaluations/7/history/"' in page


def test_no_page_needs_what_the_policy_forbids(editor, evaluation):
    for address in addresses():
        page = editor.get(address).content.decode()
        assert not re.search(r"<script|\sstyle=|\son\w+=", page), address
