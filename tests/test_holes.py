"""That each planted hole is one: without it the site refuses, with it the site gives way."""

import os

import pytest
from django.test import Client

from evalsite.views import home
from findings.models import Evaluation

from .holes import HOLES
from .holes.planting import Hole, readdress, replace, reroute, retouch, rewrite
from .holes.probing import PROBES

pytestmark = pytest.mark.django_db
EVERYTHING = os.environ.get("EVALSITE_LEAKWALK") == "all"  # else every fifth


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.mark.parametrize("hole", HOLES if EVERYTHING else HOLES[::5], ids=str)
def test_what_the_site_refuses_the_hole_lets_pass(hole):
    leaks = PROBES[hole.name](Client())
    assert not leaks()
    with hole.planted():
        assert leaks()
    assert not PROBES[hole.name](Client())()


def test_each_hole_has_a_probe_and_no_two_are_of_one_name():
    names = [hole.name for hole in HOLES]
    assert len(set(names)) == len(names) and set(names) == set(PROBES)


@pytest.mark.parametrize(
    "change",
    [
        rewrite(home, {"no such words": ""}),
        rewrite(home, {"request": ""}),
        replace(Evaluation, "no_such_name", None),
        reroute("no-such-address", lambda view: view),
        readdress("no/such/", list),
        retouch("404.html", {"no such words": ""}),
    ],
)
def test_a_hole_in_what_is_not_there_fails(change):
    with pytest.raises(LookupError), Hole("", "", "", change).planted():
        pass
