"""What was found as a page shows it: what it is, where it stands, why it matched."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from projects.models import Objective, Outcome, Project
from projects.months import Month

from ..facets.cards import NONE
from ..facets.facets import CRITERION, DECISION, KIND, PRIORITY, STATUS, TIMING
from ..facets.shelves import OVERDUE
from ..models import Card, Passage, Publication, SearchText
from ..numbering import anchor
from ..terms import PassageKind
from .excerpts import excerpt, html, marked
from .places import PASSAGES, key_of, kind_of

NAMES = {
    **dict(PassageKind.choices),
    "evaluation": "Evaluation",
    "project": "Project",
    "objective": "Objective",
    "outcome": "Outcome",
}
TAGS = (KIND, CRITERION, PRIORITY, DECISION, STATUS)


@dataclass(frozen=True)
class Hit:
    """One thing that was found or is listed."""

    kind: str
    name: str
    href: str
    language: str
    heading: str  # HTML, as is the text
    text: str
    origin: tuple[str, ...]
    whole: str = ""
    whole_href: str = ""
    whole_language: str = ""
    passage: object = None
    tags: tuple[tuple[str, str], ...] = ()


def hits(places, query, names):
    """Return the Hits at these places, in their order; what is gone meanwhile is left out."""
    rows = _Rows(places, names)
    told = (rows.hit(place, query) for place in places)
    return [hit for hit in told if hit]


class _Rows:
    """All that the hits of one page need, read in a few queries however many there are."""

    def __init__(self, places, names):
        self.names = names
        texts = SearchText.objects.filter(place__in=places).defer("words")
        self.texts = {text.place: text for text in texts}
        kinds = {kind: [p for p in places if kind_of(p) == kind] for kind in map(kind_of, places)}
        self.passages = self._rows(Passage, *(kinds.get(kind, ()) for kind in PASSAGES))
        self.statements = {
            "objective": self._rows(Objective, kinds.get("objective", ())),
            "outcome": self._rows(Outcome, kinds.get("outcome", ())),
        }
        shelves = {True: set(), False: set()}
        for place in places:
            of_projects = kind_of(place) in ("project", "objective", "outcome")
            shelves[of_projects].add(key_of(place))
        self.publications = _publications(shelves[False])
        self.projects = Project.objects.only("slug", "title", "code").in_bulk(shelves[True])
        self.cards = {}
        for of_projects, shelf in ((False, "publication"), (True, "project")):
            if keys := shelves[of_projects]:
                found = Card.objects.filter(shelf=shelf, key__in=keys)
                self.cards.update({(shelf, c.key): c.content for c in found})

    def _rows(self, model, *places):
        keys = [self.texts[p].row for some in places for p in some if p in self.texts]
        return model._base_manager.in_bulk(keys) if keys else {}

    def hit(self, place, query):
        kind, text = kind_of(place), self.texts.get(place)
        if text is None:
            return None
        if kind == "evaluation":
            return self._evaluation(place, text, query)
        if kind in PASSAGES:
            return self._passage(place, text, query)
        return self._project(place, kind, text, query)

    def _evaluation(self, place, text, query):
        publication = self.publications.get(key_of(place))
        if publication is None:
            return None
        language = publication.language
        return Hit(
            kind="evaluation",
            name=NAMES["evaluation"],
            href=publication.get_absolute_url(),
            language=language,
            heading=html(marked(publication.title, language, query)),
            text=html(excerpt(text.text, language, query)) if query else "",
            origin=self._origin("publication", publication.pk),
        )

    def _passage(self, place, text, query):
        passage = self.passages.get(text.row)
        publication = self.publications.get(key_of(place))
        if passage is None or publication is None:
            return None
        summary = publication.get_absolute_url()
        href = f"{summary}#{anchor(passage.kind, passage.number)}"
        if passage.item:
            href = reverse(f"{passage.kind}-detail", args=[passage.item])
        return Hit(
            kind=passage.kind,
            name=f"{passage.get_kind_display()} {passage.label or passage.number}",
            href=href,
            language=passage.language,
            heading=html(marked(passage.heading, passage.language, query)),
            text=html(excerpt(passage.text, passage.language, query)),
            origin=self._origin("publication", publication.pk),
            whole=publication.title,
            whole_href=summary,
            whole_language=publication.language,
            passage=passage,
            tags=self._tags(place),
        )

    def _project(self, place, kind, text, query):
        project = self.projects.get(key_of(place))
        if project is None:
            return None
        href, language = project.get_absolute_url(), "en"
        if kind == "project":
            return Hit(
                kind=kind,
                name=NAMES[kind],
                href=href,
                language=language,
                heading=html(marked(project.title, language, query)),
                text=html(excerpt(text.text, language, query)) if query else "",
                origin=(project.code or "No code recorded", *self._origin("project", project.pk)),
            )
        row = self.statements[kind].get(text.row)
        return row and Hit(
            kind=kind,
            name=f"{NAMES[kind]} {row.number}",
            href=href,
            language=language,
            heading="",
            text=html(excerpt(text.text, language, query)),
            origin=self._origin("project", project.pk),
            whole=project.title,
            whole_href=href,
            whole_language=language,
        )

    def _origin(self, shelf, key):
        """Say in a few words when and where it was, and for whom."""
        card = self.cards.get((shelf, key))
        if card is None:
            return ()
        whole = card["whole"]
        areas = [card["printed"]] if card["printed"] else self._labels("areas", whole["area"])
        told = (*_when(shelf, card), ", ".join(areas[:4]) + (" …" if len(areas) > 4 else ""))
        donors = self._labels("donors", whole["donor"])
        return tuple(part for part in (*told, "; ".join(donors[:3])) if part)

    def _labels(self, of, values):
        labels = getattr(self.names, of)
        return [labels.get(value, value) for value in values if value != NONE]

    def _tags(self, place):
        card = self.cards.get(("publication", key_of(place)))
        return tags(card, place & 0xFFFF) if card else ()


def _when(shelf, card):
    """Return the timing and the month of an evaluation, or when a project began."""
    month = str(Month.parse(card["month"])) if card["month"] else ""
    if shelf == "project":
        return (f"from {month}",) if month else ()
    timing = TIMING.terms.get(card["whole"]["timing"][0], "")
    kind = f"{timing} evaluation" if timing and timing != "Other" else "Evaluation"
    return (f"{kind}, {month or 'date not recorded'}",)


def tags(card, plane):
    """Return (facet, label) of what is told of one item by itself, as of today."""
    late = card["due"].get(str(plane), "~") < timezone.localdate().isoformat()
    told = []
    for facet in TAGS:
        for value, planes in card["items"].get(facet.name, {}).items():
            value = OVERDUE if late and facet is STATUS else value
            if plane in planes and value in facet.terms:
                told.append((facet.name, facet.terms[value]))
    return tuple(told)


def _publications(keys):
    if not keys:
        return {}
    publications = Publication.objects.select_related("evaluation").only(
        "title", "language", "evaluation__slug"
    )
    return publications.in_bulk(keys)
