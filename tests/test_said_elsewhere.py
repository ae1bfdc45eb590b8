"""What other evaluations say that is like one item, as far as a person may read it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from findings.facets.room import room
from findings.likeness import Words, likeness, spoken
from findings.models import Passage
from findings.search import elsewhere
from findings.search.elsewhere import said_elsewhere

from .factories import (
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    GoodPracticeFactory,
    LessonFactory,
    ProjectFactory,
    RecommendationFactory,
    UserFactory,
)
from .test_versions import text

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()
OWN = "Domestic workers need social security; employers register them at the municipality."
LIKE = "Municipalities registered domestic workers, who then joined social security."
UNLIKE = "Fishing vessels carry life jackets."


def published(text, factory=LessonFactory, audience="everybody", **kwargs):
    item = factory(text=text, evaluation=EvaluationFactory(**kwargs))
    item.evaluation.publish(by=None, audience=audience)
    return item


def page_of(client, item, part="recommendations"):
    return text(client.get(f"/{part}/{item.pk}/"))


def likes(item, user=ANYBODY):
    passages = Passage.objects.filter(item=item.pk, kind=item.passage_kind)
    return said_elsewhere(passages.order_by("publication__number").last(), user)


@pytest.mark.parametrize(
    "factory, part",
    [
        (RecommendationFactory, "recommendations"),
        (LessonFactory, "lessons"),
        (GoodPracticeFactory, "practices"),
    ],
)
def test_an_item_shows_what_others_say_that_is_like_it(client, factory, part):
    own = published(OWN, factory)
    other = published(LIKE, title="Elsewhere evaluated", completed="May 2011")
    published(UNLIKE)
    told = page_of(client, own, part)
    assert f'href="/lessons/{other.pk}/"' in told and "Elsewhere evaluated" in told
    assert "May 2011" in told and "Fishing" not in told


def test_the_words_that_both_share_are_shown_as_the_item_writes_them(client):
    own = published(OWN, RecommendationFactory)
    published(LIKE)
    told = page_of(client, own)
    shown = told.partition("Both speak of:")[2].partition("</p>")[0]
    words = {word.partition("<")[0] for word in shown.split('<span lang="en">')[1:]}
    assert words == {"Domestic workers", "social security", "municipality", "register"}


def test_two_words_in_common_are_too_few():
    own = published(OWN, RecommendationFactory)
    published("Social security covers miners, sailors and farmers alike.")
    assert likes(own) == ()


def test_what_nearly_all_texts_say_is_not_counted():
    general = "The project should support the implementation of activities with partners."
    own = published(general, RecommendationFactory)
    published(general)
    assert likes(own) == ()


def test_its_own_evaluation_is_not_among_the_others():
    own = published(OWN, RecommendationFactory)
    LessonFactory(evaluation=own.evaluation, text=LIKE)
    own.evaluation.publish(by=None)
    assert likes(own) == ()


def test_of_each_evaluation_one_is_shown_and_of_all_five():
    own = published(OWN, RecommendationFactory)
    for _ in range(7):
        evaluation = EvaluationFactory()
        LessonFactory.create_batch(2, evaluation=evaluation, text=LIKE)
        evaluation.publish(by=None)
    found = [like.hit.whole_href for like in likes(own)]
    assert len(found) == len(set(found)) == 5


def test_findings_have_no_such_list(client):
    finding = FindingFactory(body=OWN)
    finding.evaluation.publish(by=None)
    published(LIKE)
    assert "Said before" not in page_of(client, finding, "findings")


def test_the_page_says_nothing_where_nothing_is_alike(client):
    assert "Said before" not in page_of(client, published(OWN, RecommendationFactory))


def test_a_draft_is_not_shown():
    own = published(OWN, RecommendationFactory)
    LessonFactory(text=LIKE)
    assert likes(own) == ()


def test_what_is_for_staff_is_shown_to_staff_alone():
    own = published(OWN, RecommendationFactory)
    published(LIKE, audience="staff")
    assert likes(own) == ()
    assert len(likes(own, UserFactory(is_staff=True))) == 1


def test_what_is_for_donors_is_shown_to_those_that_paid_alone():
    own = published(OWN, RecommendationFactory)
    donor, other = DonorFactory(), DonorFactory()
    project = ProjectFactory(donors=[donor])
    published(LIKE, audience="donors", projects=[project])
    people = {d: UserFactory() for d in (donor, other)}
    for paid, user in people.items():
        paid.users.add(user)
    assert len(likes(own, people[donor])) == 1
    assert likes(own, people[other]) == ()


def test_what_was_withdrawn_is_not_shown():
    own = published(OWN, RecommendationFactory)
    published(LIKE).evaluation.withdraw(by=None, reason="Too early.")
    assert likes(own) == ()


def test_what_was_struck_is_not_shown():
    own = published(OWN, RecommendationFactory)
    lesson = published(LIKE)
    LessonFactory(evaluation=lesson.evaluation, text=UNLIKE)
    lesson.strike(by=None, reason="Misread.")
    assert likes(own) == ()


def test_what_an_older_version_said_is_not_shown():
    own = published(OWN, RecommendationFactory)
    lesson = published(LIKE)
    lesson.text = UNLIKE
    lesson.save()
    lesson.evaluation.publish(by=None)
    assert likes(own) == ()


def test_neither_order_nor_words_depend_on_what_one_may_not_read(client):
    own = published(OWN, RecommendationFactory)
    published("Domestic workers and their employers know of social security.")
    published("Municipalities register domestic workers.")
    before = page_of(client, own)
    assert before.count('class="hit of-lesson"') == 2
    for words in ("domestic workers", "municipalities", "security register", OWN, LIKE):
        published(words, audience="staff")
        LessonFactory(text=words)
        published(words).evaluation.withdraw(by=None, reason="Too early.")
    assert page_of(client, own) == before


def test_what_is_looked_through_depends_on_what_one_may_read_alone(monkeypatch):
    monkeypatch.setattr(elsewhere, "READ", 2)
    own = published(OWN, RecommendationFactory)
    for title in ("One", "Two", "Three"):
        published(LIKE, title=title)
        published(LIKE, audience="staff")
    assert {like.hit.whole for like in likes(own)} == {"Two", "Three"}


def test_texts_are_marked_up_as_text():
    own = published(OWN, RecommendationFactory)
    published(f"{LIKE} 1 &lt; 2")
    [like] = likes(own)
    assert "1 &lt; 2" in like.hit.text and "<mark>domestic</mark>" in like.hit.text


def test_the_page_costs_the_same_for_many_evaluations(client, django_assert_num_queries):
    own = published(OWN, RecommendationFactory)
    for _ in range(2):
        published(LIKE)
    page_of(client, own)
    with django_assert_num_queries(10):
        page_of(client, own)
    for _ in range(12):
        published(LIKE)
    room()
    with django_assert_num_queries(10):
        page_of(client, own)


def test_a_long_text_is_less_alike_than_a_short_one_with_the_same_words():
    own = Words.of(OWN, "en")
    weights = dict.fromkeys(own.stems, 1)
    long = Words.of(f"{LIKE} {'Fishing vessels carry life jackets. ' * 20}", "en")
    assert 0 < likeness(own, long, weights) < likeness(own, Words.of(LIKE, "en"), weights)


def test_words_beside_each_other_in_both_are_told_as_one():
    own = Words.of("Ratify the Violence and Harassment Convention.", "en")
    other = Words.of("A Harassment Convention was ratified.", "en")
    weights = dict.fromkeys(own.stems, 1)
    assert spoken(own, other, weights) == ("Harassment Convention", "Ratify")


@pytest.mark.parametrize("said", ["", "12 2009", "of the and", "☃ ☃ ☃"])
def test_a_text_without_words_that_tell_is_like_none(said):
    own = published(said or "x", RecommendationFactory)
    published(LIKE)
    assert likes(own) == ()
