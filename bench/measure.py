"""Shared by the benchmarks: a database of their own, and figures as medians over many runs."""

import os
import statistics
import sys
import time
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evalsite.settings")


@contextmanager
def database():
    """Make a test database on the server that DATABASE_URL names; give it up at the end."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    old = connection.settings_dict["NAME"]
    name = f"bench-{Path(old).name}"
    sqlite = connection.vendor == "sqlite"
    connection.settings_dict["TEST"]["NAME"] = Path(old).with_name(name) if sqlite else name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    print(f"{connection.vendor} {connection.Database.__name__}, {os.cpu_count()} cores")
    try:
        yield connection
    finally:
        connection.creation.destroy_test_db(str(old), verbosity=0)


def figures(call, runs=50):
    """Return (queries, median ms, 95th percentile ms) of a call, after one that does not count."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        call()
        queries = len(captured)
    return queries, *figures_without_database(call, runs)


def figures_without_database(call, runs=50):
    """Return (median ms, 95th percentile ms) of a call."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.95)]


def report(what, call, runs=50):
    """Print a line with the figures of a call and return its median in milliseconds."""
    queries, median, slow = figures(call, runs)
    print(f"{what:58} {queries:4} queries {median:8.1f} ms (p95 {slow:.1f})")
    return median
