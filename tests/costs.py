"""What a call costs, so that a test can say how it grows: never how long it takes."""

import sys
from time import process_time


def steps(call, *args):
    """Return how many lines of Python a call runs, which is the same on every machine."""
    count = 0

    def step(frame, event, arg):
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        call(*args)
    finally:
        sys.settrace(before)
    return count


def grows_with_length(call, text):
    """Whether sixteen times the text takes sixteen times as long rather than 256 times.

    For work that is done in C, of which no steps can be counted; a slow machine, or one that has
    other work, does not turn the answer.
    """
    return _seconds(call, text * 16) < 100 * _seconds(call, text) + 1


def _seconds(call, text):
    took = []
    for _ in range(3):
        start = process_time()
        call(text)
        took.append(process_time() - start)
    return min(took)
