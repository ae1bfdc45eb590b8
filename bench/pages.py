"""Requests per second of an anonymous summary page and its 304, beside a constant Django view.

python bench/pages.py [seconds]
Two gunicorn workers, the load made by `wrk` (a package of Debian). The constant view runs in the
same site without the page cache; the two take turns. On SQLite, or on the server that DATABASE_URL
names.
"""

import os
import re
import statistics
import subprocess
import sys
import urllib.request

from measure import database, report
from serving import served

TURNS, CONNECTIONS = 5, 8


def loaded(address, seconds, *headers):
    """Return (requests per second, median ms, 99th percentile ms) of an address under load."""
    told = [part for header in headers for part in ("-H", header)]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", *told, address]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert "Non-2xx" not in out and "Socket errors" not in out, out
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])
    return rate, _ms(out, "50%"), _ms(out, "99%")


def _ms(out, share):
    number, unit = re.search(rf"{share}\s+([\d.]+)(us|ms|s)", out).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def compared(page, constant, seconds):
    """Print page, 304 and constant view, each as the median of turns, and their ratios."""
    with urllib.request.urlopen(page) as answer:  # noqa: S310
        tag = answer.headers["ETag"]
    asked = {
        "constant view": (constant,),
        "summary page, gzip": (page, "Accept-Encoding: gzip"),
        "summary page, 304": (page, "Accept-Encoding: gzip", f"If-None-Match: {tag}"),
    }
    told = {name: [] for name in asked}
    for _ in range(TURNS):
        for name, (address, *headers) in asked.items():
            told[name].append(loaded(address, seconds, *headers))
    base = statistics.median(rate for rate, *_ in told["constant view"])
    for name, turns in told.items():
        rate, middle, slow = (statistics.median(column) for column in zip(*turns, strict=True))
        print(f"{name:20} {rate:7.0f} a second, {middle:6.2f} ms, p99 {slow:6.2f}; "
              f"{rate / base:.2f} of the constant view")  # fmt: skip


def main():
    seconds = int(sys.argv[1]) if sys.argv[1:] else 5
    with database() as connection:
        from django.conf import settings
        from django.core.management import call_command
        from django.test import Client

        from findings.models import Publication

        call_command("generate_evaluations", 100)
        publication = Publication.objects.filter(newest_public=True).first()
        path = publication.get_absolute_url()
        settings.EVALSITE_PAGE_CACHE = 0
        report("summary page, made anew", lambda: Client().get(path))
        with served(connection, threads=1) as (page, _):
            os.environ["EVALSITE_PAGE_CACHE_MB"] = "0"
            with served(connection, threads=1, app="constant") as (constant, _):
                compared(f"{page}{path}", f"{constant}/constant/", seconds)


if __name__ == "__main__":
    main()
