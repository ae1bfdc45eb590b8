import pytest
from django.core.management import CommandError, call_command

from findings.models import Passage, Publication, Strike
from findings.verify import verify
from projects.triggers import lifted

from .factories import (
    EvaluationFactory,
    FindingFactory,
    GoodPracticeFactory,
    LessonFactory,
    ProjectFactory,
    RecommendationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def published(slug="one", times=1, **kwargs):
    evaluation = EvaluationFactory(slug=slug, projects=[ProjectFactory()])
    for make in (FindingFactory, LessonFactory, GoodPracticeFactory):
        make(evaluation=evaluation)
    whole = RecommendationFactory(evaluation=evaluation)
    RecommendationFactory(evaluation=evaluation, parent=whole)
    for _ in range(times):
        publication = evaluation.publish(by=None, **kwargs)
    return publication


def spoilt(rows=Publication, **values):
    """Change rows behind the triggers; return what is found to differ."""
    with lifted():
        rows.objects.update(**values)
    return list(verify())


def test_nothing_differs_after_all_that_may_be_done_with_publications():
    first, second = published(times=2), published("two", audience="staff")
    lesson = first.evaluation.lessons.get()
    lesson.strike(by=UserFactory(), reason="Wrong.")
    second.evaluation.withdraw(by=UserFactory(), reason="Wrong.")
    second.evaluation.publish(by=None, audience="donors")
    Passage.objects.filter(kind="recommendation").update(decision="accepted")
    assert Strike.objects.count() == 1
    assert list(verify()) == []


def test_what_is_found_right_is_counted(capsys):
    published(times=3)
    call_command("verify_publications")
    assert "3 publications tell what they told when published." in capsys.readouterr().out


def test_an_empty_site_has_nothing_to_prove(capsys):
    call_command("verify_publications")
    assert "0 publications" in capsys.readouterr().out


def test_what_differs_is_listed_and_the_command_fails(capsys):
    published()
    with lifted():
        Publication.objects.update(digest="0" * 64)
    with pytest.raises(CommandError, match="1 differences in 1 publications"):
        call_command("verify_publications")
    told = capsys.readouterr().err
    assert "one, publication 1: the digest is not that of the content" in told


def test_content_that_was_changed_is_found():
    content = published().content
    content["summary"]["lessons"][0]["text"] = "<p>Something else.</p>"
    assert spoilt(content=content) == [
        "one, publication 1: the digest is not that of the content",
        "one, publication 1: text of passage lesson 1 is not that of the content",
    ]


@pytest.mark.parametrize("content", [{"schema": 99}, {"schema": 1}, {"schema": 1, "summary": 5}])
def test_content_that_cannot_be_read_is_found(content):
    published()
    found = spoilt(content=content)
    assert "the digest" in found[0] and "cannot be read" in found[1]


@pytest.mark.parametrize("name", ["title", "language", "completed"])
def test_a_column_that_tells_something_else_is_found(name):
    published()
    values = {"title": "Another", "language": "fr", "completed": None}
    assert spoilt(**{name: values[name]}) == [
        f"one, publication 1: {name} is not that of the content"
    ]


@pytest.mark.parametrize("name", ["text", "label", "theme", "item", "year"])
def test_a_passage_that_tells_something_else_is_found(name):
    published()
    found = spoilt(Passage, **{name: 9})
    assert len(found) == 5
    assert f"one, publication 1: {name} of passage lesson 1 is not that of the content" in found


def test_a_passage_too_few_or_too_many_is_found():
    published()
    with lifted():
        Passage.objects.filter(kind="lesson").update(number="2")
    assert set(verify()) == {
        "one, publication 1: passage lesson 1 is missing",
        "one, publication 1: passage lesson 2 is not in the content",
    }


def test_a_gap_in_the_numbers_is_found():
    published(times=3)
    with lifted():
        Passage.objects.filter(publication__number=2)._raw_delete("default")
        gone = Publication.objects.filter(number=2)
        for model in (Publication.projects.through, Publication.donors.through):
            model.objects.filter(publication__in=gone).delete()
        gone._raw_delete("default")
    assert list(verify()) == ["one, publication 3: it should have the number 2"]


def test_who_sees_a_publication_that_is_not_the_newest_is_found():
    published(times=2)
    Publication.objects.filter(number=2).update(newest_public=False)
    Publication.objects.filter(number=1).update(newest_public=True)
    assert list(verify()) == [
        "one, publication 1: newest_public is True, which it should not be",
        "one, publication 2: newest_public is False, which it should not be",
    ]


def test_what_was_withdrawn_without_a_reason_is_found():
    published()
    Publication.objects.update(withdrawn=True)
    found = list(verify())
    assert found[0] == "one, publication 1: withdrawn is True, its withdrawals say otherwise"
    assert len(found) == 4  # and three kinds of readers see it


def test_what_is_back_though_it_was_withdrawn_is_found():
    published().evaluation.withdraw(by=UserFactory(), reason="Wrong.")
    Publication.objects.update(withdrawn=False)
    assert list(verify())[0] == (
        "one, publication 1: withdrawn is False, its withdrawals say otherwise"
    )


def test_its_queries_do_not_grow_with_the_publications_of_an_evaluation(
    django_assert_max_num_queries,
):
    published(times=12)
    with django_assert_max_num_queries(4):
        assert list(verify()) == []
