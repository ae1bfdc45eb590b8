import hashlib
import re

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from findings.models import Evaluation, Passage, Publication, Redaction, SearchText
from findings.redacting import redact, searched, survey, texts
from findings.refusals import Refused
from findings.removing import Removal
from findings.search.upkeep import freshen
from findings.verify import verify
from projects import triggers
from projects.history import Revision, revision
from projects.history.verify import verify as verify_history
from projects.models import Theme

from .factories import (
    ActionFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    LessonFactory,
    ProjectFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
    UserFactory,
)

NAME = "Jane Doe"
GONE = "[name removed]"


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("Jane Doe said", f"{GONE} said"),
        ("Jane Doe, Jane Doe", f"{GONE}, {GONE}"),
        ("Jane\nDoe", GONE),
        ("Jane\xa0 Doe", GONE),
        ("<p>Jane&nbsp;Doe</p>", f"<p>{GONE}</p>"),
        ("<p>Jane <strong>Doe</strong> said</p>", f"<p>{GONE}<strong></strong> said</p>"),
        ("<em>J</em>ane Doe", f"<em>{GONE}</em>"),
        ("Jane<br>Doe", GONE),
        ('<a href="mailto:Jane Doe">Jane</a> Doe', f'<a href="mailto:{GONE}">{GONE}</a>'),
        ("Ja\xadne Doe", GONE),
        ("Jane Doesn't", f"{GONE}sn't"),
        ("jane doe", "jane doe"),
        ("Jane. Doe", "Jane. Doe"),
        ("<p>Jane</p><p>Doe</p>", "<p>Jane</p><p>Doe</p>"),
        ("", ""),
        (None, None),
        ({"a": ["Jane Doe", 1, {"b": "x Jane Doe"}]}, {"a": [GONE, 1, {"b": f"x {GONE}"}]}),
    ],
)
def test_a_name_is_taken_out_however_its_words_are_set(told, left):
    assert Removal(NAME).done(told) == left


@pytest.mark.parametrize("told", ["R&D <Ltd>", "R&amp;D &lt;Ltd&gt;"])
def test_signs_are_found_as_they_are_and_as_html_writes_them(told):
    assert Removal("R&D <Ltd>").done(told) == GONE
    assert Removal("Mary O'Neil").done("Mary O’Neil, Mary O&#x27;Neil") == f"{GONE}, {GONE}"


@given(
    st.text("JaneDo <>&;/em[]\n\xad", max_size=60),
    st.sampled_from([NAME, "aaa", "&&&", "a a a"]),
)
def test_nothing_of_it_is_left(told, name):
    removal = Removal(name)
    assert removal.stands_in(removal.done(told)) == 0
    assert removal.stands_in(told) or removal.done(told) == told


@pytest.mark.parametrize(
    ("text", "replacement", "why"),
    [("Jo", GONE, "fewer than 3"), ("  a ", GONE, "fewer than 3"), (NAME, "<b>", "cannot hold"),
     ("name", GONE, "holds the text itself")],
)  # fmt: skip
def test_what_would_spoil_everything_is_refused(text, replacement, why):
    with pytest.raises(ValueError, match=why):
        Removal(text, replacement)


def told_everywhere():
    """An evaluation that names somebody wherever words are kept; it was published, then revised."""
    project = ProjectFactory(aim=f"As {NAME} saw it.", donors=[DonorFactory(name=f"{NAME} Fund")])
    evaluation = EvaluationFactory(title=f"{NAME} & Co", team=NAME, projects=[project])
    FindingFactory(evaluation=evaluation, heading=NAME, body=f"Told by {NAME}.")
    LessonFactory(evaluation=evaluation, text="<p>Jane <em>Doe</em> taught.</p>", label=NAME)
    recommendation = RecommendationFactory(evaluation=evaluation, addressed_to=NAME)
    ResponseFactory(recommendation=recommendation, comment=f"{NAME} agreed.")
    ActionFactory(recommendation=recommendation, responsible=NAME)
    user = UserFactory()
    evaluation.publish(by=user, note=f"With thanks to {NAME}.")
    with revision(reason=f"{NAME} left"):
        evaluation.team = "Others"
        evaluation.save()
    evaluation.submit(by=user, note=f"Ask {NAME}.").close("returned", by=user, answer=NAME)
    evaluation.lessons.get().strike(by=user, reason=f"{NAME} asked.")
    evaluation.withdraw(by=user, reason=f"{NAME} objected.")
    return evaluation


def dumped(name=""):
    """All rows of all tables in whose name this stands, as text."""
    with connection.cursor() as cursor:
        told, tables = [], connection.introspection.table_names()
        for table in sorted(table for table in tables if name in table):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            told += [f"{table}: {row}" for row in cursor.fetchall()]
    return told


