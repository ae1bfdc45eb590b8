"""A Summary without one of its items, all else as it was."""

from dataclasses import replace

from .terms import PassageKind

PARTS = {
    PassageKind.FINDING: "findings",
    PassageKind.RECOMMENDATION: "recommendations",
    PassageKind.LESSON: "lessons",
    PassageKind.PRACTICE: "practices",
}


def without(summary, kind, key):
    """Return the summary without the item of this kind and key; sub-points go with theirs."""
    part = PARTS[kind]
    left = _left(getattr(summary, part), key)
    if kind == PassageKind.FINDING:
        places = _new_places(summary.findings, key)
        told = tuple(_resting_on(r, places) for r in summary.recommendations)
        return replace(summary, findings=left, recommendations=told)
    return replace(summary, **{part: left})


def _left(items, key):
    return tuple(
        replace(item, parts=_left(item.parts, key)) if hasattr(item, "parts") else item
        for item in items
        if item.id != key
    )


def _new_places(findings, key):
    """Return {old place: new place} of the findings that are left, counted from 1."""
    left = [place for place, item in enumerate(findings, 1) if item.id != key]
    return {old: new for new, old in enumerate(left, 1)}


def _resting_on(recommendation, places):
    return replace(
        recommendation,
        findings=tuple(places[place] for place in recommendation.findings if place in places),
        parts=tuple(_resting_on(part, places) for part in recommendation.parts),
    )
