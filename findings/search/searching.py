"""A search by one reader: what was typed, and the planes on both shelves of what it finds."""

from dataclasses import dataclass, replace

from ..facets.sets import masked
from ..models import Acronym, Publication
from .finding import Found
from .places import KIND, KINDS, OF_PUBLICATIONS, union
from .query import Query, Way, parse
from .words import LANGUAGES, index_words

MOST_FORMS = 3  # long forms of one acronym that are looked for


@dataclass(frozen=True)
class Search:
    """What was typed and what it was taken to mean; what was found, whoever may read it."""

    query: Query = Query()
    found: Found = Found()
    also: tuple[str, ...] = ()  # forms of acronyms that were looked for too
    lacking: int = 0  # so many of the terms need not be there

    def on(self, shelf, mask):
        """Return the planes of what was found on a shelf, where the mask lets a reader see it."""
        of_publications = len(OF_PUBLICATIONS)
        wanted = shelf.name == "publication"
        found = self.found.planes(self.lacking).items()
        planes = ((n, b) for n, b in found if (n >> KIND < of_publications) == wanted)
        return masked(dict(planes), mask)

    def first_with(self, answers):
        """Return (the Search that lacks the fewest terms and has answers, these answers).

        Half of the terms at least must be there. Without any answer it is this Search itself.
        """
        for lacking in range(len(self.query.wanted) // 2 + 1):
            looser = replace(self, lacking=lacking)
            if any(found := answers(looser)):
                return looser, found
        return self, answers(self)


def search(typed, user):
    """Return the Search that somebody typed."""
    query, also = with_acronyms(parse(typed), user)
    return Search(query, Found.of(query) if query else Found(), also)


def with_acronyms(query, user):
    """Return the query with acronyms' long forms, and long forms' acronyms, and these in words.

    They are those that a text defines which this person may read.
    """
    if not query:
        return query, ()
    readable = Acronym.objects.filter(publication__in=Publication.objects.current_to(user))
    also = {}
    for term in query.wanted:
        words = [way.words for way in term.ways if not way.begun]
        singles = [" ".join(w) for w in words if len(w) == 1]
        for name, lookup in (("long", "short_word"), ("short", "long_words")):
            given = singles if name == "long" else [" ".join(w) for w in words if len(w) > 1]
            if forms := _forms(readable, name, lookup, given):
                query = query.widened(term, [way for form in forms for way in _ways(form)])
                also.update(dict.fromkeys(forms))
    return query, tuple(also)


def _forms(acronyms, name, lookup, given):
    if not given:
        return []
    rows = acronyms.filter(**{f"{lookup}__in": given}).order_by(name).values_list(name, flat=True)
    return list(rows.distinct()[:MOST_FORMS])


def _ways(form):
    return [Way(words) for language in LANGUAGES if (words := tuple(index_words(form, language)))]


def whole(planes):
    """Return the publications or projects in which something was found, as planes of these."""
    keys = union(planes)
    first = min(planes, default=0) >> KIND
    kind = "evaluation" if KINDS[first] in OF_PUBLICATIONS else "project"
    return {KINDS.index(kind) << KIND: keys} if keys else {}