@pytest.mark.django_db
def test_nothing_of_it_is_left_in_the_database():
    told_everywhere()
    holding = re.compile(r"Jane|\bDoe\b")
    assert len([row for row in dumped() if holding.search(row)]) > 25
    redact(Removal(NAME), by=UserFactory(), reason="She asked.")
    assert [row for row in dumped() if holding.search(row)] == []


@pytest.mark.django_db
def test_what_is_left_is_whole_and_history_tells_it():
    told_everywhere()
    redact(Removal(NAME), by=UserFactory(), reason="She asked.")
    assert list(verify()) == []
    assert list(verify_history()) == []
    assert triggers.missing() == []


@pytest.mark.django_db
def test_everything_else_stays_as_it_was():
    evaluation = told_everywhere()
    before = [(p.pk, p.content) for p in Publication.objects.order_by("pk")]
    redact(Removal(NAME), by=UserFactory(), reason="She asked.")
    after = [(p.pk, p.content) for p in Publication.objects.order_by("pk")]
    assert after == [(pk, Removal(NAME).done(content)) for pk, content in before]
    frozen = evaluation.publications.get(number=1)
    assert frozen.summary.findings[0].body == f"<p>Told by {GONE}.</p>"
    assert frozen.passages.get(kind="finding").text == f"Told by {GONE}."


@pytest.mark.django_db
def test_passages_are_cut_anew_where_a_link_stood_within_the_name():
    markup = '<p><a href="https://example.org/">Jane</a> Doe came.</p>'
    LessonFactory(text=markup).evaluation.publish(by=None)
    assert "Jane (https://example.org/) Doe" in Passage.objects.get().text
    redact(Removal(NAME), by=UserFactory(), reason="She asked.")
    assert Passage.objects.get().text == f"{GONE} (https://example.org/) came."
    assert list(verify()) == []


@pytest.mark.django_db
def test_it_is_logged_without_the_text():
    evaluation, user = told_everywhere(), UserFactory()
    old = evaluation.publications.get(number=1).digest
    redaction = redact(Removal(NAME), by=user, reason="She asked.")
    first = evaluation.publications.get(number=1)
    assert (redaction.user, redaction.reason) == (user, "She asked.")
    assert redaction.text_sha256 == hashlib.sha256(NAME.encode()).hexdigest()
    assert redaction.digests[str(first.pk)] == [old, first.digest] and old != first.digest
    assert redaction.counts["findings_publication"] > 5
    assert list(first.redactions.all()) == [redaction]


@pytest.mark.django_db
def test_readers_of_a_version_are_told_that_and_why(client):
    lesson, other = LessonFactory(text=f"{NAME} taught."), LessonFactory(text="Nobody taught.")
    publications = [item.evaluation.publish(by=None) for item in (lesson, other)]
    redact(Removal(NAME), by=UserFactory(), reason="She asked.")
    pages = [client.get(p.get_pinned_url()).content.decode() for p in publications]
    assert "Personal data was removed from this version on" in pages[0]
    assert "She asked." in pages[0] and "She asked." not in pages[1]


@pytest.mark.django_db
def test_working_rows_are_changed_as_one_revision_with_the_reason():
    evaluation, before = told_everywhere(), Revision.objects.count()
    user = UserFactory()
    redact(Removal(NAME), by=user, reason="She asked.")
    made = Revision.objects.latest()
    assert Revision.objects.count() == before + 1
    assert (made.user, made.reason) == (user, "She asked.")
    assert evaluation.history.latest().revision == made
    assert Evaluation.objects.get().title == f"{GONE} & Co"


@pytest.mark.django_db
def test_others_publications_are_left_alone():
    told_everywhere()
    other = LessonFactory().evaluation.publish(by=None)
    redaction = redact(Removal(NAME), by=UserFactory(), reason="She asked.")
    assert other not in redaction.publications.all()
    assert not other.redactions.exists()


@pytest.mark.django_db
def test_the_log_of_the_administration_is_searched_too():
    LogEntry.objects.create(user=UserFactory(), object_repr=NAME, action_flag=2)
    redact(Removal(NAME), by=UserFactory(), reason="She asked.")
    assert LogEntry.objects.get().object_repr == GONE


@pytest.mark.django_db
def test_a_name_with_signs_is_found_in_rich_text():
    theme = ThemeFactory(name="Doe & Sons")
    publication = LessonFactory(text="Doe & Sons paid.", theme=theme).evaluation.publish(by=None)
    redact(Removal("Doe & Sons"), by=UserFactory(), reason="Asked.")
    publication = Publication.objects.get(pk=publication.pk)
    assert publication.summary.lessons[0].text == f"<p>{GONE} paid.</p>"
    assert publication.passages.get().theme == Theme.objects.get().name == GONE


