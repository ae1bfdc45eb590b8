"""Entries to the items of a Summary: findings, recommendations, lessons, good practices."""

import re
from dataclasses import replace

from ..summary import FindingItem, LessonItem, Name, PracticeItem, RecommendationItem
from .details import (
    OF_LESSONS,
    OF_PRACTICES,
    OF_RECOMMENDATIONS,
    detail_in,
    detail_label,
    detail_value,
)
from .nesting import List
from .parts import Entry, told
from .proposing import criterion_of, heading_size, kind_of_findings
from .terms import rating_in, terms_in
from .wording import one_line

LONGEST_LABEL = 20
_LONGEST_HEADING = 300
_STOPS = ".:;!?…"


def finding(entry, places, kind=""):
    """Return (FindingItem, the names of its fields that were guessed)."""
    said, ratings = _terms(entry, "findings")
    heading, body = _headed(entry)
    text = " ".join([heading, entry.text()])
    guessed = {
        "areas": tuple(map(Name, places.named_in(text))),
        "criterion": criterion_of(heading, text),
        "kind": kind or kind_of_findings(heading),
    }
    guessed = {name: value for name, value in guessed.items() if value and name not in said}
    label = said.pop("label", entry.label)[:LONGEST_LABEL]
    item = FindingItem(
        body, heading[:_LONGEST_HEADING], label, ratings=ratings, **{**guessed, **said}
    )
    return item, list(guessed)


def _terms(entry, section):
    """Take the lines that say what is recorded of an item from its end: ({field: value}, ratings).

    An item that is nothing else keeps them as its text.
    """
    said, ratings = {}, []
    while len(entry.body) > 1 and not isinstance(entry.body[-1], List):
        text = entry.body[-1].words.text
        rating = rating_in(text) if section == "findings" else None
        terms = None if said or rating else terms_in(text, section)
        if rating:
            ratings.insert(0, rating)
        elif terms:
            said = terms
        else:
            break
        entry.words.append((entry.body.pop().sources, text))
    return said, tuple(ratings)


def _headed(entry):
    """Return a finding's heading and body; a label before a colon is its heading."""
    if entry.heading:
        return entry.heading.text.strip(" :"), entry.whole()
    first = entry.body[0]
    lead = _lead(first.words) if entry.listed and hasattr(first, "words") else 0
    if lead:
        rest = first.words[lead:].stripped()
        body = [replace(first, parts=[rest]), *entry.body[1:]] if rest else entry.body[1:]
        return first.words.text[:lead].strip().removesuffix("."), told(body)
    size = heading_size(first.words.text) if hasattr(first, "words") else 0
    if not size:
        return "", entry.whole()
    heading = first.words.text[:size].strip()
    rest = first.words[size:].stripped(" \xa0:")
    return heading, told([replace(first, parts=[rest]), *entry.body[1:]])


def _lead(words):
    """Return how many signs of a text are a strong heading that it runs on from, or 0."""
    size = next((n for n, look in enumerate(words.looks) if not look.strong), len(words.looks))
    lead = words.text[:size].rstrip()
    return size if lead.endswith(tuple(_STOPS)) and len(lead) <= _LONGEST_HEADING else 0


def recommendation(entry):
    """Return a RecommendationItem with its sub-points, and what its details say."""
    details, kept = _details(entry, OF_RECOMMENDATIONS)
    parts = tuple(_sub_point(part, entry) for part in kept.parts())
    return RecommendationItem(kept.html(), entry.label[:LONGEST_LABEL], **details, parts=parts)


def _sub_point(part, entry):
    details, kept = _details(part, OF_RECOMMENDATIONS)
    entry.words += kept.words
    return RecommendationItem(kept.whole(), part.label[:LONGEST_LABEL], **details)


def lesson(entry):
    return _learned(LessonItem, entry, "lessons", OF_LESSONS)


def practice(entry):
    return _learned(PracticeItem, entry, "practices", OF_PRACTICES)


def _learned(kind, entry, section, fields):
    said, _ = _terms(entry, section)
    fields_told = _run_in_details(entry, fields)
    details, kept = _details(entry, fields)
    label = said.pop("label", entry.label)[:LONGEST_LABEL]
    return kind(kept.whole(), label, **{**details, **fields_told, **said})


def _run_in_details(entry, fields):
    """Take what stands behind strong labels from an item: {field: rich text}.

    Such a label runs into the first of the blocks that it is of, up to the next label.
    """
    kept, found = [], {}
    for part in entry.body:
        field, size = _strong_label(part, fields) if kept else ("", 0)
        if field and field not in found:
            entry.words.append((part.sources, part.words.text[:size]))
            rest = part.words[size:].stripped()
            found[field] = [replace(part, parts=[rest])] if rest else []
        else:
            (found[next(reversed(found))] if found else kept).append(part)
    entry.body = kept
    return {field: told(parts) for field, parts in found.items()}


def _strong_label(part, fields):
    """Return (field, its signs) of the strong label that begins a block, or ("", 0)."""
    text = "" if isinstance(part, List) else part.words.text
    size = text.find(":") + 1
    field = detail_label(text[: size - 1]) if size else ""
    return (field, size) if field in fields and part.words[:size].is_strong() else ("", 0)


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
    text = one_line(part.words.text)
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
    if field == "findings":
        return field, value, text
    if field in OF_RECOMMENDATIONS:
        return field, value, label
    words = part.words[len(part.words.text) - len(value) :] if label else part.words
    return field, told([replace(part, parts=[words.stripped()])]), label


def kind_of(introduction, heading):
    """Return the kind of findings that an introduction or a heading announces."""
    texts = [heading.text if heading else ""]
    texts += [block.words.text for block in introduction if hasattr(block, "words")]
    return next(filter(None, map(kind_of_findings, texts)), "")
