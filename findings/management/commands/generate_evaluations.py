import random
import time

from django.core.management.base import BaseCommand, CommandError

from findings.generating.language import Language
from findings.generating.world import World
from findings.generating.writing import Batch
from findings.models import Evaluation
from findings.search.upkeep import freshen, seal_what_is_full

BATCH = 500


class Command(BaseCommand):
    """Make invented evaluations, published and with history, to try how the site bears many."""

    help = (
        "Make N invented evaluations of 10 findings, 8 recommendations and 6 lessons each, with "
        "their projects and follow-up, published and searchable. Run again it makes N more."
    )

    def add_arguments(self, parser):
        parser.add_argument("number", type=int, metavar="N")
        parser.add_argument("--seed", type=int, default=1, help="The same seed, the same words.")

    def handle(self, *, number, seed, **options):
        if number < 1:
            raise CommandError("Say how many evaluations to make, 1 or more.")
        first = Evaluation.objects.filter(slug__startswith="generated-").count() + 1
        chance = random.Random(f"{seed}/{first}")  # noqa: S311  texts, no secrets
        language = Language(chance, seed)
        world, start = World(chance, language), time.monotonic()
        for done in range(0, number, BATCH):
            many = min(BATCH, number - done)
            Batch(chance, language, world, range(first + done, first + done + many)).write()
            while freshen():
                pass
            self._tell(done + many, number, time.monotonic() - start)
        seal_what_is_full(most=None)
        self.stdout.write(f"\n{number} evaluations made and published.")

    def _tell(self, done, number, seconds):
        left = seconds / done * (number - done)
        self.stdout.write(f"\r{done} of {number}, {left:.0f} s left   ", ending="")
        self.stdout.flush()
