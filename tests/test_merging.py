import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from findings.models import Evaluation, Lesson
from findings.summary import Summary
from projects import merging
from projects.history import Revision
from projects.history.verify import verify
from projects.merging import MergeRefused, doubles, merge, merged_into, undo
from projects.models import Donor, Merge, Objective, Office, Project, Theme
from projects.months import Month
from projects.references import references
from projects.terms import Audience

from .factories import (
    AreaFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    GoodPracticeFactory,
    LessonFactory,
    MergeFactory,
    ObjectiveFactory,
    OfficeFactory,
    OutcomeFactory,
    ProjectFactory,
    RecommendationFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return UserFactory(username="publisher")


@pytest.fixture
def client_of(client):
    def sign_in(*permissions, **kwargs):
        user = UserFactory(is_staff=True, **kwargs)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user)
        return client

    return sign_in


def names(rows):
    return sorted(str(row) for row in rows.all())


def evaluation_of(**kwargs):
    """An evaluation in which all that can be merged is named twice over, by its one and other."""
    one, other = kwargs["one"], kwargs["other"]
    project = ProjectFactory(donors=[one["donor"]], themes=[other["theme"]])
    evaluation = EvaluationFactory(
        projects=[project, other["project"]], donors=[one["donor"], other["donor"]],
        themes=[other["theme"]], administrative_offices=[one["office"], other["office"]],
        technical_offices=[other["office"]],
    )  # fmt: skip
    ObjectiveFactory(project=one["project"], number=1)
    objective = ObjectiveFactory(project=other["project"], number=2)
    OutcomeFactory(project=other["project"], number=1, objective=objective)
    FindingFactory(evaluation=evaluation, objectives=[objective])
    RecommendationFactory(evaluation=evaluation, theme=other["theme"])
    LessonFactory(evaluation=evaluation, theme=other["theme"])
    GoodPracticeFactory(evaluation=evaluation, theme=one["theme"])
    return evaluation


FACTORIES = {
    "donor": DonorFactory, "theme": ThemeFactory, "office": OfficeFactory,
    "project": ProjectFactory,
}  # fmt: skip


@pytest.fixture
def pair():
    """One and other of each kind, and an evaluation that names them all."""
    one = {kind: factory() for kind, factory in FACTORIES.items()}
    other = {kind: factory() for kind, factory in FACTORIES.items()}
    return one, other, evaluation_of(one=one, other=other)


def history_of(instance):
    return [(row.history_type, row.revision_id) for row in instance.history.all()]


# Merging


def test_a_donors_evaluations_and_projects_are_the_kept_ones_then(publisher):
    kept, removed = DonorFactory(name="Norway"), DonorFactory(name="NORWAY")
    project, evaluation = ProjectFactory(donors=[removed]), EvaluationFactory(donors=[removed])
    merge(kept, removed, by=publisher)
    assert names(project.donors) == names(evaluation.donors) == ["Norway"]
    assert not Donor.objects.filter(name="NORWAY").exists()


def test_a_themes_items_are_the_kept_ones_then(publisher):
    kept, removed = ThemeFactory(name="Skills"), ThemeFactory(name="Skills.")
    items = [
        make(theme=removed) for make in (LessonFactory, RecommendationFactory, GoodPracticeFactory)
    ]
    merge(kept, removed, by=publisher)
    for item in items:
        item.refresh_from_db()
        assert item.theme == kept


def test_an_office_is_moved_in_each_of_its_parts(publisher):
    kept, removed = OfficeFactory(code="CO-Hanoi"), OfficeFactory(code="CO Hanoi")
    evaluation = EvaluationFactory(administrative_offices=[removed], technical_offices=[removed])
    merge(kept, removed, by=publisher)
    assert names(evaluation.administrative_offices) == ["CO-Hanoi"]
    assert names(evaluation.technical_offices) == ["CO-Hanoi"]


def test_a_projects_framework_and_evaluations_go_with_it(publisher):
    kept, removed = ProjectFactory(title="Skills"), ProjectFactory(title="skills")
    objective = ObjectiveFactory(project=removed, number=2)
    evaluation = EvaluationFactory(projects=[removed])
    FindingFactory(evaluation=evaluation, objectives=[objective])
    merge(kept, removed, by=publisher)
    summary = Summary.of(evaluation)
    [spoken] = summary.findings[0].objectives
    assert (spoken.project, spoken.number) == ("Skills", 2)


