"""Mistakes in lists, facets, search and overview: hidden things counted, named or found."""

from findings import overview
from findings.facets.room import Room
from findings.search import searching, suggestions
from findings.views import lists, search

from .planting import Hole, rewrite

LISTS = [
    Hole(
        "list_of_every_audience", "/evaluations/",
        "Anybody reads in the lists what is published for staff.",
        rewrite(
            lists.item_list,
            {"mask = reading.mask(entry.shelf, request.user)":
             'mask = shelf.levels.get("staff", 0)'},
        ),
    ),
    Hole(
        "list_of_all_projects", "/projects/",
        "Anybody reads in the list, and finds, projects for staff and donors.",
        rewrite(
            Room.mask,
            {"if user.is_active and user.is_staff:":
             'if shelf == "project" or user.is_active and user.is_staff:'},
        ),
    ),
    Hole(
        "list_counts_every_audience", "/evaluations/",
        "A list tells anybody how much there is that she may not read.",
        rewrite(
            lists.item_list,
            {'"total": counts.total':
             '"total": sum(b.bit_count() for b in shelf.of_kind(entry.kind).values())'},
        ),
    ),
    Hole(
        "facets_of_every_audience", "/evaluations/",
        "The facets of a list name and count what stands in publications for staff.",
        rewrite(
            lists.item_list,
            {"panels(counts, reading.names)":
             "panels(Counts([(shelf, shelf.of_kind(entry.kind))], entry.facets, choice), "
             "reading.names)"},
        ),
    ),
]  # fmt: skip

SEARCH = [
    Hole(
        "search_of_every_audience", "/search/?q=",
        "Anybody finds, and reads in the excerpts, what is published for staff.",
        rewrite(
            search.search,
            {"[reading.mask(name, request.user) for name in SHELVES]": "[-1 for name in SHELVES]"},
        ),
    ),
    Hole(
        "search_counts_every_audience", "/search/?q=",
        "The search tells anybody how often a word stands in what she may not read.",
        rewrite(
            search.search,
            {'"total": counts.total':
             '"total": sum(b.bit_count() for b in found.planes.values())'},
        ),
    ),
    Hole(
        "suggestions_of_hidden_words", "/search/?q=",
        "Where nothing is found, words are suggested that only publications for staff hold.",
        rewrite(suggestions._counted, {"search.on(shelf, mask)": "search.on(shelf, -1)"}),
    ),
    Hole(
        "acronyms_of_hidden_texts", "/search/?q=",
        "The search says what an acronym means in a publication for staff.",
        rewrite(searching.with_acronyms, {"current_to(user)": "all()"}),
    ),
]  # fmt: skip

OVERVIEW = [
    Hole(
        "home_counts_every_audience", "/",
        "The first page, its map and its columns count evaluations that are published for staff.",
        rewrite(
            overview._Seen.__init__,
            {'reading.mask("publication", user)': 'self.shelf.levels.get("staff", 0)'},
        ),
    ),
    Hole(
        "home_counts_all_projects", "/",
        "The first page counts projects that are for staff.",
        rewrite(
            overview._Seen.__init__,
            {'reading.mask("project", user)':
             'reading.shelves["project"].levels.get("staff", 0)'},
        ),
    ),
    Hole(
        "coverage_counts_hidden_answers", "/coverage/",
        "What became of recommendations is counted with those published for staff.",
        rewrite(
            overview._Seen.fates,
            {'self._planes("status", value)':
             'self.of("status").get(value, Members()).planes'},
        ),
    ),
]  # fmt: skip

FINDING = [*LISTS, *SEARCH, *OVERVIEW]
