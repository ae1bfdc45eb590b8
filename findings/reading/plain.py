"""A Reading as plain text in JSON: what `import_summary --json` prints."""

from projects.richtext import to_text

from .accounting import PROSE


def as_plain(reading):
    """Return what was read as a JSON-able dict, its texts plain."""
    summary = reading.summary
    completed = summary.facts.completed
    return {
        "title": summary.title,
        "language": summary.language,
        "facts": [list(pair) for pair in reading.facts],
        "codes": list(reading.codes),
        "donors": list(reading.donors),
        "areas": list(reading.areas),
        "completed": completed.isoformat() if completed else "",
        "timing": summary.facts.timing,
        "sections": {name: text for name in PROSE if (text := to_text(getattr(summary, name)))},
        "findings": [_finding(item) for item in summary.findings],
        "recommendations": [_recommendation(item) for item in summary.recommendations],
        "lessons": [_item(item) for item in summary.lessons],
        "practices": [_item(item) for item in summary.practices],
        "unplaced": [piece.text for piece in reading.unplaced],
        "furniture": [piece.text for piece in reading.furniture],
        "comments": [[comment.author, comment.text] for comment in reading.comments],
        "words": _words(reading.words),
    }


def _words(words):
    return {
        "placed": words.placed,
        "unplaced": words.unplaced,
        "furniture": words.furniture,
        "lost": list(words.lost),
    }


_DETAILS = (
    "addressed_to", "priority", "time_frame", "resource_implication", "context", "targeted_users",
    "challenges", "successes", "administrative_issues", "cause_and_effect", "measurable_impact",
    "potential_for_replication", "links_to_higher_goals", "theme",
)  # fmt: skip


def _item(item):
    details = {name: to_text(getattr(item, name, "")) for name in _DETAILS}
    told = {name: text for name, text in details.items() if text}
    return {"label": item.label, "text": to_text(item.text), **told}


def _recommendation(item):
    return {**_item(item), "parts": [_recommendation(part) for part in item.parts]}


def _finding(item):
    proposed = {
        "criterion": item.criterion,
        "areas": [area.name for area in item.areas],
        "kind": item.kind,
    }
    return {"heading": item.heading, "text": to_text(item.body), "label": item.label, **proposed}