def test_a_projects_own_links_are_joined(publisher):
    tunisia, egypt = AreaFactory(name="Tunisia 2"), AreaFactory(name="Egypt 2")
    editor = UserFactory(username="editor")
    kept = ProjectFactory(areas=[tunisia])
    removed = ProjectFactory(areas=[tunisia, egypt], editors=[editor])
    merge(kept, removed, by=publisher)
    assert names(kept.areas) == ["Egypt 2", "Tunisia 2"]
    assert names(kept.editors) == ["editor"]


def test_no_link_stands_twice(publisher):
    kept, removed = DonorFactory(name="Norway"), DonorFactory()
    evaluation = EvaluationFactory(donors=[kept, removed])
    made = merge(kept, removed, by=publisher)
    assert names(evaluation.donors) == ["Norway"]
    [entry] = made.moved
    assert (entry["moved"], entry["already"]) == ([], [evaluation.pk])


def test_only_what_the_kept_one_has_not_is_filled_in(publisher):
    norway = AreaFactory()
    kept = DonorFactory(name="Norway", acronym="NO")
    removed = DonorFactory(acronym="NORAD", country=norway, iati_id="NO-BRC-1")
    made = merge(kept, removed, by=publisher)
    kept.refresh_from_db()
    assert (kept.acronym, kept.country, kept.iati_id) == ("NO", norway, "NO-BRC-1")
    assert made.filled == {"country": str(norway.pk), "iati_id": "NO-BRC-1"}


def test_months_aim_and_code_of_a_project_are_filled_in(publisher):
    kept = ProjectFactory(code="", started=Month(2006, 11))
    removed = ProjectFactory(code="GLO/O6/57/UKM", aim="Decent work.", ended=Month(2009, 10))
    merge(kept, removed, by=publisher)
    kept.refresh_from_db()
    assert (kept.code_normalised, kept.aim) == ("GLO/06/57/UKM", "<p>Decent work.</p>")
    assert (kept.started, kept.ended) == (Month(2006, 11), Month(2009, 10))


def test_no_amount_takes_the_currency_of_another(publisher):
    kept, removed = ProjectFactory(currency="USD"), ProjectFactory(currency="EUR", budget=5)
    merge(kept, removed, by=publisher)
    kept.refresh_from_db()
    assert (kept.budget, kept.currency) == (None, "USD")


def test_no_project_is_made_to_end_before_it_starts(publisher):
    kept, removed = ProjectFactory(started=Month(2010, 1)), ProjectFactory(ended=Month(2009, 1))
    made = merge(kept, removed, by=publisher)
    kept.refresh_from_db()
    assert (kept.ended, made.filled) == (None, {})


def test_what_was_published_stays_as_it_was_and_is_found_under_the_kept_project(client, publisher):
    kept, removed = ProjectFactory(title="Skills"), ProjectFactory(title="skills!")
    publication = EvaluationFactory(title="It worked", projects=[removed]).publish(by=None)
    merge(kept, removed, by=publisher)
    content, digest = publication.content, publication.digest
    publication.refresh_from_db()
    assert (publication.content, publication.digest) == (content, digest)
    assert "It worked" in client.get(f"/projects/{kept.slug}/").content.decode()


def test_a_merge_is_one_revision_with_who_and_why(publisher, pair):
    one, other, evaluation = pair
    made = merge(one["theme"], other["theme"], by=publisher, reason="The same, misspelt.")
    revision = Revision.objects.latest()
    assert (revision.user, revision.reason) == (publisher, "The same, misspelt.")
    assert revision.subject == f"projects.theme/{one['theme'].pk}"
    assert made.moment == revision.moment
    newest = [evaluation, Lesson.objects.get(), evaluation.recommendations.get()]
    assert {history_of(row)[0] for row in newest} == {("~", revision.pk)}
    [last, *_] = Theme.history.filter(id=made.removed)
    assert (last.history_type, last.revision) == ("-", revision)


def test_a_merge_without_a_reason_says_what_was_merged(publisher):
    merge(DonorFactory(name="Norway"), DonorFactory(name="NORWAY"), by=publisher)
    assert Revision.objects.latest().reason == "Merged donor “NORWAY” into “Norway”"


