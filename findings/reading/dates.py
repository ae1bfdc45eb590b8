"""Months and ranges of months, however a document writes its dates."""

import re

from projects.months import Month

from .wording import plain

_NAME = r"[a-z]{3,10}\.?"
_DATE = re.compile(
    r"(?P<iso>\b\d{4}-\d{1,2}(?:-\d{1,2})?\b)"
    r"|\b\d{1,2}(?P<sep>[/.-])(?P<day_month>\d{1,2})(?P=sep)(?P<day_year>\d{4}|\d{2})\b"
    r"|\b(?P<slashed>\d{1,2}[/.]\d{4})\b"
    rf"|\b(?P<name>{_NAME})[\s\xa0,'’/-]{{0,3}}(?:\d{{1,2}}(?:st|nd|rd|th)?,?[\s\xa0]+)?"
    r"(?:del?[\s\xa0]+|of[\s\xa0]+)?(?P<year>\d{4}|'?\d{2})\b"
    rf"|\b(?P<bare>{_NAME})(?=[\s\xa0]*(?:-|–|—|/|to\b|and\b|et\b|a\b|au\b|al\b|y\b|&))"
)


def months_in(text):
    """Return the months that a text names, in its order; "March – June 2013" names two."""
    found, waiting = [], None
    for match in _DATE.finditer(plain(text)):
        month = _month(match)
        if month:
            if waiting and (first := _parsed(f"{waiting} {month.year}")) and first <= month:
                found.append(first)
            found.append(month)
        waiting = match["bare"]
    return found


def _month(match):
    if match["iso"] or match["slashed"]:
        return _parsed(match["iso"] or match["slashed"])
    if match["day_month"]:
        year = match["day_year"]
        return _parsed(f"{match['day_month']}/{year if len(year) == 4 else f'20{year}'}")
    if match["name"]:
        return _parsed(f"{match['name'].rstrip('.')} {match['year']}")
    return None


def _parsed(text):
    try:
        return Month.parse(text)
    except ValueError:
        return None
