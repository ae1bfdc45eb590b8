"""Summaries saved from the command line."""

import pytest
from django.core.management import CommandError, call_command

from findings.models import Evaluation
from projects.history import Revision
from projects.models import Donor, Project

from .documents import pdf, text
from .factories import ProjectFactory
from .harbours import SUMMARY
from .roles import editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "harbours.txt"
    path.write_bytes(text(SUMMARY))
    return str(path)


def test_a_summary_is_saved_as_a_draft(file, capsys):
    call_command("import_summary", file)
    evaluation = Evaluation.objects.get()
    assert evaluation.summary().facts.projects[0].code == "KEN/16/01/NOR"
    assert not evaluation.publications.exists()
    told = capsys.readouterr().out
    assert "saved as the draft “Safe work in harbours”" in told
    assert "unplaced: The captain and the cook were met." in told


def test_the_same_summary_is_not_saved_twice(file, tmp_path, capsys):
    (tmp_path / "again.pdf").write_bytes(pdf(SUMMARY))
    call_command("import_summary", file)
    call_command("import_summary", file, str(tmp_path / "again.pdf"))
    assert Evaluation.objects.count() == Project.objects.count() == Donor.objects.count() == 1
    assert capsys.readouterr().out.count("not imported again") == 2


def test_it_is_saved_in_somebodys_name(file):
    ann = editor(username="ann")
    call_command("import_summary", file, user="ann", verbosity=0)
    assert list(Evaluation.objects.get().editors.all()) == [ann]
    assert Revision.objects.filter(user=ann, reason="Imported from harbours.txt").count() == 1


def test_the_project_can_be_named(file):
    project = ProjectFactory(code="GLO/O6/57/UKM")
    call_command("import_summary", file, project="GLO/06/57/UKM")
    assert list(Evaluation.objects.get().projects.all()) == [project]
    assert Project.objects.get() == project


def test_a_project_that_is_not_here_is_told(file):
    with pytest.raises(CommandError, match="There is no project XYZ"):
        call_command("import_summary", file, project="XYZ")
    assert not Evaluation.objects.exists()


def test_one_that_cannot_be_read_stops_no_other(file, tmp_path):
    (tmp_path / "empty.pdf").write_bytes(b"")
    with pytest.raises(CommandError, match="empty.pdf"):
        call_command("import_summary", str(tmp_path / "empty.pdf"), file, verbosity=0)
    assert Evaluation.objects.count() == 1


def test_with_json_nothing_is_saved(file, capsys):
    call_command("import_summary", file, json=True)
    assert not Evaluation.objects.exists()
    assert '"title": "Safe work in harbours"' in capsys.readouterr().out
