import hashlib
import secrets
from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from .evaluation import Evaluation

USUAL_DAYS, MOST_DAYS = 14, 90
NOTED_EVERY = timedelta(minutes=1)
KEPT_OF_ADDRESSES = {4: 24, 6: 48}  # bits


def digest_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


class PreviewLinkQuerySet(models.QuerySet):
    def make(self, evaluation, *, by, label, days=USUAL_DAYS):
        """Return a new PreviewLink and its token, which is kept nowhere."""
        token = secrets.token_urlsafe(32)
        expires = timezone.now() + timedelta(days=days)
        fields = {"evaluation": evaluation, "label": label, "made_by": by, "expires": expires}
        return self.create(token_digest=digest_of(token), **fields), token

    def standing(self):
        """Those that still open the page."""
        now = timezone.now()
        return self.filter(revoked=None, expires__gt=now, made_by__is_active=True)

    def opened_by(self, token):
        return self.standing().filter(token_digest=digest_of(token))


class PreviewLink(models.Model):
    """An address that shows somebody an evaluation before it is published; no part of the record.

    Who has the address reads: so it ends by itself, can be revoked, and tells its uses.
    """

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="preview_links")
    token_digest = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    label = models.CharField("for whom", max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now, editable=False)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made", "-id"]
        constraints = [
            models.CheckConstraint(
                name="previewlink_expires_later", condition=models.Q(expires__gt=models.F("made"))
            ),
            models.CheckConstraint(
                name="previewlink_revoked_by_somebody",
                condition=models.Q(revoked=None, revoked_by=None)
                | models.Q(revoked__isnull=False, revoked_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Preview for {self.label}"

    @property
    def stands(self):
        """Whether it still opens the page."""
        return self.revoked is None and self.expires > timezone.now() and self.made_by.is_active

    def revoke(self, by):
        """Close it for good; whoever was first to do so is remembered."""
        closing = type(self).objects.filter(pk=self.pk, revoked=None)
        closing.update(revoked=timezone.now(), revoked_by=by)
        self.refresh_from_db()

    def note_use(self, address):
        """Note that it was used from an address, once a minute at most."""
        if self._noted_just_now():
            return
        with transaction.atomic():
            type(self).objects.select_for_update().get(pk=self.pk)
            if not self._noted_just_now():
                self.uses.create(network=network_of(address))

    def _noted_just_now(self):
        return self.uses.filter(moment__gt=timezone.now() - NOTED_EVERY).exists()


class PreviewUse(models.Model):
    """That a preview link was used, and from which network; never from which machine."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="uses")
    moment = models.DateTimeField(default=timezone.now, editable=False)
    network = models.CharField(max_length=50, blank=True)

    class Meta:
        ordering = ["-moment", "-id"]

    def __str__(self):
        return f"{self.moment:%Y-%m-%d %H:%M} {self.network}".rstrip()


def network_of(address):
    """Return the network of an internet address, 192.0.2.0/24 or 2001:db8::/48, or nothing."""
    try:
        told = ip_address(address or "")
    except ValueError:
        return ""
    told = getattr(told, "ipv4_mapped", None) or told
    return str(ip_network((told, KEPT_OF_ADDRESSES[told.version]), strict=False))
