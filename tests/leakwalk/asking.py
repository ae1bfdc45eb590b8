"""Requests as the site gets them, each taken back afterwards, and what it answered and wrote."""

import gzip
import io
import logging
import re
import sys
import zipfile
from dataclasses import dataclass, field
from urllib.parse import unquote

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.test import RequestFactory
from pypdf import PdfReader

SAFE = ("GET", "HEAD")
WRITTEN = re.compile(
    r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?', re.I
)

# Written by the way, and no part of the record.
BY_THE_WAY = {"django_session", "findings_visit", "findings_previewuse", "evalsite_cache"}


@dataclass(frozen=True)
class Asked:
    """One request: who asked what, how."""

    person: str
    address: str
    method: str = "GET"
    body: dict | None = None
    headers: tuple = ()

    def __str__(self):
        filled = " with a filled form" if self.body else ""
        return f"{self.method} {self.address}{filled} as {self.person}"


@dataclass
class Answer:
    """What was answered; `changes` is what the request would have changed in the database."""

    asked: Asked
    status: int = 0
    headers: dict = field(default_factory=dict)
    cookies: str = ""
    body: bytes = b""
    error: str = ""
    tables: frozenset = frozenset()
    changes: tuple = ()

    @property
    def text(self):
        """All that can be read in it, in lower case: headers, body, and what is packed in it."""
        told = [f"{name}: {value}" for name, value in self.headers.items()]
        return unquote("\n".join([*told, self.cookies, *unpacked(self.body)])).lower()

    @property
    def page(self):
        return self.body.decode(errors="replace")


def unpacked(body):
    """Yield the texts of a body: as it is, or of what is compressed in it."""
    if body.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(body))
    elif body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                yield name
                yield from unpacked(archive.read(name))
    elif body.startswith(b"%PDF") and b"startxref" in body:
        yield _of_pdf(body)
    else:
        yield body.decode(errors="replace")


def _of_pdf(body):
    reader = PdfReader(io.BytesIO(body))
    pages = "\n".join(page.extract_text() for page in reader.pages)
    return "\n".join([re.sub(r"-\n|\N{SOFT HYPHEN}", "", pages), str(reader.metadata)])


class Asker:
    """Asks the site as the people of a world; `differences` tells what a write changed."""

    def __init__(self, sessions, differences=None):
        self.sessions, self.differences = sessions, differences
        self.requests = RequestFactory(SERVER_NAME="localhost")
        self.handler = BaseHandler()
        self.handler.load_middleware()
        self.count = 0

    def ask(self, asked):
        """Return the Answer; whatever was written is taken back."""
        self.count += 1
        answer, tables = Answer(asked), set()
        errors = []

        def note_error(request, **kwargs):
            errors.append(repr(sys.exc_info()[1]))

        def note_write(execute, sql, params, many, context):
            if found := WRITTEN.match(sql):
                tables.add(found[1])
            return execute(sql, params, many, context)

        got_request_exception.connect(note_error)
        logging.disable(logging.CRITICAL)
        try:
            with transaction.atomic(), connection.execute_wrapper(note_write):
                self._answer(answer)
                answer.tables = frozenset(tables - BY_THE_WAY)
                if answer.tables and self.differences and not connection.needs_rollback:
                    answer.changes = tuple(self.differences(answer.tables))
                transaction.set_rollback(True)
        finally:
            logging.disable(logging.NOTSET)
            got_request_exception.disconnect(note_error)
        answer.error = "; ".join(errors)
        return answer

    def _answer(self, answer):
        response = self.handler.get_response(self._request(answer.asked))
        answer.status = response.status_code
        answer.headers = dict(response.items())
        answer.cookies = response.cookies.output(header="", sep="\n")
        answer.body = b"".join(response) if response.streaming else response.content
        for close in response._resource_closers:  # not close(): it would end the connection too
            close()

    def _request(self, asked):
        extra = dict(asked.headers)
        if key := self.sessions.get(asked.person):
            extra["HTTP_COOKIE"] = f"{settings.SESSION_COOKIE_NAME}={key}"
        ask = getattr(self.requests, asked.method.lower())
        if asked.body is not None:
            if asked.method == "POST":
                request = ask(asked.address, asked.body, **extra)
            else:
                request = ask(asked.address, data=b"{}", content_type="application/json", **extra)
        else:
            request = ask(asked.address, **extra)
        request._dont_enforce_csrf_checks = True
        return request
