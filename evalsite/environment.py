"""What differs between machines: read from the environment, a wrong value stops the process."""

import os
import secrets
from contextlib import suppress

from django.core.exceptions import ImproperlyConfigured

YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


def flag(name, default=False):
    """Return a yes-or-no variable; raise ImproperlyConfigured for any other word."""
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value in YES:
        return True
    if value in NO:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: write 1 or 0.")


def words(name, default):
    """Return the parts of a comma-separated variable."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def secret_key(path):
    """Return EVALSITE_SECRET_KEY, or the key in the file, made at first use with mode 0600."""
    if key := os.environ.get("EVALSITE_SECRET_KEY"):
        return key
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _make_secret(path)
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"No secret key: set EVALSITE_SECRET_KEY or make {path.parent} writable ({error})."
        ) from error


def _make_secret(path):
    """Put a whole key in place at once, so that no second process can read half of it."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            os.link(new, path)
    finally:
        new.unlink(missing_ok=True)
