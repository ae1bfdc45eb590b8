"""Publishing one evaluation, a thousand one after the other, and what the stamps cost.

python bench/publishing.py [evaluations]
On SQLite, or on the server that DATABASE_URL names.
"""

import statistics
import sys
import time

from measure import database, report

ROWS = 24_000


def one_after_the_other(evaluations):
    """Publish each; return the milliseconds that each took."""
    took = []
    for evaluation in evaluations:
        start = time.perf_counter()
        evaluation.publish(by=None)
        took.append((time.perf_counter() - start) * 1000)
    return took


def raised(write):
    """Return by how much the two stamps rise while something is done."""
    from findings import stamp

    before = stamp.reading(), stamp.publications()
    write()
    return stamp.reading() - before[0], stamp.publications() - before[1]


def bulk(publication):
    """Write so many passages in one transaction and take it back; return the seconds."""
    from django.db import connection, transaction

    from findings.models import Passage

    rows = [
        Passage(publication=publication, kind="lesson", number=f"x{n}", text="Inspectors. " * 20)
        for n in range(ROWS)
    ]
    start = time.perf_counter()
    with transaction.atomic():
        Passage.objects.bulk_create(rows, batch_size=1000)
        connection.check_constraints()
        took = time.perf_counter() - start
        transaction.set_rollback(True)
    return took


def main():
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with database():
        from record import build, crowd

        from findings import stamp
        from findings.models import Evaluation
        from findings.verify import verify
        from projects import triggers

        evaluation = build()
        report("publish an evaluation with 24 items", lambda: evaluation.publish(by=None), 50)
        told = raised(lambda: evaluation.publish(by=None))
        print("  it raises the stamps by {} and {}".format(*told))
        report("reading the stamp", stamp.reading, 500)

        crowd(many)
        drafts = list(Evaluation.objects.filter(publications=None)[:many])
        took = []
        start = time.perf_counter()
        told = raised(lambda: took.extend(one_after_the_other(drafts)))
        print(
            f"{many:,} published in {time.perf_counter() - start:.1f} s: the first hundred "
            f"{sum(took[:100]):.0f} ms (fastest {min(took[:100]):.1f}), the last "
            f"{sum(took[-100:]):.0f} ms (fastest {min(took[-100:]):.1f}), "
            f"median {statistics.median(took):.1f} ms"
        )
        print("  they raise the stamps by {:,} and {:,}".format(*told))
        start = time.perf_counter()
        differences = len(list(verify()))
        print(
            f"verify_publications: {differences} differences, {time.perf_counter() - start:.1f} s"
        )

        publication = evaluation.publications.first()
        with_stamps = [bulk(publication) for _ in range(5)]
        triggers.drop()
        without = [bulk(publication) for _ in range(5)]
        triggers.make()
        print(
            f"{ROWS:,} passages in one transaction: {min(with_stamps):.2f} s, "
            f"without triggers {min(without):.2f} s, each the fastest of five"
        )


if __name__ == "__main__":
    main()
