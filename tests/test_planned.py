"""The calendar of what is planned, for those who read drafts."""

import datetime

import pytest

from findings.planned import calendar
from findings.terms import Stage

from .factories import DonorFactory, EvaluationFactory, ProjectFactory, UserFactory
from .roles import editor, publisher, staff
from .test_versions import text

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 5, 20)
ADDRESS = "/evaluations/planned/"


def planned(month, stage=Stage.PLANNED, **kwargs):
    return EvaluationFactory(stage=stage, completed=None, planned_completion=month, **kwargs)


def titles(entries):
    return [entry.evaluation.title for entry in entries]


def test_what_is_late_comes_first_then_month_by_month():
    planned("2027-01", title="Next year")
    planned("2026-05", title="This month")
    planned("2026-04", title="Late", stage=Stage.ONGOING)
    planned(None, title="Some day")
    told = calendar(staff(), TODAY)
    assert [(str(month), titles(entries)) for month, entries in told.late] == [
        ("April 2026", ["Late"])
    ]
    years = [(y, [(str(m), titles(e)) for m, e in months]) for y, months in told.years]
    assert years == [
        (2026, [("May 2026", ["This month"])]),
        (2027, [("January 2027", ["Next year"])]),
    ]
    assert titles(told.undated) == ["Some day"]


def test_what_is_completed_is_not_planned():
    planned("2020-01", stage=Stage.COMPLETED)
    assert not calendar(staff(), TODAY)


def test_it_names_project_donor_and_editors(client):
    ann = UserFactory(first_name="Ann", last_name="Lee")
    project = ProjectFactory(title="Safe work", donors=[DonorFactory(name="Norway")])
    planned("2099-01", projects=[project], editors=[ann], donors=[DonorFactory(name="Fund")])
    client.force_login(staff())
    page = text(client.get(ADDRESS))
    assert f'href="{project.get_absolute_url()}">Safe work</a>' in page
    assert "Fund; Norway" in page and "Edited by Ann Lee" in page and "January 2099" in page


def test_an_empty_calendar_says_what_will_stand_there(client):
    client.force_login(staff())
    assert "Nothing is planned." in text(client.get(ADDRESS))


def test_only_who_may_edit_is_led_to_the_form(client):
    own = planned("2099-01", title="Mine")
    change = f"/admin/findings/evaluation/{own.pk}/change/"
    ann = editor(own)
    ann.groups.add(*staff().groups.all())
    client.force_login(ann)
    assert change in text(client.get(ADDRESS))
    client.force_login(staff())
    page = text(client.get(ADDRESS))
    assert change not in page and f'href="/desk/evaluations/{own.pk}/"' in page


@pytest.mark.parametrize("person", [None, UserFactory, editor])
def test_to_anybody_else_there_is_no_such_page(client, person):
    planned("2099-01")
    if person:
        client.force_login(person())
    assert client.get(ADDRESS).status_code == 404


def test_an_inactive_account_is_not_let_in(client):
    user = staff()
    client.force_login(user)
    user.is_active = False
    user.save()
    assert client.get(ADDRESS).status_code == 404


def test_an_evaluation_called_planned_keeps_its_address(client):
    EvaluationFactory(title="Planned").publish(by=None)
    assert "Planned" in text(client.get(ADDRESS))
    assert client.get(ADDRESS).status_code == 200


def test_the_start_page_of_the_desk_leads_to_it(client):
    client.force_login(publisher())
    assert ADDRESS in text(client.get("/admin/"))
    client.force_login(editor())
    assert ADDRESS not in text(client.get("/admin/"))


def test_it_is_kept_in_no_cache(client):
    client.force_login(staff())
    assert client.get(ADDRESS)["Cache-Control"] == "private, no-store"


def test_it_costs_the_same_for_many(client, django_assert_num_queries):
    for n in range(6):
        project = ProjectFactory(donors=[DonorFactory()], editors=[UserFactory()])
        planned(f"2099-0{n + 1}", projects=[project], editors=[UserFactory()])
    user = staff()
    client.force_login(user)
    with django_assert_num_queries(10):
        client.get(ADDRESS)
