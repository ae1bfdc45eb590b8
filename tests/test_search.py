"""What is published is found by its words, and nothing else is."""

import pytest

from findings.models import Acronym, Passage, SearchDue, SearchText
from findings.search.engine import engine
from findings.search.upkeep import freshen
from projects.models import Project
from projects.triggers import lifted

from .factories import (
    AreaFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    GoodPracticeFactory,
    LessonFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ProjectFactory,
    RecommendationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def published(text="Inspectors were trained in Accra.", audience="everybody", **fields):
    finding = FindingFactory(body=text, evaluation=EvaluationFactory(**fields))
    finding.evaluation.publish(by=None, audience=audience)
    return finding


def searched(client, q, **data):
    return client.get("/search/", {"q": q, **data}).content.decode()


def test_the_page_says_what_can_be_looked_for(client):
    page = client.get("/search/").content.decode()
    assert "both words, in any of their forms" in page


@pytest.mark.parametrize(
    "q", ["inspectors", "INSPECTOR", "trained inspectors", "training", '"inspectors were trained"',
          "insp*", "accra -lagos", "Accra’s"],
)  # fmt: skip
def test_a_finding_is_found_by(client, q):
    published()
    assert "<mark>" in searched(client, q)


@pytest.mark.parametrize(
    "q", ["lagos", '"trained inspectors"', "inspectors -accra", "accr", "xinsp*", '"accra trained"']
)  # fmt: skip
def test_a_finding_is_not_found_by(client, q):
    published()
    assert "Nothing found" in searched(client, q)


@pytest.mark.parametrize(
    ("language", "text", "q"),
    [
        ("fr", "Les évaluations ont été menées.", "évaluation"),
        ("fr", "Les évaluations ont été menées.", "evaluation"),
        ("es", "La formación de las mujeres.", "formaciones"),
        ("es", "La formación de las mujeres.", "mujer"),
        ("en", "The organisation of labour.", "organization labor"),
        ("pt", "A avaliação do projeto.", "avaliacao"),
        ("en", "An œuvre.", "oeuvre"),
    ],
)
def test_words_are_found_in_other_forms_and_without_accents(client, language, text, q):
    published(text, language=language)
    assert "<mark>" in searched(client, q)


def test_all_kinds_of_things_are_found(client):
    project = ProjectFactory(title="Quokka project", code="GLO/O6/57/UKM", aim="To count quokkas.")
    ObjectiveFactory(project=project, number=1, statement="All quokkas are counted.")
    OutcomeFactory(project=project, statement="Quokkas count.")
    evaluation = EvaluationFactory(title="Quokka evaluation", projects=[project])
    for factory, field in ((FindingFactory, "body"), (RecommendationFactory, "text"),
                           (LessonFactory, "text"), (GoodPracticeFactory, "text")):  # fmt: skip
        factory(evaluation=evaluation, **{field: "Mind the quokka."})
    evaluation.publish(by=None)
    page = searched(client, "quokka")
    assert "8 results" in page
    for name in ("Finding 1", "Recommendation 1", "Lesson learned 1", "Good practice 1",
                 "Objective 1", "Outcome", "Project", "Evaluation"):  # fmt: skip
        assert f">{name}" in page


@pytest.mark.parametrize("q", ["GLO/O6/57/UKM", "glo/06/57/ukm", "GLO/06/57/UKM.", "ukm"])
def test_a_project_is_found_by_its_code_in_either_spelling(client, q):
    project = ProjectFactory(title="The coded one", code="GLO/O6/57/UKM")
    EvaluationFactory(title="Of the coded one", projects=[project]).publish(by=None)
    page = searched(client, q)
    assert "The coded one" in page and "Of the coded one" in page


def test_an_acronym_finds_its_long_form_where_a_text_defines_it(client):
    published("The Multilateral Framework on Labour Migration (MFLM) was used.")
    published("Multilateral framework on labour migration: nobody knew of it.")
    page = searched(client, "MFLM")
    assert "2 results" in page
    assert "Also looked for Multilateral Framework on Labour Migration" in page
    assert "2 results" in searched(client, '"multilateral framework on labour migration"')


def test_an_acronym_of_a_text_that_one_may_not_read_tells_nothing(client):
    published("The Multilateral Framework on Labour Migration (MFLM).", audience="staff")
    published("A multilateral framework on labour migration.")
    assert "Multilateral" not in searched(client, "MFLM")
    assert Acronym.objects.count() == 1


def test_drafts_and_what_is_withdrawn_are_not_found(client):
    FindingFactory(body="Zymurgy.")
    gone = published("Zymurgy too.")
    assert "1 result" in searched(client, "zymurgy")
    gone.evaluation.withdraw(by=UserFactory(), reason="Wrong.")
    assert "Nothing found" in searched(client, "zymurgy")


def test_the_newest_publication_alone_is_found(client):
    finding = published("The old word: zymurgy.")
    finding.body = "The new word: quixotry."
    finding.save()
    finding.evaluation.publish(by=None)
    assert "Nothing found" in searched(client, "zymurgy")
    assert "1 result" in searched(client, "quixotry")


def test_staff_find_what_is_for_staff_and_nobody_else_does(client):
    published("Zymurgy.", audience="staff")
    assert "Nothing found" in searched(client, "zymurgy")
    client.force_login(UserFactory(is_staff=True))
    assert "1 result" in searched(client, "zymurgy")


def test_donors_find_what_is_for_them_of_what_they_fund(client):
    donor, user = DonorFactory(), UserFactory()
    donor.users.add(user)
    published("Zymurgy.", audience="donors", projects=[ProjectFactory(donors=[donor])])
    published("Zymurgy of others.", audience="donors", projects=[ProjectFactory()])
    assert "Nothing found" in searched(client, "zymurgy")
    client.force_login(user)
    assert "1 result" in searched(client, "zymurgy")


def test_a_project_for_staff_is_not_found_by_others(client):
    ProjectFactory(title="Zymurgy", audience="staff")
    assert "Nothing found" in searched(client, "zymurgy")


@pytest.mark.parametrize("change", ["save", "update", "bulk_update", "raw"])
def test_a_project_is_found_by_its_new_title_whichever_way_it_is_written(client, change):
    project = ProjectFactory(title="Zymurgy")
    assert "1 result" in searched(client, "zymurgy")
    if change == "save":
        project.title = "Quixotry"
        project.save()
    elif change == "update":
        Project.objects.update(title="Quixotry")
    elif change == "bulk_update":
        project.title = "Quixotry"
        Project.objects.bulk_update([project], ["title"])
    else:
        Project._base_manager.filter(pk=project.pk).update(title="Quixotry")
    assert "Nothing found" in searched(client, "zymurgy")
    assert "1 result" in searched(client, "quixotry")


def test_a_project_that_was_removed_is_not_found(client):
    project = ProjectFactory(title="Zymurgy")
    assert "1 result" in searched(client, "zymurgy")
    project.delete()
    assert "Nothing found" in searched(client, "zymurgy")


def test_a_text_that_was_redacted_is_not_found_any_more(client):
    published("Ask John Zymurgy.")
    assert "1 result" in searched(client, "zymurgy")
    with lifted():
        Passage.objects.update(text="Ask N.")
    assert "Nothing found" in searched(client, "zymurgy")


@pytest.mark.untruthful
def test_the_index_holds_exactly_the_words_of_the_texts():
    published()
    ProjectFactory()
    freshen()
    SearchText.objects.filter(words__contains="train").update(words="x | y")
    SearchText.objects.first().delete()
    assert engine().is_sound()


def test_what_was_taken_in_is_not_due_any_more():
    published()
    assert SearchDue.objects.exists()
    assert freshen() == 0
    assert not SearchDue.objects.exists()


@pytest.mark.parametrize(
    "q", ['"', '""', "-", "*", "**", "-*", "a", "the of", "' OR 1=1 --", "a:b", "(", "NEAR(a b)",
          "&|!<->", "\0", "%", "\\", "x" * 5000, "a " * 500, "-accra", '-"', "^x", "😀", "مرحبا",
          "{}", "AND", "OR NOT", ":*", "'x'", "a'b*", "1.5e3", "-5", "/", "a/b/", "//1a"],
)  # fmt: skip
def test_nothing_that_is_typed_breaks_the_search(client, q):
    published("AND OR NOT near 1.5e3 -5 a/b x.")
    assert client.get("/search/", {"q": q}).status_code == 200
    assert client.get("/findings/", {"q": q}).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "page=x", "page=999999999999", "page=²", "area=", "area=zz&area=%00",
     "year_from=²²²²", "year_from=99999", "year_to=-5", "year_from=2010&year_to=2001", "what=x",
     "sort=evil", "more=evil", "after=%00", "donor=" + "x" * 3000, "q=a&q=b"],
)  # fmt: skip
def test_no_address_breaks_the_search(client, query):
    published()
    assert client.get(f"/search/?q=inspectors&{query}").status_code == 200


