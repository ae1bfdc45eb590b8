"""Labels that words make before an item: “Recommendation 3:”, “R3”, “LL 2 –”."""

import re
from dataclasses import replace

from .lines import Place
from .terms import is_terms

_WORDS = {
    "findings": "findings? constatations? constats? hallazgos? conclusions? conclusiones f c h",
    "recommendations": "(?:key.|main.)?recommendations? recommandations? recomendaci[oó]n(?:es)? "
    "recom rec r",
    "lessons": "(?:key.|main.)?lessons?(?:.learn(?:ed|t))? le[cç]ons?(?:.apprises?|.tir[eé]es?)? "
    "enseignements? lecci[oó]n(?:es)?(?:.aprendidas?)? ll la l",
    "practices": "(?:emerging.)?(?:good|best).practices? bonnes?.pratiques?(?:.[eé]mergentes?)? "
    "buenas?.pr[aá]cticas?(?:.emergentes?)? practices? pratiques? pr[aá]cticas? egp gp bp p",
}
_LETTERED = re.compile(
    r"(?P<label>(?P<number>\d{1,2})(?:(?P<letter>[a-z])(?=[.)])|\.(?P<dotted>[a-z])(?!\w)))[.)]?"
    r"[\s\xa0]+(?=\S)"
)
_COUNTED = re.compile(r"(?P<number>\d{1,2})(?P<sign>\.-|[°º]|/|[\s\xa0][–—])[\s\xa0]+(?=[^\W\d_])")
_SHORT = 5  # letters; a longer word is the item's kind, which nobody need read twice
_GAP = r"[\s\xa0]{0,2}"
_LABELS = {
    section: re.compile(
        rf"(?P<word>{words.replace(' ', '|')})(?P<dot>\.?){_GAP}(?:no\.?|n[°º]\.?|nº|#|№)?{_GAP}-?"
        r"(?P<number>\d{1,3}(?:\.\d{1,2}){0,2})"
        rf"(?P<close>{_GAP}[.:)–—-]+|(?=[\s\xa0]|$))[\s\xa0]*",
        re.IGNORECASE,
    )
    for section, words in _WORDS.items()
}


def item_label(line, section):
    """Return (label, number, signs) of the label that begins a line of the section, or None."""
    pattern = _LABELS.get(section)
    text = line.with_mark().text if line.mark else line.text
    lettered = _LETTERED.match(text) if section == "recommendations" else None
    if lettered:
        ordinal = ord(lettered["letter"] or lettered["dotted"]) - ord("a") + 1
        return lettered["label"], f"{lettered['number']}.{ordinal}", lettered.end()
    found = pattern and pattern.match(text)
    if not found:
        return None
    short = len(found["word"]) < _SHORT
    if line.goes_on or found["word"].islower():
        return None
    rest = found.string[found.end() :]
    if not found["close"] and rest and (rest[0].islower() or not rest[0].isalnum()):
        return None  # "Recommendation 1 (see above) asks…" is a sentence
    label = found[0].strip(" \xa0.:)–—-") if short else found["number"]
    return label, found["number"], found.end()


def labelled(lines, section):
    """Return the lines, those that a label of the section begins as items that bear it.

    A label that stands alone is given to the line after it. Return also the words of the labels
    that are told apart from them: (line, word).
    """
    made, words, waiting = [], [], None
    counted = _counted(lines)
    for line in lines:
        found = None if _is_below(line, section) else item_label(line, section)
        found = found or counted.get(line.source)
        if found and not line.cells:
            label, number, end = found
            whole = line.with_mark() if line.mark else line.words
            word = whole.text[:end]
            if label == number and _word(word):
                words.append((line, _word(word)))
            hang = line.indent + (0 if line.mark else end)
            words_left = whole[end:].stripped()
            line = replace(line, words=words_left, mark="", hang=hang)
            line = _as_item(line, label, number)
            if not line.words:
                waiting = line
                continue
        elif waiting and not line.is_item:
            line = replace(
                _as_item(line, waiting.label, ""),
                place=waiting.place,
                also=(*line.also, waiting.source),
            )
            waiting = None
        made.append(line)
    return made, words


def _counted(lines):
    """Return {source: (label, number, signs)} of lines that count “1.-”, “2.-” or “1°”, “2°”."""
    found = [(line, _COUNTED.match(line.text)) for line in lines if not line.goes_on]
    found = [(line, match) for line, match in found if match and line.source >= 0]
    numbers = [int(match["number"]) for _, match in found]
    signs = {match["sign"].strip() for _, match in found}
    if numbers != [*range(1, len(found) + 1)] or len(found) < 2 or len(signs) > 1:
        return {}
    return {line.source: (match["number"], match["number"], match.end()) for line, match in found}


def _is_below(line, section):
    """Tell whether a line stands below an item and says what is recorded of it."""
    below = line.place and line.place.kind == "more" or line.indent and not line.mark
    return bool(below) and is_terms(line.text, section)


def _word(text):
    """Return the word of a label without its number: “Recommendation”."""
    return re.sub(r"[\d.:)–—#°º/-]+", " ", text).strip()


def _as_item(line, label, number):
    ordinals = number.split(".")
    ordinal = int(ordinals[-1]) if ordinals[-1] else 1
    level = len(ordinals) if number else 1
    return replace(
        line,
        label=label,
        place=Place("ol", level, ordinal),
        goes_on=None if line.goes_on else line.goes_on,
    )
