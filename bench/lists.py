"""Pages of the lists at any depth, at 1,000, 10,000 and 50,000 evaluations: how long SQL takes.

python bench/lists.py [--keep] [sizes]
On SQLite, or on the server that DATABASE_URL names; --keep as in bench/search.py.
"""

import random
import sys
import time

from corpus import TOLD, grown, quantiles, readers

PAGES = 40
LISTS = ("evaluations", "findings", "recommendations", "lessons", "projects")
SORTS = {"evaluations": ("newest", "oldest", "title"), "projects": ("newest", "title")}


def measure(client, size):
    from django.db import connection

    from findings.facets.room import room

    took = []

    def timed(execute, sql, params, many, context):
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took.append((time.perf_counter() - start) * 1000)

    chance = random.Random(size)  # noqa: S311
    for name in LISTS:
        shelf = room().shelves["project" if name == "projects" else "publication"]
        keys = [key for _, key in shelf.orders["newest"]]
        pages, sql = [], []
        for n in range(PAGES):
            data = {"sort": chance.choice(SORTS.get(name, ("newest", "oldest")))}
            if n:
                data[chance.choice(("after", "before"))] = f"{chance.choice(keys)}-0"
            if chance.random() < 0.5:
                area = chance.choice(sorted(shelf.values["area"]))
                data["area"] = area
            took.clear()
            with connection.execute_wrapper(timed):
                start = time.perf_counter()
                assert client.get(f"/{name}/", data).status_code == 200
                pages.append((time.perf_counter() - start) * 1000)
            sql.append(sum(took))
        told = TOLD.format(*quantiles(pages)), TOLD.format(*quantiles(sql))
        print(f"{size:7,} {name:16} page {told[0]}; SQL {told[1]}")


def main():
    for size in grown(sys.argv[1:]):
        with readers() as client:
            measure(client, size)


if __name__ == "__main__":
    main()
