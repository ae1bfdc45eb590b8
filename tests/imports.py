"""Documents brought in as a person would, for the tests of importing."""

import hashlib
import time
from html.parser import HTMLParser

from django.conf import settings
from django.test import Client

from findings.content import plain
from findings.importing.proposals import places
from findings.models import Upload
from findings.reading.reader import read

from .documents import text
from .harbours import SUMMARY


def signed_in(user):
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def uploaded(user, blocks=SUMMARY, name="harbours.txt"):
    """Return the Upload of a document that was read here, without a process of its own."""
    data = text(blocks)
    upload = Upload.objects.create(
        user=user, name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest(),
        reading=plain(read(data, places())),
    )  # fmt: skip
    upload.path("document").write_bytes(data)
    return upload


def address_of(upload, what=""):
    return f"/desk/import/{upload.pk}/{what}"


def waited_for(client, address):
    """Return the page of an upload once it is read, as a browser that looks again does."""
    for _ in range(600):
        response = client.get(address)
        if "Refresh" not in response.headers:
            return response
        time.sleep(0.05)
    raise AssertionError("it is still being read")


def sheet_of(response):
    """Return {name: value} of the review's form as it stands, as a browser would send it."""
    return sheet_in(response.content.decode())


def sheet_in(page):
    reader = _Sheet()
    reader.feed(page)
    return reader.data


class _Sheet(HTMLParser):
    def __init__(self):
        super().__init__()
        self.data, self.inside, self.area, self.select = {}, False, "", ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name, value = attrs.get("name"), attrs.get("value", "")
        if tag == "form":
            self.inside = "sheet" in attrs.get("class", "")
        elif not self.inside:
            return
        elif tag == "input" and (attrs.get("type") != "checkbox" or "checked" in attrs):
            self.data[name] = value
        elif tag == "textarea":
            self.area, self.data[name] = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and ("selected" in attrs or self.select not in self.data):
            self.data[self.select] = value

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.data[self.area] = self.data[self.area].removeprefix("\n").replace("\n", "\r\n")
            self.area = ""

    def handle_data(self, text):
        if self.area:
            self.data[self.area] += text
