"""Summaries that an office laid out, read back: nothing lost, and all of it where it belongs."""

import re
from collections import Counter
from functools import cache

import pytest

from findings.reading.plain import as_plain
from findings.reading.reader import read

from .blind_documents import PLANS, blind

KINDS = ("findings", "recommendations", "lessons", "practices")
FIELDS = ("title", "facts", "sections", *KINDS)


@pytest.fixture(params=PLANS)
def judged(request, acceptance_data):
    """A document of the ten, and what was read of it."""
    return _judged(acceptance_data / "ieval-sample.xlsx", request.param)


@cache
def _judged(path, name):
    document = blind(path, name)
    return document, as_plain(read(document.data))


def test_ninety_five_items_of_a_hundred_are_whole(judged):
    document, reading = judged
    whole, broken = _items(document, reading)
    assert whole >= 0.95 * (whole + len(broken)), broken


def test_all_facts_are_right(judged):
    document, reading = judged
    assert reading["title"] == document.title
    assert [_squeezed(pair) for pair in reading["facts"]] == [*map(_squeezed, document.facts)]
    assert reading["codes"] == document.codes
    assert reading["donors"] == document.donors
    assert reading["areas"] == document.areas
    assert (reading["completed"], reading["timing"]) == (document.completed, document.timing)


def test_no_word_is_lost(judged):
    document, reading = judged
    told = [reading[field] for field in (*FIELDS, "unplaced", "furniture")]
    assert _words(document.words) - _words(told) == Counter()


def test_five_words_of_a_hundred_at_most_are_unplaced(judged):
    document, reading = judged
    unplaced = _words(reading["unplaced"]).total()
    assert unplaced <= 0.05 * _words(document.words).total(), reading["unplaced"]


def _items(document, reading):
    """How many items and sub-points are whole, and those that are not."""
    expected = [point for kind in KINDS for point in _points(kind, document.items[kind])]
    read_back = Counter(point for kind in KINDS for point in _points(kind, _pairs(reading[kind])))
    missing = Counter(expected) - read_back
    return len(expected) - missing.total(), list(missing)


def _points(kind, items):
    """Each item as what it is and says; each sub-point with what it stands under."""
    for text, parts in items:
        yield kind, _plain(text), ""
        yield from (("part", _plain(part), _plain(text)) for part in parts)


def _pairs(items):
    """Items as read: the text, its heading before it, and the texts of the parts."""
    for item in items:
        lead = item.get("heading", "").rstrip(" :")
        parts = [part["text"] for part in item.get("parts", ())]
        yield f"{lead}: {item['text']}" if lead else item["text"], parts


QUOTES = str.maketrans("‘’“”«»", '\'\'""""')


def _plain(text):
    """Without white space and shapes of quotes."""
    return re.sub(r"\s+", "", text.translate(QUOTES))


def _squeezed(pair):
    return [_plain(text).rstrip(":") for text in pair]


def _words(told):
    return Counter(re.findall(r"[^\W_]+", _told(told).casefold()))


def _told(told):
    """All strings of what is told, one after another."""
    if isinstance(told, str):
        return told
    return "\n".join(map(_told, told.values() if isinstance(told, dict) else told))
