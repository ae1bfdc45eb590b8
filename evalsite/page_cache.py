"""Pages for people without an account, kept in memory until readers can see something else.

A page is kept with the stamp and the date of the moment before it was made, and handed out while
both are the same; so it is never older than the database says. Its ETag is the digest of its text.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from findings import stamp

KEPT_TYPES = ("text/html", "image/svg+xml")
NOT_KEPT = ("Content-Length", "Content-Encoding", "ETag", "Last-Modified")
OF_304 = ("Cache-Control", "ETag", "Vary")
TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:[\s,]|$))")
OVERHEAD = 1500  # bytes that an entry takes beside its body


@dataclass(frozen=True)
class Kept:
    """A page as it is sent: headers with its ETag, and its body, packed with gzip."""

    headers: tuple[tuple[str, str], ...]
    etag: str
    packed: bytes

    @classmethod
    def of(cls, response):
        etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        headers = [pair for pair in response.items() if pair[0] not in NOT_KEPT]
        packed = gzip.compress(response.content, compresslevel=6, mtime=0)
        return cls((*headers, ("ETag", etag)), etag, packed)

    def answer(self, request):
        """Return the response for a GET or HEAD."""
        if etag_is_known(request, self.etag):
            headers = {name: value for name, value in self.headers if name in OF_304}
            return HttpResponseNotModified(headers=headers)
        if TAKES_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            response = HttpResponse(self.packed, headers=dict(self.headers))
            response.headers["Content-Encoding"] = "gzip"
        else:
            response = HttpResponse(gzip.decompress(self.packed), headers=dict(self.headers))
        response.headers["Content-Length"] = str(len(response.content))
        return response


class Shelf:
    """The pages of one process, those asked for last; a new stamp or day clears it."""

    def __init__(self):
        self.lock = Lock()
        self.pages, self.size, self.moment = OrderedDict(), 0, None

    def get(self, moment, key):
        with self.lock:
            if moment != self.moment:
                return None
            if kept := self.pages.get(key):
                self.pages.move_to_end(key)
            return kept

    def put(self, moment, key, kept, most):
        """Keep a page; those not asked for the longest give way above `most` bytes."""
        with self.lock:
            if moment != self.moment:
                self._clear(moment)
            if key not in self.pages:
                self.pages[key] = kept
                self.size += _size(kept)
            while self.size > most:
                _, old = self.pages.popitem(last=False)
                self.size -= _size(old)

    def clear(self):
        with self.lock:
            self._clear(None)

    def _clear(self, moment):
        self.pages.clear()
        self.size, self.moment = 0, moment


SHELF = Shelf()


def page_cache(get_response):
    """The outermost middleware: answer from the shelf, or keep what is answered."""

    def middleware(request):
        if not settings.EVALSITE_PAGE_CACHE or not _is_for_everybody(request):
            return get_response(request)
        moment = stamp.reading(), timezone.localdate()  # before the page is made
        key = _key(request)
        kept = SHELF.get(moment, key)
        if kept is None:
            response = get_response(request)
            if not _may_be_kept(response):
                return response
            _tell_caches(response)
            kept = Kept.of(response)
            if request.method == "GET":
                SHELF.put(moment, key, kept, settings.EVALSITE_PAGE_CACHE)
        return kept.answer(request)

    return middleware


def etag_is_known(request, etag):
    """Whether who asks holds the page already (RFC 9110, 13.1.2)."""
    told = request.META.get("HTTP_IF_NONE_MATCH")
    if not told:
        return False
    known = {tag.removeprefix("W/") for tag in parse_etags(told)}
    return "*" in known or etag.removeprefix("W/") in known


def _is_for_everybody(request):
    own = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
    return request.method in ("GET", "HEAD") and own.isdisjoint(request.COOKIES)


def _key(request):
    return request.scheme, request.META.get("HTTP_HOST"), request.get_full_path()


def _may_be_kept(response):
    """Whether an answer is a page, the same for everybody without an account."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and response.get("Content-Type", "").startswith(KEPT_TYPES)
        and "Cache-Control" not in response
        and "cookie" not in response.get("Vary", "").lower()
    )


def _tell_caches(response):
    """Let browsers and proxies keep a page, and ask each time whether it still holds."""
    response["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])


def _size(kept):
    return len(kept.packed) + OVERHEAD
