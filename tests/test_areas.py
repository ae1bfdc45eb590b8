from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from projects.models import Area
from projects.terms import AreaKind

from .factories import AreaFactory

pytestmark = pytest.mark.django_db


def named(name):
    return Area.objects.get(name=name)


def test_m49_has_one_world_five_regions_and_248_countries():
    assert Counter(Area.objects.values_list("kind", flat=True)) == {
        "world": 1, "region": 5, "sub_region": 24, "country": 248,
    }  # fmt: skip
    assert Area.objects.countries().count() == 248


def test_the_regions_are_those_of_m49():
    regions = Area.objects.filter(kind=AreaKind.REGION).values_list("code", "name")
    assert list(regions) == [
        ("002", "Africa"), ("019", "Americas"), ("142", "Asia"), ("150", "Europe"),
        ("009", "Oceania"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "code", "alpha2", "alpha3"),
    [
        ("World", "001", "", ""),
        ("Africa", "002", "", ""),
        ("Tunisia", "788", "TN", "TUN"),
        ("Sri Lanka", "144", "LK", "LKA"),
        ("Afghanistan", "004", "AF", "AFG"),
        ("Côte d’Ivoire", "384", "CI", "CIV"),
        ("Viet Nam", "704", "VN", "VNM"),
        ("State of Palestine", "275", "PS", "PSE"),
        ("Antarctica", "010", "AQ", "ATA"),
    ],
)
def test_an_area_bears_the_codes_of_m49_and_iso(name, code, alpha2, alpha3):
    area = named(name)
    assert (area.code, area.iso_alpha2, area.iso_alpha3) == (code, alpha2, alpha3)


def test_every_country_has_three_codes_of_their_shapes_and_its_own():
    codes = list(Area.objects.countries().values_list("code", "iso_alpha2", "iso_alpha3"))
    assert {tuple(map(len, row)) for row in codes} == {(3, 2, 3)}
    assert [len(set(column)) for column in zip(*codes, strict=True)] == [248, 248, 248]


def test_every_area_passes_its_own_checks():
    for area in Area.objects.select_related("parent"):
        area.full_clean(validate_unique=False, validate_constraints=False)


def test_the_world_holds_all_with_a_parent_chain():
    assert set(Area.objects.within(named("World"))) == set(Area.objects.all())


def test_only_the_world_lies_in_nothing():
    assert Area.objects.get(parent=None).name == "World"


def test_africa_holds_tunisia_and_not_sri_lanka():
    africa = Area.objects.within(named("Africa"))
    assert {"Africa", "Northern Africa", "Tunisia"} <= set(africa.values_list("name", flat=True))
    assert named("Sri Lanka") not in africa
    assert africa.countries().count() == 60


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("Tunisia", ["Northern Africa", "Africa", "World"]),
        ("Kenya", ["Eastern Africa", "Sub-Saharan Africa", "Africa", "World"]),
        ("Sri Lanka", ["Southern Asia", "Asia", "World"]),
        ("Jamaica", ["Caribbean", "Latin America and the Caribbean", "Americas", "World"]),
        ("Antarctica", ["World"]),
    ],
)
def test_a_country_lies_where_m49_says(name, region):
    area, held_by = named(name), []
    while area := area.parent:
        held_by.append(area.name)
    assert held_by == region


def test_a_country_holds_itself_alone():
    assert [area.name for area in Area.objects.within(named("Tunisia"))] == ["Tunisia"]


def test_areas_that_lie_in_each_other_are_found_once():
    first, second = AreaFactory(name="A"), AreaFactory(name="B")
    Area.objects.filter(pk=first.pk).update(parent=second)
    Area.objects.filter(pk=second.pk).update(parent=first)
    assert [area.name for area in Area.objects.within(first)] == ["A", "B"]


def test_what_lies_in_africa_is_found_in_five_queries(django_assert_num_queries):
    africa = named("Africa")
    with django_assert_num_queries(5):
        assert len(Area.objects.within(africa)) == 67


def test_an_area_of_ones_own_lies_where_it_is_put():
    kosovo = Area(code="XKX", name="Kosovo", parent=named("Southern Europe"))
    kosovo.full_clean()
    kosovo.save()
    assert kosovo in Area.objects.within(named("Europe")).countries()


@pytest.mark.parametrize("code", ["XKX", "XK", "X-SAHEL", "ASEAN10", "999"])
def test_a_code_of_ones_own_is_three_digits_or_letters(code):
    Area(code=code, name="x").full_clean()


@pytest.mark.parametrize("code", ["12", "1234", "kosovo", "X", "X_Y", "-XK", "12A", "É12"])
def test_a_code_of_another_shape_is_refused(code):
    with pytest.raises(ValidationError, match="Three digits, or letters."):
        Area(code=code, name="x").full_clean()


@pytest.mark.parametrize(("code", "message"), [("788", "already exists"), ("", "blank")])
def test_a_code_is_needed_and_ones_own(code, message):
    with pytest.raises(ValidationError, match=message):
        Area(code=code, name="x").full_clean()


def test_a_region_that_holds_something_cannot_be_deleted():
    with pytest.raises(ProtectedError):
        named("Northern Africa").delete()


def test_every_area_has_a_history():
    assert Area.history.count() == 278
