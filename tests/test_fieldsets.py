"""The fieldsets written without a template are those of Django's template."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import AdminForm
from django.template.loader import render_to_string

from findings.models import Evaluation, Recommendation
from projects.editing.fieldsets import main_fieldset
from projects.models import Project

from .factories import EvaluationFactory, RecommendationFactory, UserFactory

pytestmark = pytest.mark.django_db


def fieldsets_of(rf, model, instance=None, data=None):
    request = rf.get("/")
    request.user = UserFactory(is_staff=True, is_superuser=True)
    own = admin.site.get_model_admin(model)
    form = own.get_form(request, instance, change=bool(instance))(data, instance=instance)
    readonly = own.get_readonly_fields(request, instance)
    return AdminForm(form, own.get_fieldsets(request, instance), {}, readonly, own)


def django_writes(fieldset, number):
    place = {"heading_level": 2, "prefix": "fieldset", "id_prefix": 0, "id_suffix": number}
    return render_to_string("admin/includes/fieldset.html", {"fieldset": fieldset, **place})


def plain(markup):
    """Without white space between tags and at their ends."""
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"\s+", " ", markup))


def compared(shown):
    return [
        (plain(main_fieldset(fieldset, n)), plain(django_writes(fieldset, n)))
        for n, fieldset in enumerate(shown)
    ]


@pytest.mark.parametrize("model", [Evaluation, Project])
def test_an_empty_form_is_written_as_django_writes_it(rf, model):
    pairs = compared(fieldsets_of(rf, model))
    assert len(pairs) > 1 and all(ours == theirs for ours, theirs in pairs)


@pytest.mark.parametrize("data", [{}, {"title": "", "completed": "never", "budget": "5"}])
def test_errors_and_what_was_typed_are_written_as_django_writes_them(rf, data):
    pairs = compared(fieldsets_of(rf, Evaluation, EvaluationFactory(title="A & <b>"), data))
    assert data == {} or any("errorlist" in ours for ours, _ in pairs)
    assert all(ours == theirs for ours, theirs in pairs)


def test_fields_that_are_only_read_are_written_as_django_writes_them(rf):
    [(ours, theirs)] = compared(fieldsets_of(rf, Recommendation, RecommendationFactory()))
    assert "readonly" in ours and ours == theirs
