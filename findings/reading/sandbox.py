"""A document read by a child process with limits: what it does to its reader, it does there."""

import fcntl
import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from ..content import told
from .child import FAILED, MOST_ANSWER
from .opening import kind_of
from .reading import Reading, Unreadable

TOO_MUCH = (
    "This file takes too long or too much to read. Open it, print the pages of the summary to a "
    "new PDF, and choose that; or paste its text."
)
_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-m", "findings.reading.child")
_LANGUAGE = {"LANG": "C.UTF-8", "PYTHONUTF8": "1"}


def read_safely(data, places=()):
    """Return the Reading of a document's bytes, read in a child process that is waited for.

    Raise Unreadable, with a sentence that says what to do, for what cannot be read.
    """
    kind_of(data)  # what is refused at first sight needs no process
    with tempfile.TemporaryFile() as answer:
        started(data, places, answer).wait()
        answer.seek(0)
        return reading_of(answer.read())


def read_aside(data, places, path):
    """Begin to read a document; the answer goes to a new file, which `answer_in` looks at.

    Nobody waits, and the child outlives the process that began it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "r+b") as answer:
        fcntl.flock(answer, fcntl.LOCK_EX)  # the child's too, and released when it ends
        child = started(data, places, answer)
    threading.Thread(target=child.wait, daemon=True).start()  # leave no zombie


def answer_in(path):
    """Return the answer in a file that `read_aside` was given, or None while it is being written.

    Where there is no file the answer is empty, as that of a child that was killed.
    """
    try:
        with open(path, "rb") as answer:
            fcntl.flock(answer, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return answer.read(MOST_ANSWER + 1)
    except FileNotFoundError:
        return b""
    except BlockingIOError:
        return None


def started(data, places, answer):
    """Start the child that reads a document and writes to a file; return the process."""
    with tempfile.TemporaryFile() as question:
        question.write(json.dumps(_named(places)).encode() + b"\n")
        question.write(data)
        question.seek(0)
        return subprocess.Popen(  # noqa: S603
            _COMMAND, stdin=question, stdout=answer, cwd=_ROOT, env=_environment(),
            start_new_session=True,
        )  # fmt: skip


def _named(places):
    return dict(places) if hasattr(places, "keys") else list(places)


def _environment():
    """What Python needs to start; nothing that says where the database is."""
    kept = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ} | _LANGUAGE


def reading_of(answer):
    """Return the Reading in an answer; raise Unreadable where it is a refusal, or none."""
    return told(Reading, content_of(answer))


def content_of(answer):
    """Return the Reading in an answer as JSON-able values; raise Unreadable as `reading_of`."""
    if not answer:
        raise Unreadable(TOO_MUCH)
    try:
        found = json.loads(answer)
    except ValueError:  # it was killed while it wrote
        raise Unreadable(TOO_MUCH) from None
    if "reading" not in found:
        raise Unreadable(found.get("refused", FAILED))
    return found["reading"]
