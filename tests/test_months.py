from datetime import date, datetime

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from django.template import Context, Template
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.models import Project
from projects.months import Month

from .factories import ProjectFactory

OCTOBER_2009 = Month(2009, 10)
ProjectForm = modelform_factory(Project, fields=["started"])
months = st.builds(Month, st.integers(1, 9999), st.integers(1, 12))


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("October 2009", "2009-10"),
        ("2009-10", "2009-10"),
        ("2009-3", "2009-03"),
        ("2009-10-31", "2009-10"),
        ("2009-10-31T12:30:00", "2009-10"),
        ("2009-10-31 12:30", "2009-10"),
        ("10/2009", "2009-10"),
        ("3.2009", "2009-03"),
        ("Oct 2009", "2009-10"),
        ("Sept. 2009", "2009-09"),
        ("OCT 08", "2008-10"),
        ("Oct-08", "2008-10"),
        ("Oct. ’08", "2008-10"),
        ("Dec 69", "2069-12"),
        ("Jan 70", "1970-01"),
        ("30 June 2010", "2010-06"),
        ("June 30, 2010", "2010-06"),
        ("2010 June 30", "2010-06"),
        ("30 June 10", "2010-06"),
        ("1st of May 2009", "2009-05"),
        ("  october   2009 ", "2009-10"),
        ("octobre 2009", "2009-10"),
        ("février 2009", "2009-02"),
        ("FÉVR. 2009", "2009-02"),
        ("fe\u0301vrier 2009", "2009-02"),
        ("1er août 2009", "2009-08"),
        ("juin 2009", "2009-06"),
        ("juil. 2009", "2009-07"),
        ("décembre 2009", "2009-12"),
        ("enero de 2009", "2009-01"),
        ("3 de agosto de 2009", "2009-08"),
        ("setiembre 2009", "2009-09"),
        ("dic. 2009", "2009-12"),
    ],
)
def test_a_month_is_read_as_people_write_it(text, month):
    assert Month.parse(text).isoformat() == month


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2009", "October", "soon", "5 June", "13/2009", "0/2009", "2009-13", "2009-00",
        "October 0000", "October 20099", "30/06/2010", "2009-2010", "10-2009", "Decent work 2009",
        "Decision 2009", "Maybe 2009", "Mayor 2009", "Marked 2009", "Marketing 2009", "jui 2009",
        "May or June 2009", "June 2009 to June 2010", "June 2009–2010", "2009-10 to 2010-03",
        "12 13 June 2009",
    ],
)  # fmt: skip
def test_what_names_no_single_month_is_refused(text):
    with pytest.raises(ValueError):
        Month.parse(text)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@settings(max_examples=60, deadline=None)
@given(month=months)
def test_a_month_can_be_read_as_it_is_shown(language, month):
    with translation.override(language):
        assert Month.parse(str(month)) == month


@settings(max_examples=60, deadline=None)
@given(months)
def test_a_month_can_be_read_as_iso_8601_writes_it(month):
    assert Month.parse(month.isoformat()) == month
    assert Month.parse(month.first_day.isoformat()) == month


@settings(max_examples=60, deadline=None)
@given(st.text() | st.text("octjunemay 0123456789-/.'"))
def test_any_text_is_a_month_or_refused(text):
    try:
        assert 1 <= Month.parse(text).month <= 12
    except ValueError as refusal:
        assert str(refusal)


@settings(max_examples=60, deadline=None)
@given(st.lists(months))
def test_months_sort_as_their_first_days(given):
    assert [month.first_day for month in sorted(given)] == sorted(m.first_day for m in given)


def test_a_month_sorts_by_year_before_month():
    assert sorted([Month(2010, 1), Month(2009, 12), Month(2009, 2)]) == [
        Month(2009, 2), Month(2009, 12), Month(2010, 1),
    ]  # fmt: skip


def test_a_month_is_shown_in_words():
    assert str(OCTOBER_2009) == "October 2009"


def test_a_month_never_changes():
    with pytest.raises(AttributeError):
        OCTOBER_2009.year = 2010


