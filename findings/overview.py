"""The whole at a glance: what a person may read of what is published, counted for pictures."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from projects.terms import AreaKind

from .facets.cards import NONE
from .facets.facets import KINDS, STATUS, TYPE
from .facets.room import room
from .facets.sets import Members, masked, size
from .pictures.bars import Bars, bars
from .pictures.columns import Columns, columns
from .pictures.figures import Figure
from .pictures.grid import Grid, grid
from .pictures.worldmap import WorldMap, world_map
from .terms import Criterion, FindingKind, PassageKind

THEMES, YEARS = 10, 12  # of the grid of themes: the commonest, and the last


@dataclass(frozen=True)
class Overview:
    """Counts and pictures; each figure leads to the list of what it counts."""

    evaluations: Figure
    findings: Figure
    recommendations: Figure
    lessons: Figure
    projects: Figure
    world: WorldMap
    by_year: Columns | None
    by_criterion: Bars
    fates: Bars
    by_region: Grid
    by_theme: Grid


def overview(user):
    """Return the Overview of what a person may read, of each evaluation the newest."""
    seen = _Seen(room(), user)
    return Overview(
        evaluations=seen.evaluations(),
        findings=seen.all_of(PassageKind.FINDING),
        recommendations=seen.all_of(PassageKind.RECOMMENDATION),
        lessons=seen.all_of(PassageKind.LESSON),
        projects=seen.of_projects(),
        world=world_map(seen.countries()),
        by_year=columns(seen.years_and_types()),
        by_criterion=bars(list(seen.criteria()), [kind.told for kind in FindingKind]),
        fates=bars(list(seen.fates())),
        by_region=seen.criteria_by_region(),
        by_theme=seen.themes_by_year(),
    )


@dataclass(frozen=True)
class Gathered:
    """What is known of an area, a donor or a technical area; each figure leads to its list."""

    tally: tuple[Figure, ...]
    publications: int  # bits of their keys
    projects: int
    world: WorldMap
    by_criterion: Bars
    fates: Bars

    def __bool__(self):
        return bool(self.publications or self.projects)


def gathered(user, **chosen):
    """Return what a person may read under one value of a facet: gathered(user, donor="dfid")."""
    seen = _Seen(room(), user, **chosen)
    kinds = (PassageKind.FINDING, PassageKind.RECOMMENDATION, PassageKind.LESSON)
    return Gathered(
        tally=(seen.evaluations(), *(seen.all_of(kind) for kind in kinds), seen.of_projects()),
        publications=seen.mask,
        projects=seen.projects,
        world=world_map(seen.countries()),
        by_criterion=bars(list(seen.criteria()), [kind.told for kind in FindingKind]),
        fates=bars(list(seen.fates())),
    )


class _Seen:
    """What a person may read, under values of facets or all of it, and counts of what it says."""

    def __init__(self, reading, user, **chosen):
        self.names, self.chosen = reading.names, chosen
        self.shelf = reading.shelves["publication"]
        self.mask = reading.mask("publication", user)
        self.projects = reading.mask("project", user)
        for facet, value in chosen.items():
            self.mask &= self.of(facet).get(value, Members()).whole
            there = reading.shelves["project"].values.get(facet, {})
            self.projects &= there.get(value, Members()).whole

    def evaluations(self):
        return Figure(_("Evaluations"), self.mask.bit_count(), self._list("evaluation"))

    def of_projects(self):
        return Figure(_("Projects"), self.projects.bit_count(), self._list("project"))

    def _list(self, kind, /, **more):
        chosen = {**self.chosen, **more}
        query = f"?{urlencode(chosen)}" if chosen else ""
        return f"{reverse(f'{kind}-list')}{query}"

    def of(self, facet):
        return self.shelf.values.get(facet, {})

    def whole(self, facet, value):
        return self.of(facet).get(value, Members()).whole & self.mask

    def all_of(self, kind):
        count = size(masked(self.shelf.of_kind(kind), self.mask))
        return Figure(_(KINDS[kind]), count, self._list(kind))

    def countries(self):
        """Return {M49 code: Figure} of evaluations by country."""
        return {
            code: Figure(self.names.areas[code], count, self._list("evaluation", area=code))
            for code, members in self.of("area").items()
            if self.names.kinds.get(code) == AreaKind.COUNTRY
            and (count := (members.whole & self.mask).bit_count())
        }

    def years_and_types(self):
        """Return {(year, type): Figure} of evaluations."""
        found = {}
        for year in (y for y in self.of("year") if y.isdigit()):
            then = self.whole("year", year)
            for value, members in self.of("type").items() if then else ():
                label = TYPE.label(value, self.names)
                href = self._list("evaluation", year=year, type=value)
                count = (then & members.whole).bit_count()
                found[int(year), label] = Figure(f"{year}, {label}", count, href)
        return found

    def criteria(self):
        """Yield (criterion, address, {kind: Figure}) of findings."""
        for criterion in Criterion:
            planes = self._planes("criterion", criterion)
            kinds = {
                kind.told: Figure(
                    f"{criterion.told}, {kind.told}",
                    size(_both(planes, self._planes("kind", kind))),
                    self._list("finding", criterion=criterion, kind=kind),
                )
                for kind in FindingKind
            }
            yield criterion.told, self._list("finding", criterion=criterion), kinds

    def fates(self):
        """Yield (what came of it, address, {"": Figure}) of recommendations."""
        for value in STATUS.terms:
            label = STATUS.label(value, self.names)
            count = size(self._planes("status", value))
            if count:
                href = self._list("recommendation", status=value)
                yield label, href, {"": Figure(label, count, href)}

    def criteria_by_region(self):
        """Return the Grid of findings by criterion and region of UN M49."""
        regions = {
            name: code
            for code, name in sorted(self.names.areas.items(), key=lambda item: item[1])
            if self.names.kinds[code] == AreaKind.REGION
        }
        figures = {}
        for criterion in Criterion:
            planes = self._planes("criterion", criterion)
            for name, code in regions.items():
                href = self._list("finding", criterion=criterion, area=code)
                count = size(masked(planes, self.whole("area", code)))
                figures[criterion.told, name] = Figure(f"{criterion.told}, {name}", count, href)
        return grid(_("Criterion"), [c.told for c in Criterion], list(regions), figures)

    def themes_by_year(self):
        """Return the Grid of evaluations by technical area and year: the commonest, the last."""
        counts = {t: self.whole("theme", t).bit_count() for t in self.of("theme") if t != NONE}
        themes = sorted((t for t in counts if counts[t]), key=lambda t: (-counts[t], t))[:THEMES]
        years = sorted(y for y in self.of("year") if y.isdigit() and self.whole("year", y))[-YEARS:]
        figures = {
            (theme, year): Figure(
                f"{theme}, {year}",
                (self.whole("theme", theme) & self.whole("year", year)).bit_count(),
                self._list("evaluation", theme=theme, year=year),
            )
            for theme in themes
            for year in years
        }
        return grid(_("Technical area"), themes, years, figures)

    def _planes(self, facet, value):
        return masked(self.of(facet).get(value, Members()).planes, self.mask)


def _both(planes, others):
    return {n: bits & others[n] for n, bits in planes.items() if n in others}
