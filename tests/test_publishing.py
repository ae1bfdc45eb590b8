"""The way of an evaluation to its readers, at the desk."""

import pytest
from django.contrib.auth.models import Permission
from django.core import mail

from findings.models import Evaluation, Publication, Review
from findings.refusals import Refused

from .factories import (
    EvaluationFactory,
    FindingFactory,
    LessonFactory,
    ProjectFactory,
    UserFactory,
)
from .test_versions import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def four_eyes(settings):
    settings.EVALSITE_SELF_PUBLISH = False


def person(*permissions, **kwargs):
    user = UserFactory(is_staff=True, **kwargs)
    for name in permissions:
        label, codename = name.split(".")
        permission = Permission.objects.get(content_type__app_label=label, codename=codename)
        user.user_permissions.add(permission)
    return user


@pytest.fixture
def editor():
    return person("findings.change_evaluation", username="ed", email="ed@example.org")


@pytest.fixture
def publisher():
    return person(
        "findings.publish_evaluation",
        "projects.read_drafts",
        username="pat",
        email="pat@example.org",
    )


@pytest.fixture
def evaluation(editor):
    evaluation = EvaluationFactory(title="Fees")
    evaluation.editors.add(editor)
    return evaluation


def step(client, user, evaluation, verb, **data):
    client.force_login(user)
    return client.post(f"/desk/evaluations/{evaluation.pk}/{verb}/", data, follow=True)


def seen(client, user, evaluation):
    client.force_login(user)
    page = client.get(f"/desk/evaluations/{evaluation.pk}/publishing/")
    return page.context["publish"].initial["seen"]


def test_an_editor_submits_and_a_publisher_publishes(client, evaluation, editor, publisher):
    assert "with the publishers now" in text(step(client, editor, evaluation, "submit", note="Go"))
    data = {"audience": "everybody", "note": "First.", "seen": seen(client, publisher, evaluation)}
    assert "published as version 1" in text(step(client, publisher, evaluation, "publish", **data))
    publication = evaluation.publications.get()
    assert (publication.user, publication.note) == (publisher, "First.")
    review = Review.objects.get()
    assert (review.submitted_by, review.outcome, review.closed_by) == (
        editor,
        "published",
        publisher,
    )


def test_each_step_is_kept_with_who_and_why(evaluation, editor, publisher):
    evaluation.submit(editor, "Please read it.")
    evaluation.return_to_draft(publisher, "The dates differ.")
    told = Review.history_model.objects.order_by("history_id").values_list(
        "history_user__username", "history_change_reason"
    )
    assert list(told) == [("ed", "Please read it."), ("pat", "The dates differ.")]


def test_a_step_is_no_change_of_the_text(evaluation, editor, publisher):
    evaluation.refresh_from_db()
    before = evaluation.version
    evaluation.submit(editor)
    evaluation.publish(publisher)
    evaluation.refresh_from_db()
    assert evaluation.version == before and not evaluation.changed_since_published()


def test_what_is_in_review_cannot_be_submitted_again(evaluation, editor):
    evaluation.submit(editor)
    with pytest.raises(Refused, match="in review already"):
        evaluation.submit(editor)


def test_what_nobody_submitted_cannot_be_published(client, evaluation, publisher):
    data = {"audience": "everybody", "seen": seen(client, publisher, evaluation)}
    response = step(client, publisher, evaluation, "publish", **data)
    assert response.status_code == 409 and "submit it first" in text(response)
    assert not Publication.objects.exists()


def test_nobody_publishes_what_she_submitted(client, evaluation):
    both = person("findings.change_evaluation", "findings.publish_evaluation")
    evaluation.editors.add(both)
    evaluation.submit(both)
    data = {"audience": "everybody", "seen": seen(client, both, evaluation)}
    response = step(client, both, evaluation, "publish", **data)
    assert response.status_code == 409 and "somebody else publishes it" in text(response)
    assert not Publication.objects.exists()


