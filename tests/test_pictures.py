"""Figures drawn as SVG: every number in the picture and in the table behind it."""

import re

import pytest
from django.template.loader import render_to_string

from findings.pictures.bars import bars
from findings.pictures.columns import HEIGHT, WIDTH, columns
from findings.pictures.figures import Figure, level
from findings.pictures.grid import grid
from findings.pictures.worldmap import world_map


def figure(label, count, href="/x/"):
    return Figure(label, count, href)


def shown(name, **context):
    return render_to_string(f"findings/pictures/{name}.html", {"title": "Evaluations", **context})


def test_nothing_has_no_shade_and_the_most_the_darkest():
    assert (level(0, 100), level(1, 100), level(100, 100)) == (0, 1, 5)


@pytest.mark.parametrize("most", [1, 2, 7, 100, 40_000])
def test_shades_rise_with_numbers(most):
    shades = [level(n, most) for n in range(1, most + 1)]
    assert shades == sorted(shades) and shades[-1] in (1, 5)


def test_a_country_is_a_shape_a_small_one_a_dot():
    drawn = world_map(
        {"788": figure("Tunisia", 3), "242": figure("Fiji", 1), "798": figure("Tuvalu", 2)}
    )
    by_name = {c.figure.label: c for c in drawn.countries}
    assert by_name["Tunisia"].d and by_name["Tuvalu"].dot and not by_name["Tuvalu"].d


def test_what_is_not_on_the_map_stands_in_the_table():
    drawn = world_map({"001": figure("World", 4), "788": figure("Tunisia", 3)})
    assert [f.label for f in drawn.figures] == ["World", "Tunisia"]
    assert [c.figure.label for c in drawn.countries] == ["Tunisia"]


def test_a_country_that_has_no_number_is_land():
    assert world_map({}).land.count("M") > world_map({"643": figure("Russia", 1)}).land.count("M")


def test_kosovo_is_shown_under_its_code_here():
    assert world_map({"XKX": figure("Kosovo", 1)}).countries[0].d


def test_the_legend_has_a_class_for_every_number():
    classes = world_map({"788": figure("Tunisia", 9)}).classes
    counts = [n for _, words in classes for n in re.findall(r"\d+", words)]
    assert (counts[0], counts[-1]) == ("1", "9") and len(classes) <= 5


def test_every_number_of_the_map_stands_in_its_table():
    page = shown("map", map=world_map({"788": figure("Tunisia <b>", 3)}), counted="Evaluations")
    assert '<td class="number">3</td>' in page and "Tunisia &lt;b&gt;" in page
    assert "imply no opinion" in page


def test_columns_stand_on_the_axis_and_within_the_picture():
    drawn = columns(
        {
            (2009, "Final"): figure("f", 3),
            (2009, "Mid-term"): figure("m", 1),
            (2011, "Final"): figure("g", 4),
        }
    )
    assert [row[0] for row in drawn.rows] == ["2009", "2010", "2011"]
    assert drawn.rows[0][1:] == ((3, 1), 4) and drawn.rows[1][2] == 0
    assert all(p.x >= 0 and p.x + p.width <= WIDTH and 0 <= p.y <= HEIGHT for p in drawn.parts)


def test_many_kinds_stand_together_as_others():
    drawn = columns({(2009, kind): figure(kind, 6 - n) for n, kind in enumerate("abcdef")})
    assert drawn.kinds == ("a", "b", "c", "Other")
    assert drawn.rows[0][1] == (6, 5, 4, 3 + 2 + 1)


def test_no_figures_make_no_columns():
    assert columns({}) is None and shown("columns", columns=None).strip() == ""


def test_bars_are_as_long_as_their_numbers():
    drawn = bars(
        [
            ("Impact", "/i/", {"a": figure("a", 1), "b": figure("b", 3)}),
            ("Relevance", "", {"a": figure("a", 2)}),
        ],
        ("a", "b"),
    )
    assert [row.count for row in drawn.rows] == [4, 2]
    assert [(r.kind, r.x, r.width) for r in drawn.rows[0].rects] == [(0, 0, 25.0), (1, 25.0, 75.0)]
    assert "1 a, 3 b" in " ".join(shown("bars", bars=drawn).split())


def test_an_empty_cell_of_the_grid_is_shown_as_such():
    drawn = grid(
        "Criterion", ["Impact"], ["2009", "2010"], {("Impact", "2009"): figure("Impact, 2009", 2)}
    )
    page = shown("grid", grid=drawn)
    assert 'aria-label="Impact, 2009: 2">2</a>' in page and '<td class="q0">·</td>' in page
