"""What differs between machines: read from the environment, a wrong value stops the process."""

import os
import secrets
from contextlib import suppress
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")
SMTP_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
LOOPBACK = ("localhost", "127.0.0.1", "::1")


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


def megabytes(name, default):
    """Return a number of megabytes in bytes; raise ImproperlyConfigured for anything else."""
    value = os.environ.get(name, str(default)).strip()
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number of megabytes, or 0.")
    return int(value) * 1024 * 1024


def mail_server(folder):
    """Return Django's EMAIL_ settings for EVALSITE_SMTP; without it mails are kept in the folder.

    `smtps://` is encrypted from the first byte, `smtp+starttls://` after a greeting, `smtp://` not.
    """
    url = os.environ.get("EVALSITE_SMTP", "").strip()
    if not url:
        return {"EMAIL_BACKEND": "evalsite.mail.KeptInFiles", "EMAIL_FILE_PATH": folder}
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError:
        raise ImproperlyConfigured(
            "EVALSITE_SMTP cannot be read: check the port, and write signs of the password that "
            "have a meaning in addresses as %2F and the like."
        ) from None
    if parts.scheme not in SMTP_PORTS or not parts.hostname or parts.path.strip("/"):
        raise ImproperlyConfigured(
            "EVALSITE_SMTP: write smtps://user:password@host:port, or smtp+starttls:// or smtp://."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or SMTP_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_TIMEOUT": 20,
    }


def mail_from():
    """Return who mails are from: EVALSITE_MAIL_FROM, which a mail server makes necessary."""
    sender = os.environ.get("EVALSITE_MAIL_FROM", "").strip()
    if not sender and os.environ.get("EVALSITE_SMTP", "").strip():
        raise ImproperlyConfigured("EVALSITE_SMTP is set: set EVALSITE_MAIL_FROM too.")
    sender = sender or "evaluations@localhost"
    try:
        validate_email(parseaddr(sender)[1])
    except ValidationError:
        raise ImproperlyConfigured(
            f"EVALSITE_MAIL_FROM is {sender!r}: write name@host or Name <name@host>."
        ) from None
    return sender


def identity_providers():
    """Return allauth's list of OpenID Connect providers: the one of EVALSITE_OIDC_URL, or none."""
    names = ("EVALSITE_OIDC_URL", "EVALSITE_OIDC_CLIENT", "EVALSITE_OIDC_SECRET")
    url, client, secret = (os.environ.get(name, "").strip() for name in names)
    if not (url or client or secret):
        return []
    if not (url and client and secret):
        raise ImproperlyConfigured(f"{', '.join(names)} go together: set all three or none.")
    parts = urlsplit(url)
    if not parts.hostname or not (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    ):
        raise ImproperlyConfigured(f"EVALSITE_OIDC_URL is {url!r}: write https://….")
    return [
        {
            "provider_id": "organisation",
            "name": os.environ.get("EVALSITE_OIDC_NAME") or _("your organisation’s account"),
            "client_id": client,
            "secret": secret,
            "settings": {
                "server_url": url.rstrip("/"),
                "oauth_pkce_enabled": True,
                "verified_email": flag("EVALSITE_OIDC_TRUST_EMAIL"),
            },
        }
    ]


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
