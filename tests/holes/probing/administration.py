"""Probes of the administration."""

from findings.models import Evaluation, Response
from projects.models import Donor, Office, Project, Theme

from ... import roles
from ...factories import (
    DonorFactory,
    FindingFactory,
    ObjectiveFactory,
    OfficeFactory,
    ProjectFactory,
    RecommendationFactory,
    ThemeFactory,
    UserFactory,
)
from ...forms import address_of, filled, row
from .asking import draft, editor, opens, probe, reader, shows, told_twice


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
    return lambda: shows(client, "/admin/findings/evaluation/", f"Of {count} in all")


@probe
def any_lookup_allowed(client):
    editor(client)
    donor = DonorFactory()
    ProjectFactory(title="Secret project", donors=[donor])
    address = "/admin/projects/donor/?projects__title__startswith="
    return lambda: (
        shows(client, f"{address}Sec", donor.name)
        and not shows(client, f"{address}Sex", donor.name)
    )


@probe
def search_through_what_is_hidden(client):
    editor(client)
    donor = DonorFactory()
    ProjectFactory(title="Secret project", donors=[donor])
    return lambda: shows(client, "/admin/projects/donor/?q=Secret", donor.name)


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
    donor.users.add(kari := UserFactory(username=f"kari{donor.pk}"))
    address = f"/admin/projects/donor/{donor.pk}/change/"
    edith = editor(client)

    def joins():
        data = {"code": f"CO-{edith.pk}", "name": "", "members": edith.pk}
        client.post("/admin/projects/office/add/", data)
        return Office.objects.filter(members=edith).exists()

    return lambda: shows(client, address, kari.username) and joins()


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