def test_an_unknown_value_is_said_and_left_out(client):
    published()
    page = searched(client, "inspectors", donor="nobody", year_from="long ago")
    assert "1 result" in page
    assert "donor “nobody”" in page and "the year “long ago”" in page


def test_small_words_are_said_to_be_left_out(client):
    published()
    assert "Left out of the search: the" in searched(client, "the inspectors")


def test_another_spelling_is_suggested(client):
    published()
    page = searched(client, "inpsectors")
    assert "Did you mean" in page and 'href="?q=inspectors"' in page


def test_no_word_of_a_text_that_one_may_not_read_is_suggested(client):
    published("Zymurgy.", audience="staff")
    published()
    assert "ymurgy</a>" not in searched(client, "zymurgi")


def test_fewer_filters_are_suggested_where_they_hide_all(client):
    published(completed="2009-01")
    published("Miners.", completed="2015-01")
    page = searched(client, "inspectors", year_from="2015", year_to="2015")
    assert "Take all filters off" in page and 'href="?q=inspectors"' in page


def test_fewer_words_are_suggested_where_too_many_are_nowhere(client):
    published()
    page = searched(client, "inspectors zymurgy quokka")
    assert 'href="?q=inspectors"' in page and "alone" in page


def test_where_nothing_has_all_words_what_has_most_is_shown_and_said(client):
    published()
    published("Miners were trained.")
    page = searched(client, "inspectors trained zymurgy")
    assert "1 result" in page and "Nothing has all of these words" in page