@pytest.mark.parametrize("kind", FACTORIES)
def test_before_the_merge_all_reads_as_it_was(publisher, pair, kind):
    one, other, evaluation = pair
    before, moment = Summary.of(evaluation), Revision.objects.latest().moment
    merge(one[kind], other[kind], by=publisher)
    assert Summary.of(evaluation) != before
    assert Summary.as_of(evaluation, moment) == before


@pytest.mark.parametrize("kind", FACTORIES)
def test_many_references_cost_no_more_statements_than_few(publisher, kind):
    def statements(count):
        kept, removed = FACTORIES[kind](), FACTORIES[kind]()
        for _ in range(count):
            project = ProjectFactory()
            EvaluationFactory(
                **{
                    "donor": {"donors": [removed]},
                    "theme": {"themes": [removed]},
                    "office": {"technical_offices": [removed]},
                    "project": {"projects": [removed]},
                }[kind]
            )
            if kind in ("donor", "theme"):
                getattr(project, f"{kind}s").add(removed)
            if kind == "theme":
                LessonFactory(theme=removed)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            merge(kept, removed, by=publisher)
        return len(captured)

    assert statements(12) == statements(2)


def test_every_field_that_points_at_a_project_is_known():
    assert [str(reference) for reference in references(Project)] == [
        "areas", "donors", "editors", "themes",
        "evaluations: projects", "objectives: project", "outcomes: project",
        "publications: projects",
    ]  # fmt: skip


# Refusals


def test_a_row_is_not_merged_with_itself(publisher):
    donor = DonorFactory(name="Norway")
    with pytest.raises(MergeRefused, match="“Norway” cannot be merged with itself"):
        merge(donor, Donor.objects.get(pk=donor.pk), by=publisher)


def test_a_donor_is_not_merged_with_a_theme(publisher):
    with pytest.raises(MergeRefused, match="Only two of a kind can be merged, not a donor and a"):
        merge(DonorFactory(), ThemeFactory(), by=publisher)


def test_what_is_gone_is_not_merged(publisher):
    kept, removed = DonorFactory(name="Norway"), DonorFactory()
    Donor.objects.filter(pk=kept.pk).delete()
    with pytest.raises(MergeRefused, match="“Norway” has been removed"):
        merge(kept, removed, by=publisher)
    assert Donor.objects.filter(pk=removed.pk).exists()


def test_what_was_merged_is_not_merged_again(publisher):
    kept, removed = DonorFactory(), DonorFactory(name="NORWAY")
    merge(kept, removed, by=publisher)
    with pytest.raises(MergeRefused, match="“NORWAY” has been removed"):
        merge(kept, removed, by=publisher)


def test_what_has_no_history_is_not_merged(publisher):
    with pytest.raises(MergeRefused, match="No history is kept of users"):
        merge(UserFactory(), UserFactory(), by=publisher)


def test_two_objectives_of_one_number_keep_projects_apart(publisher):
    kept, removed = ProjectFactory(), ProjectFactory(title="Skills")
    ObjectiveFactory(project=kept, number=1)
    ObjectiveFactory(project=removed, number=1)
    with pytest.raises(MergeRefused, match="Both have “Objective 1”. This framework has an obj"):
        merge(kept, removed, by=publisher)
    assert Project.objects.filter(title="Skills").exists()
    assert not Merge.objects.exists()


def test_one_number_in_two_frameworks_keeps_nothing_apart(publisher):
    kept, removed = ProjectFactory(), ProjectFactory()
    ObjectiveFactory(project=kept, number=1, framework=1)
    ObjectiveFactory(project=removed, number=1, framework=2)
    merge(kept, removed, by=publisher)
    assert kept.objectives.count() == 2


def test_what_something_still_needs_is_not_removed(publisher, monkeypatch):
    removed = ThemeFactory()
    LessonFactory(theme=removed, label="L1")
    monkeypatch.setattr(merging, "references", lambda model: [])
    with pytest.raises(MergeRefused, match="something still needs it: lesson learned “Lesson lea"):
        merge(ThemeFactory(), removed, by=publisher)
    assert Lesson.objects.get().theme == removed


def test_nothing_is_deleted_with_what_is_merged(publisher, monkeypatch):
    removed = ProjectFactory()
    ObjectiveFactory(project=removed)
    monkeypatch.setattr(merging, "references", lambda model: [])
    with pytest.raises(MergeRefused, match="More would be deleted with it: projects.Objective"):
        merge(ProjectFactory(), removed, by=publisher)
    assert Objective.objects.get().project == removed


