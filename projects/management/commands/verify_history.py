from django.core.management.base import BaseCommand, CommandError

from projects.history.records import TRACKED
from projects.history.verify import verify


class Command(BaseCommand):
    """Prove that every live row equals its newest history row."""

    help = "Prove that every live row equals its newest history row; name the first that does not."

    def add_arguments(self, parser):
        parser.add_argument("--database", default="default")

    def handle(self, *, database, **options):
        first = next(verify(database), None)
        if first is not None:
            raise CommandError(f"History does not tell the truth. {first}.")
        rows = sum(model._base_manager.using(database).count() for model in TRACKED)
        self.stdout.write(f"{rows} rows of {len(TRACKED)} models equal their newest history rows.")
