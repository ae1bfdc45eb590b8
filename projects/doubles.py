"""Rows that are likely the same, though their names are not written alike."""

import re
import unicodedata
from typing import NamedTuple

from django.db import models

_ACRONYM = re.compile(r"\((?![IVX]+\))[A-Z][A-Z0-9&./-]+\)")  # (II) is a phase, not an acronym
_INSIDE_WORDS = re.compile(r"[.'’`]")
# “Norway, Ministry of Health” and “Ministry of Health of Norway” differ in these alone.
_LITTLE = {
    "a", "an", "and", "the", "of", "for", "in", "to", "de", "del", "der", "des", "di", "do", "du",
    "el", "et", "la", "las", "le", "les", "los",
}  # fmt: skip


class Double(NamedTuple):
    """Two rows that are likely the same, the older first, and what they share."""

    first: models.Model
    second: models.Model
    shared: str


def doubles(model):
    """Return the likely Doubles of a model, in one query; each of a group with its oldest."""
    fields = {f.name: f for f in model._meta.concrete_fields}
    keys = {name: _KEYS[name] for name in _KEYS if name in fields}
    if "code_normalised" in keys:
        del keys["code"]
    shown = [name for name in (*_KEYS, "acronym") if name in fields]
    groups = {}
    for row in model._base_manager.only(*shown).order_by("pk"):
        for name, key_of in keys.items():
            if key := key_of(getattr(row, name)):
                groups.setdefault((name, key), []).append(row)
    found = {}
    for (name, _), (first, *others) in groups.items():
        for other in others:
            found.setdefault((first.pk, other.pk), Double(first, other, fields[name].verbose_name))
    return [found[keys] for keys in sorted(found)]


def likely(name, rows):
    """Return the keys of those (key, name) rows that likely bear this name, as `doubles` finds."""
    own = _name_key(name)
    return [key for key, other in rows if own and _name_key(other) == own]


def _name_key(name):
    """Return the words of a name: no case, accents, punctuation, acronym, order, little words."""
    plain = unicodedata.normalize("NFKD", _ACRONYM.sub(" ", name))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = set(re.findall(r"[^\W_]+", _INSIDE_WORDS.sub("", plain)))
    return " ".join(sorted(words - _LITTLE or words))


def _code_key(code):
    """Return a code without case and punctuation."""
    return re.sub(r"[\W_]+", "", code).casefold()


_KEYS = {"name": _name_key, "title": _name_key, "code": _code_key, "code_normalised": _code_key}
