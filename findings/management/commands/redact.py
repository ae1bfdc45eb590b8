from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from findings.models import Publication
from findings.redacting import addresses, redact, survey
from findings.refusals import Refused
from findings.removing import Removal


class Command(BaseCommand):
    """Take personal data out of all that is kept, publications and history included."""

    help = (
        "Take personal data out of working rows, history and publications, and log that it was "
        "done, when, by whom and why, but not what. Nobody else can write meanwhile. Files, "
        "backups, accounts and letters already sent are not searched."
    )

    def add_arguments(self, parser):
        parser.add_argument("--text", required=True, help="The text to remove, as it is written.")
        parser.add_argument("--replace", default="[name removed]", help="What comes in its place.")
        parser.add_argument("--reason", required=True, help="Why; readers see it.")
        parser.add_argument("--by", required=True, help="The account in whose name it is done.")
        parser.add_argument("--dry-run", action="store_true", help="Only say where it stands.")
        parser.add_argument("--yes", action="store_true", help="Do not ask first.")

    def handle(self, *, text, replace, reason, by, dry_run, yes, **options):
        user, removal = self._user(by), self._removal(text, replace)
        if dry_run or not yes:
            self._tell(survey(removal), removal)
        if dry_run:
            return
        if not yes and input("Remove it everywhere? It cannot be brought back. [yes/no] ") != "yes":
            raise CommandError("Nothing was changed.")
        try:
            redaction = redact(removal, by=user, reason=reason)
        except (Refused, ValueError, DatabaseError) as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        times, pages = sum(redaction.counts.values()), len(redaction.digests)
        self.stdout.write(
            f"Removed {times:,} times from {len(redaction.counts)} tables; {pages} publications "
            "tell so. The database’s files hold it until VACUUM, backups as long as they are kept."
        )
        self._tell_addresses(removal)

    def _user(self, name):
        users = get_user_model().objects
        try:
            return users.get_by_natural_key(name)
        except users.model.DoesNotExist as error:
            raise CommandError(f"There is no account {name}.") from error

    def _removal(self, text, replace):
        try:
            return Removal(text, replace)
        except ValueError as error:
            raise CommandError(str(error)) from error

    def _tell(self, found, removal):
        if not found:
            raise CommandError("The text stands nowhere.")
        for place in found:
            self.stdout.write(f"{place.table}: {place.count:,} times in {len(place.keys):,} rows")
            if place.model is Publication:
                self._tell_pages(place.keys)
        if inside := sorted(set().union(*(place.inside for place in found))):
            words = ", ".join(f"“{word}”" for word in inside[:10])
            self.stdout.write(f"It stands inside longer words too: {words}")
        self._tell_addresses(removal)

    def _tell_pages(self, keys):
        publications = Publication.objects.with_evaluation().defer("content")
        for publication in publications.filter(pk__in=keys).order_by("evaluation", "number"):
            self.stdout.write(f"  {publication.get_pinned_url()}")

    def _tell_addresses(self, removal):
        for address in addresses(removal):
            self.stdout.write(f"The address {address} stays as it is, for it is cited.")
