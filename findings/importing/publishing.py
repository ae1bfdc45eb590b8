"""Many evaluations published for the first time, their summaries read together."""

from django.db import transaction

from projects.history.reading import Now
from projects.models import Project
from projects.terms import Audience

from ..assembling import _Assembly
from ..models import Evaluation, Publication
from ..terms import Stage


class Together(Now):
    """Reads the rows of many evaluations at once and gives each its own."""

    def __init__(self, keys):
        self.keys = list(keys)
        self.by_id, self.parts, self.linked = {}, {}, {}
        self.rows(Evaluation, "id", self.keys)

    def rows(self, model, name, keys):
        if name != "id":
            return [row for key in keys for row in self._parts(model, name).get(key, ())]
        known = self.by_id.setdefault(model, {})
        if missing := [key for key in keys if key not in known]:
            missing = self._named(model).union(missing) - known.keys()
            known.update((row.id, row) for row in super().rows(model, "id", missing))
        return [known[key] for key in keys if key in known]

    def links(self, model, rows, name):
        if (model, name) not in self.linked:
            everything = list(self.by_id.get(model, {}).values())
            self.linked[model, name] = super().links(model, everything, name)
        return {row.id: self.linked[model, name].get(row.id, []) for row in rows}

    def _named(self, model):
        """Return the keys of this model's rows that any of the links read so far names."""
        if model is Project:
            return self._projects()
        return {
            key
            for (owner, name), linked in self.linked.items()
            if owner._meta.get_field(name).related_model is model
            for keys in linked.values()
            for key in keys
        }

    def _projects(self):
        rows = self.by_id[Evaluation].values()
        return {key for keys in self.links(Evaluation, rows, "projects").values() for key in keys}

    def _parts(self, model, name):
        """Return {key of the owner: its parts}; `name` is the field that names the owner."""
        if (model, name) not in self.parts:
            owners = self.keys if name == "evaluation" else self._projects()
            found = self.parts[model, name] = {}
            for row in super().rows(model, name, owners) if owners else ():
                found.setdefault(getattr(row, f"{name}_id"), []).append(row)
                self.by_id.setdefault(model, {})[row.id] = row
        return self.parts[model, name]


def publish_first(keys, *, made, note):
    """Publish those of these evaluations that are completed; return their keys.

    None of them may have been published before: nobody has submitted them, and nobody is told.
    The projects that imports have made, `made`, are open to everybody from then on.
    """
    with transaction.atomic():
        rows = Evaluation.objects.select_for_update().filter(pk__in=keys, stage=Stage.COMPLETED)
        rows = list(rows.order_by("pk"))
        together = Together([row.pk for row in rows])
        projects = together._projects() & made
        Project.objects.filter(pk__in=projects, audience=Audience.STAFF).update(
            audience=Audience.EVERYBODY
        )
        for row in rows:
            _bring_out(row, together, note)
    return [row.pk for row in rows]


def _bring_out(row, together, note):
    Publication.objects.bring_out(
        row,
        _Assembly(together, row.pk).summary(),
        together.links(Evaluation, [row], "donors")[row.pk],
        user=None,
        note=note,
        audience=Audience.EVERYBODY,
        evaluation_version=row.version,
    )
