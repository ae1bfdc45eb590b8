from contextlib import contextmanager

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from .factories import (
    ActionFactory,
    AreaFactory,
    AttachmentFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    GoodPracticeFactory,
    LessonFactory,
    MergeFactory,
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
WRONG = [
    ("merge_of_two", MergeFactory, {"kept": 1, "removed": 1},
     "A row cannot be merged with itself."),
    ("merge_undone_by_somebody", MergeFactory, {"undone": "2026-01-01T00:00Z"},
     "A merge that was undone says by whom."),
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
    ("area_iso_alpha2_once", AreaFactory, {"iso_alpha2": "XK"},
     "Another area has this ISO alpha-2 code."),
    ("area_iso_alpha3_once", AreaFactory, {"iso_alpha3": "XKX"},
     "Another area has this ISO alpha-3 code."),
    ("donor_iati_id_once", DonorFactory, {"iati_id": "GB-GOV-1"},
     "Another donor has this IATI organisation identifier."),
    ("objective_number_once", ObjectiveFactory, {"number": 1, "framework": 2},
     "This framework has an objective with this number already."),
    ("outcome_number_once", OutcomeFactory, {"number": 1, "framework": 2},
     "This framework has an outcome with this number already."),
]  # fmt: skip
ITSELF = [
    ("area_not_in_itself", AreaFactory, "parent", "An area cannot lie in itself."),
    ("recommendation_not_under_itself", RecommendationFactory, "parent",
     "A recommendation cannot be a sub-point of itself."),
    ("evaluation_no_translation_of_itself", EvaluationFactory, "translation_of",
     "An evaluation cannot be a translation of itself."),
]  # fmt: skip
PUBLISHED = {"publication_number_once", "publication_numbered_from_1", "passage_number_once"}
STEPS = {
    "publication_newest_public_once", "publication_newest_donors_once",
    "publication_newest_staff_once", "review_open_once", "review_outcome_is_known",
    "review_closed_with_outcome", "strike_kind_is_known",
}  # fmt: skip
NOT_OF_THE_RECORD = {
    "visit_once", "previewlink_expires_later", "previewlink_revoked_by_somebody", "card_once",
    "posting_once", "source_record_once", "upload_read_or_failed",
}  # fmt: skip


@contextmanager
def refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        yield


def refusal(row, check, **given):
    for name, value in given.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as refused:
        getattr(row, check)()
    return refused.value.messages


def test_every_constraint_is_tested_here():
    tested = (
        {case[0] for case in WRONG + CHOICES + NEEDED + ONCE + ITSELF}
        | PUBLISHED
        | STEPS
        | NOT_OF_THE_RECORD
    )
    models = [m for app in ("projects", "findings") for m in apps.get_app_config(app).get_models()]
    assert {c.name for model in models for c in model._meta.constraints} == tested


@pytest.mark.parametrize(("name", "factory", "given", "sentence"), WRONG)
def test_what_cannot_be_true_is_refused_with_a_sentence(name, factory, given, sentence):
    with refused_by_the_database():
        factory(**given)
    assert refusal(factory(), "full_clean", **given) == [sentence]


@pytest.mark.parametrize(
    ("factory", "given"),
    [
        (ProjectFactory, {"started": "June 2010", "ended": "June 2010"}),
        (ProjectFactory, {"started": "June 2010"}),
        (ProjectFactory, {"ended": "June 2010"}),
        (EvaluationFactory, {"period_from": "Dec 2009", "period_to": "Jan 2010"}),
        (ProjectFactory, {"budget": 0, "currency": "USD"}),
        (ProjectFactory, {"currency": "USD"}),
        (FindingFactory, {"heading": "Training", "body": ""}),
        (FindingFactory, {"heading": "", "body": "Inspectors were trained."}),
        (ResponseFactory, {"decision": ""}),
    ],
)
def test_what_can_be_true_is_taken(factory, given):
    factory(**given).full_clean()


@pytest.mark.parametrize(("name", "factory", "field"), CHOICES)
def test_a_value_that_is_not_offered_is_refused_with_a_sentence(name, factory, field):
    row = factory()
    sentence = f"Choose one of the values offered for {field}."
    assert "Value 'xx' is not a valid choice." in refusal(row, "full_clean", **{field: "xx"})
    assert refusal(row, "validate_constraints") == [sentence]
    with refused_by_the_database():
        row.save()


@pytest.mark.parametrize(("name", "factory", "field", "sentence"), NEEDED)
def test_a_text_that_is_needed_is_missed_with_a_sentence(name, factory, field, sentence):
    row = factory()
    assert refusal(row, "full_clean", **{field: ""}) == ["This field cannot be blank."]
    assert refusal(row, "validate_constraints") == [sentence]
    with refused_by_the_database():
        factory(**{field: ""})


@pytest.mark.parametrize(("name", "factory", "given", "sentence"), ONCE)
def test_what_stands_once_is_refused_twice_with_a_sentence(name, factory, given, sentence):
    first = factory(**given)
    [once] = [c for c in type(first)._meta.constraints if c.name == name]
    same = {field: getattr(first, field) for field in once.fields}
    with refused_by_the_database():
        factory(**same)
    assert refusal(factory(), "full_clean", **same) == [sentence]


@pytest.mark.parametrize(
    ("factory", "given"),
    [
        (AreaFactory, {"iso_alpha2": "", "iso_alpha3": ""}),
        (DonorFactory, {"iati_id": ""}),
        (ObjectiveFactory, {"number": 1}),
        (OutcomeFactory, {"number": 1}),
    ],
)
def test_what_is_not_the_same_can_stand_twice(factory, given):
    for row in factory.create_batch(2, **given):
        row.full_clean()


def test_a_number_stands_again_in_the_next_framework():
    first = ObjectiveFactory(number=1, framework=1)
    ObjectiveFactory(number=1, framework=2, project=first.project).full_clean()


@pytest.mark.parametrize(("name", "factory", "field", "sentence"), ITSELF)
def test_nothing_belongs_to_itself(name, factory, field, sentence):
    row = factory()
    assert refusal(row, "full_clean", **{field: row}) == [sentence]
    with refused_by_the_database():
        type(row).objects.filter(pk=row.pk).update(**{field: row})


def test_an_evaluation_has_one_publication_of_a_number():
    first = PublicationFactory()
    second = PublicationFactory(evaluation=first.evaluation)
    sentence = "This evaluation has a publication with this number."
    assert refusal(second, "validate_constraints", number=first.number) == [sentence]
    with refused_by_the_database():
        second.save()


def test_publications_are_numbered_from_1():
    publication = PublicationFactory()
    assert publication.number == 1
    assert refusal(publication, "validate_constraints", number=0)
    with refused_by_the_database():
        publication.save()


def test_a_publication_has_one_passage_of_a_kind_and_number():
    first = PassageFactory(kind="lesson", number="5.2")
    PassageFactory(publication=first.publication, kind="finding", number="5.2")
    with refused_by_the_database():
        PassageFactory(publication=first.publication, kind="lesson", number="5.2")


@pytest.mark.parametrize(
    ("factory", "field", "value", "sentence"),
    [
        (AreaFactory, "code", "XKX", "Area with this Code already exists."),
        (DonorFactory, "name", "Norway", "Donor with this Name already exists."),
        (DonorFactory, "slug", "norway", "Donor with this Slug already exists."),
        (ThemeFactory, "name", "Migration", "Theme with this Name already exists."),
        (OfficeFactory, "code", "CO-Hanoi", "Office with this Code already exists."),
        (ProjectFactory, "slug", "migration", "Project with this Slug already exists."),
        (EvaluationFactory, "slug", "migration", "Evaluation with this Slug already exists."),
    ],
)
def test_a_name_or_address_stands_for_one_row(factory, field, value, sentence):
    factory(**{field: value})
    with refused_by_the_database():
        factory(**{field: value})
    assert refusal(factory(), "full_clean", **{field: value}) == [sentence]


def test_a_recommendation_has_one_response():
    first = ResponseFactory()
    with refused_by_the_database():
        ResponseFactory(recommendation=first.recommendation)


@pytest.mark.parametrize("factory", [ObjectiveFactory, OutcomeFactory])
@pytest.mark.parametrize("field", ["number", "framework"])
def test_a_framework_counts_from_1(factory, field):
    said = refusal(factory(), "full_clean", **{field: 0})
    assert said == ["Ensure this value is greater than or equal to 1."]


@pytest.mark.parametrize("name", ["newest_public", "newest_donors", "newest_staff"])
def test_an_evaluation_has_one_newest_publication_for_each_reader(name):
    first = PublicationFactory()
    second = PublicationFactory(evaluation=first.evaluation)
    with refused_by_the_database():
        type(first).objects.filter(pk__in=[first.pk, second.pk]).update(**{name: True})


def test_an_evaluation_is_in_review_once():
    evaluation = EvaluationFactory()
    evaluation.reviews.create()
    with refused_by_the_database():
        evaluation.reviews.create()


@pytest.mark.parametrize(
    "given", [{"outcome": "forgotten", "closed": timezone.now()}, {"outcome": "returned"}]
)
def test_a_review_ends_with_a_known_outcome_and_when(given):
    with refused_by_the_database():
        EvaluationFactory().reviews.create(**given)


def test_a_strike_is_of_a_known_kind():
    with refused_by_the_database():
        EvaluationFactory().strikes.create(kind="chapter", item=1)
