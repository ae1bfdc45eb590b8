from django.core.management.base import BaseCommand, CommandError

from findings.importing.progress import Progress
from findings.models import Publication
from findings.verify import verify


class Command(BaseCommand):
    """Prove that each publication still tells what it told when it was published."""

    help = (
        "Prove that each publication is what it was: its digest, its passages, its number, and who "
        "sees it. List what differs; the exit code is 1 then."
    )

    def handle(self, *, verbosity, **options):
        count = Publication.objects.count()
        progress = Progress(self.stdout, count, "publications") if verbosity and count else None
        differences = 0
        for differences, what in enumerate(verify(progress.step if progress else lambda: None), 1):  # noqa: B007
            self.stderr.write(what)
        if differences:
            raise CommandError(f"{differences} differences in {count:,} publications.")
        if verbosity:
            self.stdout.write(f"{count:,} publications tell what they told when published.")
