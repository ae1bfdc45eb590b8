"""A Summary as JSON and back: what a publication freezes."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import get_args, get_origin, get_type_hints

from projects.months import Month

from .summary import Summary

SCHEMA = 1


def to_content(summary):
    """Return the summary as JSON-able {"schema": 1, "summary": {…}}; months read "2009-10"."""
    return {"schema": SCHEMA, "summary": plain(summary)}


def from_content(content):
    """Return the Summary that `to_content` wrote; raise ValueError for an unknown schema."""
    if content.get("schema") != SCHEMA:
        raise ValueError(f"A publication of schema {content.get('schema')} cannot be read.")
    return told(Summary, content["summary"])


def digest(content):
    """Return the SHA-256, in hexadecimal, of the content as canonical JSON."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def plain(value):
    """Return a dataclass of a summary, or what stands in one, as JSON-able values."""
    if isinstance(value, Month):
        return value.isoformat()
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


def told(kind, value):
    """Return what `plain` made of a value of this kind as it was."""
    if is_dataclass(kind) and kind is not Month:
        readers = _readers(kind)
        return kind(**{name: readers[name](item) for name, item in value.items()})
    return value


@cache
def _readers(kind):
    """Return {field's name: function from JSON to its value} for a dataclass."""
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


def _reader(hint):
    if get_origin(hint) is tuple:
        item = _reader(get_args(hint)[0])
        return lambda values: tuple(item(value) for value in values)
    options = [o for o in get_args(hint) or (hint,) if o is not NoneType]
    [kind] = options
    if kind is Month:
        return lambda value: value and Month.parse(value)
    if kind is Decimal:
        return lambda value: value if value is None else Decimal(value)
    return lambda value: told(kind, value)
