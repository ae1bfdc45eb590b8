"""SIGKILL in the middle of saving: each save is whole or not there at all, with its history.

python bench/kills.py [kills]
On SQLite, or on the server that DATABASE_URL names.
"""

import contextlib
import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time

from measure import database
from record import build
from serving import Browser, served, session_of


def workers_of(process):
    """Return the process ids of a server's workers."""
    found = subprocess.run(  # noqa: S603
        ["/usr/bin/ps", "--ppid", str(process.pid), "-o", "pid="], capture_output=True, text=True
    )
    return [int(pid) for pid in found.stdout.split()]


def change_everything(data, token):
    """Change the evaluation and each of its rows, add a lesson and remove another."""
    data["team"] = token
    for name in list(data):
        prefix = name.split("-")[0]
        if name.endswith("-label") and prefix in ("findings", "recommendations", "lessons"):
            data[name] = token
    n = int(data["lessons-TOTAL_FORMS"])
    data |= {f"lessons-{n}-text": token, f"lessons-{n}-label": token,
             "lessons-TOTAL_FORMS": str(n + 1), "lessons-0-DELETE": "on"}  # fmt: skip


def tokens(evaluation):
    """Return all tokens that the evaluation and its rows bear now: one, if the save is whole."""
    evaluation.refresh_from_db()
    rows = [*evaluation.findings.all(), *evaluation.recommendations.all()]
    return {evaluation.team} | {row.label for row in (*rows, *evaluation.lessons.all())}


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with database() as connection:
        from django.contrib.auth import get_user_model

        from projects.history.verify import verify
        from tests.forms import posted

        evaluation = build()
        user = get_user_model().objects.create_superuser("killed")
        address = f"/admin/findings/evaluation/{evaluation.pk}/change/"
        partial = unkept = whole = 0
        with served(connection, workers=1, threads=1) as (server, process):
            browser = Browser(server, session_of(user))
            status, page = browser.request(address)
            data = posted(page)
            change_everything(data, "t0")
            start = time.perf_counter()
            status, _ = browser.request(address, data)
            took = time.perf_counter() - start
            assert status == 302, status
            for n in range(1, kills + 1):
                data = posted(_page(browser, address))
                change_everything(data, f"t{n}")
                sender = threading.Thread(target=_send, args=(browser, address, data))
                sender.start()
                time.sleep(random.uniform(0, took * 1.2))  # noqa: S311
                for pid in workers_of(process):
                    os.kill(pid, signal.SIGKILL)
                sender.join()
                connection.close()
                found = tokens(evaluation)
                partial += len(found) != 1
                whole += found == {f"t{n}"}
                unkept += len(list(verify()))
                print(f"\r  {n} of {kills} kills", end="", flush=True)
        print(f"\n{kills} kills: {whole} whole, {kills - whole - partial} not there, "
              f"{partial} partial, {unkept} rows without history")  # fmt: skip


def _page(browser, address):
    for _ in range(100):
        try:
            return browser.request(address)[1]
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
    raise RuntimeError("the server did not come back")


def _send(browser, address, data):
    with contextlib.suppress(OSError, http.client.HTTPException):
        browser.request(address, data)


if __name__ == "__main__":
    main()
