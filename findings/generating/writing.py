"""Invented evaluations written as working rows with history, and published, many at a time."""

import datetime

from projects.history import revision
from projects.models import Project
from projects.months import Month
from projects.richtext import from_text
from projects.terms import Audience

from ..content import digest, to_content
from ..models import (
    Action,
    Evaluation,
    Finding,
    Lesson,
    Passage,
    Publication,
    Recommendation,
    Response,
    SearchDue,
)
from ..passages import passages_of
from ..search.upkeep import take_in
from ..summary import Facts, FindingItem, LessonItem, ProjectFacts, RecommendationItem, Summary
from ..terms import (
    ActionStatus,
    Criterion,
    Decision,
    EvaluationType,
    FindingKind,
    Nature,
    Priority,
    Timing,
)
from .rows import insert, remember
from .world import named

FINDINGS, RECOMMENDATIONS, LESSONS, LENGTH = 10, 8, 6, 80
ADDRESSEES = ("ILO", "Government", "Donor", "Employers’ organizations", "Trade unions", "Ministry")
FIRST_YEAR, LAST_YEAR = 2003, 2025


class Batch:
    """Some evaluations, written and published in one revision."""

    def __init__(self, chance, language, world, numbers):
        self.chance, self.language, self.world = chance, language, world
        self.numbers = list(numbers)

    def write(self):
        with revision(reason="Generated"):
            self._projects()
            self._evaluations()
            self.items = {
                Finding: self._items(Finding, FINDINGS, self._finding),
                Recommendation: self._items(Recommendation, RECOMMENDATIONS, self._recommendation),
                Lesson: self._items(Lesson, LESSONS, self._lesson),
            }
            self._follow_up()
            publications = self._publish()
            take_in([p.pk for p in publications], [p.pk for p in self.projects])
            self._cross_out(publications)

    def _projects(self):
        self.projects = Project.objects.bulk_create(
            Project(
                code=f"GEN/{n % 100:02}/{n // 100 % 1000:02}/{n:06}",
                slug=f"generated-project-{n}",
                title=f"Project {n}: {self.language.words_of_field(5)}",
                aim=from_text(self.language.about(50)),
                started=Month(self.chance.randint(FIRST_YEAR - 3, LAST_YEAR - 3), 1 + n % 12),
                audience=Audience.EVERYBODY,
            )
            for n in self.numbers
        )
        self.linked = {}
        for name, most in (("areas", 4), ("donors", 3), ("themes", 3)):
            self.linked[name] = {
                p.pk: self.world.pick(getattr(self.world, name), most) for p in self.projects
            }
            _link(Project, name, self.linked[name])

    def _evaluations(self):
        self.evaluations = Evaluation.objects.bulk_create(
            Evaluation(
                slug=f"generated-{n}",
                title=f"Evaluation {n}: {self.language.words_of_field(6)}",
                timing=self._one(Timing, (3, 6, 1, 1)),
                type=self._one(EvaluationType, (9, 3, 2, 2, 1)),
                nature=self._one(Nature, (6, 2, 2, 1)),
                completed=Month(self._year(), self.chance.randint(1, 12)),
                project_purpose=from_text(self.language.about(90)),
                methodology=from_text(self.language.about(60)),
                conclusions=from_text(self.language.about(90)),
            )
            for n in self.numbers
        )
        projects = zip(self.evaluations, self.projects, strict=True)
        _link(Evaluation, "projects", {e.pk: [project] for e, project in projects})

    def _year(self):
        """Return a year; there are more evaluations of later ones."""
        share = self.chance.random() ** 0.6
        return FIRST_YEAR + int(share * (LAST_YEAR - FIRST_YEAR + 1))

    def _one(self, choices, weights):
        values = list(choices)[: len(weights)]
        return str(self.chance.choices(values, weights)[0])

    def _items(self, model, many, made):
        """Write as many items of each evaluation; return {key of the evaluation: [(key, item)]}."""
        rows = [
            {"evaluation": evaluation.pk, "position": place, "label": "", "struck": None, **made()}
            for evaluation in self.evaluations
            for place in range(1, many + 1)
        ]
        keys = insert(model, rows)
        remember(model, keys)
        items = {}
        for key, row in zip(keys, rows, strict=True):
            items.setdefault(row["evaluation"], []).append((key, row))
        return items

    def _text(self):
        return from_text(self.language.about(LENGTH))

    def _finding(self):
        return {
            "heading": self.language.words_of_field(5).capitalize(),
            "body": self._text(),
            "kind": self._one(FindingKind, (4, 3, 3)),
            "criterion": self._one(["", *Criterion], (2, 3, 1, 4, 2, 2, 3)),
        }

    def _recommendation(self):
        return {
            "text": self._text(),
            "addressed_to": self.chance.choice(ADDRESSEES),
            "priority": self._one(["", *Priority], (2, 3, 3, 1)),
            "time_frame": "",
            "resource_implication": "",
            "followup_version": 1,
        }

    def _lesson(self):
        empty = ("context", "targeted_users", "challenges", "successes", "administrative_issues")
        return {"text": self._text(), **dict.fromkeys(empty, "")}

    def _follow_up(self):
        """Answer about two thirds of the recommendations, and act upon most of these."""
        asked = (key for rows in self.items[Recommendation].values() for key, _ in rows)
        answered = [key for key in asked if self.chance.random() < 0.65]
        acted = [key for key in answered if self.chance.random() < 0.8]
        for model, made, keys in (
            (Response, self._response, answered),
            (Action, self._action, acted),
        ):
            remember(model, insert(model, ({"recommendation": k, **made()} for k in keys)))

    def _response(self):
        decision = self._one(["", *Decision], (1, 6, 2, 1))
        return {"decision": decision, "decision_printed": "", "comment": "", "date": None}

    def _action(self):
        return {
            "position": 1,
            "text": from_text(self.language.about(12)),
            "responsible": "",
            "due": datetime.date(self.chance.randint(2024, 2030), 6, 30),
            "status": self._one(["", *ActionStatus], (1, 1, 2, 1, 4, 1, 1)),
            "status_printed": "",
            "evidence": "",
        }

    def _publish(self):
        summaries = [
            self._summary(e, p) for e, p in zip(self.evaluations, self.projects, strict=True)
        ]
        publications = Publication.objects.bulk_create(
            _publication(e, s) for e, s in zip(self.evaluations, summaries, strict=True)
        )
        Publication.projects.through.objects.bulk_create(
            Publication.projects.through(publication=told, project=project)
            for told, project in zip(publications, self.projects, strict=True)
        )
        insert(
            Passage,
            (
                {"publication": told.pk, "decision": "", "status": "", "finding_kind": "", **fields}
                for told, summary in zip(publications, summaries, strict=True)
                for fields in passages_of(summary)
            ),
        )
        return publications

    def _cross_out(self, publications):
        """Say that nothing of it is due any more."""
        asked = [key for rows in self.items[Recommendation].values() for key, _ in rows]
        for shelf, keys in (
            ("publication", [p.pk for p in publications]),
            ("project", [p.pk for p in self.projects]),
            ("followup", asked),
        ):
            SearchDue.objects.filter(shelf=shelf, key__in=keys).delete()

    def _summary(self, evaluation, project):
        """Return what `assemble` would make of the rows."""
        facts = Facts(
            timing=evaluation.timing,
            type=evaluation.type,
            nature=evaluation.nature,
            completed=evaluation.completed,
            projects=(self._told(project),),
        )
        return Summary(
            title=evaluation.title,
            facts=facts,
            project_purpose=evaluation.project_purpose,
            methodology=evaluation.methodology,
            conclusions=evaluation.conclusions,
            findings=self._told_items(FindingItem, Finding, evaluation),
            recommendations=self._told_items(RecommendationItem, Recommendation, evaluation),
            lessons=self._told_items(LessonItem, Lesson, evaluation),
        )

    def _told(self, project):
        return ProjectFacts(
            title=project.title,
            code=project.code,
            started=project.started,
            aim=project.aim,
            slug=project.slug,
            id=project.pk,
            **{name: named(self.linked[name][project.pk]) for name in self.linked},
        )

    def _told_items(self, kind, model, evaluation):
        names = ("heading", "body", "kind", "criterion", "text", "addressed_to", "priority")
        copied = [name for name in names if name in kind.__dataclass_fields__]
        rows = self.items[model][evaluation.pk]
        return tuple(kind(**{n: str(row[n]) for n in copied}, id=key) for key, row in rows)


def _publication(evaluation, summary):
    content = to_content(summary)
    return Publication(
        evaluation=evaluation,
        number=1,
        title=summary.title,
        language=summary.language,
        completed=summary.facts.completed,
        content=content,
        digest=digest(content),
        evaluation_version=evaluation.version,
        newest_public=True,
        newest_donors=True,
        newest_staff=True,
    )


def _link(model, name, links):
    field = model._meta.get_field(name)
    through = field.remote_field.through
    source, target = field.m2m_column_name(), field.m2m_reverse_name()
    through.objects.bulk_create(
        through(**{source: key, target: row.pk}) for key, rows in links.items() for row in rows
    )
