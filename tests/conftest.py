import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from projects.history.verify import verify


def pytest_configure():
    """Serve the files as they are, not those that a server collected in `var`."""
    settings.STATIC_ROOT = Path("/nonexistent")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Tests that empty the tables come last: the areas that migrations entered go with them."""
    items.sort(key=_empties_tables)


def _empties_tables(item):
    marker = item.get_closest_marker("django_db")
    fixtures = getattr(item, "fixturenames", ())
    transactional = bool(marker and marker.kwargs.get("transaction"))
    return transactional or "live_server" in fixtures or "transactional_db" in fixtures


WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@pytest.fixture(autouse=True)
def plain_settings(settings):
    """Tests need no collected static files and no slow hash of passwords."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def history_tells_the_truth(request):
    """After each test that wrote, before its rollback, the check of `verify_history`."""
    if "db" not in request.fixturenames and not request.node.get_closest_marker("django_db"):
        yield
        return
    request.getfixturevalue("db")
    written = []

    def notice(execute, sql, params, many, context):
        if sql.lstrip()[:7].upper().startswith(WRITES):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(notice):
        yield
    marked = request.node.get_closest_marker("untruthful")
    if written and not marked and not connection.needs_rollback:
        assert [str(difference) for difference in verify()] == []


@pytest.fixture
def acceptance_data():
    """The folder of real documents, which is not part of the project."""
    folder = os.environ.get("EVALSITE_ACCEPTANCE_DATA")
    if not folder:
        pytest.skip("EVALSITE_ACCEPTANCE_DATA names no folder of real documents")
    return Path(folder).resolve()


os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver runs an event loop


@pytest.fixture(scope="session")
def browser_type_launch_args():
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("there is no Chromium on this machine")
    flags = (
        "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync"
    )
    return {"executable_path": chromium, "args": flags.split()}
