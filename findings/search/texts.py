"""What search finds of a summary or a project, each thing with its heading and its text."""

from collections import Counter
from dataclasses import dataclass

from projects.codes import normalise_code
from projects.richtext import to_text
from projects.terms import Language

from ..quickfacts import countries
from ..reading.language import language_of
from ..summary import Name
from .places import CONTEXT, SLOTS, plane
from .words import index_words

BETWEEN = " | "  # the heading's words and the text's, which no phrase crosses
_SECTIONS = (
    "project_purpose", "evaluation_purpose", "methodology", "findings_introduction", "conclusions",
    "recommendations_introduction", "lessons_introduction", "practices_introduction",
)  # fmt: skip


@dataclass(frozen=True)
class Thing:
    """One thing that search finds; `row` is the key of its passage, objective or outcome."""

    plane: int
    heading: str
    text: str
    language: str
    row: int | None = None

    @property
    def words(self):
        """What the index keeps of it."""
        parts = (self.heading, self.text)
        return BETWEEN.join(" ".join(index_words(part, self.language)) for part in parts)


def things_of(summary, passages):
    """Yield the Things of an evaluation; `passages` are its Passages in their order."""
    language, slots = summary.language, Counter()
    yield Thing(plane("evaluation", 0), *evaluation_text(summary), language)
    yield Thing(CONTEXT, summary.title, "; ".join(_named(summary)), language)
    for passage in passages:
        slot = slots[passage.kind]
        slots[passage.kind] += 1
        if slot < SLOTS:
            number = plane(passage.kind, slot)
            yield Thing(number, passage.heading, passage.text, language, passage.pk)


def evaluation_text(summary):
    """Return (title and codes, sections and facts) of an evaluation, without its items."""
    facts = summary.facts
    codes = (code for p in facts.projects if p.code for code in (p.code, normalise_code(p.code)))
    heading = " ".join((summary.title, facts.external_reference, *dict.fromkeys(codes)))
    told = (*_named(summary), *facts.keywords, facts.manager, facts.team)
    sections = (to_text(getattr(summary, name)) for name in _SECTIONS)
    return heading, "\n\n".join(part for part in (*sections, "; ".join(filter(None, told))) if part)


def _named(summary):
    """Return each name in its facts once, but for the one that is its title."""
    return dict.fromkeys(n.name for n in _names(summary.facts) if n.name != summary.title)


def _names(facts):
    """Yield the names of where it was, who paid and what it is about, of its projects too."""
    yield from map(Name, countries(facts))
    for holder in (facts, *facts.projects):
        yield from (*holder.areas, *holder.donors, *holder.themes)
    for project in facts.projects:
        yield Name(project.title)


def things_of_project(project):
    """Yield the Things of a project, its objectives and outcomes."""
    statements = [
        (kind, slot, to_text(row.statement), row.pk)
        for kind, rows in (("objective", project.objectives), ("outcome", project.outcomes))
        for slot, row in enumerate(sorted(rows.all(), key=_in_order)[:SLOTS])
    ]
    aim = to_text(project.aim)
    language = language_told(project.title, aim, *(text for _, _, text, _ in statements))
    codes = dict.fromkeys(filter(None, (project.code, project.code_normalised)))
    names = [str(n) for f in ("areas", "donors", "themes") for n in getattr(project, f).all()]
    text = "\n\n".join(filter(None, ("; ".join([*names, project.programme]), aim)))
    yield Thing(plane("project", 0), " ".join((project.title, *codes)), text, language)
    for kind, slot, statement, row in statements:
        yield Thing(plane(kind, slot), "", statement, language, row)


def language_told(*texts):
    """Return the language in which texts of a project are written: no record says it."""
    language = language_of(texts)
    return language if language in Language.values else Language.ENGLISH


def _in_order(row):
    return row.framework, row.number, row.pk
