"""What somebody typed into the search box, understood: words, "phrases", -not, prefix*, codes."""

import re
from dataclasses import dataclass, field, replace

from .words import LANGUAGES, code_word, fold, index_words, indexed

MOST_SIGNS, MOST_TERMS, SHORTEST_PREFIX = 300, 12, 2
_PART = re.compile(r'(-?)"([^"]*)"?|(\S+)')
_QUOTES = str.maketrans("“”„«»″\0", '""""""' + " ")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Way:
    """One way to match a term: these words beside each other, the last perhaps only begun."""

    words: tuple[str, ...]
    begun: bool = False


@dataclass(frozen=True)
class Term:
    """One thing that must stand in what is found, or must not; any of its ways will do."""

    typed: str
    ways: tuple[Way, ...]
    negative: bool = False

    @property
    def plain(self):
        """Whether it is words by themselves: no phrase and no prefix."""
        return all(len(way.words) == 1 and not way.begun for way in self.ways)


@dataclass(frozen=True)
class Query:
    """The terms of a search; `left_out` is what was typed and does not count."""

    typed: str = ""
    terms: tuple[Term, ...] = ()
    left_out: tuple[str, ...] = field(default=())

    @property
    def wanted(self):
        return tuple(term for term in self.terms if not term.negative)

    @property
    def unwanted(self):
        return tuple(term for term in self.terms if term.negative)

    def __bool__(self):
        return bool(self.wanted)

    def widened(self, term, ways):
        """Return the query with further ways to match one of its terms."""
        wider = replace(term, ways=tuple(dict.fromkeys((*term.ways, *ways))))
        return replace(self, terms=tuple(wider if t is term else t for t in self.terms))


def parse(typed):
    """Return the Query that somebody typed; whatever it is, it can be understood or left out."""
    typed = " ".join(typed.split())
    terms, left_out = [], []
    for match in _PART.finditer(typed[:MOST_SIGNS].translate(_QUOTES)):
        term = _term(*match.groups())
        if term is None or len(terms) == MOST_TERMS:
            left_out.append(match[0])
        else:
            terms.append(term)
    if len(typed) > MOST_SIGNS:
        left_out.append(f"{typed[MOST_SIGNS : MOST_SIGNS + 30].strip()}…")
    return Query(typed, tuple(dict.fromkeys(terms)), tuple(left_out))


def _term(minus, phrase, word):
    """Return the Term that one part of what was typed means, or None."""
    if word is None:
        return _of_words(f'"{phrase}"', phrase, bool(minus))
    negative = word.startswith("-") and len(word) > 1
    said = word[1:] if negative else word
    if said.endswith("*"):
        return _begun(said, negative)
    if "/" in said and (code := code_word(said.strip(".,;:()"))):
        return Term(said, (Way((code,)),), negative)
    return _of_words(said, said, negative)


def _of_words(typed, text, negative):
    """Return the Term of words that stand beside each other, in the forms of each language."""
    ways = {tuple(index_words(text, language)): None for language in LANGUAGES}
    ways.pop((), None)
    return Term(typed, tuple(Way(words) for words in ways), negative) if ways else None


def _begun(said, negative):
    """Return the Term of a word that is only begun: migra*.

    A form longer than its stem is found by the stem.
    """
    parts = _WORD.findall(said)
    if not parts or len(fold(parts[-1])) < SHORTEST_PREFIX:
        return None
    before = tuple(index_words(" ".join(parts[:-1]), "en"))
    beginning = fold(parts[-1])
    ways = [Way((*before, beginning), begun=True)]
    stems = dict.fromkeys(indexed(parts[-1], language) for language in LANGUAGES)
    shorter = (s for s in stems if s and not s.startswith(beginning))
    return Term(said, (*ways, *(Way((*before, s)) for s in shorter)), negative)
