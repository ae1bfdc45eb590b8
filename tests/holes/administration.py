"""Mistakes in the administration: lists, choices, filters, forms, actions, deleting, history."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from evalsite.accounts_admin import AccountAdmin
from findings import tasks
from findings.admin import followup, others, rows
from findings.admin.evaluation import EvaluationAdmin
from projects.admin.project import ProjectAdmin
from projects.admin.register import DonorAdmin, PeopleAdmin, ThemeAdmin
from projects.editing import rights
from projects.editing.admin import Choosing
from projects.editing.rights import RightsAdmin
from projects.editing.sight import SightedAdmin
from projects.merging_admin import MergeMixin
from projects.models import Project, Theme

from .planting import Hole, readdress, replace, rewrite, together

LIST = "/admin/findings/evaluation/"
CHANGE = f"{LIST}<pk>/change/"


class StockHistory(SimpleHistoryAdmin, ThemeAdmin):
    """Themes with the history pages that the library brings."""


def stock_history():
    return StockHistory(Theme, admin.site).get_urls()


def any_project(self, request, queryset, search_term):
    """Any project may be attached."""
    if request.resolver_match.url_name == "autocomplete":
        queryset = Project.objects.all()
    return admin.ModelAdmin.get_search_results(self, request, queryset, search_term)


LISTS = [
    Hole(
        "drafts_of_others_listed", LIST,
        "An editor finds in the list, and opens, the drafts of others.",
        replace(EvaluationAdmin, "visible", lambda self, rows, user: rows),
    ),
    Hole(
        "items_of_others_listed", "/admin/findings/finding/",
        "An editor finds findings, lessons and the rest of what others write.",
        rewrite(others.ItemAdmin.visible, {"if reads_drafts(user):": "if user.is_staff:"}),
    ),
    Hole(
        "filter_of_all_projects", LIST,
        "A filter of the list names to an editor the projects of others.",
        replace(EvaluationAdmin, "list_filter", [*EvaluationAdmin.list_filter, "projects"]),
    ),
    Hole(
        "list_counts_all", LIST,
        "The lists tell an editor how many evaluations there are that are not hers.",
        rewrite(
            SightedAdmin.changelist_view,
            {"return super()":
             "extra_context = {'title': f'Of {self.model._base_manager.count()} in all'}\n"
             "    return super()"},
        ),
    ),
    Hole(
        "any_lookup_allowed", "/admin/<app>/<model>/?…=",
        "Filters in the address probe text that one may not read, letter by letter.",
        replace(SightedAdmin, "lookup_allowed", lambda self, lookup, value, request=None: True),
    ),
    Hole(
        "search_through_what_is_hidden", "/admin/projects/donor/?q=",
        "A search of the donors finds words of the titles of projects that one may not read.",
        replace(DonorAdmin, "search_fields", [*DonorAdmin.search_fields, "projects__title"]),
    ),
    Hole(
        "any_project_offered", "/admin/autocomplete/",
        "An editor is offered by title the projects of others.",
        replace(ProjectAdmin, "get_search_results", any_project),
    ),
    Hole(
        "start_page_counts_all", "/admin/",
        "The start page counts to an editor what others published and changed since.",
        rewrite(tasks._of_all, {"visible_to(user).": ""}),
    ),
    Hole(
        "readers_see_whose_accounts", "/admin/projects/donor/<pk>/change/",
        "Staff see which accounts belong to a donor; an editor who adds an office joins it.",
        rewrite(PeopleAdmin.get_fields, {"if changes or n != self.people": "if changes or n"}),
    ),
]  # fmt: skip

FORMS = [
    Hole(
        "drafts_of_others_edited", CHANGE,
        "An editor changes the drafts of others.",
        together(
            replace(EvaluationAdmin, "visible", lambda self, rows, user: rows),
            replace(EvaluationAdmin, "editable", lambda self, user: self.model.objects.all()),
        ),
    ),
    Hole(
        "project_of_others_attached", CHANGE,
        "An editor attaches, by a key that she posts, a project of others, and so edits it.",
        rewrite(
            Choosing._limited,
            {'kwargs.setdefault("queryset", rows.order_by())': "rows.order_by()"},
        ),
    ),
    Hole(
        "all_statements_offered", CHANGE,
        "The rows of findings show an editor the objectives of all projects.",
        rewrite(
            rows.FindingInline.own_choices["objectives"],
            {"filter(project__evaluations=evaluation)": "all()"},
        ),
    ),
    Hole(
        "editors_assign", "/admin/projects/project/<pk>/change/",
        "An editor says for whom a project is and who funds it.",
        rewrite(
            RightsAdmin.get_readonly_fields,
            {"if not self.may_assign(request.user):": "if obj is None:"},
        ),
    ),
    Hole(
        "anybody_answers", "/admin/findings/recommendation/<pk>/change/",
        "Staff record the follow-up of recommendations of offices that are not theirs.",
        rewrite(followup.FollowUpAdmin.editable, {"answerable_by(user)": "all()"}),
    ),
    Hole(
        "publishers_make_superusers", "/admin/auth/user/<pk>/change/",
        "A publisher gives an account all rights there are.",
        rewrite(
            AccountAdmin.get_fieldsets,
            {'["is_superuser"] if request.user.is_superuser else []': '["is_superuser"]'},
        ),
    ),
    Hole(
        "stock_history_writes", "/admin/projects/theme/<pk>/history/<id>/",
        "Whoever may look at a theme changes it by a POST to its history.",
        readdress("projects/theme/", stock_history),
    ),
]  # fmt: skip

DOING = [
    Hole(
        "bulk_delete_of_others", LIST,
        "An editor deletes from the list the drafts of others, by keys that she posts.",
        rewrite(
            rights.delete_chosen,
            {"return delete_selected(model_admin, request, queryset)":
             "keys = request.POST.getlist('_selected_action')\n"
             "            model_admin.model.objects.filter(pk__in=keys).delete()"},
        ),
    ),
    Hole(
        "publishers_delete", f"{LIST}<pk>/delete/",
        "A publisher deletes a draft, since whoever changes anything of it may delete it.",
        rewrite(
            RightsAdmin.has_delete_permission,
            {"super()": "self.has_change_permission(request) or super()",
             "self.may_edit(request, obj) and not": "not"},
        ),
    ),
    Hole(
        "anybody_merges", "/admin/projects/donor/merge/<first>/<second>/",
        "Staff merge donors, themes and projects.",
        rewrite(
            MergeMixin.merge_view,
            {"    if not may(request.user, MAY_MERGE):\n        raise PermissionDenied\n": ""},
        ),
    ),
]  # fmt: skip

ADMINISTRATION = [*LISTS, *FORMS, *DOING]
