"""What a test does not care about; what it cares about stands in the test."""

from datetime import UTC, datetime

import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory

from evalsite.models import Page
from findings import models as findings
from projects import models as projects
from projects.months import Month
from projects.terms import Audience


class Factory(DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True


def many(name):
    """Fill a many-to-many field with what the test gives for it."""

    @factory.post_generation
    def fill(instance, create, given):
        if given:
            getattr(instance, name).set(given)

    return fill


class UserFactory(Factory):
    class Meta:
        model = get_user_model()

    username = factory.Sequence(lambda n: f"user{n}")


class AreaFactory(Factory):
    class Meta:
        model = projects.Area

    code = factory.Sequence(lambda n: f"X{n}")
    name = factory.Sequence(lambda n: f"Area {n}")


class DonorFactory(Factory):
    class Meta:
        model = projects.Donor

    name = factory.Sequence(lambda n: f"Donor {n}")


class ThemeFactory(Factory):
    class Meta:
        model = projects.Theme

    name = factory.Sequence(lambda n: f"Theme {n}")


class OfficeFactory(Factory):
    class Meta:
        model = projects.Office

    code = factory.Sequence(lambda n: f"CO-{n}")


class ProjectFactory(Factory):
    class Meta:
        model = projects.Project

    title = factory.Sequence(lambda n: f"Project {n}")
    code = factory.Sequence(lambda n: f"GLO/10/{n % 100:02}/UKM")
    audience = Audience.EVERYBODY

    areas = many("areas")
    donors = many("donors")
    themes = many("themes")
    editors = many("editors")


class ObjectiveFactory(Factory):
    class Meta:
        model = projects.Objective

    project = factory.SubFactory(ProjectFactory)
    number = factory.Sequence(lambda n: n + 1)
    statement = "To bring about decent work."


class OutcomeFactory(ObjectiveFactory):
    class Meta:
        model = projects.Outcome

    statement = "Workers are better protected."


class EvaluationFactory(Factory):
    class Meta:
        model = findings.Evaluation

    title = factory.Sequence(lambda n: f"Evaluation {n}")
    completed = Month(2009, 10)

    projects = many("projects")
    donors = many("donors")
    areas = many("areas")
    themes = many("themes")
    administrative_offices = many("administrative_offices")
    technical_offices = many("technical_offices")
    editors = many("editors")


class ItemFactory(Factory):
    class Meta:
        abstract = True

    evaluation = factory.SubFactory(EvaluationFactory)
    position = factory.Sequence(lambda n: n)


class FindingFactory(ItemFactory):
    class Meta:
        model = findings.Finding

    body = "Inspectors were trained."

    objectives = many("objectives")
    outcomes = many("outcomes")
    areas = many("areas")


class RecommendationFactory(ItemFactory):
    class Meta:
        model = findings.Recommendation

    text = "Train more inspectors."

    findings = many("findings")


class LessonFactory(ItemFactory):
    class Meta:
        model = findings.Lesson

    text = "Training alone does not change a system."


class GoodPracticeFactory(ItemFactory):
    class Meta:
        model = findings.GoodPractice

    text = "Inspectors and unions plan visits together."


class RatingFactory(Factory):
    class Meta:
        model = findings.Rating

    evaluation = factory.SubFactory(EvaluationFactory)
    scale = "1 (low) to 6 (high)"
    value = "5"


class AttachmentFactory(Factory):
    class Meta:
        model = findings.Attachment

    evaluation = factory.SubFactory(EvaluationFactory)
    kind = "report"
    file = factory.django.FileField(filename="report.pdf", data=b"%PDF-1.4 a report")


class ResponseFactory(Factory):
    class Meta:
        model = findings.Response

    recommendation = factory.SubFactory(RecommendationFactory)
    decision = "accepted"


class ActionFactory(Factory):
    class Meta:
        model = findings.Action

    recommendation = factory.SubFactory(RecommendationFactory)
    text = "Hire trainers."


class PublicationFactory(Factory):
    """A publication of an evaluation as it stands; `evaluation` may be given."""

    class Meta:
        model = findings.Publication

    evaluation = factory.SubFactory(EvaluationFactory)

    @classmethod
    def _create(cls, model, evaluation, user=None, note="", audience="everybody", **kwargs):
        publication = evaluation.publish(by=user, note=note, audience=audience)
        if kwargs:
            raise TypeError(f"A publication is frozen; {sorted(kwargs)} cannot be given.")
        return publication


class PassageFactory(Factory):
    class Meta:
        model = findings.Passage

    publication = factory.SubFactory(PublicationFactory)
    kind = "lesson"
    number = factory.Sequence(str)
    text = "Training alone does not change a system."
    language = "en"


class PageFactory(Factory):
    class Meta:
        model = Page

    slug = "about"
    text = "Who we are."


class MergeFactory(Factory):
    class Meta:
        model = projects.Merge

    model = "projects.donor"
    kept = factory.Sequence(lambda n: 2 * n + 1)
    removed = factory.Sequence(lambda n: 2 * n + 2)
    name = "NORWAY"
    into = "Norway"
    history_row = 1
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    user = factory.SubFactory(UserFactory)
