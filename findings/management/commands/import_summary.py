import hashlib
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from findings.importing.command import account
from findings.importing.documents import Wrong, draft_of, write
from findings.importing.proposals import places, proposals
from findings.importing.sheet import Sheet
from findings.importing.twins import twins
from findings.models import Evaluation
from findings.reading.plain import as_plain
from findings.reading.reading import Unreadable
from findings.reading.sandbox import read_safely
from projects.history import revision
from projects.models import Project


class Command(BaseCommand):
    """Read evaluation summaries (PDF, DOCX or text), and save each as a draft or print it."""

    help = (
        "Read evaluation summaries (PDF, DOCX or text). Each that is not here yet is saved as a "
        "draft, with the project, donors, areas and technical areas that it needs; what matches "
        "something that is here is taken for that. With --json nothing is saved."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        told = "save nothing; print what was read of each file as JSON, each on a line"
        parser.add_argument("--json", action="store_true", help=told)
        told = "the project that it is an evaluation of, which is here"
        parser.add_argument("--project", metavar="CODE", help=told)
        told = "the account in whose name history keeps it, and which becomes its editor"
        parser.add_argument("--user", help=told)

    def handle(self, *, files, project, user, verbosity, **options):
        self.project, self.user = project and _project(project), account(user)
        self.verbosity, self.places = verbosity, places()
        take = self._print if options["json"] else self._save
        refused = [name for name in files if not self._taken(name, take)]
        if refused:
            raise CommandError(f"Not read: {', '.join(refused)}.")

    def _taken(self, name, take):
        """Read a file; tell whether it could be read."""
        try:
            data = Path(name).read_bytes()
            take(name, data, read_safely(data, self.places))
        except (Unreadable, OSError, Wrong) as error:
            self.stderr.write(f"{name}: {error}")
            return False
        return True

    def _print(self, name, data, reading):
        plain = {"file": name, **as_plain(reading)}
        self.stdout.write(json.dumps(plain, ensure_ascii=False))

    def _save(self, name, data, reading):
        """Save a draft, unless an evaluation is here that it looks like."""
        draft = draft_of(self._sheet(reading))
        twin = Evaluation.objects.filter(
            pk__in=twins(hashlib.sha256(data).hexdigest(), draft)
        ).first()
        if twin:
            told = f"looks like “{twin}”, which is here (no. {twin.pk}); not imported again."
            self.stdout.write(f"{name}: {told} The desk shows what differs: /desk/import/.")
            return
        with revision(user=self.user, reason=f"Imported from {Path(name).name}"):
            evaluation = write(draft, by=self.user)
        self._tell(name, evaluation, draft)

    def _sheet(self, reading):
        """Return the sheet as it was read, with the project that was named."""
        if not self.project:
            return Sheet(reading, proposals(reading, Project.objects.all()))
        choices = proposals(reading, Project.objects.filter(pk=self.project.pk))
        sheet = Sheet(reading, choices)
        names = [name for name in choices if name.startswith("projects.")]
        sheet.values |= dict.fromkeys(names, str(self.project.pk))
        return sheet

    def _tell(self, name, evaluation, draft):
        words, left = draft.words, draft.left
        if self.verbosity:
            self.stdout.write(
                f"{name}: saved as the draft “{evaluation}” (no. {evaluation.pk}). Words: "
                f"{words.placed} placed, {words.unplaced} unplaced, {words.furniture} of the form."
            )
            for piece in left:
                self.stdout.write(f"  unplaced: {piece.text}")


def _project(code):
    found = Project.objects.coded(code).order_by("pk").first()
    if found is None:
        raise CommandError(f"There is no project {code}.")
    return found
