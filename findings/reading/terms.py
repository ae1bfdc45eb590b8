"""The quiet lines below an item, as this site writes them: “Finding 3 · Challenge · Areas: …”."""

import re

from ..summary import Name, RatingItem, Spoken
from ..terms import Criterion, FindingKind

_BETWEEN = re.compile(r" +· +")
_CALLED = {
    "findings": re.compile(r"Finding (?P<label>\S.{0,40})"),
    "lessons": re.compile(r"Lesson (?P<label>\S.{0,40})"),
    "practices": re.compile(r"Good practice (?P<label>\S.{0,40})"),
}
_KINDS = {kind.label: kind.value for kind in FindingKind}
_CRITERIA = {criterion.label: criterion.value for criterion in Criterion}
_SPOKEN = re.compile(r"(objective|outcome) (\d{1,4})")
_RATED = re.compile(
    r"(?:Overall rating|Rating of (\w{1,20})): (.{1,200}?) on the scale (\S.{0,400})"
)


def rating_in(text):
    """Return the RatingItem that a line tells, or None."""
    found = _RATED.fullmatch(text)
    criterion = _CRITERIA.get((found[1] or "").capitalize(), "") if found else ""
    if not found or found[1] and not criterion:
        return None
    return RatingItem(found[2], found[3], criterion)


def terms_in(text, section):
    """Return {field: value} of a line that is all terms of an item of the section, or None."""
    told = {}
    for term in _BETWEEN.split(text):
        new = _term(term, section)
        if not new or told.keys() & new.keys():
            return None
        told |= new
    return told


def is_terms(text, section):
    return bool(rating_in(text) or terms_in(text, section))


def _term(term, section):
    called = _CALLED[section].fullmatch(term) if section in _CALLED else None
    if called:
        return {"label": called["label"]}
    name, _, value = term.partition(": ")
    if section == "findings":
        return _of_finding(name, value)
    return {"theme": value} if name == "Technical area" and value else None


def _of_finding(name, value):
    if not value:
        return {"kind": _KINDS[name]} if name in _KINDS else None
    if name == "Criterion":
        return {"criterion": _CRITERIA[value]} if value in _CRITERIA else None
    if name == "Areas":
        return {"areas": tuple(map(Name, value.split("; ")))}
    return _spoken(value) if name == "Speaks to" else None


def _spoken(value):
    """Return the objectives and outcomes by number; which project's, the line does not say."""
    found = [_SPOKEN.fullmatch(one) for one in value.split(", ")]
    if None in found:
        return None
    told = {"objectives": [], "outcomes": []}
    for one in found:
        told[f"{one[1]}s"].append(Spoken("", 1, int(one[2])))
    return {name: tuple(spoken) for name, spoken in told.items() if spoken}
