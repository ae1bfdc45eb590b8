"""New evaluations written many at once: one transaction, and for each a revision of its own."""

from django.db import transaction

from projects.models import Project

from .created import keep, link, make, make_revisions
from .fields import MODELS
from .report import CREATED
from .writing import ITEMS, Writing

FOLLOW_UP = ("response", "action")


class Batch(Writing):
    """Evaluations of which nothing stands here yet, with all their parts and new projects."""

    def evaluations(self, records):
        """Write them, all or none."""
        self.rows, self.links = {}, {}
        with transaction.atomic():
            made = self._write(records)
            self._keep_history(made)
            self._keep_sources()
            for record in records:
                self._place_project(record)
            if self.importer.publish:
                self.publish_first([row.pk for row in made])

    def _write(self, records):
        self._new_projects(records)
        told = [(record, record, {}) for record in records]
        evaluations = self._made("evaluation", told)
        keys = {record.id: row.pk for record, row in zip(records, evaluations, strict=True)}
        for kind in ITEMS:
            self._made_items(kind, records, keys)
        return evaluations

    def _made_items(self, kind, records, keys):
        """Make the items of a kind, those that have a parent last, and what came of them."""
        items = [(r, part) for r in records for part in r.parts if part.kind == kind]
        made = {}
        for with_parent in (False, True):
            wave = [pair for pair in items if bool(pair[1].values.get("parent")) == with_parent]
            told = [(part, record, self._owners(record, part, keys, made)) for record, part in wave]
            rows = self._made(kind, told)
            made |= {part.id: row.pk for (_, part), row in zip(wave, rows, strict=True)}
        for follow_up in FOLLOW_UP:
            self._made(follow_up, [
                (part, record, {"recommendation_id": made[item.id]})
                for record, item in items for part in item.parts if part.kind == follow_up
            ])  # fmt: skip

    def _owners(self, record, part, keys, made):
        owners = {"evaluation_id": keys[record.id]}
        if parent := part.values.get("parent"):
            owners["parent_id"] = made[parent]
        return owners

    def _made(self, kind, told):
        """Make a row of each (record, its evaluation's record, keys of owners); return the rows."""
        if not told:
            return []
        model = MODELS[kind]
        values = [self._values(record, record.values) for record, _, _ in told]
        owners = [owners for _, _, owners in told]
        rows = [model(**v.columns, **keys) for v, keys in zip(values, owners, strict=True)]
        self._make(model, rows, [top.id for _, top, _ in told], [v.links for v in values])
        for (record, top, _), row in zip(told, rows, strict=True):
            self._source(record, top.id, row.pk)
            self.states.append((kind, CREATED))
        return rows

    def _make(self, model, rows, tops, links):
        """Make rows with their addresses and links, and note for history whose they are."""
        self.importer.addresses.give(model, rows)
        make(model, rows)
        self.rows.setdefault(model, []).extend(zip(rows, tops, strict=True))
        for name in {name for named in links for name in named}:
            pairs = [(row, key) for row, named in zip(rows, links, strict=True)
                     for key in named.get(name, ())]  # fmt: skip
            self.links.setdefault(model, {}).setdefault(name, []).extend(link(model, name, pairs))

    def _new_projects(self, records):
        """Make the projects whose codes stand nowhere yet, with where they were and who paid."""
        new = {}
        for record in records:
            for code in record.values.get("projects") or ():
                if not self.register.project(code):
                    row = self._project_of(record, code)
                    new.setdefault(row.code_normalised, (record, code, row))
        rows = [row for _, _, row in new.values()]
        links = [self._places(record) for record, _, _ in new.values()]
        if rows:
            self._make(Project, rows, [record.id for record, _, _ in new.values()], links)
        for record, code, row in new.values():
            self._note_project(record, code, row)
            self.placed.add(record.id)

    def _keep_history(self, made):
        subjects = [f"findings.evaluation/{row.pk}" for row in made]
        importer = self.importer
        revisions = make_revisions(subjects, user=importer.by, reason=importer.reason)
        tops = [top for _, top in self.rows[MODELS["evaluation"]]]
        by_top = dict(zip(tops, revisions, strict=True))
        for model, rows in self.rows.items():
            keep(model, [(row, by_top[top]) for row, top in rows], self.links.get(model, {}))
