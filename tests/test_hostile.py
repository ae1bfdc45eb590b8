"""Damaged documents and bombs: each is read, or refused in a sentence; nothing else happens.

`make fuzz` does it ten thousand times.
"""

from itertools import islice

import pytest

from .bombs import BOMBS
from .forked import read_in_fork
from .mutations import honest, mutations

LONG = 300  # seconds
SOON = [
    "tables 2,000 deep", "elements a million deep", "entities that multiply", "one wide entity",
    "an entity from outside", "one part under a thousand names", "100,000 references to one page",
    "a form that shows itself", "a giant map of signs", "a giant list of widths",
    "pages that hold themselves", "tables that name themselves", "rows of 2,000,000,000 columns",
    "lists a million deep", "a number of a million digits", "a picture called a document",
    "a document and nonsense",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_document_is_read_or_refused_in_a_sentence(seed):
    for _, data in islice(mutations(seed), 50):
        assert read_in_fork(data, LONG).how != "crashed"


def test_no_honest_document_is_refused():
    assert {read_in_fork(data, LONG).how for _, data in honest(15)} == {"read"}


@pytest.mark.parametrize("name", SOON)
def test_a_bomb_does_no_harm(name):
    ended = read_in_fork(BOMBS[name](), LONG)
    assert ended.how in ("read", "refused")
    assert ended.how == "read" or ended.told["refused"].endswith(".")
