"""The search page with facets at 1,000, 10,000 and 50,000 evaluations, and what its counts cost.

python bench/search.py [--keep] [sizes]
On SQLite, or on the server that DATABASE_URL names; with --keep in that database itself, which is
grown and kept: making 50,000 evaluations takes long.
"""

import random
import sys
import time

from corpus import TOLD, grown, quantiles, readers

SEARCHES = 400
FILTERS = ("area", "donor", "theme", "type", "timing", "nature")


def searches(chance, room):
    """Yield what people type: mostly one or two words, as frequent as in texts, some filters."""
    from findings.generating.language import Language

    language = Language(chance)
    words, weights = language.words[90:6000], [1 / (n + 90) for n in range(5910)]
    values = room.shelves["publication"].values
    while True:
        kind = chance.choices(("words", "phrase", "prefix", "not"), (80, 8, 7, 5))[0]
        said = chance.choices(words, weights, k=chance.choices((1, 2, 3), (55, 33, 12))[0])
        q = " ".join(said)
        if kind == "phrase":
            q = f'"{" ".join(chance.choices(words[:300], k=2))}"'
        elif kind == "prefix":
            q = f"{said[0][:5]}*"
        elif kind == "not":
            q = f"{said[0]} -{chance.choice(words)}"
        data = {"q": q}
        if chance.random() < 0.4:
            facet = chance.choice(FILTERS)
            data[facet] = chance.choice(sorted(values[facet]))
        if chance.random() < 0.15:
            data["year_from"] = chance.randint(2004, 2024)
        yield kind, data


def measure(client, size):
    """Print how long searches take in all and by their kind; return the 95th percentile."""
    from findings.facets.room import room

    stream = searches(random.Random(size), room())  # noqa: S311
    times, kinds = [], {}
    for _ in range(20):
        client.get("/search/", next(stream)[1])
    for _ in range(SEARCHES):
        kind, data = next(stream)
        start = time.perf_counter()
        response = client.get("/search/", data)
        took = (time.perf_counter() - start) * 1000
        assert response.status_code == 200
        times.append(took)
        kinds.setdefault(kind, []).append(took)
    p50, p95, p99 = quantiles(times)
    print(f"{size:7,} evaluations: search page {p50:6.1f} ms, p95 {p95:6.1f}, p99 {p99:6.1f}")
    for kind, some in sorted(kinds.items()):
        told = TOLD.format(*quantiles(some))
        print(f"{'':20} {kind:8} {len(some):4} times {told}")
    return p95


def counts(size):
    """Print how long all facets of a search take to be counted, filters and all."""
    from django.contrib.auth.models import AnonymousUser
    from django.http import QueryDict

    from findings.facets.choice import Choice
    from findings.facets.counting import Counts
    from findings.facets.facets import SEARCHED
    from findings.facets.panel import panels, years
    from findings.facets.room import SHELVES, room
    from findings.search.searching import search

    reading, user = room(), AnonymousUser()
    stream = searches(random.Random(size + 1), reading)  # noqa: S311
    times = []
    for _ in range(SEARCHES // 2):
        address = QueryDict(mutable=True)
        address.update({name: str(value) for name, value in next(stream)[1].items()})
        choice = Choice.of(address, SEARCHED, (), lambda facet, value: True)
        found = search(choice.q, user)
        stock = [(reading.shelves[n], found.on(reading.shelves[n], reading.mask(n, user)))
                 for n in SHELVES]  # fmt: skip
        start = time.perf_counter()
        counted = Counts(stock, SEARCHED, choice)
        panels(counted, reading.names), years(counted)
        times.append((time.perf_counter() - start) * 1000)
    print(f"{'':20} counts of all facets {TOLD.format(*quantiles(times))}")


def main():
    p95 = {}
    for size in grown(sys.argv[1:]):
        with readers() as client:
            p95[size] = measure(client, size)
            counts(size)
    first, *_, last = sorted(p95) * 2
    print(f"p95 at {last:,} is {p95[last] / p95[first]:.1f} times that at {first:,}")


if __name__ == "__main__":
    main()
