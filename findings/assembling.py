"""Working rows to Summary, from the rows now or from history, by the same steps."""

from dataclasses import fields
from functools import cache

from django.apps import apps

from projects.history.reading import AsOf, Now
from projects.models import with_acronym

from .summary import (
    AttachmentItem,
    Facts,
    FindingItem,
    LessonItem,
    Name,
    PracticeItem,
    ProjectFacts,
    RatingItem,
    RecommendationItem,
    Spoken,
    Statement,
    Summary,
)


def assemble(evaluation_id, moment=None):
    """Return the Summary of an evaluation now, or as it stood at a moment (aware datetime).

    Raise `Evaluation.DoesNotExist` where there is, or was, none.
    """
    return _Assembly(AsOf(moment) if moment else Now(), evaluation_id).summary()


class _Assembly:
    """The steps from rows to Summary; each related model is read once."""

    def __init__(self, source, evaluation_id):
        self.source = source
        self.key = evaluation_id

    def summary(self):
        model = apps.get_model("findings.Evaluation")
        rows = self.source.rows(model, "id", [self.key])
        if not rows:
            raise model.DoesNotExist(f"There is no evaluation {self.key}, or was none then.")
        [row] = rows
        self._read(model, row)
        return Summary(
            **_copied(Summary, row),
            facts=self._facts(row),
            findings=self._findings(),
            recommendations=self._recommendations(),
            lessons=self._themed(LessonItem, self.lessons),
            practices=self._themed(PracticeItem, self.practices),
            ratings=self._ratings(None),
            attachments=tuple(AttachmentItem(**_copied(AttachmentItem, a)) for a in self.files),
        )

    def _read(self, model, row):
        """Read all rows that belong to the evaluation, and what they name."""
        self.links = {}
        self._link(model, [row], "projects donors areas themes")
        self._link(model, [row], "administrative_offices technical_offices")
        self.finding_rows = self._parts("findings.Finding")
        self.recommendation_rows = self._parts("findings.Recommendation")
        self.lessons = self._parts("findings.Lesson")
        self.practices = self._parts("findings.GoodPractice")
        self.rating_rows = self._parts("findings.Rating")
        self.files = self._parts("findings.Attachment")
        self._read_projects(self.links["projects"][row.id])
        self._link(apps.get_model("findings.Finding"), self.finding_rows,
                   "objectives outcomes areas")  # fmt: skip
        self._link(apps.get_model("findings.Recommendation"), self.recommendation_rows, "findings")
        self._read_names()

    def _read_projects(self, keys):
        model = apps.get_model("projects.Project")
        rows = self.source.rows(model, "id", keys) if keys else []
        self.projects = sorted(rows, key=lambda row: (row.code_normalised, row.title, row.id))
        self.objectives = self._statements("projects.Objective", keys)
        self.outcomes = self._statements("projects.Outcome", keys)
        self._link(model, self.projects, "areas donors themes")

    def _read_names(self):
        themed = [*self.recommendation_rows, *self.lessons, *self.practices]
        themes = {row.theme_id for row in themed if row.theme_id}
        ends, named = self._ends, self._named
        self.areas = named("projects.Area", ends("areas", "project.areas", "finding.areas"))
        self.donors = named("projects.Donor", ends("donors", "project.donors"))
        self.themes = named("projects.Theme", ends("themes", "project.themes") | themes)
        offices = ends("administrative_offices", "technical_offices")
        self.offices = named("projects.Office", offices)

    def _parts(self, label):
        rows = self.source.rows(apps.get_model(label), "evaluation", [self.key])
        rows = (row for row in rows if getattr(row, "struck", None) is None)
        return sorted(rows, key=lambda row: (getattr(row, "position", 0), row.id))

    def _statements(self, label, keys):
        rows = self.source.rows(apps.get_model(label), "project", keys) if keys else []
        return sorted(rows, key=lambda row: (row.framework, row.number))

    def _link(self, model, rows, names):
        for name in names.split():
            links = self.source.links(model, rows, name) if rows else {}
            kind = model._meta.model_name
            self.links[name if kind == "evaluation" else f"{kind}.{name}"] = links

    def _ends(self, *links):
        return {key for link in links for keys in self.links[link].values() for key in keys}

    def _named(self, label, keys):
        rows = self.source.rows(apps.get_model(label), "id", keys) if keys else []
        return {row.id: _name(label, row) for row in rows}

    def _names(self, link, row, names):
        told = (names[key] for key in self.links[link][row.id] if key in names)
        return tuple(sorted(told, key=lambda name: name.name))

    def _facts(self, row):
        return Facts(
            **_copied(Facts, row),
            keywords=tuple(word for part in row.keywords.split(",") if (word := part.strip())),
            areas=self._names("areas", row, self.areas),
            donors=self._names("donors", row, self.donors),
            themes=self._names("themes", row, self.themes),
            administrative_offices=self._names("administrative_offices", row, self.offices),
            technical_offices=self._names("technical_offices", row, self.offices),
            projects=tuple(self._project(p) for p in self.projects),
        )

    def _project(self, row):
        return ProjectFacts(
            **_copied(ProjectFacts, row),
            areas=self._names("project.areas", row, self.areas),
            donors=self._names("project.donors", row, self.donors),
            themes=self._names("project.themes", row, self.themes),
            objectives=self._stated(row, self.objectives),
            outcomes=self._stated(row, self.outcomes),
        )

    def _stated(self, project, statements):
        numbers = {o.id: o.number for o in self.objectives}
        return tuple(
            Statement(
                **_copied(Statement, row),
                objective=numbers.get(getattr(row, "objective_id", None)),
            )
            for row in statements
            if row.project_id == project.id
        )

    def _findings(self):
        return tuple(
            FindingItem(
                **_copied(FindingItem, row),
                objectives=self._spoken("finding.objectives", row, self.objectives),
                outcomes=self._spoken("finding.outcomes", row, self.outcomes),
                areas=self._names("finding.areas", row, self.areas),
                ratings=self._ratings(row.id),
            )
            for row in self.finding_rows
        )

    def _spoken(self, link, row, statements):
        titles = {p.id: p.title for p in self.projects}
        keys = set(self.links[link][row.id])
        return tuple(
            Spoken(titles[s.project_id], s.framework, s.number) for s in statements if s.id in keys
        )

    def _ratings(self, finding_id):
        rows = (r for r in self.rating_rows if r.finding_id == finding_id)
        return tuple(RatingItem(**_copied(RatingItem, r)) for r in rows)

    def _recommendations(self, parent_id=None):
        positions = {row.id: n for n, row in enumerate(self.finding_rows, 1)}
        return tuple(
            RecommendationItem(
                **_copied(RecommendationItem, row),
                theme=str(self.themes.get(row.theme_id, "")),
                findings=tuple(
                    sorted(
                        positions[key]
                        for key in self.links["recommendation.findings"][row.id]
                        if key in positions
                    )
                ),
                parts=self._recommendations(row.id),
            )
            for row in self.recommendation_rows
            if row.parent_id == parent_id
        )

    def _themed(self, item, rows):
        return tuple(
            item(**_copied(item, row), theme=str(self.themes.get(row.theme_id, ""))) for row in rows
        )


def _name(label, row):
    """A donor is named with its acronym, an office by its code, all others by their names."""
    if label == "projects.Donor":
        return Name(with_acronym(row.name, row.acronym), address=row.slug)
    if label == "projects.Office":
        return Name(row.code, address=row.code)
    return Name(row.name, address=getattr(row, "code", ""))


def _copied(told, row):
    """Take from a row the plain values that a dataclass tells under the same names."""
    return {name: getattr(row, name) for name in _same_names(told, type(row))}


@cache
def _same_names(told, model):
    columns = {field.attname for field in model._meta.concrete_fields}
    return [f.name for f in fields(told) if f.name in columns and f.name != "keywords"]
