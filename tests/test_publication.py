import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.db.models import ProtectedError
from hypothesis import given, settings
from hypothesis import strategies as st

from findings.content import digest, from_content, to_content
from findings.models import Evaluation, Publication
from findings.summary import Facts, Summary
from projects.months import Month

from .factories import (
    AreaFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    GoodPracticeFactory,
    LessonFactory,
    ObjectiveFactory,
    ProjectFactory,
    RatingFactory,
    RecommendationFactory,
    UserFactory,
)

ANYBODY = AnonymousUser()


@pytest.mark.django_db
def test_publications_are_numbered_from_one():
    evaluation, user = EvaluationFactory(), UserFactory()
    first = evaluation.publish(by=user, note="First.")
    second = evaluation.publish(by=user)
    assert [first.number, second.number] == [1, 2]
    assert (first.user, first.note) == (user, "First.")


@pytest.mark.django_db
def test_a_publication_stays_as_it_was_when_the_evaluation_is_revised():
    finding = FindingFactory(body="As published.")
    publication = finding.evaluation.publish(by=None)
    finding.body = "Revised."
    finding.save()
    frozen = Publication.objects.get(pk=publication.pk)
    assert frozen.summary.findings[0].body == "<p>As published.</p>"
    assert digest(frozen.content) == frozen.digest


@pytest.mark.django_db
def test_readers_are_given_the_newest_publication_that_they_may_see():
    evaluation = EvaluationFactory()
    evaluation.publish(by=None)
    evaluation.publish(by=None, audience="staff")
    current_to = Publication.objects.current_to
    assert current_to(ANYBODY).get().number == 1
    assert current_to(UserFactory(is_staff=True)).get().number == 2


@pytest.mark.django_db
def test_somebody_deactivated_sees_no_more_than_anybody():
    EvaluationFactory().publish(by=None, audience="staff")
    gone = UserFactory(is_staff=True, is_active=False)
    assert not Publication.objects.visible_to(gone).exists()


@pytest.mark.django_db
def test_a_number_is_given_once():
    publication = EvaluationFactory().publish(by=None)
    publication.pk = None
    with pytest.raises(IntegrityError):
        publication.save()


@pytest.mark.django_db
def test_what_was_published_cannot_be_deleted():
    evaluation = EvaluationFactory()
    evaluation.publish(by=None)
    with pytest.raises(ProtectedError):
        evaluation.delete()


@pytest.mark.django_db
def test_publishing_writes_a_passage_for_each_item():
    evaluation = EvaluationFactory(language="fr")
    FindingFactory(evaluation=evaluation, heading="Inspection", criterion="relevance")
    whole = RecommendationFactory(evaluation=evaluation)
    RecommendationFactory(evaluation=evaluation, parent=whole)
    LessonFactory(evaluation=evaluation, context="In a small country.")
    GoodPracticeFactory(evaluation=evaluation)
    passages = evaluation.publish(by=None).passages.all()
    assert [(p.kind, p.number) for p in passages] == [
        ("finding", "1"),
        ("recommendation", "1"),
        ("recommendation", "1.1"),
        ("lesson", "1"),
        ("practice", "1"),
    ]
    assert {(p.language, p.year) for p in passages} == {("fr", 2009)}
    assert "In a small country." in passages[3].text


@pytest.mark.django_db
def test_it_knows_whether_something_changed_since():
    evaluation = EvaluationFactory(title="One")
    assert evaluation.changed_since_published()
    evaluation.publish(by=None)
    assert not evaluation.changed_since_published()
    Evaluation.objects.filter(pk=evaluation.pk).update(title="Two")
    assert Evaluation.objects.get(pk=evaluation.pk).changed_since_published()


@pytest.mark.django_db
def test_a_whole_summary_survives_being_frozen():
    project = ProjectFactory(
        areas=[AreaFactory()], donors=[DonorFactory()], started="2006-11", budget="1.50",
        currency="USD",
    )  # fmt: skip
    objective = ObjectiveFactory(project=project, valid_from="2008-01")
    evaluation = EvaluationFactory(projects=[project], keywords="a, b", period_from="2006-11")
    finding = FindingFactory(evaluation=evaluation, objectives=[objective])
    RecommendationFactory(evaluation=evaluation, findings=[finding])
    RatingFactory(evaluation=evaluation)
    summary = Summary.of(evaluation)
    frozen = json.loads(json.dumps(to_content(summary)))
    assert from_content(frozen) == summary
    assert from_content(frozen).facts.projects[0].id == project.pk


def test_content_of_an_unknown_schema_is_refused():
    with pytest.raises(ValueError, match="schema 99"):
        from_content({"schema": 99, "summary": {}})


@settings(max_examples=30, deadline=None)
@given(title=st.text(), keywords=st.tuples(st.text()), year=st.integers(1900, 2100))
def test_any_text_survives_being_frozen(title, keywords, year):
    facts = Facts(keywords=keywords, completed=Month(year, 2))
    summary = Summary(title=title, facts=facts)
    content = to_content(summary)
    assert from_content(json.loads(json.dumps(content))) == summary


def test_the_digest_does_not_depend_on_the_order_of_keys():
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}) != digest({"a": 2, "b": 1})
