"""Pairs of label and value to the facts of a Summary."""

import re
from collections import defaultdict
from dataclasses import replace

from ..summary import Facts, Name, ProjectFacts
from ..terms import EvaluationType
from .dates import months_in
from .money import money_in, sums_in, sums_named, without_sums
from .values import codes_in, donors_in, kinds_in, list_in, names_in
from .wording import one_line, plain

_URL = re.compile(r"https?://\S{1,480}")
_NOTHING = re.compile(
    r"[\s.\-–—]*|n/?a\.?|none|not applicable|not recorded|sans objet|no aplica", re.IGNORECASE
)
_BY_CODE = re.compile(r"([^;()]{4,30}) \(([^()]{1,200}|[^;]{1,200})\)")
_LINKED = re.compile(r"(.{1,200}?) \((https?://[^\s()]{1,480})\)")
_TYPES = {plain(one.label): one.value for one in EvaluationType}
_OF_PROJECT = ("areas", "areas_printed", "donors", "budget", "currency", "programme")


class FactSheet:
    """What the pairs say, by the names of the fields in Facts and ProjectFacts."""

    def __init__(self, pairs, places=()):
        self.places = places
        self.told = {}
        self.sources = defaultdict(list)
        self.pairs = pairs
        self.understood = []
        self.left = []
        for pair, value in pairs:
            known = pair.known and self._read(pair, value.strip())
            (self.understood if known else self.left).append((pair, value))

    def _read(self, pair, value):
        """Read a pair into the fields; tell whether what it says has a place."""
        if _NOTHING.fullmatch(value):
            self._tell(pair, timing=pair.known.timing)
            return True
        return getattr(self, f"_read_{pair.known.field}")(pair, value)

    def _tell(self, pair, **told):
        """Note what a pair tells, unless another has told it before; tell whether it was new."""
        new = {name: value for name, value in told.items() if value and name not in self.told}
        self.told |= new
        for name in told:
            self.sources[name] += pair.sources
        return bool(new) or any(self.told.get(name) == told[name] for name in told)

    def _read_title(self, pair, value):
        return self._tell(pair, title=_line(value))

    def _read_project_title(self, pair, value):
        return self._tell(pair, project_title=_line(value))

    def _read_areas(self, pair, value):
        areas = names_in(value, self.places)
        listed = all(name[:1].isupper() for name in areas) and re.sub(
            r"\W|\b(?:and|et|y)\b", "", value
        ) == re.sub(r"\W|\b(?:and|et|y)\b", "", "".join(areas))
        printed = "" if listed else _line(value)
        return self._tell(pair, areas=tuple(map(Name, areas)), areas_printed=printed[:300])

    def _read_kind(self, pair, value):
        if plain(value) in _TYPES:
            return self._tell(pair, type=_TYPES[plain(value)])
        told = kinds_in(value, pair.label)
        months = months_in(value)
        return self._tell(pair, **told, completed=months[-1] if months else None) and bool(told)

    def _read_completed(self, pair, value):
        timing = pair.known.timing or kinds_in(value).get("timing", "")
        nature = kinds_in(f"{pair.label} {value}").get("nature", "")
        months = months_in(value)
        new = self._tell(pair, completed=months[-1] if months else None)
        also = self._tell(pair, timing=timing, nature=nature) if timing or nature else False
        return new if months else also and not re.search(r"\d", value)

    def _read_period(self, pair, value):
        months = months_in(value)
        if len(months) == 1 and value.startswith(("from ", "to ")):
            return self._tell(pair, **{f"period_{value.split()[0]}": months[0]})
        return len(months) > 1 and self._tell(pair, period_from=months[0], period_to=months[-1])

    def _read_duration(self, pair, value):
        months = months_in(value)
        return len(months) > 1 and self._tell(pair, started=months[:1], ended=months[-1:])

    def _read_themes(self, pair, value):
        return self._tell(pair, themes=tuple(map(Name, list_in(value))))

    def _read_manager(self, pair, value):
        return self._tell(pair, manager=_names(value)[:300])

    def _read_team(self, pair, value):
        return self._tell(pair, team=_names(value)[:500])

    def _read_started(self, pair, value):
        months = _months_by_project(value) or months_in(value)[:1]
        return bool(months) and self._tell(pair, started=months)

    def _read_ended(self, pair, value):
        months = _months_by_project(value) or months_in(value)[-1:]
        return bool(months) and self._tell(pair, ended=months)

    def _read_codes(self, pair, value):
        return self._tell(pair, codes=codes_in(value))

    def _read_donors(self, pair, value):
        money = money_in(value)
        if money:
            self._tell(pair, budget=money[0], currency=money[1])
        elif sums := [value[one.start : one.end] for one in sums_named(value)]:
            self.left.append((pair, "; ".join(sums)))  # which of them is the budget is not said
        names = donors_in(without_sums(value), self.places)
        return self._tell(pair, donors=tuple(map(Name, names)))

    def _read_budget(self, pair, value):
        if sums := sums_in(value):
            return self._tell(pair, sums=sums)
        money = money_in(value)
        return bool(money) and self._tell(pair, budget=money[0], currency=money[1])

    def _read_keywords(self, pair, value):
        return self._tell(pair, keywords=list_in(value))

    def _read_administrative(self, pair, value):
        return self._tell(pair, administrative_offices=tuple(map(Name, list_in(value))))

    def _read_technical(self, pair, value):
        return self._tell(pair, technical_offices=tuple(map(Name, list_in(value))))

    def _read_offices(self, pair, value):
        """Two offices are the administrative and the technical one; a single one is both."""
        names = tuple(map(Name, list_in(value.replace(" / ", "; "))))
        first, rest = (names[:1], names[1:]) if len(names) > 1 else (names, names)
        return self._tell(pair, administrative_offices=first, technical_offices=rest)

    def _read_programme(self, pair, value):
        return self._tell(pair, programme=_line(value))

    def _read_external_reference(self, pair, value):
        if linked := _LINKED.fullmatch(_line(value)):
            self._tell(pair, source_url=linked[2])
            value = linked[1]
        return self._tell(pair, external_reference=_line(value)[:120])

    def _read_source_url(self, pair, value):
        found = _URL.search(value)
        return bool(found) and self._tell(pair, source_url=found[0])

    def title(self, printed):
        """Return the summary's title, where `printed` is what stands above its text."""
        return self.told.get("title") or printed or self.told.get("project_title", "")

    def facts(self, title):
        """Return the Facts; what is the project's stands with it, where there is but one."""
        told = dict(self.told)
        told.pop("title", None)
        name = told.pop("project_title", "") or title
        codes = told.pop("codes", ())
        dates = {key: told.pop(key) for key in ("started", "ended") if key in told}
        sums = told.pop("sums", ())
        if len(sums) == 1:
            told["budget"], told["currency"] = sums[0]
        own = {key: told.pop(key) for key in _OF_PROJECT if key in told}
        if len(codes) > 1:
            programme = own.pop("programme", "")
            projects = [ProjectFacts(name, code=code, programme=programme) for code in codes]
            told |= own
        else:
            projects = [ProjectFacts(name, code=codes[0] if codes else "", **own)]
        return _with_sums(Facts(**told, projects=tuple(_dated(projects, dates))), sums)


