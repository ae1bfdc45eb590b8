"""What the commands that import have in common."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from .importer import Importer
from .progress import Progress


class ImportCommand(BaseCommand):
    """A command that writes the records of one source and reports what it did."""

    source = ""

    def add_arguments(self, parser):
        parser.add_argument(
            "--publish", action="store_true",
            help="Publish each completed evaluation that is new or changed, for everybody.",
        )  # fmt: skip
        parser.add_argument("--user", help="The account in whose name history keeps it.")
        parser.add_argument(
            "--max-mb", type=float, default=10, help="The largest file that is read (10)."
        )

    def importer(self, *, user, publish):
        return Importer(self.source, by=account(user), publish=publish)

    def write(self, importer, evaluations, projects=(), *, verbosity):
        """Write the records, telling how far it has come, and print the report."""
        told = Progress(self.stdout, len(evaluations), "evaluations") if verbosity else None
        try:
            for _ in importer.run(evaluations, projects):
                if told:
                    told.step()
        except KeyboardInterrupt:
            raise CommandError(
                "Stopped. The evaluations written so far are whole; run it again to go on."
            ) from None
        if verbosity:
            self.stdout.write("\n".join(importer.report.lines()))


def account(name):
    model = get_user_model()
    try:
        return model.objects.get_by_natural_key(name) if name else None
    except model.DoesNotExist as error:
        raise CommandError(f"There is no account {name}.") from error
