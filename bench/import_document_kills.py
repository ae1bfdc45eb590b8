"""SIGKILL while reviewed documents are saved: whole evaluations or none, with all they need.

python bench/import_document_kills.py [kills]
On SQLite, or on the server that DATABASE_URL names.
"""

import hashlib
import os
import random
import signal
import sys
import threading
import time

from kills import _page, _send, workers_of
from measure import database
from serving import Browser, served, session_of

EACH = 25  # findings, recommendations with a sub-point, and lessons


def blocks(token):
    """Return a summary in which every name is its own."""
    facts = [("Final Evaluation", "October 2019"), ("Countries", "Kenya"), ("Project Code", token),
             ("Technical Area", token), ("Donor", f"Ministry of {token}")]  # fmt: skip
    numbers = range(EACH)
    return [
        ("title", token), ("facts", facts), ("h1", "Main Findings & Conclusions"),
        ("ul", [f"Point {n}: It went well in {token}." for n in numbers]),
        ("h1", "Recommendations & Lessons Learned"), ("h2", "Main recommendations"),
        ("ol", [(f"Do thing {n} well.", [f"and part {n} of it"]) for n in numbers]),
        ("h2", "Important lessons learned"), ("ol", [f"Lesson {n} was learned." for n in numbers]),
    ]  # fmt: skip


def uploaded(user, token):
    from findings.content import plain
    from findings.importing.proposals import places
    from findings.models import Upload
    from findings.reading.reader import read
    from tests.documents import text

    data = text(blocks(token))
    return Upload.objects.create(user=user, name=token, size=len(data),
                                 sha256=hashlib.sha256(data).hexdigest(),
                                 reading=plain(read(data, places())))  # fmt: skip


def state(upload, token):
    """Return "whole", "none" or "partial": how much of a document was saved."""
    from findings.models import Evaluation
    from projects.models import Donor, Project, Theme

    upload.refresh_from_db()
    named = (Evaluation, "title"), (Project, "code"), (Donor, "name"), (Theme, "name")
    there = [model.objects.filter(**{f"{n}__icontains": token}).count() for model, n in named]
    evaluation = Evaluation.objects.filter(title=token).first()
    rows = [*there, bool(upload.saved), upload.reading is None]
    if not evaluation:
        return "none" if not any(rows) else "partial"
    counts = [evaluation.findings.count(), evaluation.recommendations.count() / 2,
              evaluation.lessons.count()]  # fmt: skip
    links = [evaluation.projects.count(), evaluation.themes.count(), evaluation.editors.count(),
             evaluation.projects.get().donors.count()]  # fmt: skip
    whole = counts == [EACH] * 3 and links == [1] * 4 and rows == [1, 1, 1, 1, True, True]
    return "whole" if whole and upload.evaluation == evaluation else "partial"


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with database() as connection:
        from django.contrib.auth import get_user_model

        from projects.history.verify import verify
        from tests.imports import sheet_in

        user = get_user_model().objects.create_superuser("killed")
        found = {"whole": 0, "none": 0, "partial": 0}
        unkept, took = 0, 0
        with served(connection, workers=1, threads=1) as (server, process):
            browser = Browser(server, session_of(user))
            for n in range(kills + 1):
                token = f"Harbour {n:03} quay"
                upload = uploaded(user, token)
                address = f"/desk/import/{upload.pk}/"
                data = sheet_in(_page(browser, address)) | {"save": "1"}
                start = time.perf_counter()
                sender = threading.Thread(target=_send, args=(browser, address, data))
                sender.start()
                if n:
                    time.sleep(random.uniform(0, took * 1.2))  # noqa: S311
                    for pid in workers_of(process):
                        os.kill(pid, signal.SIGKILL)
                sender.join()
                took = took or time.perf_counter() - start
                connection.close()
                how = state(upload, token)
                if not n:
                    assert how == "whole", how
                    continue
                found[how] += 1
                unkept += len(list(verify())) if n % 20 == 0 or n == kills else 0
                print(f"\r  {n} of {kills} kills: {found}", end="", flush=True)
        print(f"\n{connection.vendor}: {kills} kills, a save takes {took * 1000:.0f} ms: "
              f"{found['whole']} whole, {found['none']} not there, {found['partial']} partial, "
              f"{unkept} rows without history")  # fmt: skip


if __name__ == "__main__":
    main()