def test_another_spelling_is_suggested_where_the_other_words_are_found(client):
    published()
    assert "Did you mean" in searched(client, "inpsectors trained")


def test_what_one_may_not_read_does_not_keep_what_has_most_words_from_being_shown(client):
    published("Inspectors know zymurgy.", audience="staff")
    published()
    assert "1 result" in searched(client, "inspectors zymurgy")


def test_what_its_evaluation_is_about_helps_to_find_an_item(client):
    published(areas=[AreaFactory(name="Wakanda")], title="Safe harbours")
    published("Wakanda trains none.")
    page = client.get("/findings/", {"q": "trained harbours wakanda"}).content.decode()
    assert "1 finding" in page and "in Accra" in page


def test_what_an_evaluation_is_about_finds_no_item_by_itself(client):
    published(title="Safe harbours")
    page = client.get("/findings/", {"q": "safe harbours"}).content.decode()
    assert "0 findings" in page


def test_not_a_word_looks_into_the_item_alone(client):
    published(title="Safe harbours")
    page = client.get("/findings/", {"q": "inspectors -harbours"}).content.decode()
    assert "1 finding" in page


def test_each_hit_says_where_it_stands_and_why_it_matched(client):
    published(title="Inspection in Ghana", completed="2009-10")
    page = searched(client, "trained")
    assert "Inspection in Ghana" in page and "October 2009" in page
    assert "<mark>trained</mark>" in page


def test_a_search_costs_the_same_for_many_hits(client, django_assert_max_num_queries):
    for _ in range(12):
        published(projects=[ProjectFactory(title="Inspectors")])
    searched(client, "inspectors")
    with django_assert_max_num_queries(14):
        searched(client, "inspectors")


def test_a_public_search_does_not_vary_by_cookie(client):
    published()
    assert "Cookie" not in client.get("/search/?q=inspectors").get("Vary", "")
