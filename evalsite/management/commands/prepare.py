import secrets

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from findings.models import Evaluation
from projects.history import revision

ADMINISTRATOR, EMAIL = "administrator", "administrator@localhost"


class Command(BaseCommand):
    """Bring a machine to where the server can start; what is there already stays."""

    help = "Prepare database, sample evaluations, an administrator and static files."

    def add_arguments(self, parser):
        parser.add_argument("--no-samples", action="store_true", help="Leave the database empty.")
        parser.add_argument(
            "--email", default=EMAIL, help="The first administrator's e-mail address."
        )

    def handle(self, *, no_samples, email, **options):
        call_command("migrate", verbosity=0)
        call_command("createcachetable")
        call_command("collectstatic", interactive=False, verbosity=0)
        if not no_samples and not Evaluation.objects.exists():
            call_command("load_samples", stdout=self.stdout)
        self._administrator(email)

    def _administrator(self, email):
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            self.stdout.write(f"Sign in as an administrator made before (first: {ADMINISTRATOR}).")
            return
        password = secrets.token_urlsafe(12)
        with revision(reason="First administrator"):
            users.create_superuser(ADMINISTRATOR, email=email, password=password)
        self.stdout.write(
            f"Sign in as: {ADMINISTRATOR} (or {email})\nPassword:   {password}   (shown this once)"
        )
