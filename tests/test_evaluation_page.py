import datetime

import pytest

from projects.models import Area

from .factories import (
    ActionFactory,
    AttachmentFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    GoodPracticeFactory,
    LessonFactory,
    ProjectFactory,
    RatingFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def page_of(client, evaluation):
    evaluation.publish(by=None)
    response = client.get(evaluation.get_absolute_url())
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def labels(page):
    facts = page[page.index("<dl>") : page.index("</dl>")]
    return [part.partition("</dt>")[0] for part in facts.split("<dt>")[1:]]


def test_a_draft_answers_404_to_the_public(client):
    draft = EvaluationFactory(title="Not yet")
    assert client.get(f"/evaluations/{draft.slug}/").status_code == 404


def test_what_was_changed_since_publication_is_not_shown(client):
    finding = FindingFactory(body="As published.")
    finding.evaluation.publish(by=None)
    finding.body = "Only drafted."
    finding.save()
    page = client.get(finding.evaluation.get_absolute_url()).content.decode()
    assert "As published." in page
    assert "Only drafted." not in page


def test_the_quick_facts_stand_in_the_order_of_the_printed_summary(client):
    assert labels(page_of(client, EvaluationFactory(timing="final"))) == [
        "Countries",
        "Final Evaluation",
        "Mode of Evaluation",
        "Technical Area",
        "Evaluation Manager",
        "Evaluation Team",
        "Project Start",
        "Project End",
        "Project Code",
        "Donor",
        "Keywords",
    ]


def test_further_facts_follow_where_they_are_recorded(client):
    evaluation = EvaluationFactory(
        type="cluster",
        period_from="2006-11",
        period_to="2009-07",
        external_reference="833",
        budget=1200000,
        currency="USD",
    )
    page = page_of(client, evaluation)
    assert labels(page)[11:] == ["Type of Evaluation", "Period Covered", "Budget", "Reference"]
    assert "November 2006 – July 2009" in page
    assert "USD 1,200,000" in page


def test_months_are_shown_as_months(client):
    project = ProjectFactory(started="2006-11", ended="2009-12")
    page = page_of(client, EvaluationFactory(projects=[project], completed="2009-10"))
    assert "<dd>November 2006</dd>" in page
    assert "<dd>October 2009</dd>" in page
    assert "1 October 2009" not in page


def test_an_area_as_printed_stands_for_its_name(client):
    world = Area.objects.get(code="001")
    page = page_of(client, EvaluationFactory(areas=[world], areas_printed="Global"))
    assert "<dd>Global</dd>" in page
    assert "World" not in page


def test_what_is_not_recorded_says_so(client):
    page = page_of(client, EvaluationFactory())
    assert page.count('<dd class="missing">Not recorded</dd>') == 10
    assert "No findings are recorded" in page
    assert "No recommendations are recorded" in page
    assert "No lessons are recorded" in page


def test_a_cluster_shows_the_codes_donors_and_dates_of_all_its_projects(client):
    first = ProjectFactory(code="PHI/08/01/SPA", started="2008-01", donors=[DonorFactory(name="A")])
    second = ProjectFactory(
        code="VIE/09/02/SPA", started="2009-05", donors=[DonorFactory(name="B")]
    )
    page = page_of(client, EvaluationFactory(projects=[second, first]))
    assert "<dd>PHI/08/01/SPA</dd> <dd>VIE/09/02/SPA</dd>" in page
    assert "<dd>January 2008 (PHI/08/01/SPA)</dd> <dd>May 2009 (VIE/09/02/SPA)</dd>" in page
    assert ">A</a></dd> <dd><a" in page and ">B</a></dd>" in page


def test_a_thematic_evaluation_shows_its_own_donors_and_areas(client):
    evaluation = EvaluationFactory(
        donors=[DonorFactory(name="United Kingdom", acronym="DFID")],
        areas=[Area.objects.get(code="788")],
        themes=[ThemeFactory(name="Skills")],
    )
    page = page_of(client, evaluation)
    for name in ("United Kingdom (DFID)", "Tunisia", "Skills"):
        assert f">{name}</a></dd>" in page


def test_every_item_has_an_anchor(client):
    evaluation = EvaluationFactory()
    FindingFactory(evaluation=evaluation)
    whole = RecommendationFactory(evaluation=evaluation)
    RecommendationFactory(evaluation=evaluation, parent=whole)
    LessonFactory(evaluation=evaluation)
    GoodPracticeFactory(evaluation=evaluation)
    page = page_of(client, evaluation)
    for anchor in ("finding-1", "recommendation-1", "recommendation-1-1", "lesson-1", "practice-1"):
        assert f'id="{anchor}"' in page


def test_a_heading_runs_into_its_finding(client):
    finding = FindingFactory(heading="Adoption of policies", body="<p>Sri Lanka adopted one.</p>")
    page = page_of(client, finding.evaluation)
    assert "<p><strong>Adoption of policies.</strong> Sri Lanka adopted one.</p>" in page


def test_a_printed_label_stands_before_its_recommendation(client):
    recommendation = RecommendationFactory(label="R3")
    page = page_of(client, recommendation.evaluation)
    assert '<span class="numeral">R3<' in page


def test_what_is_recorded_of_the_follow_up_stands_under_its_recommendation(client):
    recommendation = RecommendationFactory(addressed_to="ILO Turin", time_frame="within a year")
    ResponseFactory(recommendation=recommendation, decision="partially_accepted", date="2010-03-01")
    ActionFactory(
        recommendation=recommendation, status="in_progress", due="2011-01-01", responsible="ITC"
    )
    page = page_of(client, recommendation.evaluation)
    assert "Addressed to ILO Turin · within a year" in page
    assert "Partially accepted</span> Management response of 1 March 2010" in page
    assert "In progress</span> <span" in page
    assert "Overdue</span> ITC · due 1 January 2011" in page


def test_an_action_that_is_done_is_not_overdue(client):
    action = ActionFactory(status="completed", due=datetime.date(2011, 1, 1))
    assert "Overdue" not in page_of(client, action.recommendation.evaluation)


def test_an_action_without_a_status_is_not_called_not_started(client):
    action = ActionFactory(status="", status_printed="")
    page = page_of(client, action.recommendation.evaluation)
    assert "State not recorded" in page
    assert "no deadline" in page
    assert "Not started" not in page


def test_the_sources_own_words_stand_for_a_decision_that_it_does_not_state(client):
    recommendation = RecommendationFactory()
    ResponseFactory(recommendation=recommendation, decision="", decision_printed="Completed")
    assert ">Completed</span>" in page_of(client, recommendation.evaluation)


def test_follow_up_is_shown_as_it_is_now(client):
    recommendation = RecommendationFactory()
    recommendation.evaluation.publish(by=None)
    ResponseFactory(recommendation=recommendation, decision="rejected")
    page = client.get(recommendation.evaluation.get_absolute_url()).content.decode()
    assert "Rejected" in page


def test_the_context_of_a_lesson_is_folded(client):
    lesson = LessonFactory(context="Where unions are strong.", challenges="Late funds.")
    page = page_of(client, lesson.evaluation)
    assert "<details> <summary" in page
    assert "<p>Where unions are strong.</p>" in page
    assert "Challenges, negative lessons and their causes" in page


def test_a_rating_is_never_a_bare_number(client):
    rating = RatingFactory(value="5", scale="1 (low) to 6 (high)", criterion="impact")
    page = page_of(client, rating.evaluation)
    assert "<strong>5</strong> on the scale 1 (low) to 6 (high)" in page


def test_the_project_is_linked_only_for_those_who_may_read_of_it(client):
    hidden, shown = ProjectFactory(audience="staff"), ProjectFactory(audience="everybody")
    page = page_of(client, EvaluationFactory(projects=[hidden, shown]))
    assert f'href="/projects/{shown.slug}/"' in page
    assert f'href="/projects/{hidden.slug}/"' not in page


def test_a_text_in_french_is_marked_as_french(client):
    page = page_of(client, EvaluationFactory(language="fr"))
    assert '<article class="summary" lang="fr">' in page


def test_a_file_of_the_publication_can_be_had(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = AttachmentFactory()
    assert "report.pdf" in page_of(client, file.evaluation)
    response = client.get(f"/evaluations/{file.evaluation.slug}/files/{file.sha256}/")
    assert b"".join(response) == b"%PDF-1.4 a report"
    assert response["Content-Disposition"] == 'attachment; filename="report.pdf"'


def test_a_file_added_after_publication_cannot_be_had_yet(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    evaluation = EvaluationFactory()
    evaluation.publish(by=None)
    file = AttachmentFactory(evaluation=evaluation)
    address = f"/evaluations/{evaluation.slug}/files/{file.sha256}/"
    assert client.get(address).status_code == 404


def test_what_a_manager_typed_as_markup_does_no_harm(client):
    finding = FindingFactory(heading="<script>alert(1)</script>", body="x<script>alert(2)</script>")
    page = page_of(client, finding.evaluation)
    assert "<script" not in page


def test_the_page_costs_four_queries(client, django_assert_num_queries):
    projects = [ProjectFactory(donors=[DonorFactory()]) for _ in range(2)]
    evaluation = EvaluationFactory(projects=projects, themes=ThemeFactory.create_batch(3))
    for _ in range(10):
        FindingFactory(evaluation=evaluation)
        LessonFactory(evaluation=evaluation)
        recommendation = RecommendationFactory(evaluation=evaluation)
        ResponseFactory(recommendation=recommendation)
        ActionFactory.create_batch(2, recommendation=recommendation)
    evaluation.publish(by=None)
    with django_assert_num_queries(4):
        client.get(evaluation.get_absolute_url())


def test_a_public_page_sets_no_cookie_and_does_not_vary_by_cookie(client):
    evaluation = EvaluationFactory()
    evaluation.publish(by=None)
    response = client.get(evaluation.get_absolute_url())
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_staff_see_what_is_published_for_staff(client):
    publication = EvaluationFactory().publish(by=None, audience="staff")
    address = publication.get_absolute_url()
    assert client.get(address).status_code == 404
    client.force_login(UserFactory(is_staff=True))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_allowed(client, method):
    publication = EvaluationFactory().publish(by=None)
    assert getattr(client, method)(publication.get_absolute_url()).status_code == 405