def test_a_merge_that_fails_leaves_all_as_it_was(publisher, monkeypatch, pair):
    one, other, evaluation = pair
    before = Summary.of(evaluation)

    def refuse(**kwargs):
        raise IntegrityError("disk full")

    monkeypatch.setattr(Merge.objects, "create", refuse)
    with pytest.raises(MergeRefused, match="stands against it: disk full"):
        merge(one["donor"], other["donor"], by=publisher)
    assert Summary.of(evaluation) == before
    assert Donor.objects.filter(pk=other["donor"].pk).exists()


def test_a_merge_of_one_row_with_itself_cannot_be_recorded():
    with pytest.raises(ValidationError, match="A row cannot be merged with itself"):
        MergeFactory.build(kept=1, removed=1, user=UserFactory()).full_clean()
    with pytest.raises(IntegrityError, match="merge_of_two"), transaction.atomic():
        MergeFactory(kept=1, removed=1)


def test_a_merge_is_not_undone_by_nobody():
    moment = MergeFactory().moment
    with pytest.raises(ValidationError, match="A merge that was undone says by whom"):
        MergeFactory.build(undone=moment, user=UserFactory()).full_clean()
    with pytest.raises(IntegrityError, match="merge_undone_by_somebody"), transaction.atomic():
        MergeFactory(undone=moment)


# The old address


def test_the_page_of_a_merged_project_leads_to_the_kept_one(client, publisher):
    kept, removed = ProjectFactory(code="", title="Skills"), ProjectFactory(code="", title="Skils")
    merge(kept, removed, by=publisher)
    response = client.get("/projects/skils/")
    assert (response.status_code, response["Location"]) == (301, "/projects/skills/")
    assert response["Cache-Control"] == "no-cache"


def test_an_address_leads_on_through_two_merges(client, publisher):
    first, second, third = ProjectFactory.create_batch(3)
    merge(second, first, by=publisher)
    merge(third, second, by=publisher)
    assert client.get(f"/projects/{first.slug}/")["Location"] == f"/projects/{third.slug}/"
    assert merged_into(Project, first.pk) == third.pk


def test_no_address_leads_to_a_project_that_the_reader_may_not_see(client_of, client, publisher):
    kept, removed = ProjectFactory(audience=Audience.STAFF), ProjectFactory()
    merge(kept, removed, by=publisher)
    assert client.get(f"/projects/{removed.slug}/").status_code == 404
    assert client_of().get(f"/projects/{removed.slug}/").status_code == 301


def test_an_address_that_never_was_leads_nowhere(client, publisher):
    merge(ProjectFactory(), ProjectFactory(), by=publisher)
    assert client.get("/projects/nothing-here/").status_code == 404


def test_an_address_that_somebody_else_has_now_leads_to_nobody_else(client, publisher):
    kept, removed = ProjectFactory(), ProjectFactory(slug="skills")
    merge(kept, removed, by=publisher)
    ProjectFactory(slug="skills", audience=Audience.STAFF)
    assert client.get("/projects/skills/").status_code == 404


def test_after_undoing_each_project_has_its_page_again(client, publisher):
    kept, removed = ProjectFactory(), ProjectFactory()
    undo(merge(kept, removed, by=publisher), by=publisher)
    assert client.get(f"/projects/{removed.slug}/").status_code == 200
    assert merged_into(Project, removed.slug) is merged_into(Project, removed.pk) is None


# The way back


@pytest.mark.parametrize("kind", FACTORIES)
def test_undoing_restores_all_as_it_was(publisher, pair, kind):
    one, other, evaluation = pair
    before = Summary.of(evaluation)
    made = merge(one[kind], other[kind], by=publisher)
    assert undo(made, by=publisher) == []
    assert Summary.of(Evaluation.objects.get()) == before
    restored = type(other[kind]).objects.get(pk=other[kind].pk)
    for field in restored.history_model.tracked_fields:
        assert getattr(restored, field.attname) == getattr(other[kind], field.attname)
    assert list(verify()) == []


