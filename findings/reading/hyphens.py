"""How two lines of one paragraph are joined: with a space, a hyphen, or nothing."""

import re

from .mending import SOFT_HYPHEN

_HYPHENS = "-\u2010\u2011"
_LAST_PART = re.compile(rf"(\w+(?:[{_HYPHENS}]\w+)*)[{_HYPHENS}]$")
_FIRST_PART = re.compile(rf"\w+(?:[{_HYPHENS}]\w+)*")
_ELISION = re.compile(r"\w{1,2}['’]")  # as in main-d'œuvre
_FIRST_PARTS = (
    "non self well cross quasi socio rights results evidence needs gender family country community "
    "project policy donor demand long short medium decision capacity labour labor"
)
_LAST_PARTS = (
    "based related led driven oriented specific responsive sensitive level term funded financed "
    "wide building making focused friendly owned centred centered cutting"
)
_KEEP_AFTER, _KEEP_BEFORE = frozenset(_FIRST_PARTS.split()), frozenset(_LAST_PARTS.split())
_SUSPENDED = frozenset(("and", "or", "to", "et", "ou", "y", "und", "oder", "e", "o"))


def vocabulary(texts):
    """Return the words and compounds that stand within lines, in small letters."""
    found = set()
    for text in texts:
        compounds = _FIRST_PART.findall(text.lower())
        for compound in compounds[:-1] if text.endswith(tuple(_HYPHENS)) else compounds:
            parts = re.split(f"[{_HYPHENS}]", compound)
            pairs = zip(parts, parts[1:], strict=False)
            found.update(parts, ["-".join(parts)], map("-".join, pairs))
    return found


def joint(left, right, words):
    """Return (signs to cut from the left line's end, text between it and the right line).

    `words` gives the vocabulary when it is needed. Only a hyphen is ever cut.
    """
    if left.endswith(SOFT_HYPHEN):
        return 1, ""
    last, first = _LAST_PART.search(left[-80:]), _FIRST_PART.match(right[:80])
    if not last or not first:
        return 0, "" if re.search(r"[^\s/]/$|\w–$", left[-2:]) else " "
    if first[0] in _SUSPENDED:
        return 0, " "
    if _ELISION.match(right):
        return 0, ""
    return (0 if _is_compound(last[1], first[0], words()) else 1), ""


def _is_compound(last, first, words):
    part, rest = re.split(f"[{_HYPHENS}]", last)[-1], re.split(f"[{_HYPHENS}]", first)[0]
    sure = not rest[0].islower() or len(part) == 1 or part[-1].isdigit() or part.isupper()
    part, rest = part.lower(), rest.lower()
    if f"{part}-{rest}" in words or f"{last}-{first}".lower() in words:
        return True
    if part + rest in words or (part + first.lower()) in words:
        return False
    if sure:
        return True
    if part in _KEEP_AFTER and len(rest) > 3 or rest in _KEEP_BEFORE and len(part) > 3:
        return True
    return part in words and rest in words and min(len(part), len(rest)) > 3
