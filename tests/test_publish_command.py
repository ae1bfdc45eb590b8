import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from bench.serving import ROOT, database_url
from findings.models import Evaluation, Passage, Publication
from findings.verify import verify
from projects.history.verify import verify as verify_history

from .factories import EvaluationFactory, FindingFactory, LessonFactory, UserFactory

pytestmark = pytest.mark.django_db


def publisher():
    return UserFactory(username="publisher", is_staff=True, is_superuser=True)


def publish(*slugs, **options):
    call_command("publish", *slugs, **{"by": "publisher", **options})


def submitted(n, by):
    """So many evaluations with an item, given to the publishers to read."""
    evaluations = [LessonFactory().evaluation for _ in range(n)]
    for evaluation in evaluations:
        evaluation.submit(by=by)
    return evaluations


def test_those_that_are_named_are_published(capsys):
    user, one, two = publisher(), EvaluationFactory(slug="one"), EvaluationFactory(slug="two")
    EvaluationFactory(slug="three")
    publish("two", "one", "two", note="As agreed.")
    told = Publication.objects.order_by("pk")
    assert [p.evaluation for p in told] == [two, one]
    assert {(p.user, p.note, p.audience) for p in told} == {(user, "As agreed.", "everybody")}
    assert "2 of 2 evaluations" in (out := capsys.readouterr().out) and "2 published." in out


def test_all_that_are_in_review_are_published_and_no_draft():
    first, second = submitted(2, by=publisher())
    EvaluationFactory()
    publish(all_ready=True)
    assert {p.evaluation for p in Publication.objects.all()} == {first, second}
    assert not Evaluation.objects.filter(reviews__outcome="").exists()
    publish(all_ready=True)
    assert Publication.objects.count() == 2


def test_all_that_changed_since_are_published_for_those_who_read_them_before():
    publisher(), EvaluationFactory()
    same, changed = EvaluationFactory(), EvaluationFactory()
    same.publish(by=None)
    changed.publish(by=None, audience="staff")
    FindingFactory(evaluation=changed)
    publish(since_changed=True)
    assert [p.number for p in changed.publications.all()] == [2, 1]
    assert changed.publications.get(number=2).audience == "staff"
    assert same.publications.count() == 1


def test_what_was_withdrawn_does_not_come_back_because_it_changed():
    user, evaluation = publisher(), EvaluationFactory()
    evaluation.publish(by=None)
    evaluation.withdraw(by=user, reason="Wrong.")
    publish(since_changed=True)
    assert evaluation.publications.count() == 1


def test_an_audience_that_is_given_counts():
    publisher(), EvaluationFactory(slug="one")
    publish("one", audience="donors")
    assert Publication.objects.get().audience == "donors"


def test_refusals_are_listed_and_the_others_published(settings):
    settings.EVALSITE_SELF_PUBLISH = False
    own, [others] = EvaluationFactory(slug="own"), submitted(1, by=UserFactory())
    own.submit(by=publisher())
    with pytest.raises(CommandError) as error:
        publish("own", others.slug, "none")
    assert "own: You submitted it yourself" in str(error.value)
    assert "none: There is no such evaluation." in str(error.value)
    assert Publication.objects.get().evaluation == others


def test_who_may_not_publish_is_refused():
    UserFactory(username="editor", is_staff=True), EvaluationFactory(slug="one")
    with pytest.raises(CommandError, match="editor may not publish"):
        publish("one", by="editor")
    with pytest.raises(CommandError, match="no account nobody"):
        publish("one", by="nobody")
    assert not Publication.objects.exists()


def test_one_way_of_choosing_is_needed():
    publisher()
    with pytest.raises(CommandError, match="required"):
        publish()


def test_who_interrupts_it_is_told_what_stands(monkeypatch):
    submitted(3, by=publisher())
    plain, done = Evaluation.publish, []

    def interrupted(self, **kwargs):
        if done:
            raise KeyboardInterrupt
        done.append(plain(self, **kwargs))

    monkeypatch.setattr(Evaluation, "publish", interrupted)
    with pytest.raises(CommandError, match="Stopped. 1 are published, and whole."):
        publish(all_ready=True)
    assert Publication.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_whole_publications_and_the_next_goes_on(sign, tmp_path):
    publisher(), submitted(30, by=UserFactory())
    run = running(tmp_path)
    while run.poll() is None and not Publication.objects.exists():
        time.sleep(0.01)
    time.sleep(random.uniform(0, 0.05))  # noqa: S311
    run.send_signal(sign)
    assert run.wait() == (1 if sign == signal.SIGINT else -signal.SIGKILL)
    published = Publication.objects.count()
    assert 0 < published < 30 and Passage.objects.count() == published
    assert list(verify()) == [] and list(verify_history()) == []
    publish(all_ready=True)
    assert Publication.objects.count() == 30 and set(_numbers()) == {1}


def _numbers():
    return Publication.objects.values_list("number", flat=True)


def running(folder):
    """Publish all that is in review, in a process of its own."""
    env = os.environ | {"DATABASE_URL": database_url(connection), "EVALSITE_VAR": str(folder)}
    command = [sys.executable, "manage.py", "publish", "--all-ready", "--by", "publisher"]
    return subprocess.Popen(  # noqa: S603
        command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
