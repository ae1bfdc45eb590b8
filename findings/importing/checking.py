"""Records of one's own spreadsheets checked against what stands here before they are written."""

from django.core.exceptions import ValidationError
from django.db import models

from projects.codes import normalise_code

from ..models import Evaluation, SourceRecord
from ..reading.ieval.records import Complaint
from .columns import SHEETS
from .fields import MODELS, REST, Converter

NON_FIELD = "__all__"


class Checking:
    """Gathers every error of the records; `errors` are Complaints in the order of the rows."""

    def __init__(self, importer):
        self.importer, self.errors = importer, []
        self.register = importer.register

    def check(self, projects, evaluations):
        codes = {record.id for record in projects}
        standing = self._standing_otherwise(evaluations)
        for record in projects:
            if ("project", record.id) not in self.importer.known and self.register.project(
                record.id
            ):
                self._wrong(record, "code", "a project with this code stands here already; take "
                            "the row out, evaluations may name it all the same")  # fmt: skip
        for record in evaluations:
            if record.id in standing:
                words = "an evaluation with this reference was entered here otherwise"
                self._wrong(record, "external_reference", words)
            self._check_projects(record, codes)
        for record in [*projects, *evaluations]:
            for part in record.walk():
                self._check(part)
        return self.errors

    def _standing_otherwise(self, evaluations):
        """Return the references of evaluations that stand here and are not of this source."""
        told = SourceRecord.objects.filter(source=self.importer.source, kind="evaluation")
        rows = Evaluation.objects.filter(external_reference__in=[r.id for r in evaluations])
        rows = rows.exclude(pk__in=told.values("key"))
        return set(rows.values_list("external_reference", flat=True))

    def _check_projects(self, record, codes):
        for code in record.values.get("projects") or ():
            if normalise_code(code) not in codes and not self.register.project(code):
                words = f"“{code}” is the code of no row in Projects and of no project here"
                self._wrong(record, "projects", words)

    def _check(self, record):
        """Check the lengths, the areas, and what fields and constraints of the model say."""
        _, _, unknown = self.register.areas.find(record.values.get("areas") or ())
        for name in unknown:
            self._wrong(record, "areas", f"“{name}” is no country or region of UN M49 here")
        columns = {}
        for name, said in record.values.items():
            field = name not in (REST, "parent") and _field(record.kind, name)
            if not field:
                continue
            too_long = self._too_long(field, said)
            if too_long:
                self._wrong(record, name, too_long)
            elif not isinstance(field, models.ForeignKey | models.ManyToManyField):
                columns[name] = said
        if record.kind in ("project", "evaluation"):
            self._check_constraints(record, columns)

    def _too_long(self, field, said):
        """Return in words what does not fit: a text, or a name of one of the registers."""
        most = field.max_length if isinstance(field, models.CharField) else 0
        if isinstance(field, models.ForeignKey | models.ManyToManyField):
            named = {"themes": 120, "theme": 120, "donors": 300, "projects": 60}
            most = 0 if field.name == "areas" else named.get(field.name, 60)
        for text in said if isinstance(said, list) else [said]:
            if most and isinstance(text, str) and len(text) > most:
                return f"longer than {most} signs: “{text[:40]}…”"
        return ""

    def _check_constraints(self, record, told):
        values = Converter(self.register).values(record.kind, told)
        row = MODELS[record.kind](**values.columns)
        try:
            row.full_clean(exclude={"slug"}, validate_unique=False)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                for message in messages:
                    self._wrong(record, "" if name == NON_FIELD else name, message)

    def _wrong(self, record, field, words):
        place = record.place._replace(column=_heading(record.kind, field))
        if not any(error.place == place for error in self.errors):
            self.errors.append(Complaint(place, words))


def _field(kind, name):
    return next((f for f in MODELS[kind]._meta.get_fields() if f.name == name), None)


def _heading(kind, field):
    """Return the heading of the column that tells a field of this kind."""
    part, sheet = ("", kind) if kind in SHEETS else (kind, "recommendation")
    found = (c.heading for c in SHEETS[sheet][1] if (c.field, c.part) == (field, part))
    return next(found, "")