def test_a_setting_lets_her_publish_it(evaluation, editor, settings):
    settings.EVALSITE_SELF_PUBLISH = True
    evaluation.submit(editor)
    assert evaluation.publish(editor).number == 1


def test_what_changed_since_it_was_read_is_not_published(client, evaluation, editor, publisher):
    evaluation.submit(editor)
    data = {"audience": "everybody", "seen": seen(client, publisher, evaluation)}
    evaluation.title = "Fees and wages"
    evaluation.save()
    response = step(client, publisher, evaluation, "publish", **data)
    assert response.status_code == 409 and "read it again" in text(response)
    assert not Publication.objects.exists() and Review.objects.open().exists()


@pytest.mark.parametrize("verb", ["publish", "withdraw", "return"])
def test_an_editor_may_not(client, evaluation, editor, publisher, verb):
    evaluation.submit(publisher)
    data = {"audience": "everybody", "reason": "x", "seen": "x"}
    assert step(client, editor, evaluation, verb, **data).status_code == 404


@pytest.mark.parametrize("verb", ["submit", "publish", "withdraw", "return"])
def test_steps_are_posted(client, evaluation, verb):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    assert client.get(f"/desk/evaluations/{evaluation.pk}/{verb}/").status_code == 405


def test_a_publisher_who_does_not_edit_cannot_submit(client, evaluation, publisher):
    assert step(client, publisher, evaluation, "submit").status_code == 404


def test_one_takes_back_what_one_submitted(client, evaluation, editor):
    evaluation.submit(editor)
    assert "a draft again" in text(step(client, editor, evaluation, "return"))
    assert Review.objects.get().outcome == "taken_back"


def test_a_wrong_choice_is_said_and_keeps_the_note(client, evaluation, editor, publisher):
    evaluation.submit(editor)
    response = step(client, publisher, evaluation, "publish", audience="martians", note="Kept.")
    assert response.status_code == 422 and "Kept." in text(response)


def test_withdrawing_needs_a_reason(client, evaluation, publisher):
    evaluation.publish(by=None)
    assert step(client, publisher, evaluation, "withdraw").status_code == 422
    response = step(client, publisher, evaluation, "withdraw", reason="Wrong figures.")
    assert "It is withdrawn" in text(response) and "Wrong figures." in text(response)
    assert Evaluation.objects.with_state().get().published is None


def test_what_is_not_published_cannot_be_withdrawn(evaluation, publisher):
    with pytest.raises(Refused, match="Nothing of it"):
        evaluation.withdraw(publisher, "Wrong.")


def test_an_item_is_struck_after_a_question(client, evaluation, publisher):
    finding = FindingFactory(evaluation=evaluation, body="Wrong figure.")
    evaluation.publish(by=None)
    client.force_login(publisher)
    address = f"/desk/strike/finding/{finding.pk}/"
    assert "Wrong figure." in text(client.get(address))
    assert client.post(address, {}).status_code == 422
    told = text(client.post(address, {"reason": "Misread."}, follow=True))
    assert "is struck" in told and evaluation.publications.count() == 2


def test_an_editor_cannot_strike(client, evaluation, editor):
    finding = FindingFactory(evaluation=evaluation)
    evaluation.publish(by=None)
    client.force_login(editor)
    address = f"/desk/strike/finding/{finding.pk}/"
    assert client.post(address, {"reason": "Misread."}).status_code == 404


def test_the_page_shows_advice_and_what_changes_for_readers(client, evaluation, publisher):
    finding = FindingFactory(evaluation=evaluation, body="Fees fell.")
    LessonFactory(evaluation=evaluation, text="Begin early.")
    evaluation.publish(by=None)
    finding.body = "Fees rose."
    finding.save()
    client.force_login(publisher)
    told = text(client.get(f"/desk/evaluations/{evaluation.pk}/publishing/"))
    assert "Not recorded" in told and "context" in told
    assert "[removed: </span>fell" in told and "[added: </span>rose" in told


