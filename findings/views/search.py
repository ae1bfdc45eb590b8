"""The search page: everything that this person may read, the best answers first."""

from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..facets.choice import Choice
from ..facets.counting import Counts
from ..facets.facets import SEARCHED
from ..facets.panel import chips, panels, years
from ..facets.room import SHELVES, room
from ..facets.sets import size
from ..facets.walking import newest
from ..search.hits import hits
from ..search.ranking import MOST, ranked
from ..search.searching import search as searched
from ..search.suggestions import suggestions

A_PAGE = 20
MOST_PROJECTS = 500  # the newest so many projects are ranked among the rest


@dataclass(frozen=True)
class Ranked:
    """One page of ranked hits, and the pages around it."""

    hits: list
    number: int
    before: int | None
    after: int | None
    cut: bool  # more was found than is ranked


@require_safe
def search(request):
    reading = room()
    choice = Choice.of(request.GET, SEARCHED, (), known_in(reading, SEARCHED))
    context = {"choice": choice, "q": choice.q}
    if not choice.q:
        return render(request, "findings/search.html", context)
    shelves = [reading.shelves[name] for name in SHELVES]
    masks = [reading.mask(name, request.user) for name in SHELVES]
    found, planes = searched(choice.q, request.user).first_with(
        lambda search: [search.on(s, mask) for s, mask in zip(shelves, masks, strict=True)]
    )
    stock = list(zip(shelves, planes, strict=True))
    counts = Counts(stock, SEARCHED, choice)
    context |= {
        "search": found,
        "total": counts.total,
        "page": _ranked(request, counts, found.query, reading.names),
        "chips": chips(choice, SEARCHED, reading.names),
        "panels": panels(counts, reading.names),
        "years": years(counts),
        "suggestions": _suggested(found, choice, counts, stock, masks),
    }
    return render(request, "findings/search.html", context)


def _suggested(found, choice, counts, stock, masks):
    if counts.total and not found.lacking:
        return ()
    return suggestions(found, choice, stock, masks)


def known_in(reading, facets):
    """Return a function that tells whether a facet has a value, or may have it at other times."""
    terms = {facet.name: facet.terms for facet in facets if facet.terms}

    def known(facet, value):
        if value in terms.get(facet, ()):
            return True
        return any(value in s.values.get(facet, ()) for s in reading.shelves.values())

    return known


def _ranked(request, counts, query, names):
    """Return the page of hits that the address asks for."""
    caps = {"publication": MOST, "project": MOST_PROJECTS}
    places, cut = [], False
    for (shelf, _), planes in zip(counts.stock, counts.left, strict=True):
        places += newest(shelf, planes, caps[shelf.name])
        cut = cut or size(planes) > caps[shelf.name]
    places = ranked(places, query)
    last = max((len(places) - 1) // A_PAGE + 1, 1)
    asked = request.GET.get("page", "1")
    number = min(int(asked), last) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    number = max(number, 1)
    shown = hits(places[(number - 1) * A_PAGE : number * A_PAGE], query, names)
    before, after = number - 1 or None, number + 1 if number < last else None
    return Ranked(shown, number, before, after, cut)
