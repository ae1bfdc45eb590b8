"""The countries, donors and technical areas that invented evaluations are about."""

from itertools import accumulate

from projects.history import revision
from projects.models import Area, Donor, Theme

from ..summary import Name

DONORS, THEMES = 120, 36


class World:
    """Names to choose from; a few are met far more often than most."""

    def __init__(self, chance, language):
        self.chance = chance
        with revision(reason="Generated names"):
            donors, themes = self._donors(), self._themes(language)
        areas = list(Area.objects.countries().order_by("code"))
        chance.shuffle(areas)
        self.areas, self.donors, self.themes = map(_weighted, (areas, donors, themes))

    def pick(self, weighted, most):
        """Return one or a few different rows, most often one."""
        rows, weights = weighted
        many = 1 if self.chance.random() < 0.75 else self.chance.randint(1, most)
        return list(dict.fromkeys(self.chance.choices(rows, cum_weights=weights, k=many)))

    def _donors(self):
        names = [f"Generated donor {n}" for n in range(1, DONORS + 1)]
        _add(Donor, [Donor(name=n, slug=n.lower().replace(" ", "-"), acronym="") for n in names])
        return list(Donor.objects.filter(name__in=names).order_by("pk"))

    def _themes(self, language):
        names = [f"Theme {n} of {w}" for n, w in enumerate(language.field[:THEMES], 1)]
        _add(Theme, [Theme(name=name) for name in names])
        return list(Theme.objects.filter(name__in=names).order_by("pk"))


def _add(model, rows):
    there = set(model.objects.values_list("name", flat=True))
    model.objects.bulk_create(row for row in rows if row.name not in there)


def _weighted(rows):
    return rows, list(accumulate(1 / (n + 4) for n in range(len(rows))))


def named(rows):
    """Return rows as a summary names them, in the order of their names."""
    told = (Name(str(row), address=getattr(row, "slug", getattr(row, "code", ""))) for row in rows)
    return tuple(sorted(told, key=lambda name: name.name))
