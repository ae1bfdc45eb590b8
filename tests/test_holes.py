"""That each planted hole is one: without it the site refuses, with it the site gives way."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from evalsite.views import home
from findings.models import (
    Evaluation,
    Finding,
    PreviewLink,
    Response,
    Review,
    Strike,
    Visit,
    Withdrawal,
)
from projects.history import Revision
from projects.merging import merge
from projects.models import Donor, Office, Project, Theme

from . import roles
from .factories import (
    AttachmentFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    ObjectiveFactory,
    OfficeFactory,
    ProjectFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
    UserFactory,
)
from .forms import address_of, filled, row
from .holes import HOLES
from .holes.planting import Hole, readdress, replace, reroute, retouch, rewrite

pytestmark = pytest.mark.django_db
SECRET = "Secret"
PROBES = {}


def probe(function):
    """Make the world of one hole; what it returns tells whether the hole is open."""
    PROBES[function.__name__] = function
    return function


@pytest.mark.parametrize("hole", HOLES, ids=str)
def test_what_the_site_refuses_the_hole_lets_pass(hole):
    leaks = PROBES[hole.name](Client())
    assert not leaks()
    with hole.planted():
        assert leaks()
    assert not PROBES[hole.name](Client())()


def test_each_hole_has_a_probe_and_no_two_are_of_one_name():
    names = [hole.name for hole in HOLES]
    assert len(set(names)) == len(names) and set(names) == set(PROBES)


@pytest.mark.parametrize(
    "change",
    [
        rewrite(home, {"no such words": ""}),
        rewrite(home, {"request": ""}),
        replace(Evaluation, "no_such_name", None),
        reroute("no-such-address", lambda view: view),
        readdress("no/such/", list),
        retouch("404.html", {"no such words": ""}),
    ],
)
def test_a_hole_in_what_is_not_there_fails(change):
    with pytest.raises(LookupError), Hole("", "", "", change).planted():
        pass


# What the probes ask


def text(response):
    return response.content.decode()


def shows(client, address, words=SECRET):
    return words in text(client.get(address))


def opens(client, address):
    return client.get(address).status_code == 200


def told_twice(first="everybody", second="staff", **given):
    """An evaluation with a finding, published for two audiences: the second time it is secret."""
    finding = FindingFactory(body="Fees fell.", position=1, evaluation=EvaluationFactory(**given))
    evaluation = finding.evaluation
    evaluation.publish(by=None, audience=first)
    Finding.objects.filter(pk=finding.pk).update(body="Secret wages.")
    Evaluation.objects.filter(pk=evaluation.pk).update(title="Secret title")
    evaluation.refresh_from_db()
    evaluation.publish(by=None, audience=second, note="Secret note")
    return evaluation


def for_staff(**given):
    evaluation = EvaluationFactory(title="Secret title", **given)
    evaluation.publish(by=None, audience="staff")
    return evaluation


def draft(**given):
    return EvaluationFactory(title="Secret draft", **given)


def editor(client, *own):
    """Sign in somebody who edits an evaluation of her own, and these."""
    user = roles.editor(EvaluationFactory(title="Her own"), *own)
    client.force_login(user)
    return user


def reader(client):
    """Sign in somebody who reads all drafts and writes none."""
    client.force_login(user := roles.staff())
    return user


def donor_of(client, *projects):
    client.force_login(user := UserFactory())
    donor = DonorFactory()
    donor.users.add(user)
    for project in projects:
        project.donors.add(donor)
    return user


# Versions


@probe
def list_of_every_audience(client):
    for_staff()
    return lambda: shows(client, "/evaluations/")


@probe
def list_counts_every_audience(client):
    for_staff()
    count = Evaluation.objects.count()
    return lambda: shows(client, "/evaluations/", f" of {count}</h1>")


@probe
def current_of_every_audience(client):
    address = told_twice().get_absolute_url()
    return lambda: shows(client, address)


@probe
def any_pinned_version(client):
    address = told_twice().get_absolute_url()
    return lambda: shows(client, f"{address}v/2/")


@probe
def withdrawn_version_still_read(client):
    evaluation = told_twice(second="everybody")
    evaluation.withdraw(by=None, reason="Wrong.")
    return lambda: shows(client, f"{evaluation.get_absolute_url()}v/2/", "Secret wages")


@probe
def withdrawn_counts_as_standing(client):
    evaluation = told_twice(second="everybody")
    evaluation.withdraw(by=None, reason="Wrong.")
    address = evaluation.get_absolute_url()
    parts = [f"?as_of={timezone.localdate()}", "changes/"]
    return lambda: all(shows(client, address + part, "wages") for part in parts)


@probe
def newer_version_for_staff(client):
    address = told_twice().get_absolute_url()
    return lambda: shows(client, f"{address}v/1/", "read version 2")


@probe
def changes_of_every_audience(client):
    address = told_twice().get_absolute_url()
    return lambda: shows(client, f"{address}changes/", "Secret wages")


@probe
def changes_with_any_number(client):
    address = told_twice().get_absolute_url()
    return lambda: (
        shows(client, f"{address}changes/?from=1&to=2", "Secret wages")
        and not shows(client, f"{address}changes/")
    )


@probe
def day_of_every_audience(client):
    address = told_twice().get_absolute_url()
    return lambda: shows(client, f"{address}?as_of={timezone.localdate()}", "Secret wages")


@probe
def withdrawal_told_to_all(client):
    evaluation = for_staff()
    evaluation.withdraw(by=None, reason="Wrong.")
    return lambda: shows(client, evaluation.get_absolute_url())


@probe
def file_of_a_draft(client):
    evaluation = told_twice()
    file = AttachmentFactory(evaluation=evaluation)
    address = f"{evaluation.get_absolute_url()}files/{file.sha256}/"
    return lambda: opens(client, address)


# Items


def item(evaluation):
    return f"/findings/{evaluation.findings.get().pk}/"


@probe
def item_of_any_publication(client):
    address = item(told_twice())
    return lambda: shows(client, address)


@probe
def item_names_every_version(client):
    address = item(told_twice())
    return lambda: shows(client, address, "version 2")


@probe
def gone_item_told_to_all(client):
    evaluation = for_staff()
    finding = FindingFactory(evaluation=evaluation)
    evaluation.publish(by=None, audience="staff")
    return lambda: shows(client, f"/findings/{finding.pk}/")


@probe
def struck_text_shown(client):
    finding = FindingFactory(body="Secret wages.")
    finding.evaluation.publish(by=None)
    finding.strike(by=None, reason="Wrong.")
    return lambda: shows(client, f"/findings/{finding.pk}/")


@probe
def note_of_a_hidden_version(client):
    finding = FindingFactory()
    evaluation = finding.evaluation
    evaluation.publish(by=None)
    kept = FindingFactory(evaluation=evaluation)
    Finding.objects.filter(pk=finding.pk).update(struck=timezone.now())
    evaluation.publish(by=None, audience="staff", note="Secret note")
    evaluation.publish(by=None)
    assert kept
    return lambda: shows(client, f"/findings/{finding.pk}/")


@probe
def answer_to_a_draft(client):
    response = ResponseFactory(comment="Secret answer.")
    return lambda: shows(client, f"/recommendations/{response.recommendation_id}/")


# Projects


@probe
def list_of_all_projects(client):
    ProjectFactory(title="Secret project", audience="staff")
    return lambda: shows(client, "/projects/")


@probe
def page_of_any_project(client):
    project = ProjectFactory(title="Secret project", audience="staff")
    return lambda: shows(client, project.get_absolute_url())


@probe
def project_with_every_evaluation(client):
    for_staff(projects=[project := ProjectFactory()])
    return lambda: shows(client, project.get_absolute_url())


@probe
def project_counts_drafts(client):
    project = ProjectFactory()
    EvaluationFactory.create_batch(3, projects=[project])
    return lambda: shows(client, project.get_absolute_url(), "What 3 evaluations found")


@probe
def merged_leads_to_a_hidden_project(client):
    removed = ProjectFactory(audience="everybody")
    kept = ProjectFactory(title="Secret", code="", audience="staff")
    address = removed.get_absolute_url()
    merge(kept, removed, by=roles.publisher())
    return lambda: "/projects/secret" in client.get(address).get("Location", "")


# The site


@probe
def home_counts_every_audience(client):
    told_twice()
    for_staff()
    return lambda: shows(client, "/", f"<strong>{Evaluation.objects.count()}</strong> evaluation")


@probe
def home_counts_all_projects(client):
    EvaluationFactory(projects=[ProjectFactory()]).publish(by=None)
    ProjectFactory(audience="staff")
    return lambda: shows(client, "/", f"<strong>{Project.objects.count()}</strong> project")


@probe
def latest_of_every_audience(client):
    for_staff()
    return lambda: shows(client, "/")


@probe
def api_of_all_answers(client):
    ResponseFactory(comment="Secret answer.")
    return lambda: shows(client, "/api/answers.json")


@probe
def feed_of_all_publications(client):
    for_staff()
    return lambda: shows(client, "/feeds/latest.json")


@probe
def not_found_names_what_is_hidden(client):
    address = draft().get_absolute_url()
    return lambda: shows(client, address)


@probe
def server_error_quotes_what_is_hidden(client):
    address = for_staff().get_absolute_url()
    client.raise_request_exception = False
    return lambda: shows(client, f"{address}v/1/")


# Headers


@probe
def page_of_one_person_kept(client):
    reader(client)
    return lambda: "no-store" not in client.get("/evaluations/").get("Cache-Control", "")


@probe
def public_page_with_a_session(client):
    address = told_twice().get_absolute_url()
    return lambda: "sessionid" in client.get(address).cookies


@probe
def etag_of_a_hidden_version(client):
    evaluation = told_twice()
    digest = evaluation.publications.latest("number").digest
    return lambda: digest in client.get(evaluation.get_absolute_url()).get("ETag", "")


@probe
def reading_writes(client):
    evaluation = told_twice()

    def raised():
        before = Evaluation.objects.get(pk=evaluation.pk).version
        client.get(evaluation.get_absolute_url())
        return Evaluation.objects.get(pk=evaluation.pk).version > before

    return raised


# Donors


@probe
def publications_for_any_donor(client):
    donor_of(client, ProjectFactory())
    theirs = ProjectFactory(donors=[DonorFactory()])
    evaluation = EvaluationFactory(title="Secret title", projects=[theirs])
    evaluation.publish(by=None, audience="donors")
    return lambda: shows(client, evaluation.get_absolute_url())


@probe
def projects_for_any_donor(client):
    donor_of(client, ProjectFactory())
    theirs = ProjectFactory(title="Secret", audience="donors", donors=[DonorFactory()])
    return lambda: shows(client, theirs.get_absolute_url())


@probe
def donors_at_the_desk(client):
    donor_of(client)
    return lambda: opens(client, "/desk/removed/")


@probe
def donors_in_the_administration(client):
    donor_of(client)
    return lambda: opens(client, "/admin/")


# Accounts


@probe
def deactivated_still_reads(client):
    evaluation, user = for_staff(), reader(client)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    return lambda: shows(client, evaluation.get_absolute_url())


@probe
def former_editor_by_history(client):
    evaluation = draft()
    evaluation.editors.remove(editor(client, evaluation))
    return lambda: opens(client, address_of(evaluation))


@probe
def former_editor_remembered(client):
    evaluation = draft()
    user = editor(client, evaluation)

    def still():
        evaluation.editors.add(user)
        client.get(address_of(evaluation))
        evaluation.editors.remove(user)
        return opens(client, address_of(evaluation))

    return still


# Preview links


def link(evaluation=None, **state):
    made, token = PreviewLink.objects.make(evaluation or draft(), by=UserFactory(), label="NORAD")
    PreviewLink.objects.filter(pk=made.pk).update(**state)
    return made, f"/preview/{token}/"


@probe
def expired_link_opens(client):
    long_ago = timezone.now() - timedelta(days=9)
    _, address = link(made=long_ago, expires=long_ago + timedelta(days=1))
    return lambda: shows(client, address)


@probe
def revoked_link_opens(client):
    made, address = link()
    made.revoke(UserFactory())
    return lambda: shows(client, address)


@probe
def link_outlives_its_maker(client):
    made, address = link()
    type(made.made_by).objects.filter(pk=made.made_by_id).update(is_active=False)
    return lambda: shows(client, address)


@probe
def preview_writes(client):
    made, address = link()

    def written():
        client.get(f"{address}?note=Mine")
        return Evaluation.objects.get(pk=made.evaluation_id).external_reference == "Mine"

    return written


@probe
def preview_kept_by_caches(client):
    _, address = link()
    return lambda: "no-store" not in client.get(address)["Cache-Control"]


# What others write, at the desk


def page(evaluation, rest=""):
    return f"/desk/evaluations/{evaluation.pk}/{rest}"


@probe
def preview_of_others(client):
    editor(client)
    address = page(draft())
    return lambda: shows(client, address)


@probe
def history_of_others(client):
    editor(client)
    address = page(draft(), "history/")
    return lambda: shows(client, address)


@probe
def as_of_of_others(client):
    editor(client)
    address = page(draft(), f"as-of/{Revision.objects.latest().pk}/")
    return lambda: shows(client, address)


@probe
def comparison_of_others(client):
    editor(client)
    evaluation = draft()
    first = Revision.objects.latest().pk
    Evaluation.objects.filter(pk=evaluation.pk).update(team="Secret team")
    return lambda: shows(client, page(evaluation, f"compare/?from={first}"), "Secret team")


@probe
def publishing_of_others(client):
    editor(client)
    address = page(draft(), "publishing/")
    return lambda: shows(client, address)


@probe
def project_history_of_others(client):
    editor(client)
    project = ProjectFactory(title="Secret project")
    return lambda: shows(client, f"/desk/projects/{project.pk}/history/")


@probe
def removed_of_others(client):
    editor(client)
    draft().delete()
    return lambda: shows(client, "/desk/removed/")


@probe
def page_of_others_is_open(client):
    subject = f"findings.evaluation/{draft().pk}"
    Visit.objects.note(subject, UserFactory(username="kari"))
    editor(client)
    return lambda: "kari" in text(client.post("/desk/open/", {"subject": subject}))


@probe
def list_without_a_gate(client):
    draft()
    return lambda: shows(client, "/desk/drafts.txt")


# What others write, changed at the desk


@probe
def readers_submit(client):
    evaluation, _ = draft(), reader(client)

    def submitted():
        client.post(page(evaluation, "submit/"))
        return Review.objects.filter(evaluation=evaluation).exists()

    return submitted


@probe
def submitting_by_a_link(client):
    evaluation = draft()
    editor(client, evaluation)

    def submitted():
        client.get(page(evaluation, "submit/"))
        return Review.objects.filter(evaluation=evaluation).exists()

    return submitted


@probe
def anybody_returns(client):
    evaluation, _ = draft(), reader(client)
    review = evaluation.submit(by=None)

    def returned():
        client.post(page(evaluation, "return/"), {"note": "No."})
        return Review.objects.get(pk=review.pk).outcome != ""

    return returned


@probe
def editors_publish(client):
    evaluation = draft()
    editor(client, evaluation)

    def published():
        data = filled_publishing(evaluation)
        client.post(page(evaluation, "publish/"), data)
        return evaluation.publications.exists()

    return published


def filled_publishing(evaluation):
    """What the page of a publisher would post."""
    other = Client()
    other.force_login(roles.publisher())
    seen = other.get(page(evaluation, "publishing/")).context["publish"]["seen"].value()
    return {"seen": seen, "audience": "everybody"}


@probe
def editors_withdraw(client):
    evaluation = told_twice()
    editor(client, evaluation)

    def withdrawn():
        client.post(page(evaluation, "withdraw/"), {"reason": "Mine."})
        return Withdrawal.objects.filter(evaluation=evaluation).exists()

    return withdrawn


@probe
def readers_strike(client):
    finding, _ = told_twice().findings.get(), reader(client)

    def struck():
        client.post(f"/desk/strike/finding/{finding.pk}/", {"reason": "Mine."})
        return Strike.objects.filter(item=finding.pk).exists()

    return struck


@probe
def restored_by_others(client):
    editor(client)
    evaluation = draft()
    key = evaluation.pk
    evaluation.delete()
    address = f"/desk/restore/findings.evaluation/{key}/"
    return lambda: (
        shows(client, address)
        and client.post(address).status_code == 302
        and Evaluation.objects.filter(pk=key).exists()
    )


@probe
def put_back_by_another_method(client):
    finding, _ = FindingFactory(struck=timezone.now()), reader(client)

    def back():
        client.put(f"/desk/put-back/finding/{finding.pk}/")
        return Finding.objects.get(pk=finding.pk).struck is None

    return back


@probe
def links_made_by_readers(client):
    evaluation, _ = draft(), reader(client)

    def made():
        client.post(page(evaluation, "links/"), {"label": "Me", "days": "14"})
        return evaluation.preview_links.exists()

    return made


@probe
def links_of_others_revoked(client):
    made, _ = link()
    mine = editor(client).edited_evaluations.get()
    address = page(mine, f"links/{made.pk}/revoke/")
    return lambda: (
        shows(client, address, "NORAD")
        and client.post(address).status_code == 302
        and PreviewLink.objects.get(pk=made.pk).revoked
    )


# Lists of the administration


@probe
def drafts_of_others_listed(client):
    editor(client)
    evaluation = draft()
    addresses = ["/admin/findings/evaluation/", address_of(evaluation)]
    return lambda: all(shows(client, address) for address in addresses)


@probe
def items_of_others_listed(client):
    editor(client)
    finding = FindingFactory(heading="Secret finding")
    return lambda: shows(client, f"/admin/findings/finding/{finding.pk}/change/")


@probe
def filter_of_all_projects(client):
    editor(client)
    ProjectFactory.create_batch(2, title="Secret project", audience="staff")
    return lambda: shows(client, "/admin/findings/evaluation/")


@probe
def list_counts_all(client):
    editor(client)
    draft()
    count = Evaluation.objects.count()
    return lambda: shows(client, "/admin/findings/evaluation/", f"of {count} in all")


@probe
def any_lookup_allowed(client):
    editor(client)
    donor = DonorFactory(name="Norway")
    ProjectFactory(title="Secret project", donors=[donor])
    address = "/admin/projects/donor/?projects__title__startswith="
    return lambda: (
        shows(client, f"{address}Sec", "Norway") and not shows(client, f"{address}Sex", "Norway")
    )


@probe
def search_through_what_is_hidden(client):
    editor(client)
    donor = DonorFactory(name="Norway")
    ProjectFactory(title="Secret project", donors=[donor])
    return lambda: shows(client, "/admin/projects/donor/?q=Secret", "Norway")


@probe
def any_project_offered(client):
    editor(client)
    ProjectFactory(title="Secret project", audience="staff")
    asked = "app_label=findings&model_name=evaluation&field_name=projects"
    return lambda: shows(client, f"/admin/autocomplete/?{asked}&term=Sec")


@probe
def start_page_counts_all(client):
    editor(client)
    evaluation = told_twice()
    Evaluation.objects.filter(pk=evaluation.pk).update(team="Changed")
    return lambda: shows(client, "/admin/", "Published and changed since")


@probe
def readers_see_whose_accounts(client):
    donor = DonorFactory()
    donor.users.add(UserFactory(username="kari"))
    address = f"/admin/projects/donor/{donor.pk}/change/"
    edith = editor(client)

    def joins():
        data = {"code": f"CO-{edith.pk}", "name": "", "members": edith.pk}
        client.post("/admin/projects/office/add/", data)
        return Office.objects.filter(members=edith).exists()

    return lambda: shows(client, address, "kari") and joins()


# Forms of the administration


@probe
def drafts_of_others_edited(client):
    editor(client)
    evaluation = draft()

    def edited():
        if opens(client, address_of(evaluation)):
            data = filled(client, address_of(evaluation)) | {"title": "Mine now"}
            client.post(address_of(evaluation), data)
        return Evaluation.objects.filter(pk=evaluation.pk, title="Mine now").exists()

    return edited


@probe
def project_of_others_attached(client):
    theirs = ProjectFactory(title="Secret project", audience="staff")
    mine = editor(client).edited_evaluations.get()

    def attached():
        data = filled(client, address_of(mine)) | {"projects": str(theirs.pk)}
        client.post(address_of(mine), data)
        return mine.projects.filter(pk=theirs.pk).exists()

    return attached


@probe
def all_statements_offered(client):
    ObjectiveFactory(statement="Secret objective.")
    mine = editor(client).edited_evaluations.get()
    return lambda: shows(client, address_of(mine), "Secret objective")


@probe
def editors_assign(client):
    project = ProjectFactory(audience="staff")
    editor(client, project)
    address = f"/admin/projects/project/{project.pk}/change/"

    def assigned():
        data = filled(client, address) | {"audience": "everybody"}
        client.post(address, data)
        return Project.objects.get(pk=project.pk).audience == "everybody"

    return assigned


@probe
def anybody_answers(client):
    recommendation = RecommendationFactory(evaluation__administrative_offices=[OfficeFactory()])
    recommendation.evaluation.publish(by=None)
    reader(client)
    address = f"/admin/findings/recommendation/{recommendation.pk}/change/"

    def answered():
        data = filled(client, address) | row("response", 0, decision="rejected")
        data |= {"response-TOTAL_FORMS": "1", "response-INITIAL_FORMS": "0"}
        client.post(address, data)
        return Response.objects.filter(recommendation=recommendation).exists()

    return answered


@probe
def publishers_make_superusers(client):
    user = roles.editor(email="e@example.org")
    client.force_login(roles.publisher())
    address = f"/admin/auth/user/{user.pk}/change/"

    def raised():
        client.post(address, filled(client, address) | {"is_superuser": "on"})
        return type(user).objects.get(pk=user.pk).is_superuser

    return raised


@probe
def stock_history_writes(client):
    theme = ThemeFactory()
    reader(client)
    address = f"/admin/projects/theme/{theme.pk}/history/{theme.history.latest().pk}/"
    name = f"Mine {theme.pk}"

    def written():
        client.post(address, {"name": name, "category": ""})
        return Theme.objects.filter(name=name).exists()

    return written


# What the administration does


@probe
def bulk_delete_of_others(client):
    mine, evaluation = editor(client).edited_evaluations.get(), draft()
    fields = {"action": "delete_selected", "_selected_action": [mine.pk, evaluation.pk]}

    def deleted():
        client.post("/admin/findings/evaluation/", {**fields, "post": "yes"})
        return not Evaluation.objects.filter(pk=evaluation.pk).exists()

    return deleted


@probe
def publishers_delete(client):
    evaluation = draft()
    client.force_login(roles.publisher())

    def deleted():
        client.post(f"/admin/findings/evaluation/{evaluation.pk}/delete/", {"post": "yes"})
        return not Evaluation.objects.filter(pk=evaluation.pk).exists()

    return deleted


@probe
def anybody_merges(client):
    one, two = DonorFactory(), DonorFactory()
    reader(client)

    def merged():
        client.post(f"/admin/projects/donor/merge/{one.pk}/{two.pk}/", {"keep": one.pk})
        return not Donor.objects.filter(pk=two.pk).exists()

    return merged
