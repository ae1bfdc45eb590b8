"""Lists of what this person may read, narrowed by facets, a page at a time by key."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..facets.choice import Choice
from ..facets.counting import Counts
from ..facets.facets import BEST, LISTS, SORTS
from ..facets.panel import chips, panels, years
from ..facets.room import room
from ..facets.sets import masked
from ..facets.walking import newest, page, page_of
from ..search.hits import hits
from ..search.query import Query
from ..search.ranking import MOST, ranked
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
    shown = _page(shelf, counts.left[0], choice, found)
    context = {
        "list": entry,
        "choice": choice,
        "q": choice.q,
        "search": found,
        "total": counts.total,
        "told": entry.told(counts.total),
        "empty": not masked(shelf.of_kind(entry.kind), mask),
        "page": shown,
        "cut": found and not choice.sort and counts.total > MOST,
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

    def listed(found):
        here = found.on(shelf, mask)
        here = whole(here) if entry.whole else here
        return [{n: bits & here[n] for n, bits in planes.items() if bits & here.get(n, 0)}]

    found, [left] = search(choice.q, user).first_with(listed)
    return left, found


def _page(shelf, planes, choice, found):
    """Return the Page that a choice asks for: in its order, or the best answers first."""
    size = PRINTED if choice.printed else A_PAGE
    if not found or choice.sort:
        return page(shelf, planes, choice, size)
    return page_of(ranked(newest(shelf, planes, MOST), found.query), choice, size)


def _sorts(entry, choice):
    """Return (label, address, whether it is chosen) of each order."""
    sorts = (BEST, *entry.sorts) if choice.q else entry.sorts
    chosen = choice.sort or sorts[0]
    return [(SORTS[s], choice.address(sort=s if s != BEST else ""), s == chosen) for s in sorts]


def _links(choice, shown):
    """Return the addresses of the pages before and after, and of the one to print."""
    return {
        "before": shown.before and choice.address(before=shown.before),
        "after": shown.after and choice.address(after=shown.after),
        "first": choice.address() if shown.before else "",
        "print": choice.address(printed=True),
    }