@pytest.mark.parametrize("kind", FACTORIES)
def test_after_undoing_all_reads_as_it_was_at_every_moment(publisher, pair, kind):
    one, other, evaluation = pair
    before, first = Summary.of(evaluation), Revision.objects.latest().moment
    made = merge(one[kind], other[kind], by=publisher)
    merged = Summary.of(evaluation)
    undo(made, by=publisher)
    told = [Summary.as_of(evaluation, at) for at in (first, made.moment, made.undone)]
    assert told == [before, merged, before]


def test_a_form_that_was_stale_before_the_merge_is_stale_after_its_undoing(publisher):
    kept, removed = ProjectFactory(), ProjectFactory()
    for title in ("One", "Two", "Three"):
        Project.objects.filter(pk=removed.pk).update(title=title)
    before = Project.objects.get(pk=removed.pk).version
    undo(merge(kept, removed, by=publisher), by=publisher)
    assert Project.objects.get(pk=removed.pk).version >= before > 1


def test_undoing_is_one_revision_by_who_undid(publisher):
    kept, removed = DonorFactory(), DonorFactory(name="Norway")
    evaluation = EvaluationFactory(donors=[removed])
    made = merge(kept, removed, by=publisher)
    undo(made, by=(other := UserFactory()))
    revision = Revision.objects.latest()
    assert (revision.user, revision.reason) == (other, "Undid the merge of Donor “Norway”")
    assert history_of(evaluation)[0] == ("~", revision.pk)
    assert [kind for kind, _ in history_of(removed)] == ["+", "-", "+"]
    assert (made.undone, made.undone_by) == (revision.moment, other)


def test_what_was_filled_in_is_emptied_again(publisher):
    kept = ProjectFactory(code="")
    removed = ProjectFactory(budget=5, currency="USD", ended=Month(2009, 10), areas=[AreaFactory()])
    made = merge(kept, removed, by=publisher)
    assert undo(made, by=publisher) == []
    kept.refresh_from_db()
    assert (kept.code, kept.budget, kept.currency, kept.ended) == ("", None, "", None)
    assert (kept.areas.count(), removed.areas.count()) == (0, 1)


def test_what_was_changed_since_is_told_and_stays(publisher):
    kept, removed = DonorFactory(name="Norway"), DonorFactory(acronym="NO")
    evaluation = EvaluationFactory(donors=[removed])
    made = merge(kept, removed, by=publisher)
    evaluation.donors.clear()
    Donor.objects.filter(pk=kept.pk).update(acronym="NORAD")
    assert undo(made, by=publisher) == [
        "“Norway (NORAD)”: acronym was changed since and stays as it is.",
        f"Evaluation {evaluation.pk}: donors changed since and stays as it is.",
    ]
    assert names(evaluation.donors) == []


def test_an_item_that_has_another_theme_since_keeps_it(publisher):
    kept, removed, third = ThemeFactory.create_batch(3)
    lesson = LessonFactory(theme=removed)
    made = merge(kept, removed, by=publisher)
    lesson.theme = third
    lesson.save()
    [left] = undo(made, by=publisher)
    assert left == f"Lesson learned {lesson.pk}: theme changed since and stays as it is."
    assert Lesson.objects.get().theme == third


def test_what_the_kept_one_got_since_stays_with_it(publisher):
    kept, removed = DonorFactory(name="Norway"), DonorFactory()
    made = merge(kept, removed, by=publisher)
    evaluation = EvaluationFactory(donors=[kept])
    undo(made, by=publisher)
    assert names(evaluation.donors) == ["Norway"]


def test_an_amount_entered_since_keeps_the_currency_that_was_filled_in(publisher):
    kept = ProjectFactory()
    made = merge(kept, ProjectFactory(currency="USD"), by=publisher)
    Project.objects.filter(pk=kept.pk).update(budget=5)
    [left] = undo(made, by=publisher)
    assert "currency was changed since and stays" in left


def test_an_area_that_is_gone_is_told(publisher):
    area = AreaFactory()
    kept, removed = ProjectFactory(), ProjectFactory(areas=[area])
    made = merge(kept, removed, by=publisher)
    kept.areas.clear()
    key = area.pk
    area.delete()
    [left] = undo(made, by=publisher)
    assert left.startswith(f"Area {key} is gone and is not linked to")


def test_a_merge_is_undone_once(publisher):
    made = merge(DonorFactory(), DonorFactory(name="Norway"), by=publisher)
    undo(made, by=publisher)
    with pytest.raises(MergeRefused, match="The merge of Donor “Norway” was undone on "):
        undo(Merge.objects.get(), by=publisher)


