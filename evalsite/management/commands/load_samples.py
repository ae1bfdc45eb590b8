from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from findings.models import Evaluation
from findings.terms import Stage
from projects.history import revision

FIXTURES = ("labour_migration", "illustrative")
REVISED = "illustrative_revision"


class Command(BaseCommand):
    """Load the sample evaluations into an empty database and publish those that are completed."""

    help = "Load the sample evaluations into an empty database and publish the completed ones."

    def handle(self, *, verbosity, **options):
        if Evaluation.objects.exists():
            raise CommandError("There are evaluations already; samples go into an empty database.")
        with revision(reason="Sample evaluations loaded"):
            call_command("loaddata", *FIXTURES, verbosity=0)
            published = [
                evaluation.publish(by=None, note="First publication.")
                for evaluation in Evaluation.objects.filter(stage=Stage.COMPLETED)
            ]
        with revision(reason="A sample evaluation corrected"):
            call_command("loaddata", REVISED, verbosity=0)
            published += [
                evaluation.publish(by=None, note="A conclusion corrected, a lesson added.")
                for evaluation in Evaluation.objects.filter(stage=Stage.COMPLETED)
                if evaluation.changed_since_published()
            ]
        if verbosity:
            self.stdout.write(
                f"{Evaluation.objects.count()} evaluations loaded, {len(published)} publications."
            )
