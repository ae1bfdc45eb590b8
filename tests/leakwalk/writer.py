"""Who writes the texts of one state: each of its methods is a step that people take."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from findings import models as findings
from findings.models import PreviewLink
from projects import models as projects
from projects.history import revision

from ..factories import (
    ActionFactory,
    AreaFactory,
    AttachmentFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    GoodPracticeFactory,
    LessonFactory,
    OfficeFactory,
    RatingFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
)
from .canaries import Aviary
from .people import EVERYBODY, STAFFERS
from .table import SIGHTS, sight

LONG_AGO = timezone.make_aware(timezone.datetime(2001, 1, 1)).date()
ITEMS = {
    "finding": FindingFactory,
    "recommendation": RecommendationFactory,
    "lesson": LessonFactory,
    "practice": GoodPracticeFactory,
}


@dataclass
class Whole:
    """An evaluation of one state, with its items by kind; `removed` says that its rows are gone."""

    state: str
    evaluation: findings.Evaluation
    items: dict = field(default_factory=dict)
    removed: bool = False

    @property
    def pk(self):
        return self.evaluation.pk


class Writer:
    """Writes the texts of one state; each of its methods is a step that people take."""

    def __init__(self, world, state):
        self.world, self.state = world, state
        self.aviary: Aviary = world.aviary
        self.users = world.users

    def sight(self, part):
        return sight(self.state, part)

    def texts(self, model, part, **given):
        return self.aviary.texts(model, self.state, part, self.sight(part), **given)

    def word(self, part, name):
        return self.aviary.word(self.state, part, name, self.sight(part))

    def registered(self, factory, model, part="text", **given):
        """An entry of the register that only this state names: staff find it at the desk.

        Areas are those of the UN, and each has a page whatever is told of it.
        """
        pages = EVERYBODY if model is projects.Area else frozenset()
        sight = self.sight(part).also(desk=STAFFERS, register=pages)
        part = f"{model._meta.verbose_name} of its {part}"
        return factory(**self.aviary.texts(model, self.state, part, sight, **given))

    def evaluation(self, on=("open",), donors=(), editors=("editor",), part="text", **given):
        """Write an evaluation with all that one can have, by its first editor."""
        given.setdefault("title", f"{self.word(self.naming(part), 'title')} stands here")
        texts = self.texts(findings.Evaluation, part, **given)
        names = {
            "projects": [self.world.projects[name] for name in on],
            "donors": [*donors, self._donor()],
            "areas": [self.registered(AreaFactory, projects.Area, code=self._area_code())],
            "themes": [self._theme()],
            "administrative_offices": [self.world.office, self._office()],
            "technical_offices": [self._office()],
            "editors": [self.users[name] for name in editors],
        }
        by, reason = self.users[editors[0]], self.word("desk", "first reason")
        with revision(user=by, reason=reason):
            evaluation = EvaluationFactory(**texts, **names)
            whole = self.world.wholes[self.state] = Whole(self.state, evaluation)
            self._rows(whole)
        return whole

    def _rows(self, whole):
        for kind in ITEMS:
            self.item(whole, kind, "text")
        evaluation, finding = whole.evaluation, whole.items["finding"][0]
        RatingFactory(evaluation=evaluation, **self.texts(findings.Rating, "text"))
        RatingFactory(evaluation=evaluation, finding=finding, **self.texts(findings.Rating, "text"))
        whole.items["recommendation"][0].findings.add(finding)
        sub_point = self.item(whole, "recommendation", "text")
        sub_point.parent = whole.items["recommendation"][0]
        sub_point.save()
        if "followup" in SIGHTS[self.state]:
            for recommendation in whole.items["recommendation"]:
                self.followed_up(recommendation, "followup")
        self.attach(whole, "text")

    def attach(self, whole, part):
        content = f"%PDF-1.4 {self.word(part, 'content of the file')}".encode()
        name = f"{self.word(part, 'name of the file')}.pdf"
        AttachmentFactory(evaluation=whole.evaluation, file=ContentFile(content, name))

    def item(self, whole, kind, part, label_part=None):
        """Write one more item of a kind."""
        factory = ITEMS[kind]
        model = factory._meta.model
        label = self.word(label_part or self.naming(part), f"{kind}.label")
        texts = self.texts(model, part, label=label)
        if kind != "finding":
            texts["theme"] = self._theme(part)
        position = len(whole.items.get(kind, ())) + 1
        item = factory(evaluation=whole.evaluation, position=position, **texts)
        if kind == "finding":
            area = self.registered(AreaFactory, projects.Area, part, code=self._area_code())
            item.areas.add(area)
            item.objectives.set(
                projects.Objective.objects.filter(project__evaluations=whole.evaluation)
            )
        whole.items.setdefault(kind, []).append(item)
        self.world.parts[kind, item.pk] = (self.state, {part})
        return item

    def naming(self, part):
        """The part to which titles and labels belong, where they are told longer than texts."""
        return f"{part} name" if f"{part} name" in SIGHTS[self.state] else part

    def followed_up(self, recommendation, part):
        ResponseFactory(recommendation=recommendation, **self.texts(findings.Response, part))
        texts = self.texts(findings.Action, part)
        ActionFactory(recommendation=recommendation, due=LONG_AGO, **texts)

    def change(self, row, part, by="editor", **given):
        """Change all texts of a row."""
        with revision(user=self.users[by], reason=self.word("desk", "reason")):
            for name, text in self.texts(type(row), part, **given).items():
                setattr(row, name, text)
            if getattr(row, "theme_id", None):
                row.theme = self._theme(part)
            row.save()
        if kind := getattr(row, "passage_kind", None):
            self.world.parts[kind, row.pk][1].add(part)

    def submit(self, whole, by="editor"):
        whole.evaluation.submit(self.users[by], self.word("desk", "note to the publishers"))

    def publish(self, whole, audience, note="note"):
        """Submit and publish, as two people do."""
        self.submit(whole)
        note = self.word(note, "public note")
        return whole.evaluation.publish(self.users["publisher"], note, audience)

    def withdraw(self, whole):
        whole.evaluation.withdraw(self.users["publisher"], self.word("why", "withdrawn"))

    def strike(self, item):
        item.strike(self.users["publisher"], self.word("why", f"{item.passage_kind} struck"))

    def preview_link(self, whole, label, by):
        """Make a preview link; return (link, token)."""
        by = self.users[by]
        return PreviewLink.objects.make(whole.evaluation, by=by, label=label)

    def _donor(self):
        return self.registered(DonorFactory, projects.Donor, slug="", iati_id="")

    def _theme(self, part="text"):
        return self.registered(ThemeFactory, projects.Theme, part)

    def _office(self):
        return self.registered(OfficeFactory, projects.Office)

    def _area_code(self):
        self.world.codes += 1
        return f"L{self.world.codes}"


def expired(link):
    """Let a link have ended yesterday."""
    now = timezone.now()
    PreviewLink.objects.filter(pk=link.pk).update(
        made=now - timedelta(days=3), expires=now - timedelta(days=1)
    )
