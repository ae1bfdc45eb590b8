"""The change page of an evaluation and saving it, at 100, 10,000 and 50,000 projects.

On SQLite, or on the server that DATABASE_URL names:
python bench/desk.py
"""

import sys

from measure import database, report
from record import build


def grow(to):
    """Make as many projects as that, each with an evaluation."""
    from django.db import transaction

    from findings.models import Evaluation
    from projects.models import Project

    start = Project.objects.count()
    for first in range(start, to, 5000):
        with transaction.atomic():
            numbers = range(first, min(first + 5000, to))
            Project.objects.bulk_create(
                Project(title=f"Project {n}", slug=f"project-{n}", code=f"GLO/10/{n}/UKM")
                for n in numbers
            )
            Evaluation.objects.bulk_create(
                Evaluation(title=f"Evaluation {n}", slug=f"evaluation-{n}") for n in numbers
            )


def posted(client, address):
    """Return what the form on the page would post as it stands."""
    from html.parser import HTMLParser

    page = client.get(address).content.decode()
    data = {}

    class Reader(HTMLParser):
        def __init__(self):
            super().__init__()
            self.area = self.select = None

        def handle_starttag(self, tag, attrs):
            attrs = dict(attrs)
            name, kind = attrs.get("name"), attrs.get("type", "text")
            if tag == "input" and name and "__prefix__" not in name:
                if kind in ("checkbox", "radio") and "checked" not in attrs or kind == "submit":
                    return
                data.setdefault(name, []).append(
                    attrs.get("value", "on" if kind == "checkbox" else "")
                )
            elif tag == "textarea" and "__prefix__" not in name:
                self.area = name
                data[name] = [""]
            elif tag == "select":
                self.select = name if "__prefix__" not in name else None
            elif tag == "option" and self.select and "selected" in attrs:
                data.setdefault(self.select, []).append(attrs.get("value", ""))

        def handle_endtag(self, tag):
            if tag == "textarea":
                self.area = None

        def handle_data(self, text):
            if self.area:
                data[self.area][0] += text

    Reader().feed(page[page.index("<form enctype") :])
    return data


def main():
    with database():
        from django.contrib.auth import get_user_model
        from django.test import Client

        evaluation = build()
        client = Client()
        client.force_login(get_user_model().objects.create_superuser("bench"))
        address = f"/admin/findings/evaluation/{evaluation.pk}/change/"
        for projects in (100, 10_000, 50_000)[: int(sys.argv[1]) if len(sys.argv) > 1 else 3]:
            grow(projects)
            size = len(client.get(address).content) / 1000
            report(
                f"change page, {projects:,} projects, {size:.0f} kB",
                lambda: client.get(address),
                20,
            )
        save(client, address, "nothing changed", lambda data, n: None)
        save(
            client, address, "one finding changed", lambda data, n: change(data, ["findings-0"], n)
        )
        save(client, address, "evaluation and 24 rows changed", lambda data, n: change_all(data, n))


def change(data, prefixes, n):
    for prefix in prefixes:
        name = "body" if prefix.startswith("findings") else "text"
        data[f"{prefix}-{name}"] = [f"<p>Changed {n}.</p>"]


def change_all(data, n):
    data["team"] = [f"Team {n}"]
    rows = {"findings": 10, "recommendations": 8, "lessons": 6}
    change(data, [f"{name}-{i}" for name, many in rows.items() for i in range(many)], n)


def save(client, address, what, alter):
    """Measure a POST; the form is read before each, which does not count."""
    import statistics
    import time

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times, queries = [], 0
    for n in range(10):
        data = posted(client, address)
        alter(data, f"{what} {n}")
        with CaptureQueriesContext(connection) as captured:
            start = time.perf_counter()
            response = client.post(address, data)
            times.append((time.perf_counter() - start) * 1000)
            queries = len(captured)
        assert response.status_code == 302, response.content.decode()[:2000]
        if "-v" in sys.argv and n == 9:
            for query in captured:
                print(query["sql"][:150])
    print(f"save, {what:50} {queries:4} queries {statistics.median(times):8.1f} ms")


if __name__ == "__main__":
    main()
