"""Columns over the years, each made of kinds: how many, and of which."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .figures import Figure

WIDTH, HEIGHT, GAP, FOOT = 720, 220, 0.25, 24
MOST_KINDS = 4
OTHERS = _("Other")


@dataclass(frozen=True)
class Part:
    """A rectangle: its kind's number, and the figure that it shows."""

    kind: int
    figure: Figure
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Columns:
    width: int
    height: int
    base: int
    kinds: tuple[str, ...]
    parts: tuple[Part, ...]
    years: tuple[tuple[float, str], ...]
    rows: tuple[tuple[str, tuple[int, ...], int], ...]  # of the table: year, by kind, together
    top: int


def columns(figures):
    """Return the Columns of {(year, kind): Figure}; years without any stand empty between them.

    The commonest kinds stand for themselves, the rest together as "Other", without an address.
    """
    figures = {key: f for key, f in figures.items() if f.count}
    if not figures:
        return None
    kinds = _kinds(figures)
    years = range(min(y for y, _ in figures), max(y for y, _ in figures) + 1)
    table = [(year, [_of(figures, year, kind, kinds) for kind in kinds]) for year in years]
    top = max(sum(f.count for f in row) for _, row in table)
    return Columns(
        width=WIDTH,
        height=HEIGHT,
        base=HEIGHT - FOOT,
        kinds=tuple(kinds),
        parts=tuple(
            part for n, (_, row) in enumerate(table) for part in _stack(n, row, len(years), top)
        ),
        years=tuple(_labels(years)),
        rows=tuple((str(y), tuple(f.count for f in r), sum(f.count for f in r)) for y, r in table),
        top=top,
    )  # fmt: skip


def _kinds(figures):
    totals = {}
    for (_year, kind), figure in figures.items():
        totals[kind] = totals.get(kind, 0) + figure.count
    commonest = sorted(totals, key=lambda kind: (-totals[kind], kind))
    if len(commonest) <= MOST_KINDS:
        return commonest
    return [*commonest[: MOST_KINDS - 1], OTHERS]


def _of(figures, year, kind, kinds):
    if kind != OTHERS or (year, OTHERS) in figures and len(kinds) < MOST_KINDS:
        return figures.get((year, kind), Figure(f"{year}, {kind}", 0))
    others = (f.count for (y, k), f in figures.items() if y == year and k not in kinds[:-1])
    return Figure(f"{year}, {OTHERS}", sum(others))


def _stack(place, row, many, top):
    slot = WIDTH / many
    base = HEIGHT - FOOT
    for kind, figure in enumerate(row):
        height = round(figure.count / top * (base - 4), 1)
        if height:
            base -= height
            x, width = round(place * slot + slot * GAP / 2, 1), round(slot * (1 - GAP), 1)
            yield Part(kind, figure, x, round(base, 1), width, height)


def _labels(years):
    """Yield (x, year) for as many years as there is room for."""
    every = -(-len(years) * 44 // WIDTH) or 1
    slot = WIDTH / len(years)
    for place, year in enumerate(years):
        if place % every == 0:
            yield round(place * slot + slot / 2, 1), str(year)
