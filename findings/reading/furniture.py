"""Running heads, running feet and page numbers: what belongs to the page, not to the text."""

import re
from collections import defaultdict

_NUMERAL = r"(?:\d{1,4}|[ivxlc]{1,7})"
_PAGE_WORD = r"(?:pages?|p\.|página|pagina|pág\.|seite)"
_OF = r"(?:\s*(?:/|of|de|sur|von)\s*\d{1,4})?"
_NUMBER = re.compile(rf"[-–—|\[\s]*{_PAGE_WORD}?\s*{_NUMERAL}{_OF}[-–—|\]\s]*", re.IGNORECASE)
_WITH_PAGE = re.compile(rf"(?:^|\s){_PAGE_WORD}\s*\d{{1,4}}{_OF}\s*$", re.IGNORECASE)
_NOTHING = re.compile(r"No (?:findings|recommendations|lessons) are recorded for this evaluation\.")
_PUBLISHED = r"[Pp]ublished \d{1,2} [A-Z][a-z]{2,8} \d{4}\."
_COLOPHON = re.compile(rf"Version \d{{1,6}} of this summary(?:\.|, {_PUBLISHED})|{_PUBLISHED}")
_DIGITS = re.compile(r"\d+")
_LONGEST = 160


def is_page_number(text):
    """Tell whether the text is but the number of a page, with or without the word."""
    return len(text) <= 40 and bool(_NUMBER.fullmatch(text.strip()))


def names_page(text):
    """Tell whether the text ends as a running foot does: with "Page 3"."""
    return len(text) <= _LONGEST and bool(_WITH_PAGE.search(text))


def says_nothing(text):
    """Tell whether the text says but that nothing is recorded, as this site writes it."""
    return bool(_NOTHING.fullmatch(text))


def is_colophon(text):
    """Tell whether the text begins what this site writes below a summary."""
    return bool(_COLOPHON.fullmatch(text))


def running(edges):
    """Return which lines run from page to page; `edges` are (key, page, text) at pages' edges."""
    pages, keys = defaultdict(set), defaultdict(list)
    for key, page, text in edges:
        if is_page_number(text) or names_page(text):
            keys[""].append(key)
        elif len(text) <= _LONGEST:
            same = _DIGITS.sub("#", " ".join(text.casefold().split()))
            pages[same].add(page)
            keys[same].append(key)
    return {
        key for same, found in keys.items() if not same or len(pages[same]) > 1 for key in found
    }
