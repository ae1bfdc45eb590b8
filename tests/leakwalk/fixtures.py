"""The world as a fixture, built once for the tests of a module and taken back after them."""

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from evalsite.page_cache import SHELF
from findings.search.upkeep import freshen
from findings.stamp import PENDING, raisers

from .world import build


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """The World of the leak walk; a test that uses it asks for the database as well."""
    folder = tmp_path_factory.mktemp("leakwalk")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    changed = {
        "MEDIA_ROOT": folder / "media",
        "VAR_DIR": folder,
        "STORAGES": {**settings.STORAGES, "staticfiles": plain},
    }
    with django_db_blocker.unblock(), override_settings(**changed):
        block = transaction.atomic()
        block._from_testcase = True  # so that what follows are transactions of their own
        block.__enter__()
        _raise_stamps_at_once()
        try:
            whole = build()
            freshen()  # what each request would do, and take back
            yield whole
        finally:
            connection.set_rollback(True)
            block.__exit__(None, None, None)
            SHELF.clear()


def _raise_stamps_at_once():
    """PostgreSQL raises them when a transaction is committed, which the world's never is."""
    if connection.vendor == "postgresql":
        [raising] = [t.name for t in raisers("postgresql") if t.table == PENDING]
        with connection.cursor() as cursor:
            cursor.execute(f'SET CONSTRAINTS "{raising}" IMMEDIATE')
