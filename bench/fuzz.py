"""Damaged documents and bombs: read or refused, never a crash, and the site answers meanwhile.

python bench/fuzz.py [documents] [folder of real documents]
On SQLite, or on the server that DATABASE_URL names. Ends with 1 where something crashed.
"""

import http.client
import multiprocessing
import os
import re
import statistics
import sys
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from measure import database
from serving import Browser, served, session_of

AT_ONCE = 2
HONEST = 100
PORTION = 50  # damaged documents of one seed
EVERY = 0.05  # seconds between two questions to the site


def portion(seed, count, folder):
    """Read damaged documents; return [(how it ended, seconds, seed, number)]."""
    from tests.forked import read_in_fork
    from tests.mutations import honest, mutations

    sources = honest(15)
    kinds = {".pdf": "pdf", ".docx": "docx", ".txt": "txt"}
    files = sorted(Path(folder).iterdir()) if folder else ()
    sources += [(kinds[f.suffix], f.read_bytes()) for f in files if f.suffix in kinds]
    ended = ((read_in_fork(data), n) for n, (_, data) in
             enumerate(islice(mutations(seed, sources), count)))  # fmt: skip
    return [(e.how, e.seconds, seed, n) for e, n in ended]


class Asking(threading.Thread):
    """Asks the site again and again how it is; `answers` are (seconds, status)."""

    def __init__(self, address):
        super().__init__(daemon=True)
        self.address, self.answers, self.going = address, [], True

    def run(self):
        browser = Browser(self.address, "")
        while self.going:
            start = time.perf_counter()
            try:
                status, _ = browser.request("/health/")
            except OSError:
                status = 0
            self.answers.append((time.perf_counter() - start, status))
            time.sleep(EVERY)

    def told(self):
        self.going = False
        self.join()
        times = sorted(seconds * 1000 for seconds, _ in self.answers)
        failed = sum(status != 200 for _, status in self.answers)
        return (f"/health/ asked {len(times)} times: median {statistics.median(times):.0f} ms, "
                f"99 % {times[int(len(times) * 0.99)]:.0f} ms, slowest {times[-1]:.0f} ms, "
                f"{failed} unanswered")  # fmt: skip


def memory_of(process):
    """Return the memory of a server's workers, in MB."""
    pids = [p for p in os.listdir("/proc") if p.isdecimal()]
    stats = {p: _proc(p, "status") for p in pids}
    own = [s for s in stats.values() if f"\nPPid:\t{process.pid}\n" in s]
    return sum(int(re.search(r"VmRSS:\s+(\d+)", s)[1]) for s in own if "VmRSS" in s) / 1024


def _proc(pid, name):
    try:
        return Path("/proc", pid, name).read_text()
    except OSError:
        return ""


class Sender(Browser):
    """A browser that sends a file."""

    def send(self, path, data):
        """Return (status, where it leads, page)."""
        self.request(path)
        mark, token = uuid.uuid4().hex, self.cookies["csrftoken"].encode()
        fields = (('name="csrfmiddlewaretoken"', token), ('name="file"; filename="bomb"', data))
        body = b"".join(
            f"--{mark}\r\nContent-Disposition: form-data; {name}\r\n\r\n".encode() + value + b"\r\n"
            for name, value in fields
        )
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "Origin": self.address,
                   "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}  # fmt: skip
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=120)
        connection.request("POST", path, body + f"--{mark}--\r\n".encode(), headers)
        response = connection.getresponse()
        page = response.read().decode()
        connection.close()
        return response.status, response.headers.get("Location", ""), page


def sent(browser, data):
    """Send a document to the site; return (what its page says in the end, seconds until then)."""
    start = time.perf_counter()
    status, place, page = browser.send("/desk/import/", data)
    while status == 302 and time.perf_counter() - start < 60:
        told, page = browser.request(place)
        if "This takes a few seconds" not in page:
            status = told
        time.sleep(0.1)
    how = "shown" if "Is this what it says" in page else "refused"
    return how if status in (200, 422) else f"error {status}", time.perf_counter() - start


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    folder = sys.argv[2] if len(sys.argv) > 2 else os.environ.get("EVALSITE_ACCEPTANCE_DATA", "")
    with database() as connection:
        from django.contrib.auth import get_user_model

        from tests.bombs import BOMBS
        from tests.forked import read_in_fork
        from tests.mutations import honest

        bad = 0
        ended = Counter(read_in_fork(data).how for _, data in honest(HONEST))
        print(f"{HONEST} honest documents: {dict(ended)}", flush=True)
        bad += HONEST - ended["read"]
        user = get_user_model().objects.create_superuser("fuzz")
        with served(connection) as (address, process):
            before, asking = memory_of(process), Asking(address)
            asking.start()
            bad += _mutated(count, folder)
            print(f"  {asking.told()}", flush=True)
            asking = Asking(address)
            bombs = {name: make() for name, make in BOMBS.items()}
            asking.start()
            browser = Sender(address, session_of(user))
            for name, data in bombs.items():
                how, seconds = sent(browser, data)
                bad += how.startswith("error")
                print(f"  {name:36} {len(data) / 1e6:6.2f} MB {how:9} {seconds:5.1f} s", flush=True)
            print(f"{len(bombs)} bombs sent to the site\n  {asking.told()}\n  its workers: "
                  f"{before:.0f} MB before, {memory_of(process):.0f} MB after")  # fmt: skip
    sys.exit(bool(bad))


def _mutated(count, folder):
    """Read damaged documents, some at once; print how they ended and return how many crashed."""
    parts = [(n, min(PORTION, count - n * PORTION)) for n in range(-(-count // PORTION))]
    with ProcessPoolExecutor(AT_ONCE, multiprocessing.get_context("spawn")) as pool:
        done = pool.map(portion, *zip(*parts, strict=True), [folder] * len(parts))
        ended = []
        for part in done:
            ended += part
            hows = dict(Counter(how for how, *_ in ended))
            print(f"\r  {len(ended)} of {count}: {hows}", end="", flush=True)
    hows, longest = Counter(how for how, *_ in ended), max(ended, key=lambda one: one[1])
    crashed = [f"seed {seed}, number {n}" for how, _, seed, n in ended if how == "crashed"]
    print(f"\r{count} damaged documents: {hows['read']} read, {hows['refused']} refused in a "
          f"sentence, {hows['killed']} ended by limits, {hows['crashed']} crashed; longest "
          f"{longest[1]:.1f} s (seed {longest[2]}, number {longest[3]})",
          *crashed, sep="\n  ")  # fmt: skip
    return len(crashed)


if __name__ == "__main__":
    main()
