import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from evalsite.database import database_from
from evalsite.environment import (
    flag,
    identity_providers,
    mail_from,
    mail_server,
    secret_key,
    words,
)

HERE = Path("/srv/evalsite")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:///var/db.sqlite3", "var/db.sqlite3"),
        ("sqlite:///a%20b.sqlite3", "a b.sqlite3"),
        ("sqlite:////{tmp}/elsewhere/db.sqlite3", "elsewhere/db.sqlite3"),
    ],
)
def test_a_relative_sqlite_path_begins_at_the_project(url, name, tmp_path):
    database = database_from(url.format(tmp=str(tmp_path).lstrip("/")), tmp_path)
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == tmp_path / name
    assert database["NAME"].parent.is_dir()


def test_a_sqlite_write_waits_for_its_turn(tmp_path):
    options = database_from("sqlite:///db.sqlite3", tmp_path)["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert "journal_mode=WAL" in options["init_command"]


def test_a_test_never_writes_to_the_real_sqlite_file(tmp_path):
    database = database_from("sqlite:///db.sqlite3", tmp_path)
    assert database["TEST"]["NAME"] == tmp_path / "test-db.sqlite3"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_every_part_of_a_postgres_url_is_read(scheme):
    url = f"{scheme}://ann:p%40ss%2Fword@db.example:5433/evals?sslmode=require&application_name=x"
    database = database_from(url, HERE)
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["OPTIONS"] == {"sslmode": "require", "application_name": "x"}
    assert [database[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "ann", "p@ss/word", "db.example", "5433", "evals",
    ]  # fmt: skip


def test_a_postgres_url_may_say_no_more_than_the_database():
    database = database_from("postgres:///evals", HERE)
    assert [database[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "", "", "", "", "evals",
    ]  # fmt: skip


@pytest.mark.parametrize("url", ["sqlite:///{tmp}/db.sqlite3", "postgres:///evals"])
def test_a_connection_is_kept_and_checked(url, tmp_path):
    database = database_from(url.format(tmp=tmp_path), HERE)
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (600, True)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "DATABASE_URL begins with nothing: write sqlite:/// or postgres://."),
        ("/var/db.sqlite3", "DATABASE_URL begins with nothing: write sqlite:/// or postgres://."),
        ("mysql://h/n", "DATABASE_URL begins with mysql: write sqlite:/// or postgres://."),
        ("sqlite://", "DATABASE_URL 'sqlite://': write sqlite:///path/to/file."),
        ("sqlite:///", "DATABASE_URL 'sqlite:///': write sqlite:///path/to/file."),
        ("sqlite://var/db", "DATABASE_URL 'sqlite://var/db': write sqlite:///path/to/file."),
        ("postgres://ann@db.example", "DATABASE_URL names no database after the host."),
        ("postgres://ann@db.example/", "DATABASE_URL names no database after the host."),
    ],
)
def test_a_wrong_database_url_is_refused_in_words(url, sentence):
    with pytest.raises(ImproperlyConfigured, match=f"^{re.escape(sentence)}$"):
        database_from(url, HERE)