def test_a_name_that_another_has_since_stands_against_undoing(publisher):
    kept = DonorFactory(acronym="NO")
    evaluation = EvaluationFactory(donors=[kept])
    made = merge(kept, DonorFactory(name="Norway"), by=publisher)
    DonorFactory(name="Norway")
    with pytest.raises(MergeRefused, match="cannot be restored: Donor with this Name already ex"):
        undo(made, by=publisher)
    assert Donor.objects.filter(pk=kept.pk).exists() and evaluation.donors.get() == kept
    assert Merge.objects.get().undone is None


def test_a_country_that_is_gone_stands_against_undoing(publisher):
    country = AreaFactory()
    kept, removed = DonorFactory(), DonorFactory(country=country)
    made = merge(kept, removed, by=publisher)
    Donor.objects.filter(pk=kept.pk).update(country=None)
    country.delete()
    with pytest.raises(MergeRefused, match="cannot be restored: area instance with id"):
        undo(made, by=publisher)


def test_a_kept_one_that_is_gone_stands_against_undoing(publisher):
    first, second, third = DonorFactory.create_batch(3)
    made = merge(second, first, by=publisher)
    later = merge(third, second, by=publisher)
    with pytest.raises(MergeRefused, match="The row kept has been removed since; restore it"):
        undo(made, by=publisher)
    undo(later, by=publisher)
    assert undo(made, by=publisher) == []


def test_of_two_merges_that_share_a_link_the_later_is_undone_first(publisher):
    kept, first, second = DonorFactory(), DonorFactory(name="A"), DonorFactory(name="B")
    evaluation = EvaluationFactory(donors=[first, second])
    made = merge(kept, first, by=publisher)
    later = merge(kept, second, by=publisher)
    with pytest.raises(MergeRefused, match="Undo the later merge of Donor “B” first"):
        undo(made, by=publisher)
    assert undo(later, by=publisher) + undo(made, by=publisher) == []
    assert names(evaluation.donors) == ["A", "B"]


# Likely doubles


@pytest.mark.parametrize(
    "name",
    ["DEPARTMENT for International Development", "Department for International Development (DFID)",
     "Department, for International-Development.", "International Development, Department for",
     "Départment for Internationál Development"],
)  # fmt: skip
def test_names_that_differ_in_writing_alone_are_likely_doubles(name):
    first = DonorFactory(name="Department for International Development")
    second = DonorFactory(name=name)
    assert [pair[:2] for pair in doubles(Donor)] == [(first, second)]


@pytest.mark.parametrize("name", ["Department for Development", "Deutschland", "–"])
def test_other_names_are_none(name):
    DonorFactory(name="Department for International Development")
    DonorFactory(name=name)
    DonorFactory(name="…")
    assert doubles(Donor) == []


def test_two_phases_of_a_project_are_none():
    ProjectFactory(title="Skills (I)", code="")
    ProjectFactory(title="Skills (II)", code="")
    assert doubles(Project) == []


def test_projects_with_one_code_are_likely_doubles():
    first = ProjectFactory(code="GLO/O6/57/UKM", title="Skills")
    second = ProjectFactory(code="glo/06/57/ukm", title="Migration")
    [pair] = doubles(Project)
    assert (pair.first, pair.second, pair.shared) == (first, second, "code normalised")


def test_offices_are_compared_by_code_and_by_name():
    first, second = OfficeFactory(code="CO-Hanoi"), OfficeFactory(code="CO Hanoi")
    third = OfficeFactory(code="HAN", name="Hanoi office")
    fourth = OfficeFactory(code="VN", name="Office, Hanoi")
    assert [pair[:2] for pair in doubles(Office)] == [(first, second), (third, fourth)]


def test_an_owner_named_first_or_last_is_a_likely_double():
    first = DonorFactory(name="Norway, Ministry of Foreign Affairs")
    second = DonorFactory(name="Ministry of Foreign Affairs of Norway (MFA)")
    DonorFactory(name="Ministry of Foreign Affairs of Denmark")
    assert [pair[:2] for pair in doubles(Donor)] == [(first, second)]


def test_names_of_little_words_alone_are_no_doubles():
    ThemeFactory(name="The")
    ThemeFactory(name="Of")
    assert doubles(Theme) == []


