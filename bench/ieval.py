"""An export of i-eval Discovery imported: the true sample, and invented ones ever larger.

python bench/ieval.py [path of an export]
On SQLite, or on the server that DATABASE_URL names. The sample is looked for in the folder that
EVALSITE_ACCEPTANCE_DATA names.
"""

import os
import sys
import time
from pathlib import Path

from measure import database

SIZES = (150, 300, 600, 1200, 2400)


def imported(data, **options):
    """Import and return (seconds with reading, seconds of this process's CPU, the report)."""
    from findings.importing import Importer
    from findings.reading.ieval import Limits, read_export

    start, busy = time.perf_counter(), time.process_time()
    export = read_export(data, Limits.megabytes(100))
    importer = Importer("i-eval Discovery", **options)
    importer.report.hear(export)
    for _ in importer.run(export.evaluations):
        pass
    return time.perf_counter() - start, time.process_time() - busy, importer.report


def told(what, data, **options):
    took, busy, report = imported(data, **options)
    rows = report.rows.total()
    print(
        f"{what:44} {rows:7,} rows {took:7.2f} s ({busy:.2f} s CPU) "
        f"{took / rows * 1000:6.2f} ms a row, "
        f"{report.changes:,} changes, {report.published:,} published"
    )


def sample():
    """Return the bytes of the true export, or None."""
    folder = os.environ.get("EVALSITE_ACCEPTANCE_DATA")
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else folder and Path(folder, "ieval-sample.xlsx")
    return path.read_bytes() if path and path.exists() else None


def main():
    data = sample()
    if data:
        with database():
            told("the sample, with history", data)
            told("again", data)
            told("again, published", data, publish=True)
        with database():
            told("the sample, with history, published", data, publish=True)
    with database():
        from tests.ieval_export import many

        first = 100_000
        for size in SIZES:
            data = many(size, first=first)
            first += size
            told(f"{size:,} invented evaluations", data)
            told("again", data)


if __name__ == "__main__":
    main()
