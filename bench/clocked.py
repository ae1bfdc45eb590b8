"""The site with a clock that a file puts forward by days; with BENCH_DEAF it hears no stamp."""

import datetime
import os
from pathlib import Path
from types import SimpleNamespace

from django.utils import timezone

import evalsite.wsgi
from evalsite import page_cache

AHEAD = Path(os.environ["BENCH_DAYS_AHEAD"])
now = timezone.now


def put_forward():
    return now() + datetime.timedelta(days=int(AHEAD.read_text() or 0))


timezone.now = put_forward
if "BENCH_DEAF" in os.environ:
    page_cache.stamp = SimpleNamespace(reading=lambda: 0)
application = evalsite.wsgi.application