def test_likely_doubles_cost_one_query(django_assert_num_queries):
    for number in range(8):
        ThemeFactory(name=f"Skills{'.' * number}")
    with django_assert_num_queries(1):
        found = doubles(Theme)
        assert [str(pair.first) for pair in found] == ["Skills"] * 7


# In the administration


def choose(client, model, *rows):
    fields = {"action": "merge_two", "_selected_action": [row.pk for row in rows]}
    return client.post(f"/admin/projects/{model}/", fields, follow=True)


@pytest.mark.parametrize("kind", FACTORIES)
def test_two_rows_chosen_are_shown_side_by_side(client_of, pair, kind):
    one, other, _ = pair
    page = choose(client_of(is_superuser=True), kind, one[kind], other[kind])
    assert page.redirect_chain[0][0] == (
        f"/admin/projects/{kind}/merge/{one[kind].pk}/{other[kind].pk}/"
    )
    text = page.content.decode()
    assert str(one[kind]) in text and str(other[kind]) in text and "Which one to keep" in text


def test_the_page_counts_what_will_move(client_of):
    one, other = DonorFactory(), DonorFactory()
    EvaluationFactory(donors=[one, other])
    EvaluationFactory(donors=[other])
    address = f"/admin/projects/donor/merge/{one.pk}/{other.pk}/"
    page = client_of(is_superuser=True).get(address).content.decode()
    line = '<tr><th scope="row">Evaluations: donors</th><td>0</td><td>1</td><td>1</td></tr>'
    assert line in page
    assert Donor.objects.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_one_or_three_rows_are_refused_in_words(client_of, count):
    rows = DonorFactory.create_batch(count)
    page = choose(client_of(is_superuser=True), "donor", *rows).content.decode()
    assert "Choose exactly two donors to merge" in page


def test_who_says_which_to_keep_merges_and_is_offered_the_way_back(client_of):
    one, other = DonorFactory(name="NORWAY"), DonorFactory(name="Norway")
    address = f"/admin/projects/donor/merge/{one.pk}/{other.pk}/"
    fields = {"keep": other.pk, "reason": "The same."}
    page = client_of(is_superuser=True).post(address, fields, follow=True).content.decode()
    made = Merge.objects.get()
    assert f'<a href="/admin/projects/merge/{made.pk}/undo/">Undo…</a>' in page
    assert (made.kept, made.name, made.reason) == (other.pk, "NORWAY", "The same.")


def test_who_does_not_say_which_to_keep_is_asked_again(client_of):
    one, other = DonorFactory(), DonorFactory()
    address = f"/admin/projects/donor/merge/{one.pk}/{other.pk}/"
    for keep in ({}, {"keep": "999999"}):
        page = client_of(is_superuser=True).post(address, {"reason": "x", **keep})
        assert "errornote" in page.content.decode()
    assert Donor.objects.count() == 2


def test_what_cannot_be_merged_is_said_before(client_of):
    one, other = ProjectFactory(), ProjectFactory()
    ObjectiveFactory(project=one, number=1)
    ObjectiveFactory(project=other, number=1)
    address = f"/admin/projects/project/merge/{one.pk}/{other.pk}/"
    client = client_of(is_superuser=True)
    assert "Both have “Objective 1”." in client.get(address).content.decode()
    page = client.post(address, {"keep": one.pk}, follow=True).content.decode()
    assert "Both have “Objective 1”." in page
    assert Project.objects.count() == 2


def test_what_is_gone_is_said_in_the_list(client_of, publisher):
    one, other = DonorFactory(), DonorFactory()
    merge(one, other, by=publisher)
    address = f"/admin/projects/donor/merge/{one.pk}/{other.pk}/"
    page = client_of(is_superuser=True).post(address, {"keep": one.pk}, follow=True)
    assert "One of the two donors has been removed." in page.content.decode()


def test_undoing_asks_first(client_of, publisher):
    kept, removed = DonorFactory(), DonorFactory(name="Norway")
    EvaluationFactory(donors=[removed])
    made = merge(kept, removed, by=publisher)
    client, address = client_of(is_superuser=True), f"/admin/projects/merge/{made.pk}/undo/"
    assert "Evaluations: donors (1)" in client.get(address).content.decode()
    assert not Donor.objects.filter(name="Norway").exists()
    assert "Donor “Norway” is there again." in client.post(address, follow=True).content.decode()
    page = client.post(address, follow=True).content.decode()
    assert "was undone on" in page and Donor.objects.filter(name="Norway").count() == 1


