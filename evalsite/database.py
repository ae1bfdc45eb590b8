"""The database that DATABASE_URL names."""

from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


def database_from(url, base_dir):
    """Return Django's DATABASES entry for `sqlite:///path` or `postgres://user:pass@host/name`.

    A relative SQLite path begins at base_dir. Raise ImproperlyConfigured, naming what is wrong,
    for anything else.
    """
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError:
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read: check the port, and write signs of the password that "
            "have a meaning in addresses as %2F and the like."
        ) from None
    shared = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    if parts.scheme == "sqlite":
        path = unquote(parts.path.removeprefix("/"))
        if not path or parts.netloc:
            raise ImproperlyConfigured(f"DATABASE_URL {url!r}: write sqlite:///path/to/file.")
        name = base_dir / path
        name.parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "OPTIONS": SQLITE_OPTIONS,
            "TEST": {"NAME": name.with_name(f"test-{name.name}")},
            **shared,
        }
    if parts.scheme in ("postgres", "postgresql"):
        name = unquote(parts.path.removeprefix("/"))
        if not name:
            raise ImproperlyConfigured("DATABASE_URL names no database after the host.")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(port or ""),
            "OPTIONS": dict(parse_qsl(parts.query)),
            **shared,
        }
    raise ImproperlyConfigured(
        f"DATABASE_URL begins with {parts.scheme or 'nothing'}: write sqlite:/// or postgres://."
    )
