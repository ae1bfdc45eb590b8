"""Shared by the benchmarks of the reading room: a database that grows with evaluations."""

import contextlib
import time

from measure import database

SIZES = (1_000, 10_000, 50_000)
TOLD = "{:6.2f} ms, p95 {:6.2f}, p99 {:6.2f}"


def grown(arguments):
    """Yield each size when the database has so many evaluations."""
    sizes = [int(a) for a in arguments if a.isdigit()] or SIZES
    with _kept() if "--keep" in arguments else database():
        from django.core.management import call_command

        from findings.models import Publication

        for size in sizes:
            there = Publication.objects.filter(newest_public=True).count()
            start = time.perf_counter()
            if there < size:
                call_command("generate_evaluations", size - there)
                each = (time.perf_counter() - start) / (size - there) * 1000
                print(f"{size - there:,} evaluations made, {each:.1f} ms each")
            yield max(size, there)


@contextlib.contextmanager
def _kept():
    """Use the database that DATABASE_URL names; migrate it first."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    call_command("migrate", verbosity=0)
    print(f"{connection.vendor}, kept")
    yield connection


@contextlib.contextmanager
def readers():
    """A client that reads without an account, the room read beforehand."""
    from django.test import Client

    from findings.facets.room import room

    start = time.perf_counter()
    room()
    print(f"{'':20} room read in {time.perf_counter() - start:.1f} s")
    yield Client()


def quantiles(times):
    """Return the median and the 95th and 99th percentile."""
    times = sorted(times)
    return tuple(times[min(int(len(times) * share), len(times) - 1)] for share in (0.5, 0.95, 0.99))
