"""Accounts in the administration: made, given roles, deactivated; never deleted."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import admin as of_django  # noqa: F401  it registers before we do
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import get_text_list
from django.views.decorators.http import require_http_methods

from projects.editing import SightedAdmin

from .accounts import WORKING, Role, give_roles, invite, roles_of, set_active
from .signing_in.accounts import accounts_called

User = get_user_model()
for model in (User, Group):
    admin.site.unregister(model)
MOST = 200  # accounts at once


class AccountForm(forms.ModelForm):
    roles = forms.MultipleChoiceField(
        choices=Role, widget=forms.CheckboxSelectMultiple, required=False, label="What it is for"
    )

    class Meta:
        help_texts = {
            "username": "To sign in with, besides the e-mail address.",
            "is_superuser": "May do all there is, roles or not.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "email" in self.fields:
            self.fields["email"].required = True
        if "roles" in self.fields and self.instance.pk:
            self.initial["roles"] = list(roles_of(self.instance))

    def clean_email(self):
        email = self.cleaned_data["email"]
        taken = [user for user in accounts_called(email) if user.pk != self.instance.pk]
        if taken:
            raise ValidationError("Another account signs in with this address.")
        return email

    def clean_roles(self):
        roles = set(self.cleaned_data["roles"])
        if Role.DONOR in roles and roles & WORKING:
            raise ValidationError("A donor’s account is never one of those who work here.")
        donors = list(self.instance.donors.all()) if self.instance.pk and roles & WORKING else ()
        if donors:
            named = get_text_list([str(donor) for donor in donors], "and")
            raise ValidationError(f"It belongs to {named}; take it out of the users there first.")
        return roles

    def clean(self):
        data = super().clean()
        if "roles" in self.fields and not (data.get("roles") or data.get("is_superuser")):
            self.add_error("roles", "Say what the account is for.")
        return data


class RoleFilter(admin.SimpleListFilter):
    title, parameter_name = "what for", "role"

    def lookups(self, request, model_admin):
        return [(role.value, role.label.partition(":")[0]) for role in Role]

    def queryset(self, request, queryset):
        if self.value() == Role.DONOR:
            return queryset.filter(is_staff=False)
        return queryset.filter(groups__name=self.value()) if self.value() in WORKING else queryset


@admin.register(User)
class AccountAdmin(SightedAdmin):
    form = AccountForm
    list_display = ["username", "get_full_name", "email", "roles", "is_active", "last_login"]
    list_filter = [RoleFilter, "is_active"]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["username"]
    readonly_fields = ["state", "belongs_to", "last_login"]
    actions = ["deactivate", "activate", "send_link"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request, obj=None):
        """Those who may do all there is are changed by their like alone."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or request.user.is_superuser or not obj.is_superuser)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fieldsets(self, request, obj=None):
        fields = ["username", ("first_name", "last_name"), "email"]
        fields += [] if self._is_own(request, obj) else ["roles"]
        fields += ["is_superuser"] if request.user.is_superuser else []
        return [(None, {"fields": fields + (["belongs_to", "state", "last_login"] if obj else [])})]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if self._is_own(request, obj) or not self._changes(request, obj):
            form.base_fields.pop("roles", None)
        return form

    def _is_own(self, request, obj):
        """Nobody says what her own account is for, unless she may do all there is."""
        return obj is not None and obj.pk == request.user.pk and not request.user.is_superuser

    def _changes(self, request, obj):
        return obj is None or self.has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if "roles" in form.cleaned_data:
            give_roles(obj, form.cleaned_data["roles"])
        if not change:
            invite(obj, request)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            words = f"A letter to {form.instance.email} says where to choose a password."
            messages.info(request, words)
        if not change and not form.instance.is_staff:
            donors = reverse("admin:projects_donor_changelist")
            words = 'Now add the account to the users of its donor, in the <a href="{}">donors</a>.'
            messages.info(request, format_html(words, donors))

    @admin.display(description="what it is for")
    def roles(self, user):
        told = [role.label.partition(":")[0] for role in Role if role in roles_of(user)]
        return ", ".join([*(["Superuser"] if user.is_superuser else []), *told]) or "Nothing"

    @admin.display(description="donors")
    def belongs_to(self, user):
        return ", ".join(str(donor) for donor in user.donors.all()) or "–"

    @admin.display(description="state")
    def state(self, user):
        told, way = ("Active", "Deactivate…") if user.is_active else ("Deactivated", "Activate…")
        address = _state_address([user.pk], not user.is_active)
        return format_html('{} – <a href="{}">{}</a>', told, address, way)

    def get_urls(self):
        view = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.ask))
        return [path("state/", view, name="auth_user_state"), *super().get_urls()]

    @admin.action(description="Deactivate…", permissions=["change"])
    def deactivate(self, request, queryset):
        return redirect(_state_address(queryset.values_list("pk", flat=True)[:MOST], False))

    @admin.action(description="Activate…", permissions=["change"])
    def activate(self, request, queryset):
        return redirect(_state_address(queryset.values_list("pk", flat=True)[:MOST], True))

    @admin.action(description="Send a link to choose a password", permissions=["change"])
    def send_link(self, request, queryset):
        users = [u for u in queryset.exclude(email="") if u.is_active and self._changes(request, u)]
        for user in users:
            invite(user, request)
        self.message_user(request, f"Letters sent: {len(users)}.")

    def ask(self, request):
        """Ask before accounts are closed or opened, then do it, with the way back in the answer."""
        if not self.has_view_permission(request):
            raise Http404
        if not self.has_change_permission(request):
            raise PermissionDenied
        active = request.GET.get("active") == "1"
        users = self.get_queryset(request).filter(pk__in=_keys(request.GET.get("ids", "")))
        users = [user for user in users if self._changes(request, user) and user != request.user]
        if not users:
            words = "None of these accounts is yours to close. Nothing was changed."
            self.message_user(request, words, messages.ERROR)
            return redirect("admin:auth_user_changelist")
        if request.method == "POST":
            return self._closed(request, users, active)
        context = {
            **self.admin_site.each_context(request),
            "title": "Activate accounts" if active else "Deactivate accounts",
            "opts": self.opts,
            "users": users,
            "active": active,
        }
        return TemplateResponse(request, "admin/accounts_state.html", context)

    def _closed(self, request, users, active):
        done = "activated" if active else "deactivated"
        set_active(users, active)
        for user in users:
            self.log_change(request, user, done.capitalize() + ".")
        words = '{}: {}. <a href="{}">Undo…</a>'
        named = get_text_list([str(user) for user in users], "and")
        undo = _state_address([user.pk for user in users], not active)
        self.message_user(request, format_html(words, done.capitalize(), named, undo))
        return redirect("admin:auth_user_changelist")


@admin.register(Group)
class GroupAdmin(SightedAdmin):
    """The permissions of a role; a migration gives the three roles back what they lack."""

    search_fields = ["name"]
    ordering = ["name"]
    filter_horizontal = ["permissions"]


def _state_address(keys, active):
    ids = ",".join(map(str, keys))
    return f"{reverse('admin:auth_user_state')}?active={int(active)}&ids={ids}"


def _keys(words):
    keys = [word for word in words.split(",") if word.isascii() and word.isdecimal()]
    return [int(key) for key in keys[:MOST] if len(key) < 10]
