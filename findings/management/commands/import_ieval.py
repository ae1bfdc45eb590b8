from pathlib import Path

from django.core.management.base import CommandError

from findings.importing.command import ImportCommand
from findings.reading.ieval import Limits, Unreadable, read_export


class Command(ImportCommand):
    """Import an export of the ILO's i-eval Discovery; importing it again changes nothing."""

    source = "i-eval Discovery"
    help = (
        "Import an XLSX export of the ILO's i-eval Discovery: planned and completed evaluations, "
        "recommendations with what came of them, lessons, good practices. Run again it changes "
        "nothing; a newer export updates what it tells otherwise. Each evaluation is one "
        "transaction: a run that is stopped leaves whole evaluations, and the next goes on."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="The XLSX file.")
        super().add_arguments(parser)

    def handle(self, *, file, publish, user, max_mb, verbosity, **options):
        importer = self.importer(user=user, publish=publish)
        try:
            export = read_export(file.read_bytes(), Limits.megabytes(max_mb))
        except (OSError, Unreadable) as error:
            raise CommandError(f"{file}: {error}") from error
        importer.report.hear(export)
        self.write(importer, export.evaluations, verbosity=verbosity)
