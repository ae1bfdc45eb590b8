"""What a reader chose, as the address of a list or a search holds it."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

MOST_VALUES = 40  # of all facets together
EARLIEST, LATEST = 1000, 9999


@dataclass(frozen=True)
class Choice:
    """Values of facets, a range of years, words, an order and a place in it; all from the address.

    `left_out` tells in words what the address holds beyond that.
    """

    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    years: tuple[int | None, int | None] = (None, None)
    q: str = ""
    sort: str = ""
    after: str = ""
    before: str = ""
    more: str = ""
    printed: bool = False
    left_out: tuple[str, ...] = ()

    @classmethod
    def of(cls, data, facets, sorts, known):
        """Read a QueryDict; `known` tells whether a facet has a value. Nothing raises."""
        values, left_out = _values(data, facets, known)
        years, strange = _years(data)
        if not any(years) and len(told := values.get("year", ())) == 1 and told[0].isdecimal():
            years = (int(values.pop("year")[0]),) * 2
        sort = data.get("sort", "")
        if sort and sort not in sorts:
            left_out.append(_("the order “{typed}”").format(typed=sort[:40]))
        return cls(
            values=values,
            years=years,
            q=" ".join(data.get("q", "").split())[:1000],
            sort=sort if sort in sorts else "",
            after=data.get("after", "")[:40],
            before=data.get("before", "")[:40],
            more=next((f.name for f in facets if f.name == data.get("more")), ""),
            printed="print" in data,
            left_out=(*left_out, *strange),
        )

    @property
    def narrows(self):
        """Whether a facet or a range of years is chosen."""
        return bool(self.values) or any(self.years)

    def address(self, **changes):
        """Return the query string of this choice with changes, from the first page on."""
        changed = replace(self, **{"after": "", "before": "", "printed": False, **changes})
        pairs = [("q", changed.q)] if changed.q else []
        pairs += [(name, v) for name, values in changed.values.items() for v in values]
        ends = zip(("year_from", "year_to"), changed.years, strict=True)
        pairs += [(name, year) for name, year in ends if year]
        named = ("sort", "after", "before", "more")
        pairs += [(name, getattr(changed, name)) for name in named if getattr(changed, name)]
        pairs += [("print", "1")] if changed.printed else []
        return f"?{urlencode(pairs)}"

    def toggled(self, name, value):
        """Return the query string with a value of a facet taken on, or off where it was on."""
        before = self.values.get(name, ())
        after = tuple(v for v in before if v != value) if value in before else (*before, value)
        left = {n: v for n, v in {**self.values, name: after}.items() if v}
        return self.address(values=left)


def _values(data, facets, known):
    """Return ({facet: values}, what is left out in words)."""
    values, left_out = {}, []
    for facet in facets:
        for value in dict.fromkeys(data.getlist(facet.name)):
            if known(facet.name, value) and sum(map(len, values.values())) < MOST_VALUES:
                values[facet.name] = (*values.get(facet.name, ()), value)
            elif value:
                words = _("{facet} “{typed}”")
                left_out.append(words.format(facet=facet.title.lower(), typed=value[:40]))
    return values, left_out


def _years(data):
    """Return ((first, last), what is left out in words); the earlier year stands first."""
    years, left_out = [], []
    for name in ("year_from", "year_to"):
        typed = data.get(name, "").strip()
        year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else None
        if typed and (year is None or not EARLIEST <= year <= LATEST):
            year = None
            left_out.append(_("the year “{typed}”").format(typed=typed[:40]))
        years.append(year)
    if None not in years:
        years.sort()
    return tuple(years), left_out
