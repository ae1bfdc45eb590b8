"""What a person may not see moves nothing of what she is shown, and is not told by the way."""

import re

import pytest

from findings.models import Recommendation
from projects.history import Revision, revision

from . import roles
from .factories import (
    DonorFactory,
    EvaluationFactory,
    OfficeFactory,
    ProjectFactory,
    RecommendationFactory,
    UserFactory,
)
from .forms import filled

pytestmark = pytest.mark.django_db
DONOR = re.compile(r'href="\?donor=([\w-]+)"')
LIST = "/admin/findings/recommendation/"


def paid_by(donor, audience="everybody"):
    evaluation = EvaluationFactory(projects=[ProjectFactory(donors=[donor])])
    evaluation.publish(by=None, audience=audience)


def donors_listed(client):
    return DONOR.findall(client.get("/evaluations/").content.decode())


def test_values_of_a_facet_keep_their_order_whatever_is_published_for_staff(client):
    donors = [DonorFactory(name=f"Donor {letter}") for letter in "CAB"]
    for donor in donors:
        paid_by(donor)
    before = donors_listed(client)
    assert before == ["donor-a", "donor-b", "donor-c"]
    for _ in range(3):
        paid_by(donors[0], audience="staff")
    assert donors_listed(client) == before


def test_a_facet_offers_more_only_where_a_reader_may_see_more(client):
    for n in range(8):
        paid_by(DonorFactory(name=f"Donor {n}"))
    paid_by(ninth := DonorFactory(name="Donor 8"), audience="staff")
    assert "more=donor" not in client.get("/evaluations/").content.decode()
    paid_by(ninth)
    assert "more=donor" in client.get("/evaluations/").content.decode()


def test_why_others_changed_theirs_is_not_told_beside_one_s_own(client):
    own = EvaluationFactory()
    with revision(reason="A secret reason"):
        other = EvaluationFactory()
    foreign = Revision.objects.latest().pk
    client.force_login(roles.editor(own))
    pages = (f"compare/?from={foreign}", f"compare/?from=now&to={foreign}", f"as-of/{foreign}/")
    found = [client.get(f"/desk/evaluations/{own.pk}/{page}") for page in pages]
    assert other.pk and [answer.status_code for answer in found] == [404, 404, 404]


def test_one_s_own_moments_are_compared(client):
    own = EvaluationFactory()
    client.force_login(roles.editor(own))
    first = own.history.latest().revision_id
    assert client.get(f"/desk/evaluations/{own.pk}/compare/?from={first}").status_code == 200


@pytest.fixture
def asked(client):
    """What an office was recommended, worded anew in the draft since; its member is signed in."""
    office = OfficeFactory()
    asked = RecommendationFactory(
        evaluation__title="As published", evaluation__administrative_offices=[office],
        label="R1", text="<p>Pay wages.</p>", addressed_to="Ministry",
    )  # fmt: skip
    asked.evaluation.publish(by=None)
    asked.label, asked.text, asked.addressed_to = "R9", "<p>Secret text.</p>", "Secret ministry"
    asked.save()
    asked.evaluation.title = "Secret title"
    asked.evaluation.save()
    client.force_login(user := roles.editor())
    office.members.add(user)
    return asked


def test_who_follows_up_for_an_office_reads_what_is_published(client, asked):
    for address in (LIST, f"{LIST}{asked.pk}/change/"):
        page = client.get(address).content.decode()
        assert "Pay wages." in page and "As published" in page
        assert "Secret" not in page and "R9" not in page


@pytest.mark.parametrize(("word", "number"), [("Secret", 0), ("wages", 1)])
def test_who_follows_up_for_an_office_finds_what_is_published(client, asked, word, number):
    listed = client.get(f"{LIST}?q={word}").context["cl"].result_count
    assert listed == number


def test_who_follows_up_saves_no_words_over_the_draft(client, asked):
    address = f"{LIST}{asked.pk}/change/"
    assert client.post(address, filled(client, address)).status_code == 302
    assert "Secret text." in Recommendation.objects.get(pk=asked.pk).text


def test_what_only_the_draft_recommends_is_not_to_be_followed_up_by_an_office(client, asked):
    new = RecommendationFactory(evaluation=asked.evaluation)
    assert client.get(f"{LIST}{new.pk}/change/").status_code == 404


def test_an_editor_follows_up_her_own_in_the_words_of_the_draft(client, asked):
    client.force_login(roles.editor(asked.evaluation))
    page = client.get(f"{LIST}{asked.pk}/change/").content.decode()
    assert "Secret text." in page and "Secret title" in page


def test_a_project_whose_address_was_emptied_is_shown_again_with_what_is_wrong(client):
    project = ProjectFactory(code="")
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    address = f"/admin/projects/project/{project.pk}/change/"
    data = filled(client, address) | {"slug": "", "title": ""}
    assert client.post(address, data).status_code == 200
