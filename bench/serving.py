"""A real server over the benchmark's database, for loads and kills; loopback only."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent


def database_url(connection):
    """Return the DATABASE_URL of the database that a connection is on."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:////{name.lstrip('/')}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


@contextmanager
def served(connection, workers=2, threads=8, app="evalsite.wsgi"):
    """Run gunicorn over the connection's database; give (address, process)."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    from django.conf import settings

    env = os.environ | {
        "EVALSITE_SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": database_url(connection),
        "PYTHONPATH": str(ROOT / "bench"),
        "EVALSITE_VAR": "var/bench",
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collect, env=env, cwd=ROOT, check=True)  # noqa: S603
    command = [sys.executable, "-m", "gunicorn", "--preload", "--bind", f"127.0.0.1:{port}",
               "--workers", str(workers), "--threads", str(threads), "--log-level", "critical",
               "--timeout", "120", app]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603
        command, env=env, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address)
        yield address, process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(address):
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/health/", timeout=2)  # noqa: S310
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not come up")


class Browser:
    """One person at the administration: keeps cookies, sends forms."""

    def __init__(self, address, session):
        self.address = address
        self.cookies = {"sessionid": session}

    def request(self, path, data=None):
        """Return (status, page); redirects are not followed."""
        import http.client
        from urllib.parse import urlencode

        host = urlsplit(self.address)
        connection = http.client.HTTPConnection(host.hostname, host.port, timeout=120)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if data is not None:
            body = urlencode(data, doseq=True)
            headers |= {"Content-Type": "application/x-www-form-urlencoded",
                        "Origin": self.address}  # fmt: skip
        connection.request("GET" if data is None else "POST", path, body, headers)
        response = connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            if match := re.match(r"(\w+)=([^;]*)", cookie):
                self.cookies[match[1]] = match[2]
        page = response.read().decode()
        connection.close()
        return response.status, page


def session_of(user):
    """Return the key of a new session of a user."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
