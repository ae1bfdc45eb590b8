from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction

from findings.importing.checking import Checking
from findings.importing.command import ImportCommand
from findings.importing.sheets import OwnRows, own_sheets
from findings.importing.template import write_folder, write_workbook
from findings.reading.ieval import Limits, Unreadable


class Command(ImportCommand):
    """Import projects, evaluations and what belongs to them from spreadsheets of one's own."""

    source = "spreadsheet"
    help = (
        "Import projects, evaluations, findings, recommendations, lessons and good practices from "
        "an XLSX workbook, or from CSV files, that follow the template. Every error is told by "
        "sheet, row and column, and nothing is written while there is one."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "files", nargs="*", type=Path, help="A workbook, or CSV files named as its sheets."
        )
        parser.add_argument(
            "--template", type=Path, metavar="FILE.xlsx",
            help="Write the empty template there; without .xlsx, as CSV files in a folder.",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="Check, and write nothing.")
        parser.add_argument(
            "--source", default=self.source, help="Whose references these are (spreadsheet)."
        )
        super().add_arguments(parser)

    def handle(self, *, files, template, dry_run, source, user, publish, max_mb, verbosity, **_):
        if bool(files) == bool(template):
            raise CommandError("Give either files to import or --template.")
        if template:
            self._write_template(template)
            return
        self.source = source
        importer = self.importer(user=user, publish=publish)
        importer.names_projects = False
        rows = _read(files, Limits.megabytes(max_mb))
        projects, evaluations = rows.records()
        importer.look()
        self._refuse([*rows.errors, *Checking(importer).check(projects, evaluations)])
        importer.report.rows.update(rows.rows)
        with transaction.atomic():
            self.write(importer, evaluations, projects, verbosity=verbosity)
            if importer.refused:
                raise CommandError("The database refused what is told above; nothing was written.")
            transaction.set_rollback(dry_run)
        if dry_run:
            self.stdout.write("A dry run: nothing was written.")

    def _write_template(self, path):
        if path.exists():
            raise CommandError(f"{path} is there already; nothing was written.")
        if path.suffix.casefold() == ".xlsx":
            write_workbook(path)
        else:
            write_folder(path)
        self.stdout.write(f"The template is in {path}.")

    def _refuse(self, errors):
        if errors:
            errors = sorted(errors, key=lambda error: error.place)
            many = f"{len(errors):,} error{'s' if len(errors) > 1 else ''}"
            told = "\n".join(f"  {error}" for error in errors)
            raise CommandError(f"{many}; nothing was written.\n{told}")


def _read(files, limits):
    rows = OwnRows()
    for file in files:
        try:
            for sheet in own_sheets(file.stem, file.read_bytes(), limits):
                rows.hear(sheet)
        except (OSError, Unreadable) as error:
            raise CommandError(f"{file}: {error}") from error
    return rows
