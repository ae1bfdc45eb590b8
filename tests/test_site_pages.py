import re

import pytest

from .factories import EvaluationFactory, PageFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def test_home_shows_the_latest_evaluations_first(client):
    for year in (2009, 2015, 2012):
        EvaluationFactory(title=f"Of {year}", completed=f"{year}-01").publish(by=None)
    page = client.get("/").content.decode()
    assert page.index("Of 2015") < page.index("Of 2012") < page.index("Of 2009")
    assert "<strong>3</strong> Evaluations" in page


def test_an_empty_site_says_what_will_stand_here(client):
    assert "No evaluation is published yet" in client.get("/").content.decode()
    assert "No evaluation is published yet" in client.get("/evaluations/").content.decode()
    assert "No project is open to readers yet" in client.get("/projects/").content.decode()


def test_lists_show_what_is_published_and_nothing_else(client):
    EvaluationFactory(title="Published one").publish(by=None)
    EvaluationFactory(title="Draft one")
    page = client.get("/evaluations/").content.decode()
    assert "Published one" in page
    assert "Draft one" not in page


def test_an_evaluation_without_a_date_stands_last(client):
    EvaluationFactory(title="Undated", completed=None).publish(by=None)
    EvaluationFactory(title="Dated", completed="2009-01").publish(by=None)
    page = client.get("/evaluations/").content.decode()
    assert page.index("Dated") < page.index("Undated")
    assert "date not recorded" in page


def test_long_lists_are_cut_into_pages(client):
    for n in range(52):
        EvaluationFactory(title=f"No. {n}").publish(by=None)
    address, titles = "", []
    while address is not None:
        page = client.get(f"/evaluations/{address}").content.decode()
        titles += re.findall(r">(No\. \d+)<", page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = following and following[1]
    assert titles == [f"No. {n}" for n in reversed(range(52))]
    assert client.get("/evaluations/?page=nonsense").status_code == 200


def test_lists_cost_the_same_for_many_rows(client, django_assert_max_num_queries):
    for _ in range(10):
        EvaluationFactory(projects=[ProjectFactory()]).publish(by=None)
    for address in ("/", "/evaluations/", "/projects/"):
        client.get(address)  # what was written since is taken in by the first who looks
        with django_assert_max_num_queries(6):
            client.get(address)


@pytest.mark.parametrize("slug", ["about", "contact", "privacy", "accessibility"])
def test_an_organisation_sets_the_text_of_its_pages(client, slug):
    before = client.get(f"/{slug}/").content.decode()
    PageFactory(slug=slug, text="<p>Written by us.</p>")
    after = client.get(f"/{slug}/").content.decode()
    assert "Written by us." not in before
    assert "<p>Written by us.</p>" in after


def test_the_organisation_is_named_on_every_page(client, settings):
    settings.EVALSITE_ORGANISATION = "ILO Evaluation Office"
    assert "ILO Evaluation Office" in client.get("/about/").content.decode()


def test_an_unknown_address_says_so_in_words(client):
    response = client.get("/evaluations/never-was/")
    assert response.status_code == 404
    assert "There is nothing at this address" in response.content.decode()


def test_an_error_says_that_nothing_is_lost(client, monkeypatch):
    def fail(*args):
        raise RuntimeError("of our making")

    monkeypatch.setattr("findings.views.evaluations.current_or_gone", fail)
    client.raise_request_exception = False
    response = client.get("/evaluations/any/")
    assert response.status_code == 500
    assert "Nothing that you did is lost" in response.content.decode()


def test_a_monitor_is_told_that_all_is_well(client):
    assert client.get("/health/").content == b"ok"


def test_pages_run_no_script_and_load_nothing_from_elsewhere(client):
    EvaluationFactory().publish(by=None)
    response = client.get("/")
    assert "<script" not in response.content.decode()
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
