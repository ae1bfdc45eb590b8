"""The process that reads a document: what it reads is what is read here, and it has limits."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from findings.reading import sandbox
from findings.reading.reader import read
from findings.reading.reading import Unreadable
from findings.reading.sandbox import answer_in, content_of, read_aside, read_safely

from .documents import pdf, text, word
from .harbours import SUMMARY

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("make", [pdf, word, text])
def test_it_reads_what_is_read_here(make):
    data, places = make(SUMMARY), {"Kenia": "Kenya", "Kenya": "Kenya"}
    assert read_safely(data, places) == read(data, places)


def test_it_refuses_in_the_same_words():
    data = pdf([("title", "")])
    with pytest.raises(Unreadable) as here:
        read(data)
    with pytest.raises(Unreadable) as there:
        read_safely(data)
    assert str(there.value) == str(here.value)


def child(script):
    """Run something in a process with the limits of the one that reads; return it ended."""
    script = f"from findings.reading.child import limit\nlimit()\n{script}"
    command = [sys.executable, "-c", script]
    return subprocess.run(command, cwd=ROOT, capture_output=True)  # noqa: S603


def test_memory_is_limited():
    ended = child("bytearray(600 * 1024 * 1024)")
    assert b"MemoryError" in ended.stderr


def test_time_is_limited_in_c_code_too(monkeypatch):
    script = "import signal\nsignal.alarm(1)\nsum(range(10**12))"
    assert child(script).returncode == -14


def test_what_it_takes_of_the_processor_is_limited():
    script = "import resource\nprint(resource.getrlimit(resource.RLIMIT_CPU))"
    assert child(script).stdout == b"(10, 10)\n"


def test_it_writes_no_endless_answer():
    script = "import sys\nopen('/dev/null')\n"
    script += "import tempfile\ntempfile.TemporaryFile(buffering=0).write(bytes(2**24 + 1))\n"
    script += "tempfile.TemporaryFile(buffering=0).write(bytes(1))\n"
    assert child(script).returncode == 0
    script = "import tempfile\nfile = tempfile.TemporaryFile(buffering=0)\n"
    script += "[file.write(bytes(2**23)) for _ in range(3)]"
    assert b"File too large" in child(script).stderr


def test_it_is_not_told_of_database_and_keys(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret@nowhere/")
    monkeypatch.setenv("EVALSITE_SECRET_KEY", "secret")
    assert "secret" not in str(sandbox._environment())


@pytest.mark.parametrize("answer", [b"", b'{"reading": {"summ'])
def test_a_child_that_was_killed_is_told_in_words(answer):
    with pytest.raises(Unreadable, match="takes too long or too much to read"):
        content_of(answer)


def test_a_child_that_failed_is_told_in_words(monkeypatch, capfd):
    failing = (sys.executable, "-c", "import findings.reading.child as c\n"
               "c.answer = lambda *told: 1 / 0\nc.main()")  # fmt: skip
    monkeypatch.setattr(sandbox, "_COMMAND", failing)
    with pytest.raises(Unreadable, match="could not be read"):
        read_safely(text(SUMMARY))
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_a_child_that_dies_is_told_in_words(monkeypatch):
    dying = (sys.executable, "-c", "import os\nos.kill(os.getpid(), 11)")
    monkeypatch.setattr(sandbox, "_COMMAND", dying)
    with pytest.raises(Unreadable, match="takes too long or too much"):
        read_safely(text(SUMMARY))


def test_what_libraries_say_of_a_document_fills_no_log(capfd):
    damaged = pdf(SUMMARY).replace(b"endobj", b"endob", 3)
    with contextlib.suppress(Unreadable):
        read_safely(damaged)
    assert capfd.readouterr().err == ""


def test_aside_nobody_waits_and_the_answer_comes(tmp_path):
    path = tmp_path / "answer"
    read_aside(text(SUMMARY), {}, path)
    while (answer := answer_in(path)) is None:
        time.sleep(0.02)
    assert sandbox.reading_of(answer) == read(text(SUMMARY), {})
    assert path.stat().st_mode & 0o777 == 0o600


def test_while_the_child_lives_there_is_no_answer(tmp_path, monkeypatch):
    waiting = (sys.executable, "-c", "import sys\nprint('{', flush=True)\ninput()")
    monkeypatch.setattr(sandbox, "_COMMAND", waiting)
    reading, writing = os.pipe()
    monkeypatch.setattr(sandbox.tempfile, "TemporaryFile", lambda: _Question(reading))
    read_aside(b"x", {}, tmp_path / "answer")
    assert answer_in(tmp_path / "answer") is None
    os.write(writing, b"\n")
    while answer_in(tmp_path / "answer") is None:
        time.sleep(0.02)
    assert answer_in(tmp_path / "answer") == b"{\n"


class _Question:
    """A question that comes when the test wants it."""

    def __init__(self, descriptor):
        self.descriptor = descriptor

    def fileno(self):
        return self.descriptor

    def __enter__(self):
        return self

    def __exit__(self, *error):
        os.close(self.descriptor)

    def write(self, data):
        pass

    def seek(self, place):
        pass


def test_where_no_process_could_write_the_answer_is_empty(tmp_path):
    assert answer_in(tmp_path / "nothing") == b""


def test_signs_that_no_database_takes_do_not_come_out():
    data = text([*SUMMARY[:4], ("p", "A sign \x01 and another \ufffe.")])
    told = read_safely(data, {})
    assert not {"\x01", "\ufffe"} & set(
        str(told.summary) + "".join(line.text for line in told.lines)
    )