def test_merges_are_listed_with_their_way_back_and_never_changed(client_of, publisher):
    made = merge(DonorFactory(name="Kept"), DonorFactory(name="Gone"), by=publisher)
    client = client_of("merge_doubles")
    page = client.get("/admin/projects/merge/").content.decode()
    assert "Gone" in page and "Kept" in page and f"/merge/{made.pk}/undo/" in page
    assert client.get(f"/admin/projects/merge/{made.pk}/change/").status_code == 200
    assert client.post(f"/admin/projects/merge/{made.pk}/change/", {}).status_code == 403
    assert client.post(f"/admin/projects/merge/{made.pk}/delete/", {}).status_code == 403
    assert client.get("/admin/projects/merge/add/").status_code == 403


def test_the_list_of_merges_costs_the_same_however_many(client_of, publisher):
    def statements():
        merge(DonorFactory(), DonorFactory(), by=publisher)
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/admin/projects/merge/").status_code == 200
        return len(captured)

    client = client_of(is_superuser=True)
    assert statements() == statements()


def test_likely_doubles_can_be_listed(client_of):
    DonorFactory(name="Norway")
    DonorFactory(name="NORWAY.")
    DonorFactory(name="Sweden")
    page = client_of(is_superuser=True).get("/admin/projects/donor/?doubles=likely")
    assert "NORWAY." in page.content.decode() and "Sweden" not in page.content.decode()


MAY_EDIT = ["view_donor", "change_donor", "delete_donor", "view_merge", "change_merge"]


def test_who_may_edit_and_delete_may_not_merge(client_of, publisher):
    one, other, gone = DonorFactory.create_batch(3)
    made, client = merge(one, gone, by=publisher), client_of(*MAY_EDIT)
    address = f"/admin/projects/donor/merge/{one.pk}/{other.pk}/"
    assert client.get(address).status_code == 403
    assert client.post(address, {"keep": one.pk}).status_code == 403
    assert client.get(f"/admin/projects/merge/{made.pk}/undo/").status_code == 403
    assert client.post(f"/admin/projects/merge/{made.pk}/undo/").status_code == 403
    assert Donor.objects.count() == 2


def test_who_may_not_merge_is_not_offered_it(client_of, publisher):
    one, other, gone = DonorFactory.create_batch(3)
    merge(one, gone, by=publisher)
    client = client_of(*MAY_EDIT)
    page = client.get("/admin/projects/donor/").content.decode()
    assert "Merge the two chosen" not in page and "Likely doubles" not in page
    assert "Undo…" not in client.get("/admin/projects/merge/").content.decode()
    assert "/merge/" not in str(choose(client, "donor", one, other).redirect_chain)


def test_who_has_the_permission_may_merge_and_undo(client_of):
    one, other = DonorFactory(), DonorFactory()
    client = client_of("view_donor", "merge_doubles")
    client.post(f"/admin/projects/donor/merge/{one.pk}/{other.pk}/", {"keep": one.pk})
    assert Donor.objects.count() == 1
    client.post(f"/admin/projects/merge/{Merge.objects.get().pk}/undo/")
    assert Donor.objects.count() == 2


def test_who_may_merge_but_not_see_donors_merges_none(client_of):
    one, other = DonorFactory(), DonorFactory()
    address = f"/admin/projects/donor/merge/{one.pk}/{other.pk}/"
    assert client_of("merge_doubles").post(address, {"keep": one.pk}).status_code == 404


def test_who_is_not_signed_in_is_asked_to(client):
    response = client.post("/admin/projects/donor/merge/1/2/", {"keep": 1})
    assert "Sign in again" in response.content.decode()
    assert client.get("/admin/projects/merge/1/undo/").status_code == 302


def test_what_is_merged_in_the_admin_is_told_in_its_log(client_of):
    one, other = DonorFactory(), DonorFactory(name="NORWAY")
    address = f"/admin/projects/donor/merge/{one.pk}/{other.pk}/"
    client_of(is_superuser=True).post(address, {"keep": one.pk})
    page = client_of(is_superuser=True).get(f"/admin/projects/donor/{one.pk}/history/")
    assert "Merged with “NORWAY”." in page.content.decode()
