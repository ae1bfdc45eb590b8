"""Acronyms that a text never spells out, in English, French and Spanish."""

import re
from collections import Counter

# Those that a reader of evaluations knows without their long form.
_KNOWN_WORDS = (
    "ILO OIT BIT UN ONU UNDP PNUD UNICEF UNESCO WHO OMS UK US USA EU UE USD EUR GBP CHF "
    "NGO ONG SDG ODD ODS GDP PIB HIV VIH AIDS SIDA COVID TV IT ICT TIC HQ MOU TOR PDF ID CD DVD "
    "AM PM CFA FCFA M&E R&D Q&A"
)
KNOWN = frozenset(_KNOWN_WORDS.split())
_UPPER, _LOWER = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
_LONGEST = 9  # a longer word in capitals is a word
_ACRONYM = re.compile(rf"(?<![\w&])([{_UPPER}](?:&?[{_UPPER}])+)(?:['’]?(?:s|es))?(?![\w&])")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_SHOUTED = re.compile(rf"[^{_LOWER}]{{7,80}}[:.–—](?=\s)")
_IN_LOWER = re.compile(f"[{_LOWER}]")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,160})[)\]]")
_LETTERS = re.compile(r"[^\W\d_]+")
_INTRODUCING_WORDS = (
    "hereafter hereinafter henceforth referred to as the or also called known abbreviated acronym "
    "ci après désigné désignée dénommé dénommée appelé appelée sigle acronyme ou le la les l "
    "en adelante por sus siglas sigla acrónimo o el los denominado denominada"
)
_INTRODUCING = frozenset(_INTRODUCING_WORDS.split())
_LANGUAGES = "english french spanish anglais français espagnol inglés francés español siglas"
_TRANSLATING = frozenset(_LANGUAGES.split())
_AND = frozenset(("and", "et", "y", "e", "&"))
_SMALL_WORDS = (
    "of the for on in at to with by de la le les l d des du en au aux à pour sur dans par avec "
    "del el los las para por con"
)
_SMALL = _AND | frozenset(_SMALL_WORDS.split())
_INITIALS = re.compile(r"[^\W\d_]+|&|[.!?;:()\[\]\n]")


def unspelt(passages, glossary=""):
    """Return {acronym: place of its first use} of what is spelt out neither there nor elsewhere.

    `passages` are (place, plain text) in the order of reading; `glossary` is further text in which
    long forms may stand. Roman numerals, codes, addresses and headings in capitals are no acronyms.
    """
    passages = list(passages)
    first, uses = {}, Counter()
    for place, text in passages:
        for acronym in _used(text):
            first.setdefault(acronym, place)
            uses[acronym] += 1
    whole = "\n".join([glossary, *(text for _, text in passages)])
    words = set(_LETTERS.findall(whole))
    stressed = {a for a in uses if uses[a] == 1 and a.lower() in words}
    explained = stressed | _bracketed(whole) | _by_initials(set(uses), whole)
    return {acronym: place for acronym, place in first.items() if acronym not in explained}


def _used(text):
    """Yield the acronyms of a text that are not commonly known, without their plural."""
    for line in text.split("\n"):
        words = [word for word in _without_heading(line).split() if not _is_code(word)]
        for acronym in _ACRONYM.findall(" ".join(words)):
            if acronym not in KNOWN and len(acronym) <= _LONGEST and not _ROMAN.fullmatch(acronym):
                yield acronym


def _without_heading(line):
    """Return the line without a heading in capitals, which may be all of it or run in."""
    if not _IN_LOWER.search(line) and " " in line.strip():
        return ""
    return _SHOUTED.sub("", line, count=1) if _SHOUTED.match(line) else line


def _is_code(word):
    """Whether a word is the code of a project or an address, whose capitals stand for nothing."""
    numbered = any(c.isdigit() for c in word) and any(c in "/_-" for c in word)
    return numbered or "://" in word or "@" in word


def _bracketed(text):
    """Return the acronyms beside whose long form stand brackets: “Form (ACR)”, “ACR (form)”."""
    explained = set()
    for brackets in _BRACKETS.finditer(text):
        before = text[max(brackets.start() - 40, 0) : brackets.start()]
        inside = brackets[1]
        if _LETTERS.search(before):
            explained.update(_introduced(inside))
        named = [a for a in _ACRONYM.finditer(before) if not before[a.end() :].strip(" \n”»\"'")]
        explained.update(a[1] for a in named if _is_long_form(inside, a[1]))
    return explained


def _introduced(inside):
    """Return the acronyms for which alone the brackets are: “(hereafter ACR)”."""
    acronyms = _ACRONYM.findall(inside)
    words = _LETTERS.findall(_ACRONYM.sub(" ", inside))
    if any(w.lower() in _TRANSLATING for w in words):
        return acronyms
    others = [w for w in words if w.lower() not in _INTRODUCING]
    return acronyms if len(acronyms) == 1 and len(others) <= 1 else []


def _is_long_form(inside, acronym):
    words = _LETTERS.findall(inside)
    capitals = [w for w in words if w[0].isupper() and not w.isupper()]
    begins = any(w[0].upper() == acronym[0] for w in words)
    return len(words) > 1 and (begins or len(capitals) > 1)


def _by_initials(acronyms, text):
    """Return the acronyms, of three letters or more, whose letters successive words begin with."""
    whole, told = [], []  # the initials of all words, and of those that are not small
    for word in _INITIALS.findall(_ACRONYM.sub(".", text)):
        small = word.lower() in _SMALL
        initial = "&" if word.lower() in _AND else word[0].upper() if small else word[0]
        whole.append(initial)
        if not small:
            told.append(initial)
    lines = "".join(whole), "".join(told)
    lengths = {len(acronym) for acronym in acronyms if len(acronym) > 2}
    spelt = {line[n : n + size] for line in lines for size in lengths for n in range(len(line))}
    return acronyms & spelt
