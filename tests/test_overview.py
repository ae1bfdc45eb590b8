"""The whole at a glance, and what is gathered of an area, a donor or a technical area."""

import pytest
from django.contrib.auth.models import AnonymousUser

from findings.overview import gathered, overview
from projects.models import Area

from .factories import (
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    ProjectFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
    UserFactory,
)
from .test_versions import text

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


def published(audience="everybody", **kwargs):
    country = Area.objects.get(code="788")
    evaluation = EvaluationFactory(areas=[country], completed="October 2009", **kwargs)
    FindingFactory(evaluation=evaluation, criterion="impact", kind="challenge")
    evaluation.publish(by=None, audience=audience)
    return evaluation


def test_every_figure_counts_what_a_person_may_read():
    published()
    published("staff")
    assert overview(ANYBODY).evaluations.count == 1
    assert overview(UserFactory(is_staff=True)).evaluations.count == 2


def test_the_map_shades_countries_and_leads_to_their_evaluations(client):
    published()
    [country] = overview(ANYBODY).world.countries
    assert (country.figure.label, country.figure.count) == ("Tunisia", 1)
    assert country.figure.href == "/evaluations/?area=788"
    assert client.get(country.figure.href).context["total"] == 1


def test_years_and_criteria_lead_to_what_they_count(client):
    published(type="project")
    seen = overview(ANYBODY)
    [part] = seen.by_year.parts
    assert client.get(part.figure.href).context["total"] == part.figure.count == 1
    impact = next(row for row in seen.by_criterion.rows if row.label == "Impact")
    assert client.get(impact.href).context["total"] == impact.count == 1


def test_cells_of_the_grids_lead_to_what_they_count(client):
    published(themes=[ThemeFactory(name="Labour migration")])
    seen = overview(ANYBODY)
    cells = [c.figure for g in (seen.by_region, seen.by_theme) for r in g.rows for c in r.cells]
    counted = [figure for figure in cells if figure.count]
    assert {figure.label for figure in counted} == {"Impact, Africa", "Labour migration, 2009"}
    assert all(client.get(figure.href).context["total"] == figure.count for figure in counted)


def test_what_came_of_recommendations_is_counted_as_it_stands_now(client):
    recommendation = RecommendationFactory()
    recommendation.evaluation.publish(by=None)
    ResponseFactory(recommendation=recommendation, decision="rejected")
    [row] = overview(ANYBODY).fates.rows
    assert (row.label, row.count) == ("Rejected", 1)
    assert client.get(row.href).context["total"] == 1


@pytest.mark.parametrize("address", ["/", "/coverage/"])
def test_an_empty_site_says_so(client, address):
    assert "No evaluation is published yet" in text(client.get(address))


def test_coverage_shows_pictures_with_their_tables(client):
    published()
    told = text(client.get("/coverage/"))
    assert "Findings by criterion and region" in told and 'aria-label="Impact, Africa: 1"' in told


def test_a_donors_page_shows_what_it_funded_and_what_came_of_it(client):
    donor = DonorFactory(name="Norway")
    project = ProjectFactory(donors=[donor], title="Safe work", audience="everybody")
    published(projects=[project], title="Safe work evaluated")
    other = published(title="Another")
    told = text(client.get(f"/donors/{donor.slug}/"))
    assert "Safe work evaluated" in told and "/projects/" in told and other.title not in told


def test_a_donor_of_whom_nothing_may_be_read_is_not_found(client):
    donor = DonorFactory(name="Norway")
    project = ProjectFactory(donors=[donor], audience="staff")
    published("staff", projects=[project])
    assert client.get(f"/donors/{donor.slug}/").status_code == 404
    client.force_login(UserFactory(is_staff=True))
    assert client.get(f"/donors/{donor.slug}/").status_code == 200


def test_a_region_holds_its_countries(client):
    published(title="In Tunisia")
    assert "In Tunisia" in text(client.get("/areas/002/"))
    assert "Nothing that you can read" in text(client.get("/areas/009/"))


@pytest.mark.parametrize(
    "address", ["/areas/none/", "/donors/none/", "/themes/99999999999999999999/"]
)
def test_what_is_not_in_the_register_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_technical_area_gathers_what_is_known_of_it(client):
    theme = ThemeFactory(name="Labour migration")
    published(themes=[theme], title="Migration evaluated")
    assert "Migration evaluated" in text(client.get(f"/themes/{theme.pk}/"))


def test_what_is_gathered_is_empty_without_a_publication():
    assert not gathered(ANYBODY, donor="nobody")
