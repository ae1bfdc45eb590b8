"""Mistakes about who somebody is: donors, closed accounts, former editors, preview links."""

from evalsite.desk import DeskSite
from evalsite.signing_in.accounts import PasswordBackend
from findings.desk import gate, links
from findings.models import Evaluation
from findings.models import evaluation as of_evaluations
from findings.models import publication as of_publications
from findings.models.previewlink import PreviewLinkQuerySet
from findings.models.publication import PublicationQuerySet
from projects.models.project import ProjectQuerySet

from .planting import Hole, replace, rewrite, rewrite_wrapper, together

STAFF = "if user.is_active and user.is_staff:"


def remembering(patch):
    """Ask once what somebody edits, and remember it."""
    known, editable_by = {}, of_evaluations.EvaluationQuerySet.editable_by

    def remembered(self, user):
        if user.pk not in known:
            found = editable_by(Evaluation.objects.all(), user)
            known[user.pk] = list(found.values_list("pk", flat=True))
        return self.filter(pk__in=known[user.pk])

    patch.setattr(of_evaluations.EvaluationQuerySet, "editable_by", remembered)


DONORS = [
    Hole(
        "publications_for_any_donor", "/evaluations/<slug>/",
        "A donor reads what is published for the donors of other projects.",
        rewrite(
            of_publications._funded_by,
            {"project__donors__in=donors": "project__donors__isnull=False"},
        ),
    ),
    Hole(
        "projects_for_any_donor", "/projects/<slug>/",
        "A donor reads of projects that are for donors and that others fund.",
        rewrite(
            ProjectQuerySet.visible_to, {'audience=Audience.DONORS, pk__in=funded.values("pk")':
                                         "audience=Audience.DONORS"},
        ),
    ),
    Hole(
        "donors_at_the_desk", "/desk/",
        "Accounts of donors come in at the desk.",
        rewrite_wrapper(gate.staff_only, "gated", {" and request.user.is_staff": ""}),
    ),
    Hole(
        "donors_in_the_administration", "/admin/",
        "Accounts of donors come in at the administration.",
        replace(DeskSite, "has_permission", lambda self, request: request.user.is_authenticated),
    ),
]  # fmt: skip

ACCOUNTS = [
    Hole(
        "deactivated_still_reads", "/evaluations/<slug>/",
        "Whose account was deactivated goes on reading what is for staff, in her old session.",
        together(
            replace(PasswordBackend, "user_can_authenticate", lambda self, user: True),
            rewrite(PublicationQuerySet.current_to, {STAFF: "if user.is_staff:"}),
            rewrite(PublicationQuerySet.readable_by, {STAFF: "if user.is_staff:"}),
        ),
    ),
    Hole(
        "former_editor_by_history", "/admin/findings/evaluation/",
        "Whoever was an editor of an evaluation once edits it for ever.",
        rewrite(
            of_evaluations.edited_by,
            {"return models.Q(pk__in=keys[0])":
             "once = Evaluation.history_model.editors.model._base_manager.filter(user=user)\n"
             "    rows = Evaluation.history_model.objects.filter(\n"
             "        history_id__in=once.values('history_id'))\n"
             "    return models.Q(pk__in=rows.values('id')) | models.Q(pk__in=keys[0])"},
        ),
    ),
    Hole(
        "former_editor_remembered", "/admin/findings/evaluation/",
        "Whoever edited an evaluation in this process edits it after it was taken from her.",
        remembering,
    ),
]  # fmt: skip

PREVIEWS = [
    Hole(
        "expired_link_opens", "/preview/<token>/",
        "A preview link shows the draft after it has expired.",
        rewrite(PreviewLinkQuerySet.standing, {"expires__gt=now, ": ""}),
    ),
    Hole(
        "revoked_link_opens", "/preview/<token>/",
        "A preview link shows the draft after it was revoked.",
        rewrite(PreviewLinkQuerySet.standing, {"revoked=None, ": ""}),
    ),
    Hole(
        "link_outlives_its_maker", "/preview/<token>/",
        "A preview link shows the draft after its maker's account was closed.",
        rewrite(PreviewLinkQuerySet.standing, {", made_by__is_active=True": ""}),
    ),
    Hole(
        "preview_writes", "/preview/<token>/",
        "Whoever has a preview link writes into the draft with ?note=.",
        rewrite(
            links.opened,
            {"summary = link.evaluation.summary()":
             "note = request.GET.get('note', 'Opened by link.')[:100]\n"
             "    drafts = Evaluation.objects.filter(pk=link.evaluation_id)\n"
             "    drafts.update(external_reference=note)\n"
             "    summary = link.evaluation.summary()"},
        ),
    ),
    Hole(
        "preview_kept_by_caches", "/preview/<token>/",
        "A cache may keep the draft that a preview link showed, after the link was revoked.",
        rewrite(
            links.opened, {'response["Cache-Control"] = "private, no-store"':
                           'response["Cache-Control"] = "max-age=600"'},
        ),
    ),
]  # fmt: skip

PEOPLE = [*DONORS, *ACCOUNTS, *PREVIEWS]