def test_publishing_opens_the_projects_that_were_chosen(client, evaluation, editor, publisher):
    open_it, keep = ProjectFactory(audience="staff"), ProjectFactory(audience="staff")
    evaluation.projects.add(open_it, keep)
    evaluation.submit(editor)
    data = {"audience": "everybody", "opening": [open_it.pk]}
    data["seen"] = seen(client, publisher, evaluation)
    step(client, publisher, evaluation, "publish", **data)
    open_it.refresh_from_db()
    keep.refresh_from_db()
    assert (open_it.audience, keep.audience) == ("everybody", "staff")


def test_publishers_are_told_what_was_submitted(evaluation, editor, publisher, commits):
    with commits():
        evaluation.submit(editor, "Please read it.")
    [letter] = mail.outbox
    assert letter.to == ["pat@example.org"] and letter.subject == "To review: Fees"
    assert "Please read it." in letter.body
    assert f"http://localhost:8000/desk/evaluations/{evaluation.pk}/publishing/" in letter.body


def test_editors_are_told_what_was_returned_and_published(evaluation, editor, publisher, commits):
    evaluation.submit(editor)
    with commits():
        evaluation.return_to_draft(publisher, "The dates differ.")
    evaluation.submit(editor)
    mail.outbox.clear()
    with commits():
        evaluation.publish(publisher, "First.")
    assert [(m.to, m.subject) for m in mail.outbox] == [(["ed@example.org"], "Published: Fees")]


def test_nobody_is_told_what_she_did_herself_nor_somebody_deactivated(
    evaluation, editor, publisher, commits
):
    publisher.is_active = False
    publisher.save()
    with commits():
        evaluation.submit(editor)
    assert mail.outbox == []


def test_a_letter_that_cannot_be_sent_undoes_nothing(
    evaluation, editor, publisher, commits, settings
):
    settings.EMAIL_BACKEND = "no.such.Backend"
    with commits():
        evaluation.submit(editor)
    assert Review.objects.open().count() == 1


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_many_are_published_after_a_question(client, publisher, settings):
    settings.EVALSITE_SELF_PUBLISH = True
    keys = [EvaluationFactory().pk for _ in range(3)]
    client.force_login(publisher)
    ids = ",".join(map(str, keys))
    assert "Publish 3 evaluations?" in text(client.get(f"/desk/publish-many/?ids={ids}"))
    data = {"ids": ids, "audience": "staff", "note": "Together."}
    told = text(client.post("/desk/publish-many/", data))
    assert "3 published just now" in told
    assert set(Publication.objects.values_list("audience", "note")) == {("staff", "Together.")}


def test_what_is_refused_among_many_is_listed(client, evaluation, editor, publisher):
    evaluation.submit(editor)
    other = EvaluationFactory(title="Wages")
    client.force_login(publisher)
    data = {"ids": f"{evaluation.pk},{other.pk}"}
    told = text(client.post("/desk/publish-many/", data))
    assert "1 published just now, 1 refused" in told and "submit it first" in told


def test_work_that_takes_long_says_how_far_it_is(client, publisher, settings, monkeypatch):
    settings.EVALSITE_SELF_PUBLISH = True
    monkeypatch.setattr("findings.desk.many.SECONDS", 0.001)
    keys = [EvaluationFactory().pk for _ in range(3)]
    client.force_login(publisher)
    page = client.post("/desk/publish-many/", {"ids": ",".join(map(str, keys))})
    assert "2 to go" in text(page) and Publication.objects.count() == 1
    client.post("/desk/publish-many/", {"ids": page.context["ids"], "all": "3"})
    assert Publication.objects.count() == 2


@pytest.mark.parametrize("ids", ["x", "1,-2", "9" * 30, "1;2"])
def test_keys_that_are_none_are_not_found(client, publisher, ids):
    client.force_login(publisher)
    assert client.get("/desk/publish-many/", {"ids": ids}).status_code == 404


def test_an_editor_cannot_publish_many(client, evaluation, editor):
    client.force_login(editor)
    assert client.get(f"/desk/publish-many/?ids={evaluation.pk}").status_code == 404
