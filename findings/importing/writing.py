"""One transaction of an import: an evaluation with all its parts, or a set of projects."""

from projects.codes import normalise_code
from projects.history import settle
from projects.models import Project

from ..models import SourceRecord
from ..reading.ieval.records import Complaint, Place, Record
from ..terms import Stage
from .fields import MODELS, REST, Converter
from .naming import fitted, without_timing
from .publishing import publish_first
from .report import CREATED, UNCHANGED, UPDATED

ITEMS = ("finding", "recommendation", "lesson", "practice")
NEEDED = ("title", "text", "body")


class Writing:
    """Writes rows and gathers what to report of them once the transaction is committed."""

    def __init__(self, importer):
        self.importer, self.register = importer, importer.register
        self.converter = Converter(importer.register)
        self.states, self.complaints = [], []
        self.known, self.sources = {}, []
        self.made_projects, self.placed, self.published = set(), set(), set()

    @property
    def changes(self):
        return [state for _, state in self.states if state != UNCHANGED]

    def note(self):
        """Report what was written; the importer knows it from now on."""
        importer = self.importer
        for kind, state in self.states:
            importer.report.note(kind, state)
        importer.report.complaints += self.complaints
        importer.known |= self.known
        importer.made_projects |= self.made_projects
        for (kind, _), (key, _) in self.known.items():
            importer.there[kind].add(key)
        importer.report.published += len(self.published)
        importer.published |= self.published

    def projects(self, records):
        """Write project records."""
        keys = self._rows(records, part_of="")
        self._keep_sources()
        for project in Project.objects.filter(pk__in=keys.values()):
            self.register.note_project(project)
            self.made_projects.add(project.pk)

    def evaluation(self, record):
        """Write an evaluation and its parts."""
        self._make_projects(record)
        [key] = self._rows([record], part_of=record.id).values()
        for kind in ITEMS:
            items = [part for part in record.parts if part.kind == kind]
            keys = self._items(items, record.id, key)
            for follow_up in ("response", "action"):
                self._follow_up(items, keys, follow_up, record.id)
        self._keep_sources()
        self._publish_if_asked(record, key)

    def _publish_if_asked(self, record, key):
        """Publish as an editor's evaluation is, or, for the first time, as all of an import are."""
        if not self.importer.is_to_publish(record, key, changed=bool(self.changes)):
            return
        settle()
        if key not in self.importer.published:
            self.publish_first([key])
            return
        evaluation = MODELS["evaluation"].objects.get(pk=key)
        if not evaluation.publications.filter(withdrawn=False).exists():
            self._complain(record, "", "was withdrawn here; it is not published again")
        elif evaluation.stage == Stage.COMPLETED:
            evaluation.publish(by=None, note=f"{self.importer.reason}.")
            self.published.add(key)

    def publish_first(self, keys):
        made = self.importer.made_projects | self.made_projects
        note = f"{self.importer.reason}."
        self.published.update(publish_first(keys, made=made, note=note))

    def _items(self, records, part_of, evaluation):
        """Write items, those that have a parent after the others; return {id: key}."""
        whole = [record for record in records if not record.values.get("parent")]
        parts = [record for record in records if record.values.get("parent")]
        keys = self._rows(whole, part_of, lambda record: {"evaluation_id": evaluation})
        for record in parts:
            parent = keys.get(record.values["parent"])
            owners = {"evaluation_id": evaluation, "parent_id": parent}
            keys |= self._rows([record], part_of, lambda _, owners=owners: owners)
        return keys

    def _follow_up(self, items, keys, kind, part_of):
        told = {p.id: (p, keys[i.id]) for i in items if i.id in keys for p in i.parts
                if p.kind == kind}  # fmt: skip
        records = [part for part, _ in told.values()]
        self._rows(records, part_of, lambda record: {"recommendation_id": told[record.id][1]})

    def _rows(self, records, part_of, owners=lambda record: {}):
        """Make the rows that are new and change the others; return {id: key}."""
        keys, new = {}, []
        for record in records:
            key, digest = self.importer.known.get((record.kind, record.id), (None, ""))
            if key is None:
                new.append(record)
            elif key not in self.importer.there[record.kind]:
                self._complain(record, "", "was removed here since; it is left out")
            else:
                keys[record.id] = key
                changed = digest != record.digest and self._change(record, key)
                self.states.append((record.kind, UPDATED if changed else UNCHANGED))
        if new:
            keys |= self._create(new, part_of, owners)
        return keys

    def _create(self, records, part_of, owners):
        made = {}
        for record in records:
            values = self._values(record, record.values)
            row = MODELS[record.kind](**values.columns, **owners(record))
            row.save()
            for name, keys in values.links.items():
                getattr(row, name).set(keys)
            self._source(record, part_of, row.pk)
            self.states.append((record.kind, CREATED))
            made[record.id] = row.pk
        return made

    def _values(self, record, told):
        """Return the Values of what was told; a parent is set with the owners of a row."""
        told = {name: said for name, said in told.items() if name != "parent"}
        values = self.converter.values(record.kind, told)
        for column, words in values.complaints:
            self._complain(record, column, words)
        return values

    def _change(self, record, key):
        """Change what the source tells otherwise than before; return whether the row changed."""
        source = SourceRecord.objects.get(
            source=self.importer.source, kind=record.kind, source_id=record.id
        )
        differing = {n: v for n, v in record.values.items() if source.told.get(n) != v}
        for name in NEEDED:
            if not differing.get(name, True):
                self._complain(record, name, "is empty now; what stood there is kept")
                del differing[name]
        if not differing:
            return False
        changed = self._apply(record, key, differing, source.told)
        source.told = {**source.told, **differing}
        source.digest = record.digest
        source.save()
        self.known[record.kind, record.id] = key, record.digest
        return changed

    def _apply(self, record, key, differing, before):
        row = MODELS[record.kind].objects.select_for_update().get(pk=key)
        values = self._values(record, differing)
        if "parent" in differing:
            values.columns["parent_id"] = self._key_of(record.kind, differing["parent"])
        self._compare(record, row, differing, before)
        for name, value in values.columns.items():
            setattr(row, name, value)
        if values.columns:
            row.save(update_fields=list(values.columns))
        for name, keys in values.links.items():
            getattr(row, name).set(keys)
        return bool(values.columns or values.links)

    def _key_of(self, kind, source_id):
        known = self.importer.known | self.known
        return known.get((kind, source_id), (None, ""))[0]

    def _compare(self, record, row, differing, before):
        """Say where a manager has changed here what the source tells otherwise now."""
        told = {n: before[n] for n in differing if before.get(n) and n not in (REST, "parent")}
        for name, value in self.converter.values(record.kind, told).columns.items():
            if name != "position" and getattr(row, name) != value:
                words = "changed here and at the source; the source’s is taken, history keeps both"
                self._complain(record, name.removesuffix("_id"), words)

    def _make_projects(self, record):
        """Make the projects whose codes stand nowhere yet."""
        for code in record.values.get("projects") or ():
            if not self.register.project(code):
                project = self._project_of(record, code)
                project.save()
                self._note_project(record, code, project)
        self._place_project(record)

    def _project_of(self, record, code):
        """Return a project to be made, named after what was evaluated."""
        title = without_timing(record.values["title"])
        return Project(
            code=fitted(code, 60), code_normalised=normalise_code(code), title=fitted(title, 300)
        )

    def _note_project(self, record, code, project):
        self.register.note_project(project)
        self.made_projects.add(project.pk)
        told = {"code": code, "title": project.title}
        told = Record("project", project.code_normalised, record.place, told)
        self._source(told, "", project.pk)
        self.states.append(("project", CREATED))

    def _places(self, record):
        """Return where an evaluation of one project was and who paid, as links; else nothing."""
        told = {n: record.values[n] for n in ("areas", "donors") if record.values.get(n)}
        alone = len(record.values.get("projects") or ()) == 1
        return self.converter.values("evaluation", told).links if alone else {}

    def _place_project(self, record):
        """Add to a project that an import has made where another evaluation of it was."""
        if record.id in self.placed or not self.importer.names_projects:
            return
        links = self._places(record)
        key = self.register.project(record.values["projects"][0]) if links else None
        if key in self.importer.made_projects | self.made_projects:
            project = Project.objects.get(pk=key)
            for name, keys in links.items():
                getattr(project, name).add(*keys)

    def _source(self, record, part_of, key):
        self.sources.append(
            SourceRecord(
                source=self.importer.source, kind=record.kind, source_id=record.id,
                part_of=part_of, key=key, digest=record.digest, told=record.values,
            )
        )  # fmt: skip
        self.known[record.kind, record.id] = key, record.digest

    def _keep_sources(self):
        SourceRecord.objects.bulk_create(self.sources)

    def _complain(self, record, column, words):
        place = Place(record.place.sheet, record.place.row, column)
        self.complaints.append(Complaint(place, f"{record.kind} {record.id}: {words}"))
