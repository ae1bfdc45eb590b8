import gc
import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from projects.history.verify import verify
from projects.triggers import LIFTED, keepers


def pytest_configure():
    """Serve the files as they are, not those that a server collected in `var`.

    Garbage is looked for seldom: what the tests load stays, and a look through it takes a tenth
    of their time.
    """
    settings.STATIC_ROOT = Path("/nonexistent")
    gc.set_threshold(100_000, 20, 50)


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
    """Tests need no collected static files, no slow hash of passwords and no limit of attempts."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.EVALSITE_SELF_PUBLISH = True
    settings.EVALSITE_PAGE_CACHE = 0  # a test that is rolled back takes the stamp back
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
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


@pytest.fixture(autouse=True, scope="session")
def emptying_tables_is_let_pass():
    """Tests that empty all tables may do so, though what is kept refuses it."""
    operations = type(connection.ops)
    plain = operations.execute_sql_flush

    def flush(self, statements):
        with self.connection.cursor() as cursor:
            if self.connection.vendor == "sqlite":  # what is dropped is made again afterwards
                names = (t.name for t in keepers("sqlite") if t.event == "BEFORE DELETE")
                statements = [*(f'DROP TRIGGER IF EXISTS "{name}"' for name in names), *statements]
            else:
                cursor.execute(f"SET {LIFTED} = 'on'")
            plain(self, statements)
            if self.connection.vendor != "sqlite":
                cursor.execute(f"RESET {LIFTED}")

    operations.execute_sql_flush = flush
    yield
    operations.execute_sql_flush = plain


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
