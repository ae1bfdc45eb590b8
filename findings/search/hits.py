"""What was found as a page shows it: what it is, where it stands, why it matched."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from projects.models import Objective, Outcome, Project
from projects.months import Month

from ..facets.cards import NONE
from ..facets.facets import CRITERION, DECISION, KIND, PRIORITY, STATUS
from ..facets.shelves import OVERDUE
from ..models import Card, Passage, Publication, SearchText
from ..numbering import anchor
from ..terms import PassageKind, Timing
from .excerpts import excerpt, html, marked
from .places import PASSAGES, key_of, kind_of
from .texts import language_told

NAMES = {
    **dict(PassageKind.choices),
    "evaluation": gettext_noop("Evaluation"),
    "project": gettext_noop("Project"),
    "objective": gettext_noop("Objective"),
    "outcome": gettext_noop("Outcome"),
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
    origin: tuple[str, ...]  # some of it HTML
    whole: str = ""
    whole_href: str = ""
    whole_language: str = ""
    passage: object = None
    tags: tuple[tuple[str, str], ...] = ()
    slug: str = ""  # of an evaluation, by which it is chosen to be compared


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
            name=_(NAMES["evaluation"]),
            href=publication.get_absolute_url(),
            language=language,
            heading=html(marked(publication.title, language, query)),
            text=html(excerpt(text.text, language, query)) if query else "",
            origin=self._origin("publication", publication.pk),
            slug=publication.evaluation.slug,
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
            name=f"{_(NAMES[passage.kind])} {passage.label or passage.number}",
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
        href, language = project.get_absolute_url(), language_told(project.title, text.text)
        if kind == "project":
            return Hit(
                kind=kind,
                name=_(NAMES[kind]),
                href=href,
                language=language,
                heading=html(marked(project.title, language, query)),
                text=html(excerpt(text.text, language, query)) if query else "",
                origin=(
                    project.code or _("No code recorded"),
                    *self._origin("project", project.pk),
                ),
            )
        row = self.statements[kind].get(text.row)
        return row and Hit(
            kind=kind,
            name=f"{_(NAMES[kind])} {row.number}",
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
        """Say as HTML when and where it was, and for whom; areas and donors lead to their pages."""
        card = self.cards.get((shelf, key))
        if card is None:
            return ()
        whole = card["whole"]
        areas = [card["printed"]] if card["printed"] else self._led("area", whole["area"])
        where = format_html("{}{}", _listed(", ", areas[:4]), " …" if len(areas) > 4 else "")
        told = (*_when(shelf, card), where, _listed("; ", self._led("donor", whole["donor"])[:3]))
        return tuple(part for part in told if part)

    def _led(self, facet, values):
        """Return the names of areas or donors as HTML; what the register has not leads nowhere."""
        names = {"area": self.names.areas, "donor": self.names.donors}[facet]
        return [
            format_html('<a href="{}">{}</a>', reverse(f"{facet}-detail", args=[v]), names[v])
            if v in names
            else v
            for v in values
            if v != NONE
        ]

    def _tags(self, place):
        card = self.cards.get(("publication", key_of(place)))
        return tags(card, place & 0xFFFF) if card else ()


def _listed(between, names):
    return format_html_join(between, "{}", ((name,) for name in names))


def _when(shelf, card):
    """Return the timing and the month of an evaluation, or when a project began."""
    month = str(Month.parse(card["month"])) if card["month"] else ""
    if shelf == "project":
        return (_("from {month}").format(month=month),) if month else ()
    told = {
        Timing.MIDTERM: _("Mid-term evaluation"),
        Timing.FINAL: _("Final evaluation"),
        Timing.EX_POST: _("Ex-post evaluation"),
    }
    kind = told.get(card["whole"]["timing"][0], _("Evaluation"))
    return (f"{kind}, {month or _('date not recorded')}",)


def tags(card, plane):
    """Return (value, label) of what is told of one item by itself, as of today."""
    late = card["due"].get(str(plane), "~") < timezone.localdate().isoformat()
    told = []
    for facet in TAGS:
        for value, planes in card["items"].get(facet.name, {}).items():
            value = OVERDUE if late and facet is STATUS else value
            if plane in planes and value in facet.terms:
                told.append((value, _(facet.terms[value])))
    return tuple(told)


def _publications(keys):
    if not keys:
        return {}
    publications = Publication.objects.select_related("evaluation").only(
        "title", "language", "evaluation__slug"
    )
    return publications.in_bulk(keys)
