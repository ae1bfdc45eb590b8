import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from projects.history.verify import verify
from projects.models import Theme
from projects.triggers import lifted

from .factories import EvaluationFactory, ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.untruthful]


def raw(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_what_history_tells_is_counted(capsys):
    EvaluationFactory(themes=[ThemeFactory()])
    call_command("verify_history")
    assert "equal their newest history rows" in capsys.readouterr().out


def test_a_row_changed_behind_history_is_named():
    theme = ThemeFactory(name="Skills")
    raw("UPDATE projects_theme SET category = 'secret' WHERE id = %s", theme.pk)
    with pytest.raises(CommandError, match=f"theme {theme.pk}: category differs"):
        call_command("verify_history")


def test_a_row_without_history_is_named():
    theme = ThemeFactory()
    with lifted():
        raw("DELETE FROM projects_historicaltheme WHERE id = %s", theme.pk)
    assert [str(d) for d in verify()] == [f"theme {theme.pk}: has no history row"]


def test_a_row_deleted_behind_history_is_named():
    theme = ThemeFactory()
    Theme.objects.filter(pk=theme.pk)._raw_delete("default")
    assert [str(d) for d in verify()] == [f"theme {theme.pk}: is gone without a history row"]


def test_a_link_changed_behind_history_is_named():
    evaluation = EvaluationFactory(themes=[ThemeFactory()])
    evaluation.themes.through.objects.all().delete()
    [difference] = verify()
    assert str(difference) == (
        f"evaluation {evaluation.pk}: technical areas differ from the newest history row"
    )
