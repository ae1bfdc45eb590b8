"""Lists of what this person may read, narrowed by facets, a page at a time by key."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..facets.choice import Choice
from ..facets.counting import Counts
from ..facets.facets import LISTS, SORTS
from ..facets.panel import chips, panels, years
from ..facets.room import room
from ..facets.sets import masked
from ..facets.walking import page
from ..search.hits import hits
from ..search.query import Query
from ..search.searching import search, whole
from .search import known_in

A_PAGE, PRINTED = 25, 500


@require_safe
def item_list(request, name):
    """A list under what the address chooses; with ?print=1 as a page to print."""
    entry, reading = LISTS[name], room()
    choice = Choice.of(request.GET, entry.facets, entry.sorts, known_in(reading, entry.facets))
    shelf = reading.shelves[entry.shelf]
    mask = reading.mask(entry.shelf, request.user)
    planes, found = _stock(entry, shelf, mask, choice, request.user)
    counts = Counts([(shelf, planes)], entry.facets, choice)
    shown = page(shelf, counts.left[0], choice, PRINTED if choice.printed else A_PAGE)
    context = {
        "list": entry,
        "choice": choice,
        "q": choice.q,
        "search": found,
        "total": counts.total,
        "empty": not masked(shelf.of_kind(entry.kind), mask),
        "page": shown,
        "hits": hits(shown.places, found.query if found else Query(), reading.names),
        "chips": chips(choice, entry.facets, reading.names),
        "sorts": _sorts(entry, choice),
        "links": _links(choice, shown),
        "address": f"{request.path}{choice.address()}",
    }
    if not choice.printed:
        context |= {"panels": panels(counts, reading.names), "years": years(counts)}
    template = "findings/list_print.html" if choice.printed else "findings/item_list.html"
    return render(request, template, context)


def _stock(entry, shelf, mask, choice, user):
    """Return (planes of what is listed and found, the Search or None)."""
    planes = masked(shelf.of_kind(entry.kind), mask)
    if not choice.q:
        return planes, None
    found = search(choice.q, user)
    here = found.on(shelf, mask)
    here = whole(here) if entry.whole else here
    return {n: bits & here[n] for n, bits in planes.items() if n in here}, found


def _sorts(entry, choice):
    """Return (label, address, whether it is chosen) of each order."""
    chosen = choice.sort or entry.sorts[0]
    return [(SORTS[s], choice.address(sort=s), s == chosen) for s in entry.sorts]


def _links(choice, shown):
    """Return the addresses of the pages before and after, and of the one to print."""
    return {
        "before": shown.before and choice.address(before=shown.before),
        "after": shown.after and choice.address(after=shown.after),
        "first": choice.address() if shown.before else "",
        "print": choice.address(printed=True),
    }
