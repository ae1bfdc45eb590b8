"""Who reaches what at the desk: every door, for every role, as many refusals as openings."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import transaction
from django.db.models import ProtectedError

from findings.models import Evaluation, Finding, Recommendation, Visit
from findings.roles import EDITORS, PUBLISHERS, ROLES, STAFF
from projects.history import Revision
from projects.merging import merge
from projects.models import Donor, Office, Project

from . import roles
from .factories import (
    ActionFactory,
    AttachmentFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    LessonFactory,
    ObjectiveFactory,
    OfficeFactory,
    OutcomeFactory,
    ProjectFactory,
    RatingFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
    UserFactory,
)
from .forms import address_of, filled, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    return EvaluationFactory(title="Her own", projects=[ProjectFactory(title="Her project")])


@pytest.fixture
def other():
    """An evaluation of somebody else, with one of each."""
    project = ProjectFactory(title="Secret project", audience="staff")
    other = EvaluationFactory(title="Secret draft", projects=[project])
    FindingFactory(evaluation=other, heading="Secret finding", position=1)
    return other


@pytest.fixture
def editor(client, own):
    user = roles.editor(own, own.projects.get(), username="edith")
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def publisher(client):
    client.user = roles.publisher(username="paula")
    client.force_login(client.user)
    return client


def page_of(project):
    return f"/admin/projects/project/{project.pk}/change/"


def offered(client, model, field, term="", app="findings"):
    address = f"/admin/autocomplete/?app_label={app}&model_name={model}&field_name={field}"
    response = client.get(f"{address}&term={term}")
    assert response.status_code == 200
    return [result["text"] for result in response.json()["results"]]


# The groups


def permissions(name):
    rows = Group.objects.get(name=name).permissions.select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


@pytest.mark.parametrize("name", ROLES)
def test_a_group_has_every_permission_of_its_role(name):
    assert ROLES[name] <= permissions(name)


def test_publishers_make_accounts_and_delete_none():
    told = permissions(PUBLISHERS)
    assert {"auth.add_user", "auth.change_user"} <= told
    assert "auth.delete_user" not in told


@pytest.mark.parametrize("name", ROLES)
def test_no_role_deletes_what_is_published_or_history(name):
    kept = ("publication", "passage", "revision", "merge", "review")
    told = permissions(name)
    assert not {p for p in told if p.endswith(kept) and not p.split(".")[1].startswith("view_")}


def test_editors_and_publishers_are_kept_apart():
    assert not {p for p in permissions(PUBLISHERS) if p.endswith("e_evaluation")} & {
        "findings.change_evaluation", "findings.delete_evaluation"
    }  # fmt: skip
    assert "findings.publish_evaluation" not in permissions(EDITORS)
    assert "projects.read_drafts" not in permissions(EDITORS)


def test_a_migration_gives_back_what_is_missing_and_takes_nothing_away():
    group, other = Group.objects.get(name=STAFF), Group.objects.get(name=EDITORS)
    group.permissions.set(other.permissions.filter(codename="add_theme"))
    call_command("migrate", verbosity=0)
    assert ROLES[STAFF] | {"projects.add_theme"} <= permissions(STAFF)
    assert Group.objects.filter(name=STAFF).count() == 1


# What an editor reaches


def test_a_list_shows_an_editor_her_own(editor, own, other):
    for kind in ("findings/evaluation", "projects/project", "findings/finding"):
        page = editor.get(f"/admin/{kind}/").content.decode()
        assert "Secret" not in page, kind
    assert "Her own" in editor.get("/admin/findings/evaluation/").content.decode()


def test_the_editor_of_a_project_edits_its_evaluations(editor, own):
    own.editors.clear()
    assert editor.get(address_of(own)).status_code == 200
    own.projects.clear()
    assert editor.get(address_of(own)).status_code == 404


@pytest.mark.parametrize("door", ["change", "delete", "history"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_of_another_s_evaluation_answers_404(editor, other, door, method):
    for base in (
        f"/admin/findings/evaluation/{other.pk}",
        f"/admin/projects/project/{other.projects.get().pk}",
    ):
        status = getattr(editor, method)(f"{base}/{door}/").status_code
        assert status == 404 or (door, method, status) == ("history", "post", 403)


@pytest.mark.parametrize("query", ["_to_field=id", "_popup=1", "_changelist_filters=q%3DSecret"])
def test_no_parameter_opens_another_s_page(editor, other, query):
    assert editor.get(f"{address_of(other)}?{query}").status_code == 404
    assert editor.post(f"{address_of(other)}?{query}", {"title": "x"}).status_code == 404


def test_the_desk_s_pages_of_another_s_work_answer_404(editor, other):
    key, project = other.pk, other.projects.get()
    last = Revision.objects.latest().pk
    lesson = LessonFactory(evaluation=other)
    removed = lesson.pk
    lesson.delete()
    for address in [
        f"evaluations/{key}/", f"evaluations/{key}/history/", f"evaluations/{key}/as-of/{last}/",
        f"evaluations/{key}/compare/?from={last}", f"evaluations/{key}/links/",
        f"evaluations/{key}/publishing/", f"projects/{project.pk}/history/",
        f"restore/findings.lesson/{removed}/",
        f"restore/findings.evaluation/{key}/",
    ]:  # fmt: skip
        assert editor.get(f"/desk/{address}").status_code == 404, address


@pytest.mark.parametrize(
    "make",
    [FindingFactory, RecommendationFactory, LessonFactory, RatingFactory, AttachmentFactory],
)
def test_rows_of_others_are_in_no_list_and_on_no_page(editor, other, make):
    theirs, label = make(evaluation=other), make._meta.model._meta.label_lower
    base = f"/admin/{label.replace('.', '/')}/"
    assert f"/{theirs.pk}/change/" not in editor.get(base).content.decode()
    assert editor.get(f"{base}{theirs.pk}/change/").status_code == 404


def test_follow_up_publications_and_statements_of_others_are_in_no_list(editor, other):
    theirs = ActionFactory(recommendation__evaluation=other)
    answer = ResponseFactory(recommendation=theirs.recommendation)
    objective = ObjectiveFactory(project=other.projects.get())
    publication, review = other.publish(by=None), other.submit(by=None)
    for thing in (theirs, answer, objective, publication, review, publication.passages.first()):
        base = f"/admin/{thing._meta.label_lower.replace('.', '/')}/"
        assert editor.get(f"{base}{thing.pk}/change/").status_code == 404, base
        assert f"/{thing.pk}/change/" not in editor.get(base).content.decode()


def test_a_search_cannot_ask_what_others_wrote(editor, other):
    for kind in ("evaluation", "finding", "recommendation"):
        page = editor.get(f"/admin/findings/{kind}/?q=Secret").content.decode()
        assert "0 results" in page or "0 evaluations" in page or f"0 {kind}s" in page


@pytest.mark.parametrize(
    "address",
    [
        "findings/finding/?body__regex=(a%2B)%2B$",
        "findings/finding/?evaluation__title__startswith=S",
        "findings/publication/?content__icontains=x",
        "projects/project/?aim__startswith=S",
        "projects/objective/?project__title__startswith=S",
    ],
)
def test_a_list_is_asked_what_its_filters_ask(editor, address):
    assert editor.get(f"/admin/{address}").status_code == 400


def test_a_bulk_action_reaches_her_own_alone(editor, own, other):
    fields = {"action": "delete_selected", "post": "yes", "_selected_action": [own.pk, other.pk]}
    editor.post("/admin/findings/evaluation/", fields)
    assert list(Evaluation.objects.all()) == [other]


def test_an_editor_cannot_publish_from_the_list(editor, own):
    fields = {"action": "publish_chosen", "_selected_action": [own.pk]}
    response = editor.post("/admin/findings/evaluation/", fields, follow=True)
    assert "publish_chosen" not in response.content.decode()
    assert not own.publications.exists()
    assert editor.get(f"/desk/publish-many/?ids={own.pk}").status_code == 404


def test_revisions_and_merges_are_not_an_editor_s(editor, other):
    for kind in ("revision", "merge"):
        assert editor.get(f"/admin/projects/{kind}/").status_code == 404
    for kind in ("user", "group"):
        assert editor.get(f"/admin/auth/{kind}/").status_code == 404


def test_nobody_is_told_who_has_another_s_page_open(editor, own, other):
    said = [
        editor.post("/desk/open/", {"subject": f"findings.evaluation/{pk}"}).status_code
        for pk in (own.pk, other.pk, 999999, "1e3", "")
    ]
    assert said == [200, 404, 404, 404, 404]
    assert editor.post("/desk/open/", {"subject": "auth.user/1"}).status_code == 404
    assert [v.subject for v in Visit.objects.all()] == [f"findings.evaluation/{own.pk}"]


# What an editor may choose


def test_only_her_projects_are_offered_for_an_evaluation(editor, other):
    assert offered(editor, "evaluation", "projects") == [
        str(Project.objects.get(editors=editor.user))
    ]
    assert offered(editor, "evaluation", "projects", "Secret") == []


def test_a_reader_of_all_drafts_attaches_her_own_projects_alone(editor, other):
    editor.user.groups.add(Group.objects.get(name=STAFF))
    assert editor.get(page_of(other.projects.get())).status_code == 200
    assert offered(editor, "evaluation", "projects", "Secret") == []


def test_a_project_of_others_cannot_be_posted(editor, own, other):
    data = filled(editor, address_of(own))
    data["projects"] = [str(own.projects.get().pk), str(other.projects.get().pk)]
    page = editor.post(address_of(own), data).content.decode()
    assert "is not one of the available choices" in page
    assert own.projects.count() == 1


def test_a_project_that_was_attached_stays(editor, own, other):
    theirs, mine = other.projects.get(), ProjectFactory(editors=[editor.user])
    own.projects.add(theirs)
    data = filled(editor, address_of(own)) | {"team": "New"}
    data["projects"] = [*data["projects"], str(mine.pk)]
    assert editor.post(address_of(own), data).status_code == 302
    assert {theirs, mine} < set(own.projects.all())


def test_a_draft_of_others_cannot_be_the_original_of_a_translation(editor, own, other):
    assert offered(editor, "evaluation", "translation_of") == ["Her own"]
    data = filled(editor, address_of(own)) | {"translation_of": str(other.pk)}
    assert "Select a valid choice" in editor.post(address_of(own), data).content.decode()


def test_an_objective_of_others_cannot_be_posted(editor, own, other):
    theirs = ObjectiveFactory(project=other.projects.get())
    data = filled(editor, address_of(own))
    data |= row("findings", 0, body="x", kind="observation", objectives=str(theirs.pk))
    data["findings-TOTAL_FORMS"] = "1"
    assert "available choices" in editor.post(address_of(own), data).content.decode()
    assert not Finding.objects.filter(evaluation=own).exists()


def test_statements_are_edited_on_the_page_of_their_project_alone(editor, own):
    outcome = OutcomeFactory(project=own.projects.get())
    address = f"/admin/projects/outcome/{outcome.pk}/change/"
    assert editor.get(address).status_code == 200
    assert editor.post(address, {"statement": "x", "number": 1}).status_code == 403


def test_editors_are_not_offered_accounts(editor, own):
    address = "/admin/autocomplete/?app_label=findings&model_name=evaluation&field_name=editors"
    assert editor.get(address).status_code in (403, 404)


# Who edits, who assigns


def test_whoever_adds_an_evaluation_or_project_becomes_its_editor(editor):
    data = filled(editor, "/admin/projects/project/add/") | {"title": "Added"}
    donor = DonorFactory()
    assert (
        editor.post("/admin/projects/project/add/", data | {"donors": donor.pk}).status_code == 302
    )
    project = Project.objects.get(title="Added")
    assert (list(project.editors.all()), list(project.donors.all())) == ([editor.user], [donor])
    data = filled(editor, "/admin/findings/evaluation/add/") | {"title": "Added"}
    assert editor.post("/admin/findings/evaluation/add/", data).status_code == 302
    assert list(Evaluation.objects.get(title="Added").editors.all()) == [editor.user]


def test_an_editor_does_not_change_whose_a_project_is(editor, own):
    project, friend = own.projects.get(), roles.editor()
    data = filled(editor, page_of(project)) | {"title": "Renamed"}
    data |= {"donors": DonorFactory().pk, "editors": friend.pk, "audience": "everybody"}
    Project.objects.update(audience="staff")
    assert (
        editor.post(page_of(project), data | {"expected_version": version(project)}).status_code
        == 302
    )
    project.refresh_from_db()
    assert (project.title, project.audience) == ("Renamed", "staff")
    assert not project.donors.exists() and list(project.editors.all()) == [editor.user]


def version(whole):
    return type(whole).objects.values_list("version", flat=True).get(pk=whole.pk)


def test_an_added_project_is_for_staff_until_a_publisher_says_more(editor):
    data = filled(editor, "/admin/projects/project/add/")
    data |= {"title": "Added", "audience": "everybody", "editors": roles.editor().pk}
    editor.post("/admin/projects/project/add/", data)
    project = Project.objects.get(title="Added")
    assert (project.audience, project.editors.count()) == ("staff", 1)


def test_an_editor_does_not_change_who_edits_an_evaluation(editor, own):
    data = filled(editor, address_of(own)) | {"editors": roles.editor().pk, "team": "New"}
    assert editor.post(address_of(own), data).status_code == 302
    assert list(own.editors.all()) == [editor.user]


def test_an_editor_does_not_join_an_office(editor):
    data = {"code": "CO-New", "name": "", "members": editor.user.pk}
    assert editor.post("/admin/projects/office/add/", data).status_code == 302
    assert not Office.objects.get(code="CO-New").members.exists()
    office = OfficeFactory()
    page = f"/admin/projects/office/{office.pk}/change/"
    assert editor.post(page, {"code": "x", "members": editor.user.pk}).status_code == 403


def test_an_editor_adds_technical_areas_and_no_donors(editor):
    assert editor.post("/admin/projects/theme/add/", {"name": "Skills"}).status_code == 302
    assert editor.get("/admin/projects/donor/add/").status_code == 403
    theme = ThemeFactory()
    assert (
        editor.post(f"/admin/projects/theme/{theme.pk}/change/", {"name": "x"}).status_code == 403
    )


def test_a_publisher_assigns_editors_and_donors_and_nothing_else(publisher, other):
    project, edith, donor = other.projects.get(), roles.editor(), DonorFactory()
    data = filled(publisher, page_of(project))
    assert "title" not in data and "aim" not in data
    data |= {"title": "Mine now", "aim": "<p>Mine</p>", "audience": "donors"}
    data |= {"donors": str(donor.pk), "editors": str(edith.pk)}
    assert publisher.post(page_of(project), data).status_code == 302
    project.refresh_from_db()
    assert (project.title, project.aim, project.audience) == ("Secret project", "", "donors")
    assert list(project.donors.all()) == [donor] and list(project.editors.all()) == [edith]


def test_a_publisher_assigns_an_evaluation_and_does_not_edit_it(publisher, other):
    edith, finding = roles.editor(), other.findings.get()
    data = filled(publisher, address_of(other)) | {"title": "Mine", "editors": str(edith.pk)}
    data |= row("findings", 0, heading="Mine", id=finding.pk, evaluation=other.pk, DELETE="on")
    data |= {"findings-INITIAL_FORMS": "1", "findings-TOTAL_FORMS": "1"}
    assert publisher.post(address_of(other), data).status_code == 302
    other.refresh_from_db()
    assert (other.title, list(other.editors.all())) == ("Secret draft", [edith])
    assert other.findings.get().heading == "Secret finding"


def test_a_publisher_who_edits_too_edits_the_rows_of_her_own_alone(publisher, own, other):
    publisher.user.groups.add(Group.objects.get(name=EDITORS))
    own.editors.add(publisher.user)
    finding = other.findings.get()
    data = filled(publisher, address_of(other)) | {"editors": ""}
    data |= row("findings", 0, heading="Mine", id=finding.pk, evaluation=other.pk)
    data |= row("lessons", 0, text="Smuggled.")
    data |= {"findings-INITIAL_FORMS": "1", "findings-TOTAL_FORMS": "1"}
    data |= {"lessons-INITIAL_FORMS": "0", "lessons-TOTAL_FORMS": "1"}
    publisher.post(address_of(other), data)
    assert other.findings.get().heading == "Secret finding" and not other.lessons.exists()
    data = filled(publisher, address_of(own)) | {"title": "Edited"}
    assert publisher.post(address_of(own), data).status_code == 302
    assert Evaluation.objects.filter(title="Edited").exists()


def test_only_people_who_work_here_are_offered_as_editors(publisher):
    roles.editor(username="edith")
    roles.editor(username="left", is_active=False)
    UserFactory(username="donor")
    assert offered(publisher, "evaluation", "editors") == ["edith", "paula"]
    assert offered(publisher, "project", "editors", app="projects") == ["edith", "paula"]


def test_the_text_that_a_publisher_reads_is_shown_as_text(publisher, other):
    Evaluation.objects.filter(pk=other.pk).update(methodology="<p>Desk <b>review</b>.</p>")
    page = publisher.get(address_of(other)).content.decode()
    assert "<p>Desk <strong>review</strong>.</p>" in page and "&lt;p&gt;" not in page
    assert "Secret finding" in page and "Remove this finding" not in page


def test_a_publisher_goes_on_from_the_list_to_where_it_is_asked(publisher, own, other):
    fields = {"action": "publish_chosen", "_selected_action": [other.pk, own.pk]}
    response = publisher.post("/admin/findings/evaluation/", fields)
    assert response.url == f"/desk/publish-many/?ids={own.pk}%2C{other.pk}"
    assert not own.publications.exists()


# Staff, donors, accounts without a role


def test_staff_read_every_draft_and_write_none(client, other):
    client.force_login(roles.staff())
    page = client.get(address_of(other))
    assert "Secret finding" in page.content.decode()
    assert client.post(address_of(other), {"title": "x"}).status_code == 403
    assert client.post(f"/admin/findings/evaluation/{other.pk}/delete/").status_code == 403
    assert client.get(f"/desk/evaluations/{other.pk}/history/").status_code == 200
    assert client.get(f"/desk/evaluations/{other.pk}/links/").status_code == 404


@pytest.mark.parametrize("given", [{}, {"is_staff": False}, {"is_active": False}])
def test_who_has_no_role_sees_no_draft(client, other, given):
    client.force_login(roles.somebody(**given))
    for address in (
        address_of(other),
        f"/desk/evaluations/{other.pk}/",
        "/admin/findings/finding/",
    ):
        assert client.get(address).status_code in (302, 404)
    for kind in ("evaluation", "finding", "recommendation"):
        assert "Secret" not in client.get(f"/admin/findings/{kind}/").content.decode()


def test_a_donor_reads_what_is_for_her_donor_and_never_reaches_the_desk(client):
    project = ProjectFactory(donors=[donor := DonorFactory()], audience="donors")
    theirs = EvaluationFactory(title="For donors", projects=[project])
    theirs.publish(by=None, audience="donors")
    address = theirs.get_absolute_url()
    client.force_login(user := UserFactory())
    assert client.get(address).status_code == 404
    donor.users.add(user)
    assert client.get(address).status_code == 200
    assert client.get("/admin/").status_code in (302, 404)
    assert client.get(f"/desk/evaluations/{theirs.pk}/").status_code == 404


def test_a_deactivated_donor_reads_what_anybody_reads(client):
    donor = DonorFactory()
    theirs = EvaluationFactory(projects=[ProjectFactory(donors=[donor])])
    theirs.publish(by=None, audience="donors")
    client.force_login(user := UserFactory())
    donor.users.add(user)
    type(user).objects.update(is_active=False)
    assert client.get(theirs.get_absolute_url()).status_code == 404


# Follow-up


@pytest.fixture
def asked():
    """A recommendation of a published evaluation, and the office that administers it."""
    office = OfficeFactory()
    asked = RecommendationFactory(evaluation__administrative_offices=[office])
    asked.evaluation.publish(by=None)
    return asked, office


def answer(client, recommendation):
    address = f"/admin/findings/recommendation/{recommendation.pk}/change/"
    first = client.get(address)
    if first.status_code != 200:
        return first.status_code
    data = filled(client, address) | row("response", 0, decision="accepted")
    data |= {"response-TOTAL_FORMS": "1", "response-INITIAL_FORMS": "0"}
    return client.post(address, data).status_code


def test_a_member_of_the_office_records_the_follow_up(client, asked):
    recommendation, office = asked
    client.force_login(user := roles.staff())
    assert answer(client, recommendation) == 403
    office.members.add(user)
    assert answer(client, recommendation) == 302
    assert Recommendation.objects.get(pk=recommendation.pk).response.decision == "accepted"


def test_an_editor_records_the_follow_up_of_her_own_alone(editor, own, asked):
    assert answer(editor, RecommendationFactory(evaluation=own)) == 302
    assert answer(editor, asked[0]) == 404


def test_an_editor_follows_up_for_her_office_what_is_published(editor, asked):
    recommendation, office = asked
    office.members.add(editor.user)
    draft = RecommendationFactory(evaluation__administrative_offices=[office])
    assert answer(editor, draft) == 404
    assert answer(editor, recommendation) == 302


def test_a_publisher_records_any_follow_up(publisher, asked):
    assert answer(publisher, asked[0]) == 302


def test_removed_follow_up_comes_back_by_whom_may_record_it(client, asked):
    recommendation, office = asked
    action = ActionFactory(recommendation=recommendation)
    key = action.pk
    action.delete()
    client.force_login(user := roles.staff())
    address = f"/desk/restore/findings.action/{key}/"
    assert client.post(address).status_code == 404
    office.members.add(user)
    assert client.post(address).status_code == 302


# What is kept


def removing(client, item):
    prefix = item._meta.get_field("evaluation").remote_field.related_name
    data = filled(client, address_of(item.evaluation)) | {f"{prefix}-0-DELETE": "on"}
    return client.post(address_of(item.evaluation), data, follow=True).content.decode()


@pytest.mark.parametrize("make", [FindingFactory, RecommendationFactory, LessonFactory])
def test_a_published_item_is_struck_not_deleted(editor, own, make):
    item = make(evaluation=own, label="5", position=1)
    own.publish(by=None)
    assert "is struck: readers keep seeing it until the next publication" in removing(editor, item)
    item.refresh_from_db()
    assert item.struck
    assert not [name for name in filled(editor, address_of(own)) if name.endswith("-0-id")]


def test_striking_saves_nothing_that_was_typed_into_the_row(editor, own):
    item = FindingFactory(evaluation=own, heading="Published", position=1)
    own.publish(by=None)
    data = filled(editor, address_of(own)) | {"findings-0-heading": "T", "findings-0-DELETE": "on"}
    editor.post(address_of(own), data)
    item.refresh_from_db()
    assert (item.heading, bool(item.struck)) == ("Published", True)


def test_an_item_never_published_is_deleted(editor, own):
    item = FindingFactory(evaluation=own, position=1)
    assert "was removed; the history page can bring it back" in removing(editor, item)
    assert not Finding.objects.exists()


def test_a_published_recommendation_with_follow_up_is_struck(editor, own):
    answered = ResponseFactory(recommendation__evaluation=own, recommendation__position=1)
    own.publish(by=None)
    assert "is struck" in removing(editor, answered.recommendation)
    assert Recommendation.objects.get().response == answered


def test_a_struck_item_is_put_back_from_the_history(editor, own):
    item = FindingFactory(evaluation=own, heading="Trained", label="5", position=1)
    own.publish(by=None)
    removing(editor, item)
    page = editor.get(f"/desk/evaluations/{own.pk}/history/").content.decode()
    address = f"/desk/put-back/finding/{item.pk}/"
    assert f'action="{address}"' in page and "Trained" in page
    page = editor.post(address, follow=True).content.decode()
    assert "Finding 5 is back in the draft" in page and "Struck items" not in page
    assert Finding.objects.get().struck is None


def test_who_may_only_read_puts_nothing_back(client, own):
    item = FindingFactory(evaluation=own, struck="2026-01-01T00:00Z")
    for user in (roles.staff(), roles.publisher(), roles.editor(EvaluationFactory())):
        client.force_login(user)
        assert client.post(f"/desk/put-back/finding/{item.pk}/").status_code == 404
    assert "Put back" not in client.get(f"/desk/evaluations/{own.pk}/history/").content.decode()
    assert Finding.objects.get().struck


@pytest.mark.parametrize("address", ["finding/999999", "nothing/1", "finding/99999999999999999999"])
def test_what_is_no_item_is_not_put_back(editor, address):
    assert editor.post(f"/desk/put-back/{address}/").status_code == 404
    assert editor.get(f"/desk/put-back/{address}/").status_code == 405


def test_a_row_struck_meanwhile_comes_back_if_she_saves_over_it(editor, own):
    item = FindingFactory(evaluation=own, heading="Old", position=1)
    own.publish(by=None)
    data = filled(editor, address_of(own)) | {"findings-0-heading": "Mine"}
    Finding.objects.update(struck="2026-01-01T00:00Z")
    refused = editor.post(address_of(own), data)
    assert refused.status_code == 409 and "Kept in the form" in refused.content.decode()
    data["_save_over"] = str(version(own))
    assert editor.post(address_of(own), data).status_code == 302
    item.refresh_from_db()
    assert (item.heading, item.struck) == ("Mine", None)


def test_a_draft_is_deleted_with_all_its_parts(editor, own):
    RatingFactory(evaluation=own, finding=FindingFactory(evaluation=own))
    own.submit(by=editor.user)
    address = f"/admin/findings/evaluation/{own.pk}/delete/"
    assert "Are you sure" in editor.get(address).content.decode()
    assert editor.post(address, {"post": "yes"}).status_code == 302
    assert not Evaluation.objects.exists()


def test_what_was_published_is_withdrawn_not_deleted(editor, own):
    own.publish(by=None)
    assert f'/evaluation/{own.pk}/delete/"' not in editor.get(address_of(own)).content.decode()
    address = f"/admin/findings/evaluation/{own.pk}/delete/"
    page = editor.post(address, {"post": "yes"}, follow=True).content.decode()
    assert "It was published. Withdraw it instead." in page
    fields = {"action": "delete_selected", "post": "yes", "_selected_action": [own.pk]}
    page = editor.post("/admin/findings/evaluation/", fields, follow=True).content.decode()
    assert "Withdraw it instead. Nothing was deleted." in page
    assert Evaluation.objects.filter(pk=own.pk).exists()


def test_a_project_that_a_publication_names_is_kept(editor, own):
    project = own.projects.get()
    own.publish(by=None)
    own.projects.clear()
    with pytest.raises(ProtectedError), transaction.atomic():
        Project.objects.get(pk=project.pk).delete()
    shown = editor.get(f"/admin/projects/project/{project.pk}/change/").content.decode()
    assert "deletelink" not in shown
    page = editor.post(f"/admin/projects/project/{project.pk}/delete/", {"post": "y"}, follow=True)
    assert "is named in what was published" in page.content.decode()
    fields = {"action": "delete_selected", "post": "yes", "_selected_action": [project.pk]}
    page = editor.post("/admin/projects/project/", fields, follow=True).content.decode()
    assert "Nothing was deleted." in page and "Successfully" not in page
    assert Project.objects.filter(pk=project.pk).exists()


def test_a_project_that_was_published_can_still_be_merged(publisher):
    kept, double = ProjectFactory(), ProjectFactory()
    published = EvaluationFactory(projects=[double]).publish(by=None)
    merge(kept, double, by=publisher.user)
    assert list(published.projects.all()) == [kept]


def test_a_project_of_drafts_alone_is_deleted(editor, own):
    ObjectiveFactory(project=own.projects.get())
    address = f"/admin/projects/project/{own.projects.get().pk}/delete/"
    assert editor.post(address, {"post": "yes"}).status_code == 302
    assert not Project.objects.exists()


# What was removed


def test_an_editor_restores_what_was_hers_and_sees_no_other(editor, own, other):
    mine, theirs = own.pk, other.pk
    own.delete()
    other.delete()
    page = editor.get("/desk/removed/").content.decode()
    assert "Her own" in page and "Secret" not in page
    assert editor.post(f"/desk/restore/findings.evaluation/{theirs}/").status_code == 404
    assert editor.post(f"/desk/restore/findings.evaluation/{mine}/").status_code == 302
    assert editor.get(address_of(Evaluation.objects.get())).status_code == 200


def test_who_was_no_editor_any_more_restores_nothing(editor, own):
    own.projects.clear()
    own.editors.clear()
    key = own.pk
    own.delete()
    assert "Her own" not in editor.get("/desk/removed/").content.decode()
    assert editor.post(f"/desk/restore/findings.evaluation/{key}/").status_code == 404


def test_a_publisher_reads_what_was_removed_and_restores_nothing(publisher, own):
    key = own.pk
    own.delete()
    page = publisher.get("/desk/removed/").content.decode()
    assert "Her own" in page and "/desk/restore/" not in page
    assert publisher.post(f"/desk/restore/findings.evaluation/{key}/").status_code == 404


# The register


def test_a_publisher_keeps_donors_with_their_accounts(publisher):
    donor, user = DonorFactory(name="Norway"), UserFactory(username="kari")
    address = f"/admin/projects/donor/{donor.pk}/change/"
    data = filled(publisher, address) | {"users": str(user.pk)}
    assert publisher.post(address, data).status_code == 302
    assert list(donor.users.all()) == [user]
    assert donor.history.count() == 2


def test_an_account_of_staff_never_belongs_to_a_donor(publisher):
    donor, kari = DonorFactory(), UserFactory(username="kari")
    donor.users.add(kari)
    roles.staff(username="stan")
    assert offered(publisher, "donor", "users", app="projects") == ["kari"]
    type(kari).objects.filter(pk=kari.pk).update(is_staff=True)
    address = f"/admin/projects/donor/{donor.pk}/change/"
    page = publisher.post(address, filled(publisher, address)).content.decode()
    assert "Accounts of staff cannot belong to a donor as well: kari." in page


def test_who_may_not_change_a_donor_does_not_see_its_accounts(client, editor):
    donor = DonorFactory()
    donor.users.add(UserFactory(username="kari"))
    for user in (editor.user, roles.staff()):
        client.force_login(user)
        page = client.get(f"/admin/projects/donor/{donor.pk}/change/").content.decode()
        assert donor.name in page and "kari" not in page


def test_doubles_are_merged_by_publishers_alone(client, editor, own):
    one, two = DonorFactory(), DonorFactory()
    address = f"/admin/projects/donor/merge/{one.pk}/{two.pk}/"
    for user in (editor.user, roles.staff()):
        client.force_login(user)
        assert client.post(address, {"keep": one.pk}).status_code == 403
    client.force_login(roles.publisher())
    assert client.post(address, {"keep": one.pk}).status_code == 302
    assert list(Donor.objects.all()) == [one]


def test_the_address_that_leads_to_any_object_leads_nobody_to_a_draft(editor, other):
    kind = ContentType.objects.get_for_model(Evaluation)
    response = editor.get(f"/admin/r/{kind.pk}/{other.pk}/")
    assert "secret-draft" not in response.get("Location", "")


# The start page


def start(client):
    return " ".join(client.get("/admin/").content.decode().split())


def test_a_publisher_is_told_what_was_submitted(publisher, own, other):
    other.submit(by=roles.editor(other))
    assert "<strong>1</strong> Submitted, waiting for you to read" in start(publisher)
    page = publisher.get("/admin/findings/evaluation/?state=review").content.decode()
    assert "Secret draft" in page and "Her own" not in page


def test_nobody_is_asked_to_read_what_she_submitted(publisher, other, settings):
    settings.EVALSITE_SELF_PUBLISH = False
    other.submit(by=publisher.user)
    assert "waiting for you to read" not in start(publisher)


def test_an_editor_is_told_what_came_back_to_her(editor, own, other):
    for evaluation in (own, other):
        evaluation.submit(by=None)
        evaluation.return_to_draft(by=UserFactory(), answer="Shorter, please.")
    assert "<strong>1</strong> Returned to you" in start(editor)
    page = editor.get("/admin/findings/evaluation/?whose=mine&state=returned").content.decode()
    assert "Her own" in page
    own.submit(by=None)
    assert "Returned to you" not in start(editor)


def test_counts_tell_nothing_of_others_drafts(editor, own, other):
    RecommendationFactory(evaluation=other)
    other.publish(by=None)
    Evaluation.objects.filter(pk=other.pk).update(team="Changed")
    page = start(editor)
    assert "<strong>1</strong> Your drafts, never published" in page
    assert "changed since" not in page and "without a response" not in page


def test_evaluations_stand_first_and_accounts_last(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    page = start(client)
    places = [page.index(f"/admin/{kind}/\"") for kind in (
        "findings/evaluation/add", "findings/evaluation", "findings/recommendation",
        "projects/project", "evalsite/page", "auth/user",
    )]  # fmt: skip
    assert places == sorted(places)


def test_staff_are_not_offered_what_they_may_not_add(client):
    client.force_login(roles.staff())
    assert "Add evaluation" not in start(client)


@pytest.fixture
def long(own):
    FindingFactory.create_batch(10, evaluation=own)
    RecommendationFactory.create_batch(10, evaluation=own)
    own.publish(by=None)
    return own


def test_a_long_page_costs_an_editor_no_query_a_row(editor, long, django_assert_num_queries):
    editor.get(address_of(long))  # what a process reads once
    with django_assert_num_queries(30):
        editor.get(address_of(long))


def test_saving_a_long_page_costs_an_editor_no_query_a_row(editor, long, django_assert_num_queries):
    data = filled(editor, address_of(long))
    with django_assert_num_queries(29):
        assert editor.post(address_of(long), data).status_code == 302
