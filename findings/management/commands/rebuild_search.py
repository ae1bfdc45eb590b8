import time

from django.core.management.base import BaseCommand, CommandError

from findings.search.rebuilding import empty, faults, take_in_all
from findings.search.upkeep import freshen, seal_what_is_full


class Command(BaseCommand):
    """Make what search, lists and facets know anew, in small steps, while the site runs."""

    help = (
        "Look again at all publications and projects for search, lists and facets, in small "
        "steps while the site runs. --check only tells whether they hold what they should."
    )

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Change nothing; tell faults.")
        parser.add_argument(
            "--anew", action="store_true", help="Empty it first: until the end less is found."
        )

    def handle(self, *, check, anew, **options):
        if check:
            return self._check()
        if anew:
            empty()
        start = time.monotonic()
        for done, of in take_in_all():
            left = (time.monotonic() - start) / done * (of - done)
            self.stdout.write(f"\r{done} of {of}, {left:.0f} s left   ", ending="")
            self.stdout.flush()
        while freshen():
            pass
        seal_what_is_full(most=None)
        self.stdout.write("\nSearch, lists and facets hold all that is published.")

    def _check(self):
        found = list(faults())
        if found:
            raise CommandError("\n".join([*found, "Run rebuild_search --anew."]))
        self.stdout.write("Search, lists and facets hold all that is published.")