def _dated(projects, dates):
    """Return the projects with their months: one for all, or for each by its code or title."""
    for place, project in enumerate(projects):
        for name, months in dates.items():
            by_code = isinstance(months, dict)
            month = months.get(project.code or project.title) if by_code else months[0]
            projects[place] = project = replace(project, **{name: month})
    return projects


def _with_sums(facts, sums):
    """Return the facts with several budgets: of each project, else of the evaluation first."""
    if len(sums) < 2:
        return facts
    if len(sums) > len(facts.projects):
        facts = replace(facts, budget=sums[0][0], currency=sums[0][1])
        sums = sums[1:]
    paid = [
        replace(project, budget=budget, currency=currency)
        for project, (budget, currency) in zip(facts.projects, sums, strict=False)
    ]
    return replace(facts, projects=(*paid, *facts.projects[len(paid) :]))


def _months_by_project(value):
    """Return {code or title: month} of “November 2006 (A); March 2007 (B)”, else {}."""
    found = [_BY_CODE.fullmatch(part) for part in value.split("; ")]
    months = [months_in(one[1]) if one else [] for one in found]
    if not all(len(one) == 1 for one in months):
        return {}
    return {one[2]: month for one, [month] in zip(found, months, strict=True)}


def _line(text):
    return one_line(text)


def _names(text):
    """Return the names of people on one line; where each had a line, semicolons part them."""
    return "; ".join(one_line(part).rstrip(";") for part in text.split("\n") if part.strip())
