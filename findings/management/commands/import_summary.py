import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from findings.reading.plain import as_plain
from findings.reading.reader import read
from findings.reading.reading import Unreadable
from projects.models import Area


class Command(BaseCommand):
    """Read evaluation summaries (PDF, DOCX or text) and print what was read."""

    help = "Read evaluation summaries (PDF, DOCX or text). With --json, print each on a line."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", required=True,
                            help="save nothing; print what was read of each file as JSON")  # fmt: skip

    def handle(self, *, files, **options):
        places = Area.objects.values_list("name", flat=True)
        refused = [name for name in files if not self._told(name, places)]
        if refused:
            raise CommandError(f"Not read: {', '.join(refused)}.")

    def _told(self, name, places):
        """Print what was read of a file; tell whether it could be read."""
        try:
            reading = read(Path(name).read_bytes(), places)
        except (Unreadable, OSError) as error:
            self.stderr.write(f"{name}: {error}")
            return False
        plain = {"file": name, **as_plain(reading)}
        self.stdout.write(json.dumps(plain, ensure_ascii=False))
        return True
