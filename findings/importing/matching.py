"""What a source names matched with the rows that stand here, or made once."""

from projects.codes import normalise_code
from projects.models import Donor, Merge, Office, Project, Theme

from .areas import Areas
from .naming import fitted, name_key


class Named:
    """The rows of a model by their names; doubles that were merged answer to both."""

    def __init__(self, model, field):
        self.model, self.field = model, field
        self.most = model._meta.get_field(field).max_length
        self.keys, self.names = {}, {}
        for name, pk in model.objects.order_by("-pk").values_list(field, "pk"):
            self.keys[name_key(name)] = pk
            self.names[pk] = name
        for name, kept in self._merged():
            self.keys.setdefault(name_key(name), kept)

    def _merged(self):
        """Yield (name of a row merged into another, key of the one that stands for it now)."""
        merges = Merge.objects.filter(model=self.model._meta.label_lower, undone=None)
        kept = dict(merges.order_by("pk").values_list("removed", "kept"))
        for name, key in merges.values_list("name", "kept"):
            passed = set()
            while key not in self.names and key in kept and key not in passed:
                passed.add(key)
                key = kept[key]
            if key in self.names:
                yield name, key

    def __getitem__(self, name):
        return self.keys[name_key(fitted(name, self.most))]

    def spelt(self, name):
        """Return the name under which a row stands here, or "" if none does."""
        return self.names.get(self.keys.get(name_key(fitted(name, self.most))), "")

    def make(self, names):
        """Make the rows that are missing; return how many that are."""
        missing = {}
        for name in names:
            name = fitted(name, self.most)
            if name_key(name) not in self.keys:
                missing.setdefault(name_key(name), self.model(**{self.field: name}))
        for key, row in missing.items():
            row.save()
            self.keys[key], self.names[row.pk] = row.pk, getattr(row, self.field)
        return len(missing)


class Register:
    """Areas, donors, technical areas, offices and projects, by what sources call them."""

    def __init__(self):
        self.areas = Areas()
        self.donors = Named(Donor, "name")
        self.themes = Named(Theme, "name")
        self.offices = Named(Office, "code")
        rows = Project.objects.exclude(code_normalised="").order_by("-pk")
        self.projects = dict(rows.values_list("code_normalised", "pk"))
        self.made = {}  # what the transaction that runs has made, taken back if it fails

    def project(self, code):
        """Return the key of the project with this code, in whichever spelling, or None."""
        return self.projects.get(normalise_code(code))

    def note_project(self, project):
        self.projects[project.code_normalised] = project.pk
        self.made[project.code_normalised] = project.pk

    def kept(self):
        self.made.clear()

    def undone(self):
        for code in self.made:
            self.projects.pop(code, None)
        self.made.clear()
