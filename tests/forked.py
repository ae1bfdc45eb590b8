"""Documents read as in a process of their own, without starting Python anew for each."""

import json
import os
import resource
import signal
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from findings.reading import reader
from findings.reading.child import FAILED, MOST_MEMORY, MOST_SECONDS, answer, encoded, limit

LOADED = reader  # once, not in each fork
BY_LIMITS = (signal.SIGALRM, signal.SIGXCPU, signal.SIGKILL)


@dataclass(frozen=True)
class Ended:
    """How the reading of a document ended, and after how many seconds."""

    told: dict
    signal: int
    seconds: float

    @property
    def how(self):
        """Return "read", "refused", "killed" by a limit, or "crashed"."""
        if self.signal:
            return "killed" if self.signal in BY_LIMITS else "crashed"
        if "reading" in self.told:
            return "read"
        return "refused" if self.told.get("refused", FAILED) != FAILED else "crashed"


def read_in_fork(data, seconds=MOST_SECONDS):
    """Read a document in a fork with the limits of `child`; return how that Ended.

    Tests give it more seconds, since a machine may be busy; those of the processor stay.
    """
    start = time.perf_counter()
    with tempfile.TemporaryFile() as file:
        pid = os.fork()
        if not pid:
            _child(file, data, seconds)
        _, status = os.waitpid(pid, 0)
        file.seek(0)
        told = file.read()
    killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    return Ended(json.loads(told or b"{}") if not killed else {}, killed,
                 time.perf_counter() - start)  # fmt: skip


def _memory():
    """Return what this process has of memory already, which a fork of it has too."""
    pages = Path("/proc/self/statm")
    return int(pages.read_text().split()[0]) * resource.getpagesize() if pages.exists() else 0


def _child(file, data, seconds):
    try:
        limit(seconds, MOST_MEMORY + _memory())
        file.write(encoded(answer({}, data)))
        file.flush()
    finally:
        os._exit(0)
