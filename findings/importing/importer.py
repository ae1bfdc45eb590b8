"""An import: what is new is made, what a source tells otherwise than before is changed."""

from django.core.exceptions import ValidationError
from django.db import DatabaseError

from projects.garbage import collected_seldom
from projects.history import revision

from ..models import Evaluation, Publication, SourceRecord
from ..reading.ieval.records import Complaint
from ..terms import Stage
from .addresses import Addresses
from .batch import Batch
from .fields import MODELS
from .matching import Register
from .report import CREATED, MERGED, UNCHANGED, Report
from .writing import Writing

AT_ONCE = 20  # new evaluations in one transaction
REFUSALS = (DatabaseError, ValidationError)


class Importer:
    """Writes the records of one source; `run` may be repeated and then changes nothing.

    A row is known by its id at the source. Only what the source tells otherwise than it did last
    time is changed, so that what managers have changed here since stays.
    """

    names_projects = True  # evaluations name projects by their codes alone

    def __init__(self, source, *, by=None, publish=False, reason=""):
        self.source, self.by, self.publish = source, by, publish
        self.reason = reason or f"Imported from {source}"
        self.report, self.refused = Report(), 0

    def run(self, evaluations, projects=()):
        """Write the records and yield each evaluation's once its transaction is committed."""
        with collected_seldom():
            yield from self._run(evaluations, projects)

    def _run(self, evaluations, projects):
        self.look()
        self._make_names([*projects, *evaluations])
        if projects:
            self._in_one(lambda writing: writing.projects(projects), projects[0])
        waiting = {self._many: [], self._publish: []}
        for record in evaluations:
            write = self._together(record)
            if write is None:
                self._evaluation(record)
                yield record
            elif len(waiting[write]) < AT_ONCE - 1:
                waiting[write].append(record)
            else:
                yield from write([*waiting[write], record])
                waiting[write] = []
        for write, records in waiting.items():
            yield from write(records)
        self._note_missing(evaluations)

    def _together(self, record):
        """Return the way in which records like this are written many at once, or None."""
        if not any((part.kind, part.id) in self.known for part in record.walk()):
            return self._many
        key, _ = self.known.get(("evaluation", record.id), (None, ""))
        if self.publish and key in self.there["evaluation"] - self.published:
            return self._publish if self._is_told_as_before(record) else None
        return None

    def _many(self, records):
        """Write new evaluations in one transaction; if it is refused, each in one of its own."""
        wanted = [record for record in records if not self._is_left_alone(record)]
        batch = Batch(self)
        try:
            if wanted:
                batch.evaluations(wanted)
        except REFUSALS:
            self.register.undone()
            for record in wanted:
                self._evaluation(record)
        else:
            self._written(batch)
        return records

    def look(self):
        """Read what stands here, once."""
        self.register, self.addresses = Register(), Addresses()
        self.known = SourceRecord.objects.known(self.source)
        self.there = {kind: self._standing(kind, model) for kind, model in MODELS.items()}
        told = self.known.items()
        self.made_projects = {key for (kind, _), (key, _) in told if kind == "project"}
        self.published = set(Publication.objects.values_list("evaluation", flat=True).distinct())
        rows = Evaluation.objects.exclude(external_reference="", source_url="")
        rows = rows.exclude(pk__in=self._told("evaluation"))
        self.by_reference = {}
        for pk, *names in rows.values_list("pk", "external_reference", "source_url"):
            self.by_reference.update(dict.fromkeys(filter(None, names), pk))

    def _standing(self, kind, model):
        """Return the keys of the rows that this source told of and that still stand here."""
        return set(model.objects.filter(pk__in=self._told(kind)).values_list("pk", flat=True))

    def _told(self, kind):
        return SourceRecord.objects.filter(source=self.source, kind=kind).values("key")

    def _make_names(self, records):
        """Make the donors, technical areas and offices that no row has yet, in one revision."""
        told = [part for record in records for part in record.walk()]
        names = {
            "donor": _named(told, "donors"),
            "theme": [*_named(told, "themes"), *_named(told, "theme")],
            "office": [
                *_named(told, "administrative_offices"),
                *_named(told, "technical_offices"),
            ],
        }
        registers = {
            "donor": self.register.donors,
            "theme": self.register.themes,
            "office": self.register.offices,
        }
        with revision(user=self.by, reason=self.reason):
            for kind, rows in registers.items():
                wanted = list(dict.fromkeys(names[kind]))
                self.report.note(kind, CREATED, rows.make(wanted))
                otherwise = [n for n in wanted if rows.spelt(n) != n]
                self.report.note(kind, MERGED, len(otherwise))

    def _publish(self, records):
        """Publish, in one transaction, what is told as before and was not published yet."""
        keys = [self.known["evaluation", record.id][0] for record in records]
        writing = Writing(self)
        if keys:
            writing.publish_first(keys)
        self._written(writing)
        for record in records:
            self._unchanged(record)
        return records

    def _unchanged(self, record):
        for part in record.walk():
            self.report.note(part.kind, UNCHANGED)

    def _evaluation(self, record):
        if self._is_left_alone(record):
            return
        if self._is_told_as_before(record):
            self._unchanged(record)
        else:
            self._in_one(lambda writing: writing.evaluation(record), record)

    def _is_left_alone(self, record):
        """Whether nothing is to be written of it; the report says why."""
        words = ""
        if self._stands_here_by_hand(record):
            words = f"evaluation {record.id} was entered here by hand; it is left as it is"
        elif self._is_removed(record):
            words = f"evaluation {record.id} was removed here since; restore it from its history"
        if words:
            self.report.complain(Complaint(record.place, words))
        return bool(words)

    def _stands_here_by_hand(self, record):
        if ("evaluation", record.id) in self.known:
            return False
        named = (record.values.get(name) for name in ("external_reference", "source_url"))
        return any(name in self.by_reference for name in named if name)

    def _is_removed(self, record):
        key, _ = self.known.get(("evaluation", record.id), (None, ""))
        return key is not None and key not in self.there["evaluation"]

    def _is_told_as_before(self, record):
        return all(
            self.known.get((part.kind, part.id), (0, ""))[1] == part.digest
            for part in record.walk()
        )

    def is_to_publish(self, record, key, *, changed):
        """Whether the evaluation, whose row has this key, is to be published if it is completed."""
        if not self.publish or record.values.get("stage") in (Stage.PLANNED, Stage.ONGOING):
            return False
        return changed or key not in self.published

    def _in_one(self, write, record):
        """Write in one transaction; take back what was noted of it if the database refuses."""
        writing = Writing(self)
        try:
            with revision(user=self.by, reason=self.reason):
                write(writing)
        except REFUSALS as error:
            self.register.undone()
            words = "; ".join(getattr(error, "messages", [])) or str(error).splitlines()[0]
            words = f"{record.kind} {record.id} was not written: {words}"
            self.report.complain(Complaint(record.place, words))
            self.refused += 1
        else:
            self._written(writing)

    def _written(self, writing):
        self.register.kept()
        writing.note()

    def _note_missing(self, evaluations):
        """Say which items of these evaluations the source told before and tells no more."""
        told = {(part.kind, part.id) for record in evaluations for part in record.walk()}
        ids = {record.id: record.place for record in evaluations}
        gone = self.known.keys() - told
        rows = SourceRecord.objects.filter(source=self.source, kind__in=MODELS)
        for kind, source_id, part_of in rows.values_list("kind", "source_id", "part_of"):
            shown = part_of in ids and kind not in ("response", "action")
            if shown and (kind, source_id) in gone:
                words = f"{kind} {source_id} is no longer told; it stays as it is"
                self.report.complain(Complaint(ids[part_of], words))


def _named(records, name):
    for record in records:
        said = record.values.get(name)
        if said:
            yield from said if isinstance(said, list) else [said]
