"""Looking for garbage seldom, while many objects are made that stay."""

import gc
from contextlib import contextmanager

SELDOM = 100_000  # objects that come before a look; Python's own is 700


@contextmanager
def collected_seldom():
    """Let Python look for garbage seldom: a look at all that stays takes longer each time."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
