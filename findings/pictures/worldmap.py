"""Countries shaded by a number: shapes, and dots for those too small to have one."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .figures import Figure, level

LEVELS = 5
DISCLAIMER = _(
    "Boundaries are those of Natural Earth; they imply no opinion on the legal status of any "
    "country or area, or on its borders."
)
OTHER_CODES = {"XKX": "Kosovo"}  # areas without a code of M49, by their names in the shapes


@dataclass(frozen=True)
class Country:
    """A country with evaluations: a path `d` of the drawing, or the place of a dot."""

    figure: Figure
    level: int
    d: str = ""
    dot: tuple[int, int] | None = None


@dataclass(frozen=True)
class WorldMap:
    """`land` is one path of all that is shown without a number; `figures` stand in the table."""

    width: int
    height: int
    land: str
    countries: tuple[Country, ...]
    figures: tuple[Figure, ...]
    classes: tuple[tuple[int, str], ...]
    disclaimer: str = DISCLAIMER


def world_map(figures):
    """Return the WorldMap of {M49 code: Figure}; what has no place on it stands in the table."""
    drawing = _drawing()
    shapes, dots = drawing["shapes"], drawing["dots"]
    figures = {OTHER_CODES.get(code, code): f for code, f in figures.items() if f.count}
    most = max((f.count for f in figures.values()), default=1)
    shown = [
        Country(f, level(f.count, most, LEVELS), shapes.get(code, ""), _dot(dots, code))
        for code, f in figures.items()
        if code in shapes or code in dots
    ]
    return WorldMap(
        width=drawing["width"],
        height=drawing["height"],
        land="".join(d for code, d in shapes.items() if code not in figures),
        countries=tuple(sorted(shown, key=lambda country: country.figure.label)),
        figures=tuple(sorted(figures.values(), key=lambda f: (-f.count, f.label))),
        classes=tuple(_classes(most)),
    )


def _dot(dots, code):
    return tuple(dots[code]) if code in dots else None


def _classes(most):
    """Yield (level, "2–5") for the levels that a map of numbers up to this one has."""
    by_level = {}
    for count in range(1, most + 1):
        by_level.setdefault(level(count, most, LEVELS), []).append(count)
    for number, counts in by_level.items():
        low, high = counts[0], counts[-1]
        yield number, str(low) if low == high else f"{low}–{high}"


@cache
def _drawing():
    return json.loads(Path(__file__).with_name("shapes.json").read_text())
