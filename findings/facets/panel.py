"""Facets as a page shows them: values with counts, chips of what is chosen, years as bars."""

from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from .counting import MOST_SHOWN, Shown, counted, largest
from .facets import YEAR

BAR_HEIGHT, BAR_WIDTH = 40, 8


@dataclass(frozen=True)
class Panel:
    """One facet: its values, and where all of them are shown, if there are more."""

    facet: object
    values: tuple[Shown, ...]
    more: str = ""
    chosen: bool = False

    @property
    def title(self):
        return self.facet.title


@dataclass(frozen=True)
class Bar:
    """One year of the histogram, in the units of its drawing."""

    year: int
    count: int
    x: int
    height: int
    chosen: bool
    href: str

    @property
    def y(self):
        return BAR_HEIGHT - self.height


@dataclass(frozen=True)
class Years:
    """The years of a list as bars, and the range that is chosen."""

    bars: tuple[Bar, ...] = ()
    first: int | None = None
    last: int | None = None
    none: Shown | None = None

    @property
    def width(self):
        return len(self.bars) * BAR_WIDTH


@dataclass(frozen=True)
class Chip:
    """One thing that is chosen, and the address without it."""

    title: str
    label: str
    href: str


def panels(counts, names):
    """Return the Panels of all facets but the year, those without a choice left out."""
    told = (_panel(counts, facet, names) for facet in counts.facets if facet is not YEAR)
    return tuple(panel for panel in told if panel.chosen or len(panel.values) > 1)


def _panel(counts, facet, names):
    choice = counts.choice
    asked = choice.more == facet.name
    chosen = choice.values.get(facet.name, ())
    most = MOST_SHOWN if asked else facet.most
    values, cut = {}, False
    for group in facet.groups(_values(counts, facet), names):
        if facet.terms:
            told = {v: n for v, n in counted(counts, facet, group).items() if n}
        else:
            told = largest(counts, facet, group, most + 1)
            cut = cut or len(told) > most
            told = dict(islice(told.items(), most))
        values |= told
    values |= counted(counts, facet, [v for v in chosen if v not in values])
    shown = (
        Shown(v, facet.label(v, names), n, v in chosen, choice.toggled(facet.name, v))
        for v, n in values.items()
    )
    if asked:
        shown = sorted(shown, key=lambda value: value.label.casefold())
    return Panel(facet, tuple(shown), _more(choice, facet, asked, cut), bool(chosen))


def _more(choice, facet, asked, cut):
    """Return the address that shows all values, where some are hidden."""
    return choice.address(more=facet.name) if cut and not asked else ""


def _values(counts, facet):
    """Return all values of a facet, those of the most items first."""
    if facet.terms:
        return tuple(facet.terms) + ("-",)
    sizes = [shelf.sizes.get(facet.name, {}) for shelf, _ in counts.stock]
    if len(sizes) == 1:
        return list(sizes[0])
    added = {v: sum(told.get(v, 0) for told in sizes) for told in sizes for v in told}
    return sorted(added, key=lambda value: -added[value])


def years(counts):
    """Return the Years of a list, each with how many it has when all other facets are kept."""
    values = _values(counts, YEAR)
    told = {int(v): n for v, n in counted(counts, YEAR, values).items() if v.isdigit()}
    told = {year: n for year, n in told.items() if n}
    choice, chosen = counts.choice, counts.choice.years
    none = _undated(counts) if "-" in values else None
    if not told:
        return Years((), *chosen, none)
    most = max(told.values())
    bars = (
        Bar(
            year=year,
            count=told.get(year, 0),
            x=n * BAR_WIDTH,
            height=max(told.get(year, 0) * BAR_HEIGHT // most, 2 if year in told else 0),
            chosen=any(chosen) and (chosen[0] or 0) <= year <= (chosen[1] or 9999),
            href=choice.address(years=(year, year)),
        )
        for n, year in enumerate(range(min(told), max(told) + 1))
    )
    return Years(tuple(bars), *chosen, none)


def _undated(counts):
    choice = counts.choice
    count = counted(counts, YEAR, ["-"])["-"]
    chosen = "-" in choice.values.get("year", ())
    if not (count or chosen):
        return None
    return Shown("-", str(YEAR.none), count, chosen, choice.toggled("year", "-"))


def chips(choice, facets, names):
    """Return what is chosen, each with the address without it."""
    told = []
    if choice.q:
        told.append(Chip(_("Search"), choice.q, choice.address(q="")))
    for facet in facets:
        for value in choice.values.get(facet.name, ()):
            label = facet.label(value, names)
            told.append(Chip(facet.title, label, choice.toggled(facet.name, value)))
    if any(choice.years):
        first, last = choice.years
        told.append(Chip(YEAR.title, _span(first, last), choice.address(years=(None, None))))
    return tuple(told)


def _span(first, last):
    """Return a range of years in words, one that is open at an end too."""
    if first == last:
        return str(first)
    if first and last:
        return f"{first}–{last}"
    return _("from {year}").format(year=first) if first else _("to {year}").format(year=last)
