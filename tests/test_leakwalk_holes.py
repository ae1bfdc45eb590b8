"""The walk finds each hole that is planted, by the walk of its own slice: a test of the test."""

import os
import re
from operator import eq

import pytest

from .holes import HOLES
from .leakwalk import slices, walk

pytest_plugins = ["tests.leakwalk.fixtures"]
pytestmark = pytest.mark.django_db
EVERYTHING = os.environ.get("EVALSITE_LEAKWALK") == "all"  # else every twelfth
EVERYWHERE = {  # what is to be found at many addresses is to be found at one of them
    "*": "/evaluations/",
    "/desk/": "/desk/removed/",
    "/admin/<app>/<model>/?…=": "/admin/findings/finding/",
}


def slice_at(address):
    """Return the slice to which an address belongs; its arguments are written as <…>."""
    path = EVERYWHERE.get(address, address).partition("?")[0].strip("/") or "home"
    steps = [re.sub("<.*>", "-", step) for step in path.split("/")]
    if steps[0] == "admin":
        steps = steps[: 3 if len(steps) > 2 else 1]
    fitting = [name for name in slices() if _fits(name.split("/"), steps)]
    return max(fitting, key=lambda name: sum(map(eq, name.split("/"), steps)))


def _fits(name, steps):
    same = len(name) == len(steps) and name[0] == steps[0]
    return same and all(a == b or "-" in (a, b) for a, b in zip(name, steps, strict=True))


@pytest.mark.parametrize("hole", HOLES if EVERYTHING else HOLES[::12], ids=str)
def test_the_walk_finds(hole, world):
    with hole.planted():
        found = walk(world, slices=[slice_at(hole.at)], enough=1)
    assert found, hole.what


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "home"),
        ("/evaluations/<slug>/", "evaluations/-"),
        ("/evaluations/<slug>/v/<n>/", "evaluations/-/v/-"),
        ("/desk/restore/findings.evaluation/<key>/", "desk/restore/-/-"),
        ("/admin/findings/evaluation/<pk>/change/", "admin/findings/evaluation"),
        ("/admin/autocomplete/", "admin"),
    ],
)
def test_an_address_belongs_to_a_slice(address, name):
    assert slice_at(address) == name
