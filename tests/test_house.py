"""The house: who may import whom, and what stands where."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {"projects": set(), "findings": {"projects"}, "evalsite": {"projects", "findings"}}
KNOWS_NO_MODEL = ["findings/summary.py", "findings/content.py", "findings/quickfacts.py",
                  "findings/numbering.py", "findings/passages.py", "projects/richtext.py",
                  "projects/months.py", "projects/codes.py", "projects/worddiff.py",
                  "findings/comparing.py", "findings/readiness.py", "findings/acronyms.py",
                  "findings/repetitions.py",
                  *map(str, ROOT.glob("findings/reading/*.py")),
                  *map(str, ROOT.glob("findings/writing/*.py"))]  # fmt: skip


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_imports_run_one_way(app):
    ours = set(MAY_IMPORT)
    for path in (ROOT / app).rglob("*.py"):
        taken = {name.split(".")[0] for name in imported(path)} & ours
        assert taken <= MAY_IMPORT[app] | {app}, path


@pytest.mark.parametrize("name", KNOWS_NO_MODEL)
def test_what_reads_and_tells_a_summary_knows_no_model(name):
    assert not [module for module in imported(ROOT / name) if "models" in module]


def test_every_include_says_what_it_needs():
    for path in (ROOT / "templates").rglob("*.html"):
        for tag in path.read_text().split("{% include ")[1:]:
            assert " only %}" in tag.split("%}")[0] + "%}", path


def test_migrations_are_complete():
    command = [".venv/bin/python", "manage.py", "makemigrations", "--check", "--dry-run"]
    if not (ROOT / command[0]).exists():
        command[0] = "python3"
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)  # noqa: S603
    assert done.returncode == 0, done.stdout
