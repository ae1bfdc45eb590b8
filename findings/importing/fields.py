"""What a record tells, as values for the fields of its model."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models

from projects.fields import MonthField, RichTextField
from projects.models import Project
from projects.months import Month

from ..models import Action, Evaluation, Finding, GoodPractice, Lesson, Recommendation, Response
from .naming import fitted
from .texts import rich

REST = "rest"
MODELS = {
    "project": Project,
    "evaluation": Evaluation,
    "finding": Finding,
    "recommendation": Recommendation,
    "lesson": Lesson,
    "practice": GoodPractice,
    "response": Response,
    "action": Action,
}


@dataclass
class Values:
    """The values of a row's columns, the keys it links to, and what did not go in, in words."""

    columns: dict[str, object] = field(default_factory=dict)
    links: dict[str, list[int]] = field(default_factory=dict)
    complaints: list[tuple[str, str]] = field(default_factory=list)


class Converter:
    """Turns told values into those of fields; names are looked up in the register."""

    def __init__(self, register):
        self.register = register

    def values(self, kind, told):
        """Return the Values of what was told, for a row of this kind."""
        values = Values()
        for name, said in told.items():
            if name == REST:
                continue
            field = MODELS[kind]._meta.get_field(name)
            if field.many_to_many:
                self._link(values, name, said)
            else:
                values.columns[field.attname] = self._column(values, field, said)
        return values

    def _column(self, values, field, said):
        if isinstance(field, models.ForeignKey):
            return self.register.themes[said] if said else None
        if isinstance(field, RichTextField):
            return rich(said)
        if isinstance(field, MonthField):
            return Month.parse(said) if said else None
        if isinstance(field, models.DateField):
            return datetime.date.fromisoformat(said) if said else None
        if isinstance(field, models.DecimalField):
            return Decimal(said) if said else None
        if isinstance(field, models.CharField) and field.max_length and isinstance(said, str):
            fits = fitted(said, field.max_length)
            if fits != said:
                values.complaints.append((str(field.verbose_name), f"longer than {field.max_length}"
                                          f" signs; cut to “{fits[:60]}…”"))  # fmt: skip
            return fits
        return said

    def _link(self, values, name, said):
        if name == "areas":
            self._place(values, said)
        elif name == "projects":
            keys = (self.register.project(code) for code in said)
            values.links[name] = list(dict.fromkeys(key for key in keys if key))
        else:
            names = {"donors": self.register.donors, "themes": self.register.themes}
            rows = names.get(name, self.register.offices)
            values.links[name] = list(dict.fromkeys(rows[each] for each in said))

    def _place(self, values, names):
        keys, printed, unknown = self.register.areas.find(names)
        most = Evaluation._meta.get_field("areas_printed").max_length
        values.links["areas"] = keys
        values.columns["areas_printed"] = fitted(printed, most)
        if len(printed) > most:
            values.complaints.append(("areas as printed", f"longer than {most} signs; cut"))
        for name in unknown:
            words = f"“{name}” is no area of UN M49 here; kept as printed"
            values.complaints.append(("areas", words))
