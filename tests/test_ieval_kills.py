"""Imports killed in the middle: the short form of `bench/import_kills.py`."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent


def test_a_killed_import_leaves_whole_evaluations(tmp_path):
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        url = f"sqlite:///{tmp_path}/kills.sqlite3"
    env = os.environ | {"DATABASE_URL": url, "EVALSITE_SECRET_KEY": settings.SECRET_KEY}
    command = [sys.executable, "bench/import_kills.py", "5", "25"]
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "0 partial, 0 strays, 0 rows without history" in done.stdout
