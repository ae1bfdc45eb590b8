import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from findings.models import Evaluation, Publication, Recommendation
from projects.models import Area, Donor, Project

from .factories import (
    ActionFactory,
    AreaFactory,
    AttachmentFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    GoodPracticeFactory,
    LessonFactory,
    ObjectiveFactory,
    OfficeFactory,
    OutcomeFactory,
    PassageFactory,
    ProjectFactory,
    PublicationFactory,
    RatingFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

BUDGET = "A budget is an amount with a currency of three letters (USD)."
SPOKEN = [
    ("project_ended_not_before_started", ProjectFactory,
     {"started": "June 2010", "ended": "May 2010"}, "A project cannot end before it starts."),
    ("objective_valid_to_not_before_valid_from", ObjectiveFactory,
     {"valid_from": "June 2010", "valid_to": "May 2010"},
     "An objective cannot end before it begins."),
    ("outcome_valid_to_not_before_valid_from", OutcomeFactory,
     {"valid_from": "June 2010", "valid_to": "May 2010"},
     "An outcome cannot end before it begins."),
    ("evaluation_period_to_not_before_period_from", EvaluationFactory,
     {"period_from": "June 2010", "period_to": "May 2010"},
     "The period covered cannot end before it begins."),
    ("project_budget_with_currency", ProjectFactory, {"budget": 5}, BUDGET),
    ("project_budget_with_currency", ProjectFactory, {"budget": -5, "currency": "USD"}, BUDGET),
    ("project_budget_with_currency", ProjectFactory, {"budget": 5, "currency": "usd"}, BUDGET),
    ("project_budget_with_currency", ProjectFactory, {"budget": 5, "currency": "US"}, BUDGET),
    ("evaluation_budget_with_currency", EvaluationFactory, {"budget": 5}, BUDGET),
    ("evaluation_budget_with_currency", EvaluationFactory, {"budget": 5, "currency": "$"}, BUDGET),
    ("finding_says_something", FindingFactory, {"heading": "", "body": ""},
     "A finding needs a heading or a text."),
    ("finding_says_something", FindingFactory, {"body": "<p>&nbsp;</p>"},
     "A finding needs a heading or a text."),
]  # fmt: skip
CHOICES = [
    ("area_kind_is_known", AreaFactory, "kind"),
    ("project_audience_is_known", ProjectFactory, "audience"),
    ("evaluation_timing_is_known", EvaluationFactory, "timing"),
    ("evaluation_type_is_known", EvaluationFactory, "type"),
    ("evaluation_nature_is_known", EvaluationFactory, "nature"),
    ("evaluation_stage_is_known", EvaluationFactory, "stage"),
    ("evaluation_language_is_known", EvaluationFactory, "language"),
    ("attachment_kind_is_known", AttachmentFactory, "kind"),
    ("finding_kind_is_known", FindingFactory, "kind"),
    ("finding_criterion_is_known", FindingFactory, "criterion"),
    ("recommendation_priority_is_known", RecommendationFactory, "priority"),
    ("rating_criterion_is_known", RatingFactory, "criterion"),
    ("response_decision_is_known", ResponseFactory, "decision"),
    ("action_status_is_known", ActionFactory, "status"),
    ("publication_audience_is_known", PublicationFactory, "audience"),
    ("passage_kind_is_known", PassageFactory, "kind"),
]
NEEDED = [
    ("recommendation_says_something", RecommendationFactory, "text",
     "A recommendation needs a text."),
    ("lesson_says_something", LessonFactory, "text", "A lesson needs a text."),
    ("goodpractice_says_something", GoodPracticeFactory, "text", "A good practice needs a text."),
    ("action_says_something", ActionFactory, "text", "An action needs a text."),
    ("rating_with_scale", RatingFactory, "scale",
     "A rating says its value and the scale it is on."),
    ("rating_with_scale", RatingFactory, "value",
     "A rating says its value and the scale it is on."),
]  # fmt: skip
ONCE = [
    ("area_iso_alpha2_once", AreaFactory, {"iso_alpha2": "TN"},
     "Another area has this ISO alpha-2 code."),
    ("area_iso_alpha3_once", AreaFactory, {"iso_alpha3": "TUN"},
     "Another area has this ISO alpha-3 code."),
    ("donor_iati_id_once", DonorFactory, {"iati_id": "GB-GOV-1"},
     "Another donor has this IATI organisation identifier."),
    ("objective_number_once", ObjectiveFactory, {"number": 1, "framework": 2},
     "This framework has an objective with this number already."),
    ("outcome_number_once", OutcomeFactory, {"number": 1, "framework": 2},
     "This framework has an outcome with this number already."),
]  # fmt: skip
ELSEWHERE = {
    "area_not_in_itself", "recommendation_not_under_itself", "evaluation_no_translation_of_itself",
    "publication_number_once", "publication_numbered_from_1", "passage_number_once",
}  # fmt: skip


def built(factory, **given):
    """Return a row that is not saved, beside what it belongs to, which is."""
    model = factory._meta.model
    saved = {
        name: declared.get_factory()()
        for name, declared in factory._meta.pre_declarations.as_dict().items()
        if name not in given and hasattr(declared, "get_factory")
    }
    return model(**{**factory.as_dict(), **saved, **given})


def said(row):
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    return refusal.value.messages


def insert(row):
    type(row).objects.bulk_create([row])


def test_every_constraint_is_tested_here():
    tested = {case[0] for case in SPOKEN + CHOICES + NEEDED + ONCE} | ELSEWHERE
    models = [m for app in ("projects", "findings") for m in apps.get_app_config(app).get_models()]
    assert {c.name for model in models for c in model._meta.constraints} == tested