def test_there_is_no_thirteenth_month():
    with pytest.raises(ValueError, match="month must be in 1..12"):
        Month(2009, 13)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given",
    [OCTOBER_2009, "October 2009", "2009-10", date(2009, 10, 31), datetime(2009, 10, 31, 23, 59)],
    ids=repr,
)
def test_a_month_is_stored_as_its_first_day(given):
    key = ProjectFactory(started=given).pk
    assert Project.objects.get(pk=key).started == OCTOBER_2009
    assert Project.objects.filter(started__day=1, started__month=10, started__year=2009).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("given", [None, ""])
def test_no_month_is_stored_as_nothing(given):
    ProjectFactory(started=given)
    assert Project.objects.get(started=None).started is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ({"started": "October 2009"}, 1),
        ({"started": date(2009, 10, 20)}, 1),
        ({"started__year": 2009}, 2),
        ({"started__gte": date(2009, 10, 1), "started__lt": date(2010, 1, 1)}, 1),
        ({"started__range": (Month(2009, 2), OCTOBER_2009)}, 2),
        ({"started__in": ["2009-02", "2010-01", "2011-01"]}, 2),
        ({"started__gt": OCTOBER_2009}, 1),
        ({"started__isnull": True}, 1),
    ],
)
def test_projects_are_found_by_month(condition, count):
    for started in ("October 2009", "February 2009", "January 2010", None):
        ProjectFactory(started=started)
    assert Project.objects.filter(**condition).count() == count


@pytest.mark.django_db
def test_a_search_for_no_month_is_refused():
    with pytest.raises(ValidationError, match="Enter a month and a year"):
        Project.objects.filter(started="soon").exists()


@pytest.mark.django_db
def test_projects_are_ordered_by_month():
    for started in ("October 2009", "February 2009", "January 2010"):
        ProjectFactory(started=started)
    ordered = Project.objects.order_by("started").values_list("started", flat=True)
    assert [str(month) for month in ordered] == ["February 2009", "October 2009", "January 2010"]


@pytest.mark.django_db
def test_a_month_is_changed_in_bulk():
    ProjectFactory(started="October 2009")
    Project.objects.update(started="Nov 2009")
    assert Project.objects.get().started == Month(2009, 11)


@pytest.mark.django_db
def test_a_month_stands_in_a_fixture_as_iso_8601_writes_it():
    fixture = serializers.serialize("json", [ProjectFactory(started=OCTOBER_2009)])
    assert '"started": "2009-10"' in fixture
    [row] = serializers.deserialize("json", fixture)
    assert row.object.started == OCTOBER_2009


def test_a_template_shows_a_month_in_words():
    shown = Template("{{ project.started }}").render(
        Context({"project": Project(started=OCTOBER_2009)})
    )
    assert shown == "October 2009"


def test_a_form_shows_a_month_in_words():
    form = ProjectForm(instance=Project(started=OCTOBER_2009))
    assert 'value="October 2009"' in str(form["started"])
    assert 'type="text"' in str(form["started"])


def test_a_form_gives_a_month():
    form = ProjectForm({"started": " oct 09 "})
    assert form.is_valid()
    assert form.cleaned_data == {"started": OCTOBER_2009}
    assert form.instance.started == OCTOBER_2009


def test_a_form_gives_nothing_for_an_empty_month():
    form = ProjectForm({"started": "  "})
    assert form.is_valid()
    assert form.cleaned_data == {"started": None}


@pytest.mark.parametrize("typed", ["2009", "13/2009", "soon"])
def test_a_form_says_in_words_what_a_month_looks_like(typed):
    form = ProjectForm({"started": typed})
    assert form.errors == {
        "started": ["Enter a month and a year, such as “October 2009” or “2009-10”."]
    }
    assert f'value="{typed}"' in str(form["started"])


@pytest.mark.parametrize("typed", ["October 2009", "2009-10", "OCT 09", " 10/2009", "octobre 2009"])
def test_the_same_month_typed_otherwise_is_no_change(typed):
    assert not ProjectForm({"started": typed}, instance=Project(started=OCTOBER_2009)).has_changed()


@pytest.mark.parametrize("typed", ["November 2009", "", "soon"])
def test_another_month_is_a_change(typed):
    assert ProjectForm({"started": typed}, instance=Project(started=OCTOBER_2009)).has_changed()


@pytest.mark.parametrize("typed", ["", " ", None])
def test_a_month_left_empty_is_no_change(typed):
    assert not ProjectForm({"started": typed}, instance=Project()).has_changed()
