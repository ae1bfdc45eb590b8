"""One revision for each outermost transaction, made by the first history row in it."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.conf import settings
from django.db import connections, models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from .versions import raise_version

_said = ContextVar("what was said of the revision to come", default=(None, ""))
_versions = ContextVar("versions to raise when all rows of a block are written", default=None)
_gathering = ContextVar("rows whose history is put off until their block ends", default=None)


class Revision(models.Model):
    """All that one transaction changed: when, by whom, why, and in what."""

    moment = models.DateTimeField(db_index=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="revisions"
    )
    reason = models.TextField(blank=True)
    subject = models.CharField(
        max_length=100, blank=True, db_index=True, help_text="Model and key: findings.evaluation/12"
    )

    class Meta:
        ordering = ["-moment", "-id"]
        get_latest_by = ["moment", "id"]

    def __str__(self):
        return f"{self.moment:%Y-%m-%d %H:%M} {self.reason}".rstrip()


@contextmanager
def revision(*, user=None, reason="", using=None):
    """Do what follows in one transaction, as one revision by this user for this reason.

    Inside another transaction it joins the revision of that one. History rows are written when the
    block ends, one for each row that changed, in few statements however many there are.
    """
    token = _said.set(_said.get() if any(_said.get()) else (user, reason))
    try:
        with transaction.atomic(using=using), gathered():
            yield
    finally:
        _said.reset(token)


@contextmanager
def gathered():
    """Put off the history rows of what is changed in this block until it ends."""
    if _gathering.get() is not None:
        yield
        return
    token = _gathering.set({})
    try:
        yield
        waiting = _gathering.get()
    finally:
        _gathering.reset(token)
    _write(waiting)


def settle():
    """Write the history rows that this block has put off so far."""
    waiting = _gathering.get()
    if waiting:
        token = _gathering.set(None)
        try:
            _write(waiting)
        finally:
            _gathering.reset(token)
        waiting.clear()


def _write(waiting):
    versions = {}
    token = _versions.set(versions)
    try:
        for (model, using), keys in waiting.items():
            model.history_of(list(keys), using)
    finally:
        _versions.reset(token)
    for (model, name, using), keys in versions.items():
        raise_version(model, name, keys, using)


def note_version(model, name, keys, using):
    """Raise the version of these rows; once for all that a gathered block changed in them."""
    waiting = _versions.get()
    if waiting is None:
        raise_version(model, name, keys, using)
    else:
        waiting.setdefault((model, name, using), set()).update(keys)


def put_off(model, keys, using):
    """Note that rows changed, if changes are being gathered; say whether they are."""
    waiting = _gathering.get()
    if waiting is None:
        return False
    waiting.setdefault((model, using), {}).update(dict.fromkeys(keys))
    return True


def current_revision(using, subject=""):
    """Return the revision of the transaction that runs on this connection; make it if need be.

    Outside a transaction each call makes one. It lives as long as the outermost atomic block: a
    marker among that block's on_commit calls, which Django drops when the block ends or the
    savepoint in which the revision was made is rolled back, tells whether it still stands.
    """
    connection = connections[using]
    block = _outermost_block(connection)
    held_block, held, marker = getattr(connection, "_evalsite_revision", (None, None, None))
    if block and held_block == block and any(c[1] is marker for c in connection.run_on_commit):
        return held
    made = _make(using, subject)
    if block:

        def marker():
            """Do nothing: being there is the message."""

        connection.on_commit(marker)
        connection._evalsite_revision = (block, made, marker)
    return made


def _outermost_block(connection):
    """Name the outermost atomic block; those that a TestCase opened around a test do not count."""
    for depth, block in enumerate(connection.atomic_blocks):
        if not block._from_testcase:
            return block, connection.savepoint_ids[depth - 1] if depth else None
    return None


def _make(using, subject):
    """Make a revision whose moment is later than every moment before it."""
    user, reason = _said.get()
    revisions = Revision.objects.using(using)
    moment = timezone.now()
    latest = revisions.order_by("-moment").values_list("moment", flat=True).first()
    if latest and latest >= moment:
        moment = latest + timedelta(microseconds=1)
    return revisions.create(
        moment=moment, user=user or _request_user(), reason=reason, subject=subject
    )


def _request_user():
    """The person whose request is being answered (HistoryRequestMiddleware keeps it)."""
    user = getattr(getattr(HistoricalRecords.context, "request", None), "user", None)
    return user if user is not None and user.is_authenticated else None