@pytest.mark.django_db
def test_every_field_of_words_is_searched():
    fields = {
        (model, f.name)
        for model in apps.get_models()
        if model._meta.app_label in ("projects", "findings", "evalsite")
        and model.__module__ != SearchText.__module__  # made anew from the others
        for f in model._meta.concrete_fields
        if isinstance(f, models.CharField | models.TextField | models.JSONField) and not f.choices
    }
    passed = {name for model, name in fields if name not in texts(model) or model not in searched()}
    assert passed <= {"slug", "digest", "sha256", "text_sha256"}


@pytest.mark.django_db
def test_a_text_that_stands_nowhere_is_refused():
    ThemeFactory()
    with pytest.raises(Refused, match="stands nowhere"):
        redact(Removal(NAME), by=UserFactory(), reason="She asked.")
    assert not Redaction.objects.exists()


@pytest.mark.django_db
def test_a_reason_that_tells_it_is_refused():
    told_everywhere()
    with pytest.raises(Refused, match="holds the text itself"):
        redact(Removal(NAME), by=UserFactory(), reason="Jane Doe asked.")


@pytest.mark.django_db
def test_a_replacement_that_does_not_fit_changes_nothing():
    ThemeFactory(name=f"{NAME} {'x' * 100}")
    with pytest.raises(Refused, match="A theme name would be too long"):
        redact(Removal(NAME, "x" * 60), by=UserFactory(), reason="She asked.")
    assert triggers.missing() == [] and survey(Removal(NAME))


@pytest.mark.django_db
def test_names_that_would_be_the_same_change_nothing():
    ThemeFactory(name="Jane Doe 1"), ThemeFactory(name=f"{GONE} 1")
    with pytest.raises(IntegrityError), transaction.atomic():
        redact(Removal(NAME), by=UserFactory(), reason="She asked.")
    assert survey(Removal(NAME)) and triggers.missing() == []


@pytest.mark.django_db(transaction=True)
def test_search_forgets_it_too():
    told_everywhere().publish(by=None)
    freshen()
    holding = re.compile(r"\bjane\b(?!-doe)", re.IGNORECASE)  # addresses are kept
    names = ("searchtext", "searchword", "card")
    assert {n for n in names if any(holding.search(r) for r in dumped(n))} == set(names)
    redact(Removal(NAME), by=UserFactory(), reason="She asked.")
    assert [row for name in names for row in dumped(name) if holding.search(row)] == []


@pytest.mark.django_db(transaction=True)
def test_it_holds_again_afterwards():
    told_everywhere()
    redact(Removal(NAME), by=UserFactory(), reason="She asked.")
    for told in (Publication, Redaction):
        with pytest.raises(IntegrityError, match="keeps what was written"):
            told.objects.all()._raw_delete("default")


def run(*args, **options):
    call_command("redact", text=NAME, reason="She asked.", **{"by": "publisher", **options})


@pytest.mark.django_db
def test_a_dry_run_says_where_it_stands_and_changes_nothing(capsys):
    evaluation = told_everywhere()
    UserFactory(username="publisher")
    ThemeFactory(name="Jane Doesn")
    before = dumped()
    run(dry_run=True)
    told = capsys.readouterr().out
    assert f"/evaluations/{evaluation.slug}/v/1/" in told
    assert "findings_publication: " in told and "in 2 rows" in told
    assert "inside longer words too: “Jane Doesn”" in told
    assert f"The address /evaluations/{evaluation.slug}/ stays as it is" in told
    assert dumped() == before


@pytest.mark.django_db
def test_it_asks_first(monkeypatch, capsys):
    told_everywhere()
    UserFactory(username="publisher")
    monkeypatch.setattr("builtins.input", lambda question: "no")
    with pytest.raises(CommandError, match="Nothing was changed"):
        run()
    monkeypatch.setattr("builtins.input", lambda question: "yes")
    run()
    assert "2 publications tell so" in capsys.readouterr().out
    assert survey(Removal(NAME)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "why"),
    [({"by": "nobody"}, "There is no account nobody"), ({"replace": "<i>"}, "cannot hold"),
     ({"yes": True}, "stands nowhere"), ({"dry_run": True}, "stands nowhere")],
)  # fmt: skip
def test_the_command_says_why_it_does_nothing(options, why):
    UserFactory(username="publisher")
    with pytest.raises(CommandError, match=why):
        run(**options)
