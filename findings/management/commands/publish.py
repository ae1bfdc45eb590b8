from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from findings.importing.progress import Progress
from findings.models import Evaluation
from findings.refusals import Refused
from projects.access import may
from projects.terms import Audience


class Command(BaseCommand):
    """Publish many evaluations, each in one transaction."""

    help = (
        "Publish evaluations: those named, all that are in review, or all that changed since they "
        "were published. Each is one transaction: a run that is stopped leaves whole publications, "
        "and the next goes on. What is refused is listed at the end; the exit code is 1 then."
    )

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument(
            "slugs", nargs="*", default=[], metavar="SLUG", help="The end of its address."
        )
        which.add_argument("--all-ready", action="store_true", help="All that are in review.")
        which.add_argument(
            "--since-changed", action="store_true", help="All that tell something new by now."
        )
        parser.add_argument(
            "--audience",
            choices=Audience.values,
            help="For whom; else for whom it was published last, or for everybody.",
        )
        parser.add_argument("--note", default="", help="What readers are told of it.")
        parser.add_argument("--by", required=True, help="The account in whose name it is done.")

    def handle(self, *, slugs, all_ready, since_changed, by, verbosity, **options):
        user = _publisher(by)
        self.published, self.refusals = 0, []
        keys = self._named(slugs) if slugs else _ready() if all_ready else _published()
        progress = Progress(self.stdout, len(keys), "evaluations") if verbosity and keys else None
        try:
            for key in keys:
                self._publish(key, user, only_changed=since_changed, **_told(options))
                if progress:
                    progress.step()
        except KeyboardInterrupt:
            raise CommandError(f"Stopped. {self.published:,} are published, and whole.") from None
        if verbosity:
            self.stdout.write(f"{self.published:,} published.")
        if self.refusals:
            raise CommandError("\n".join(["Not published:", *self.refusals]))

    def _named(self, slugs):
        """Return the keys of evaluations in the order they are named, each once."""
        keys = dict(Evaluation.objects.filter(slug__in=slugs).values_list("slug", "pk"))
        slugs = dict.fromkeys(slugs)
        self.refusals += [f"{s}: There is no such evaluation." for s in slugs if s not in keys]
        return [keys[slug] for slug in slugs if slug in keys]

    def _publish(self, key, user, *, only_changed, audience, note):
        evaluation = Evaluation.objects.filter(pk=key).first()
        if evaluation is None or (only_changed and not evaluation.changed_since_published()):
            return
        newest = evaluation.publications.filter(newest_staff=True).first()
        audience = audience or (newest.audience if newest else Audience.EVERYBODY)
        try:
            evaluation.publish(by=user, note=note, audience=audience)
        except Refused as refusal:
            self.refusals.append(f"{evaluation.slug}: {refusal}")
        else:
            self.published += 1


def _told(options):
    return {name: options[name] for name in ("audience", "note")}


def _publisher(name):
    users = get_user_model().objects
    try:
        user = users.get_by_natural_key(name)
    except users.model.DoesNotExist as error:
        raise CommandError(f"There is no account {name}.") from error
    if not may(user, "findings.publish_evaluation"):
        raise CommandError(f"{name} may not publish.")
    return user


def _ready():
    return list(Evaluation.objects.filter(reviews__outcome="").values_list("pk", flat=True))


def _published():
    published = Evaluation.objects.filter(publications__newest_staff=True)
    return list(published.values_list("pk", flat=True))
