"""The languages in which the site speaks, each at addresses of its own; English has no prefix."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import QueryDict
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language

OUTSIDE = ("accounts", "admin", "desk", "health", "preview")  # without a prefix
SIGNING_IN = "accounts"  # of these the one that is not in English alone


@dataclass(frozen=True)
class Tongue:
    """A language in which the site speaks: its code, its own name, and the address of a page."""

    code: str
    name: str
    address: str
    chosen: bool


def plain(code):
    """Return a language's code without its country: en-gb is en."""
    return code.partition("-")[0]


def language_of(path):
    """Return the language that the prefix of a path names; English where it names none."""
    return _prefixed().get(_first(path), settings.LANGUAGE_CODE)


def language_asked(request):
    """Return the language in which a request is answered.

    Signing in has no prefix: it speaks as `language` says, or else as the page that comes `next`.
    """
    if _first(request.path_info) != SIGNING_IN:
        return language_of(request.path_info)
    return _language_signing_in(request.GET.dict() | request.POST.dict())


def onward(address):
    """Return the address of a page for signing in, so that it speaks the language of this one."""
    query = urlsplit(address).query
    if get_language() in (settings.LANGUAGE_CODE, _language_signing_in(QueryDict(query))):
        return address
    return f"{address}{'&' if query else '?'}language={plain(get_language())}"


def tongues(path, query=""):
    """Return a page in each Tongue, with the same query; of what is in English alone, nothing."""
    there = path[1 + len(_first(path)) :] if _first(path) in _prefixed() else path
    if _first(there) in OUTSIDE:
        return ()
    there = escape_uri_path(there) + (f"?{iri_to_uri(query)}" if query else "")
    before = {code: f"/{prefix}" for prefix, code in _prefixed().items()}
    return tuple(
        Tongue(
            code=plain(code),
            name=name,
            address=escape_leading_slashes(f"{before.get(code, '')}{there}"),
            chosen=code == get_language(),
        )
        for code, name in settings.LANGUAGES
    )


def _language_signing_in(asked):
    return _prefixed().get(asked.get("language")) or language_of(asked.get("next", ""))


def _first(path):
    return path[1:].partition("/")[0]


def _prefixed():
    """Return {prefix of addresses: language}."""
    return {plain(code): code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE}
