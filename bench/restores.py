"""Two hundred evaluations removed and restored: each Summary equal, byte for byte as JSON.

python bench/restores.py [evaluations]
On SQLite, or on the server that DATABASE_URL names.
"""

import json
import sys
import time

from measure import database


def main():
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with database() as connection:
        from record import build

        from findings.content import to_content
        from findings.models import Evaluation
        from findings.summary import Summary
        from projects.history.restoring import restore
        from projects.history.verify import verify

        def told(key):
            return json.dumps(to_content(Summary.of(Evaluation(pk=key))))

        before = {}
        for _ in range(many):
            key = build(follow_up=False).pk
            before[key] = told(key)
            Evaluation.objects.get(pk=key).delete()
        start = time.perf_counter()
        for key in before:
            restore(Evaluation, key)
        took = time.perf_counter() - start
        equal = sum(told(key) == content for key, content in before.items())
        print(f"{connection.vendor}: {many} removed and restored, {equal} equal byte for byte, "
              f"{len(list(verify()))} rows that history does not tell, "
              f"{took / many * 1000:.0f} ms each")  # fmt: skip


if __name__ == "__main__":
    main()