@pytest.mark.parametrize(
    "url",
    ["postgres://h:port/n", "postgres://h:99999/n", "postgres://ann:a/b@h/n", "postgres://[h/n"],
)
def test_a_postgres_url_that_cannot_be_read_is_refused_in_words(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database_from(url, HERE)


@pytest.mark.parametrize("word", ["1", "true", "YES", " on "])
def test_a_flag_is_up(word, monkeypatch):
    monkeypatch.setenv("EVALSITE_DEBUG", word)
    assert flag("EVALSITE_DEBUG") is True


@pytest.mark.parametrize("word", ["0", "False", "no", "off", "", " "])
def test_a_flag_is_down(word, monkeypatch):
    monkeypatch.setenv("EVALSITE_DEBUG", word)
    assert flag("EVALSITE_DEBUG", default=True) is False


@pytest.mark.parametrize("default", [True, False])
def test_a_flag_that_nobody_set_is_as_by_default(default, monkeypatch):
    monkeypatch.delenv("EVALSITE_DEBUG", raising=False)
    assert flag("EVALSITE_DEBUG", default) is default


@pytest.mark.parametrize("word", ["maybe", "2", "-1", "tru"])
def test_another_word_for_a_flag_is_refused(word, monkeypatch):
    monkeypatch.setenv("EVALSITE_DEBUG", word)
    with pytest.raises(ImproperlyConfigured, match=f"^EVALSITE_DEBUG is '{word}': write 1 or 0.$"):
        flag("EVALSITE_DEBUG")


@pytest.mark.parametrize(
    ("value", "hosts"), [("a.org, b.org ,", ["a.org", "b.org"]), ("", []), (" , ", [])]
)
def test_words_are_parted_by_commas(value, hosts, monkeypatch):
    monkeypatch.setenv("EVALSITE_HOSTS", value)
    assert words("EVALSITE_HOSTS", "localhost") == hosts


def test_words_that_nobody_set_are_as_by_default(monkeypatch):
    monkeypatch.delenv("EVALSITE_HOSTS", raising=False)
    assert words("EVALSITE_HOSTS", "localhost,127.0.0.1") == ["localhost", "127.0.0.1"]


@pytest.fixture
def key_file(tmp_path, monkeypatch):
    monkeypatch.delenv("EVALSITE_SECRET_KEY", raising=False)
    return tmp_path / "var" / "secret_key"


def test_a_secret_key_is_made_for_its_owner_alone(key_file):
    assert len(secret_key(key_file)) >= 50
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


def test_a_secret_key_is_made_once(key_file):
    assert secret_key(key_file) == secret_key(key_file) == key_file.read_text()


def test_two_places_have_two_secret_keys(key_file, tmp_path):
    assert secret_key(key_file) != secret_key(tmp_path / "other")


def test_a_secret_key_of_the_environment_wins(key_file, monkeypatch):
    secret_key(key_file)
    monkeypatch.setenv("EVALSITE_SECRET_KEY", "of the environment")
    assert secret_key(key_file) == "of the environment"


def test_a_secret_key_of_the_environment_makes_no_file(key_file, monkeypatch):
    monkeypatch.setenv("EVALSITE_SECRET_KEY", "of the environment")
    secret_key(key_file)
    assert not key_file.exists()


def test_a_secret_key_that_can_be_kept_nowhere_is_refused_in_words(key_file):
    key_file.parent.write_text("a file where a folder should be")
    with pytest.raises(ImproperlyConfigured, match="No secret key: set EVALSITE_SECRET_KEY or"):
        secret_key(key_file.parent / "deeper" / "secret_key")


def test_a_secret_key_beneath_a_file_is_refused_in_words(key_file):
    key_file.parent.write_text("a file where a folder should be")
    with pytest.raises(ImproperlyConfigured, match="No secret key"):
        secret_key(key_file)


@pytest.mark.parametrize(
    ("url", "host", "port", "ssl", "tls"),
    [
        ("smtps://mail.example.org", "mail.example.org", 465, True, False),
        ("smtp+starttls://mail.example.org", "mail.example.org", 587, False, True),
        ("smtp://127.0.0.1:2525/", "127.0.0.1", 2525, False, False),
    ],
)
def test_a_mail_server_is_read(url, host, port, ssl, tls, monkeypatch):
    monkeypatch.setenv("EVALSITE_SMTP", url)
    server = mail_server(HERE)
    assert (server["EMAIL_HOST"], server["EMAIL_PORT"]) == (host, port)
    assert (server["EMAIL_USE_SSL"], server["EMAIL_USE_TLS"]) == (ssl, tls)


def test_the_password_of_a_mail_server_may_hold_any_sign(monkeypatch):
    monkeypatch.setenv("EVALSITE_SMTP", "smtps://ann%40example.org:p%2Fw@mail.example.org:1465")
    server = mail_server(HERE)
    assert server["EMAIL_HOST_USER"] == "ann@example.org"
    assert server["EMAIL_HOST_PASSWORD"] == "p/w"


@pytest.mark.parametrize(
    "url",
    ["mail.example.org", "https://mail.example.org", "smtps://", "smtps://h/path", "smtp://h:x",
     "smtps://ann:a/b@h", "smtp://h:99999"],
)  # fmt: skip
def test_a_wrong_mail_server_is_refused_and_its_password_not_told(url, monkeypatch):
    monkeypatch.setenv("EVALSITE_SMTP", url)
    with pytest.raises(ImproperlyConfigured, match="EVALSITE_SMTP") as refusal:
        mail_server(HERE)
    assert "a/b" not in str(refusal.value)


def test_mails_are_from_whom_one_says(monkeypatch):
    monkeypatch.setenv("EVALSITE_MAIL_FROM", "Evaluation Office <office@example.org>")
    assert mail_from() == "Evaluation Office <office@example.org>"


def test_without_a_mail_server_it_need_not_be_said(monkeypatch):
    monkeypatch.delenv("EVALSITE_SMTP", raising=False)
    monkeypatch.delenv("EVALSITE_MAIL_FROM", raising=False)
    assert mail_from() == "evaluations@localhost"


def test_with_a_mail_server_it_must_be_said(monkeypatch):
    monkeypatch.setenv("EVALSITE_SMTP", "smtps://mail.example.org")
    monkeypatch.delenv("EVALSITE_MAIL_FROM", raising=False)
    with pytest.raises(ImproperlyConfigured, match="set EVALSITE_MAIL_FROM too"):
        mail_from()


@pytest.mark.parametrize("sender", ["office", "Office <office>", "a@b@c"])
def test_a_wrong_sender_is_refused(sender, monkeypatch):
    monkeypatch.setenv("EVALSITE_MAIL_FROM", sender)
    with pytest.raises(ImproperlyConfigured, match="EVALSITE_MAIL_FROM is"):
        mail_from()


OIDC = {"URL": "https://id.example.org/", "CLIENT": "evalsite", "SECRET": "of two"}


@pytest.fixture
def oidc(monkeypatch):
    def set_all(**values):
        for name in ("URL", "CLIENT", "SECRET", "NAME", "TRUST_EMAIL"):
            monkeypatch.setenv(f"EVALSITE_OIDC_{name}", values.get(name, ""))

    return set_all


def test_the_organisation_s_sign_in_is_read(oidc):
    oidc(**OIDC, NAME="Example account", TRUST_EMAIL="1")
    [provider] = identity_providers()
    assert (provider["client_id"], provider["secret"]) == ("evalsite", "of two")
    assert provider["name"] == "Example account"
    assert provider["settings"]["server_url"] == "https://id.example.org"
    assert provider["settings"]["verified_email"] is True


def test_addresses_of_a_provider_are_trusted_only_when_told(oidc):
    oidc(**OIDC)
    assert identity_providers()[0]["settings"]["verified_email"] is False


def test_there_is_none_unless_named(oidc):
    oidc()
    assert identity_providers() == []


@pytest.mark.parametrize("missing", OIDC)
def test_a_half_named_provider_is_refused(oidc, missing):
    oidc(**{name: value for name, value in OIDC.items() if name != missing})
    with pytest.raises(ImproperlyConfigured, match="go together"):
        identity_providers()


@pytest.mark.parametrize("url", ["http://id.example.org", "id.example.org", "ftp://h", "https://"])
def test_a_provider_is_spoken_to_by_https_only(oidc, url):
    oidc(**OIDC | {"URL": url})
    with pytest.raises(ImproperlyConfigured, match="EVALSITE_OIDC_URL is"):
        identity_providers()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]"])
def test_but_for_one_on_the_same_machine(oidc, url):
    oidc(**OIDC | {"URL": url})
    assert identity_providers()[0]["settings"]["server_url"] == url


def checked(**environment):
    """Return what `check --deploy` says, with these variables."""
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    root = Path(__file__).resolve().parent.parent
    ours = {n: v for n, v in os.environ.items() if n != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return subprocess.run(  # noqa: S603
        command, cwd=root, env=ours | environment, capture_output=True, text=True
    )


def test_with_https_the_check_for_servers_has_no_warning():
    done = checked(EVALSITE_HTTPS="1")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_without_https_it_warns():
    assert "security.W004" in checked(EVALSITE_HTTPS="0").stderr


@pytest.mark.parametrize("name", ["EVALSITE_OPEN", "EVALSITE_STAFF_2FA", "EVALSITE_SMTP"])
def test_a_wrong_value_stops_the_process_and_says_which(name):
    done = checked(**{name: "perhaps"})
    assert done.returncode != 0
    assert name in done.stderr.splitlines()[-1]
