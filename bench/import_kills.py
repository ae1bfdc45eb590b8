"""SIGKILL in the middle of imports: each evaluation is whole or not there at all, with its history.

python bench/import_kills.py [kills] [evaluations]
On SQLite, or on the server that DATABASE_URL names.
"""

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from measure import database

ITEMS = 1
PARTS = {"recommendation": ITEMS, "response": ITEMS, "action": ITEMS, "lesson": ITEMS,
         "practice": ITEMS}  # fmt: skip


def started(file, connection):
    """Run the command in a process of its own, which publishes what it writes; return its id."""
    from django.core.management import call_command

    connection.close()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        call_command("import_ieval", file, publish=True, verbosity=0)
        status = 0
    finally:
        os._exit(status)


def times(file, connection):
    """Import a file undisturbed; return after how many seconds rows came in first and last."""
    from findings.models import Evaluation

    before, start, first = Evaluation.objects.count(), time.perf_counter(), None
    pid = started(file, connection)
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        if first is None and Evaluation.objects.count() > before:
            first = time.perf_counter() - start
        time.sleep(0.02)
    return first, time.perf_counter() - start


def completed(file, connection):
    """Import a file undisturbed; say whether the command ended well."""
    return os.waitpid(started(file, connection), 0)[1] == 0


def broken(references):
    """Return how many of these evaluations are there at all, and how many of them in part."""
    from findings import models
    from findings.importing.fields import MODELS

    evaluations = models.Evaluation.objects.filter(external_reference__in=references)
    there = dict(evaluations.values_list("external_reference", "pk"))
    rows = models.SourceRecord.objects.filter(part_of__in=references)
    keys = {kind: set(MODELS[kind].objects.values_list("pk", flat=True)) for kind in PARTS}
    told = {reference: Counter() for reference in there}
    for kind, reference, key in rows.values_list("kind", "part_of", "key"):
        if kind in PARTS and reference in told:
            told[reference][kind] += key in keys[kind]
    strays = set(rows.values_list("part_of", flat=True)) - there.keys()
    published = set(evaluations.filter(publications__number=1).values_list("pk", flat=True))
    partial = sum(told[r] != PARTS or pk not in published for r, pk in there.items())
    return len(there), partial + len(strays)


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    with database() as connection, tempfile.TemporaryDirectory() as folder:
        from findings.models import Evaluation, Lesson
        from projects.history.verify import verify
        from tests.ieval_export import many

        file = Path(folder, "export.xlsx")
        file.write_bytes(many(size, items=ITEMS, times=1))
        first, last = times(file, connection)
        interrupted = partial = 0
        for n in range(1, kills + 1):
            begin = 10_000 + n * size
            file.write_bytes(many(size, items=ITEMS, times=1, first=begin))
            pid = started(file, connection)
            time.sleep(random.uniform(first * 0.5, last))  # noqa: S311
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            there, in_part = broken([str(number) for number in range(begin, begin + size)])
            interrupted += 0 < there < size
            partial += in_part
            print(f"\r  {n} of {kills} kills, {partial} partial", end="", flush=True)
        unkept = len(list(verify()))
        assert completed(file, connection)
        there, in_part = broken([str(number) for number in range(begin, begin + size)])
        assert (there, in_part) == (size, 0), (there, in_part)
        items = Lesson.objects.count() - ITEMS * Evaluation.objects.count()
        print(f"\n{connection.vendor}: {kills} kills, {interrupted} between the first and the last "
              f"evaluation: {partial} partial, {items} strays, {unkept} rows without history; "
              f"the last file complete when imported again")  # fmt: skip


if __name__ == "__main__":
    main()
