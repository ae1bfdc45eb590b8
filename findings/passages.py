"""A Summary cut into passages, one for each item, as search and lists look at them."""

from projects.richtext import to_text

from .numbering import numbered
from .terms import PassageKind

KINDS = {
    "findings": PassageKind.FINDING,
    "recommendations": PassageKind.RECOMMENDATION,
    "lessons": PassageKind.LESSON,
    "practices": PassageKind.PRACTICE,
}


def passages_of(summary):
    """Yield the values of each passage's fields, in the order of the summary."""
    completed = summary.facts.completed
    for part, kind in KINDS.items():
        for number, item in numbered(getattr(summary, part)):
            yield {
                "kind": kind,
                "item": item.id,
                "number": number,
                "label": item.label,
                "heading": getattr(item, "heading", ""),
                "text": passage_text(item),
                "theme": getattr(item, "theme", ""),
                "finding_kind": getattr(item, "kind", ""),
                "criterion": getattr(item, "criterion", ""),
                "year": completed.year if completed else None,
                "language": summary.language,
            }


def passage_text(item):
    """Return all that an item says as plain text, its further fields after its main one."""
    names = (
        "body", "text", "context", "targeted_users", "challenges", "successes",
        "administrative_issues", "cause_and_effect", "measurable_impact",
        "potential_for_replication", "links_to_higher_goals",
    )  # fmt: skip
    texts = (to_text(getattr(item, name, "")) for name in names)
    return "\n\n".join(text for text in texts if text)
