"""Reads one document in a process of its own: python -m findings.reading.child

A line of JSON (what `read` is told of places) and the document come on stdin; the answer, JSON,
goes to stdout: {"reading": …}, or {"refused": a sentence} for what cannot be read.
"""

import json
import logging
import os
import resource
import signal
import sys

MEGABYTE = 1024 * 1024
MOST_MEMORY = 512 * MEGABYTE
MOST_CPU = 10  # seconds
MOST_SECONDS = 15  # by the clock, which runs on while a busy machine does other things
MOST_ANSWER = 8 * MEGABYTE
FAILED = (
    "This file could not be read. Open it in the program that made it, save a new copy or print "
    "it to a PDF, and choose that."
)


def limit(seconds=MOST_SECONDS, memory=MOST_MEMORY):
    """Give this process its limits; what goes beyond them ends, in C code too."""
    signal.alarm(seconds)
    _at_most(resource.RLIMIT_AS, memory)
    _at_most(resource.RLIMIT_CPU, MOST_CPU)
    _at_most(resource.RLIMIT_FSIZE, 2 * MOST_ANSWER)
    _at_most(resource.RLIMIT_CORE, 0)
    os.nice(10)
    logging.disable(logging.CRITICAL)  # libraries would fill the server's log with what they read


def _at_most(kind, most):
    allowed = resource.getrlimit(kind)[1]
    most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(kind, (most, most))


def answer(places, data):
    """Return what is to be told of a document, as JSON-able values."""
    from ..content import plain
    from .document import TOO_LONG
    from .reader import Unreadable, read

    try:
        return {"reading": plain(read(data, places))}
    except Unreadable as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": TOO_LONG}


def encoded(told):
    """Return an answer as bytes, without signs that no database and no XML takes."""
    from .document import TOO_LONG

    data = json.dumps(_legal(told), ensure_ascii=False).encode()
    if len(data) > MOST_ANSWER:
        data = json.dumps({"refused": TOO_LONG}).encode()
    return data


def _legal(value):
    from projects.richtext import legal

    if isinstance(value, dict):
        return {name: _legal(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_legal(item) for item in value]
    return legal(value) if isinstance(value, str) else value


def main():
    limit()
    places, _, data = sys.stdin.buffer.read().partition(b"\n")
    try:
        told = encoded(answer(json.loads(places), data))
    except Exception:
        sys.stdout.buffer.write(json.dumps({"refused": FAILED}).encode())
        sys.stdout.buffer.flush()
        raise
    sys.stdout.buffer.write(told)


if __name__ == "__main__":
    main()
