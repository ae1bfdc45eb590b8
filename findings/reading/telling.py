"""Entries to the items of a Summary: findings, recommendations, lessons, good practices."""

import re
from dataclasses import replace

from ..summary import FindingItem, LessonItem, Name, PracticeItem, RecommendationItem
from .details import (
    OF_LESSONS,
    OF_PRACTICES,
    OF_RECOMMENDATIONS,
    detail_in,
    detail_value,
)
from .nesting import List
from .parts import Entry, told
from .proposing import criterion_of, heading_size, kind_of_findings

LONGEST_LABEL = 20


def finding(entry, places, kind=""):
    """Return (FindingItem, the names of its fields that were guessed)."""
    heading, body = _headed(entry)
    text = " ".join([heading, entry.text()])
    areas = tuple(map(Name, places.named_in(text)))
    criterion = criterion_of(heading, text)
    kind = kind or kind_of_findings(heading)
    guessed = {"areas": areas, "criterion": criterion, "kind": kind}
    item = FindingItem(
        body,
        heading[:300],
        entry.label[:LONGEST_LABEL],
        kind or "observation",
        criterion,
        areas=areas,
    )
    return item, [name for name, value in guessed.items() if value]


def _headed(entry):
    """Return a finding's heading and body; a label before a colon is its heading."""
    if entry.heading:
        return entry.heading.text.strip(" :"), entry.whole()
    first = entry.body[0]
    size = heading_size(first.words.text) if hasattr(first, "words") else 0
    if not size:
        return "", entry.whole()
    heading = first.words.text[:size].strip()
    rest = first.words[size:].stripped(" \xa0:")
    return heading, told([replace(first, parts=[rest]), *entry.body[1:]])


def recommendation(entry):
    """Return a RecommendationItem with its sub-points, and what its details say."""
    details, kept = _details(entry, OF_RECOMMENDATIONS)
    parts = tuple(
        RecommendationItem(part.whole(), part.label[:LONGEST_LABEL]) for part in kept.parts()
    )
    return RecommendationItem(kept.html(), entry.label[:LONGEST_LABEL], **details, parts=parts)


def lesson(entry):
    details, kept = _details(entry, OF_LESSONS)
    return LessonItem(kept.whole(), entry.label[:LONGEST_LABEL], **details)


def practice(entry):
    details, kept = _details(entry, OF_PRACTICES)
    return PracticeItem(kept.whole(), entry.label[:LONGEST_LABEL], **details)


def _details(entry, fields):
    """Return ({field: value}, the rest of the entry) of an item that names addressee, context…"""
    details, rest = {}, []
    for part in entry.body:
        found = _details_in(part, fields, details) if rest else ()
        for field, value, said in found:
            details[field] = value
            entry.words.append((part.sources, said))
        if not found:
            rest.append(part)
    return details, Entry(entry.label, rest, words=entry.words)


def _details_in(part, fields, told_before):
    """Return (field, value, what else was printed) of each detail that a block is made of."""
    if isinstance(part, List):
        return ()
    text = " ".join(part.words.text.split())
    if part.line.detail:
        value = detail_value(part.line.detail, text)
        found = [(part.line.detail, value, "")] if value else []
    else:
        parts = [one for one in re.split(r"\s*[;|]\s*", text) if one]
        found = [detail_in(one, fields) for one in parts]
        found = found if all(found) else [detail_in(text, fields)]
    if not all(found) or any(f[0] not in fields or f[0] in told_before for f in found):
        return ()
    return [_detail(part, text, *one) for one in found]


def _detail(part, text, field, value, label):
    if field == "priority":
        return field, value, text.replace(value, "")
    if field in OF_RECOMMENDATIONS:
        return field, value, label
    words = part.words[len(part.words.text) - len(value) :] if label else part.words
    return field, told([replace(part, parts=[words.stripped()])]), label


def kind_of(introduction, heading):
    """Return the kind of findings that an introduction or a heading announces."""
    texts = [heading.text if heading else ""]
    texts += [block.words.text for block in introduction if hasattr(block, "words")]
    return next(filter(None, map(kind_of_findings, texts)), "")
