"""The indexes of areas and donors, and what leads to their pages."""

import pytest

from projects.merging import merge
from projects.models import Area

from .factories import (
    AreaFactory,
    DonorFactory,
    EvaluationFactory,
    ProjectFactory,
    ThemeFactory,
    UserFactory,
)
from .test_versions import text

pytestmark = pytest.mark.django_db


def published(audience="everybody", **kwargs):
    evaluation = EvaluationFactory(**kwargs)
    evaluation.publish(by=None, audience=audience)
    return evaluation


def shown(client, address):
    """Return {address of an area or donor: its counts in words} as an index shows them."""
    page = text(client.get(address))
    told = page.partition("<main")[2].partition("</main>")[0].split(f'<a href="{address}')[1:]
    parts = {part.partition("/")[0]: part.partition('class="aside">')[2] for part in told}
    return {code: counts.partition("<")[0] for code, counts in parts.items()}


def test_donors_stand_by_their_letters_with_what_one_may_read(client):
    norway = DonorFactory(name="Norway", slug="norway")
    published(projects=[ProjectFactory(donors=[norway])])
    published(donors=[norway])
    published(donors=[DonorFactory(name="Éire", slug="eire")])
    assert shown(client, "/donors/") == {
        "eire": "1 evaluation",
        "norway": "2 evaluations, 1 project",
    }
    page = text(client.get("/donors/"))
    assert page.index('<h2 id="letter-E">') < page.index('<h2 id="letter-N">')


def test_a_donor_of_whom_one_may_read_nothing_is_not_named(client):
    published("staff", donors=[DonorFactory(name="Secret fund", slug="secret")])
    EvaluationFactory(donors=[DonorFactory(name="Draft fund", slug="draft")])
    ProjectFactory(donors=[DonorFactory(name="Hidden fund", slug="hidden")], audience="staff")
    DonorFactory(name="Nobody’s fund")
    page = text(client.get("/donors/"))
    assert "fund" not in page and "No donor is named yet" in page
    client.force_login(UserFactory(is_staff=True))
    assert shown(client, "/donors/") == {"hidden": "1 project", "secret": "1 evaluation"}


def test_what_is_withdrawn_counts_for_no_donor(client):
    evaluation = published(donors=[DonorFactory(slug="norway")])
    evaluation.withdraw(by=None, reason="Too early.")
    assert shown(client, "/donors/") == {}


def test_a_donor_counts_what_is_for_donors_for_its_own_people_alone(client):
    donor = DonorFactory(slug="norway")
    published(donors=[donor])
    published("donors", donors=[donor])
    assert shown(client, "/donors/") == {"norway": "1 evaluation"}
    client.force_login(UserFactory())
    assert shown(client, "/donors/") == {"norway": "1 evaluation"}
    user = UserFactory()
    donor.users.add(user)
    client.force_login(user)
    assert shown(client, "/donors/") == {"norway": "2 evaluations"}


def test_a_donor_that_was_merged_counts_for_the_one_that_was_kept(client):
    kept, double = DonorFactory(name="Norway", slug="norway"), DonorFactory(name="NORWAY")
    for donor in (kept, double):
        published(donors=[donor])
    merge(kept, double, by=UserFactory())
    assert shown(client, "/donors/") == {"norway": "2 evaluations"}


def test_a_region_counts_what_lies_in_it_and_the_world_only_itself(client):
    published(areas=[Area.objects.get(code="788")])
    published(areas=[Area.objects.get(code="015")])
    published(areas=[Area.objects.get(code="001")])
    found = shown(client, "/areas/")
    assert found == {
        "001": "1 evaluation",
        "002": "2 evaluations",
        "015": "2 evaluations",
        "788": "1 evaluation",
    }


def test_an_area_in_no_region_is_shown(client):
    published(areas=[AreaFactory(code="XKX", name="Kosovo")])
    page = text(client.get("/areas/"))
    assert "In no region" in page and 'href="/areas/XKX/"' in page


def test_areas_without_anything_to_read_are_not_named(client):
    published("staff", areas=[Area.objects.get(code="788")])
    EvaluationFactory(areas=[Area.objects.get(code="144")])
    page = text(client.get("/areas/"))
    assert "Tunisia" not in page and "Sri Lanka" not in page and "Africa" not in page
    assert "names a country yet" in page


@pytest.mark.parametrize("address", ["/donors/", "/areas/"])
def test_an_index_costs_the_same_for_many(client, django_assert_num_queries, address):
    for area in Area.objects.filter(kind="country")[:8]:
        published(areas=[area], donors=[DonorFactory()])
        client.get(address)
    with django_assert_num_queries(2):
        client.get(address)


def test_quick_facts_lead_to_what_is_gathered(client):
    theme = ThemeFactory(name="Labour migration")
    donor = DonorFactory(name="UK Department", acronym="DFID", slug="dfid")
    evaluation = published(
        areas=[Area.objects.get(code="144")], donors=[donor], themes=[theme], title="Fees"
    )
    page = text(client.get(evaluation.get_absolute_url()))
    for address in ("/areas/144/", "/donors/dfid/", f"/themes/{theme.pk}/"):
        assert f'<dd><a href="{address}"' in page
        assert client.get(address).status_code == 200


def test_facts_of_its_projects_lead_too(client):
    project = ProjectFactory(donors=[DonorFactory(slug="dfid")], title="Safe work")
    evaluation = published(projects=[project])
    for address in (evaluation.get_absolute_url(), project.get_absolute_url()):
        assert '<dd><a href="/donors/dfid/"' in text(client.get(address))


def test_what_the_register_no_longer_holds_leads_nowhere(client):
    donor, theme = DonorFactory(name="Norway", slug="norway"), ThemeFactory(name="Skills")
    evaluation = published(donors=[donor], themes=[theme])
    evaluation.donors.clear()
    donor.delete()
    theme.name = "Skills and work"
    theme.save()
    page = text(client.get(evaluation.get_absolute_url()))
    assert "<dd>Norway</dd>" in page and "<dd>Skills</dd>" in page


def test_names_as_printed_lead_nowhere(client):
    evaluation = published(areas=[Area.objects.get(code="144")], areas_printed="Ceylon")
    assert "<dd>Ceylon</dd>" in text(client.get(evaluation.get_absolute_url()))


def test_a_pinned_version_keeps_its_text(client):
    evaluation = published(donors=[DonorFactory(name="Norway", slug="norway")])
    assert "<dd>Norway</dd>" in text(client.get(f"{evaluation.get_absolute_url()}v/1/"))


def test_pages_of_donors_and_areas_lead_to_the_index(client):
    published(donors=[DonorFactory(slug="norway")], areas=[Area.objects.get(code="788")])
    assert '<a href="/donors/">Donor</a>' in text(client.get("/donors/norway/"))
    assert '<a href="/areas/">Country or area</a>' in text(client.get("/areas/788/"))


def test_where_a_list_says_who_paid_and_where_it_was_it_leads_there(client):
    donor = DonorFactory(name="Fund & Sons", slug="fund")
    published(donors=[donor], areas=[Area.objects.get(code="788")])
    page = text(client.get("/evaluations/"))
    assert '<a href="/areas/788/">Tunisia</a> · <a href="/donors/fund/">Fund &amp; Sons</a>' in page


def test_names_in_a_list_are_marked_up_as_text(client):
    published(areas_printed="<b>Ceylon</b>", donors=[DonorFactory(name="<i>Fund</i>")])
    for address in ("/evaluations/", "/search/?q=fund"):
        page = text(client.get(address))
        assert "&lt;b&gt;Ceylon" in page and "<b>" not in page and "<i>Fund" not in page
