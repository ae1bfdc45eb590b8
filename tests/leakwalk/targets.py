"""What stands under the addresses of the reading room, the desk and one's account."""

from allauth.mfa.models import Authenticator
from django.utils.http import int_to_base36

from findings import models as findings
from projects.models import Area, Donor, Revision, Theme

from .addresses import Target
from .canaries import Room
from .people import EDITING, EVERYBODY, READERS_OF_DRAFTS, STAFFERS
from .table import (
    KEEPING,
    NOBODY,
    OF_PROJECT,
    OTHERS,
    PAGES,
    READERS,
    VERSIONS,
    desk_of,
    item_readers,
    sharing,
)

NO_KEY, NO_SLUG, NO_NUMBER = 987654321, "cafe0123456789abcd-stands-here", 99
NO_SHA, NO_TOKEN = "0" * 64, "0" * 43


def once(may=EVERYBODY, must=None):
    """An address without arguments."""
    return lambda world: [Target({}, may, must)]


def summaries(world):
    for state, whole in world.wholes.items():
        yield Target(
            {"slug": whole.evaluation.slug}, READERS.get(state, NOBODY),
            missing=({"slug": NO_SLUG},), state=state,
        )  # fmt: skip


def versions(world):
    for state, whole in world.wholes.items():
        readers = READERS.get(state, NOBODY)
        published = findings.Publication.objects.filter(evaluation=whole.pk).order_by("number")
        for number in published.values_list("number", flat=True) or [1]:
            may = VERSIONS[state][number - 1] if state in VERSIONS else readers
            slug = whole.evaluation.slug
            missing = ({"slug": slug, "number": NO_NUMBER}, {"slug": NO_SLUG, "number": number})
            missing = missing if may >= readers else missing[:1]
            yield Target({"slug": slug, "number": number}, may, missing=missing, state=state)


def files(world):
    """Its own files where it is read, and those of others under the address of what is read."""
    open_slug = world.wholes["for everybody"].evaluation.slug
    for file in findings.Attachment.objects.order_by("pk"):
        state, sha = world.state_of(file.evaluation_id), file.sha256
        slug = world.wholes[state].evaluation.slug
        [canary] = world.aviary.found(file.name)
        readers = canary.sight.current
        missing = ({"slug": NO_SLUG, "sha256": sha},)
        yield Target({"slug": slug, "sha256": sha}, readers, missing=missing, state=state)
        if state != "for everybody":
            missing = ({"slug": open_slug, "sha256": NO_SHA},)
            yield Target({"slug": open_slug, "sha256": sha}, NOBODY, missing=missing, state=state)


def items(kind):
    def of(world):
        for (told, pk), (state, parts) in world.parts.items():
            if told == kind:
                readers = item_readers(state, parts)
                missing, row = ({"pk": NO_KEY},), tuple(sorted(parts))
                yield Target({"pk": pk}, readers, missing=missing, state=state, row=row)

    return of


def previews(world):
    for name, token in world.tokens.items():
        may = EVERYBODY if name == "standing" else NOBODY
        yield Target({"token": token}, may, missing=({"token": NO_TOKEN},), state=f"{name} link")


def projects(world):
    for name, project in world.projects.items():
        missing = ({"slug": NO_SLUG},)
        yield Target({"slug": project.slug}, PAGES[name], missing=missing, state=name)
    yield Target({"slug": world.doubles["project"]}, PAGES["staff"], missing=missing)


def projects_evaluated(world):
    """Two of its evaluations side by side, where one may read two; those of others are none."""
    slugs = [whole.evaluation.slug for whole in world.wholes.values()]
    pairs = tuple(f"earlier={slugs[n - 1]}&later={slug}" for n, slug in enumerate(slugs))
    for target in projects(world):
        must = target.may if target.state == "open" else NOBODY
        queries = ("", *pairs)
        yield Target(target.arguments, target.may, must, target.missing, target.state, queries)


def compared(world):
    """What one chose; whatever is not hers is none."""
    slugs = [whole.evaluation.slug for whole in world.wholes.values()]
    pairs = tuple(f"e={slugs[n - 1]}&e={slug}" for n, slug in enumerate(slugs))
    queries = ("", *(f"e={slug}" for slug in slugs), *pairs, f"e={NO_SLUG}")
    yield Target({}, EVERYBODY, queries=queries)


def named(model, name, missing, room=Room.CURRENT):
    """What one may read speaks of a donor or a technical area, else there is no page of it."""

    def of(world):
        for row in model.objects.order_by("pk"):
            canary = next(iter(world.aviary.found(str(row.name).lower())), None)
            if canary:
                told, state = {name: getattr(row, name)}, canary.state
                may = canary.sight.within(room)
                yield Target(told, may, NOBODY, ({name: missing},), state)
        if model is Donor:
            double = {"slug": world.doubles["donor"]}
            yield Target(double, PAGES["staff"], NOBODY, ({name: missing},), "double")

    return of


def at_desk(may=desk_of):
    """The pages of one evaluation at the desk."""

    def of(world):
        for state, whole in world.wholes.items():
            people = NOBODY if whole.removed else may(state)
            yield Target({"pk": whole.pk}, people, missing=({"pk": NO_KEY},), state=state)

    return of


def moments(world):
    """An evaluation at its own moments, and at one of an evaluation of others."""
    foreign = _revisions(world.wholes["draft of others"])[-1]
    for state, whole in world.wholes.items():
        may = NOBODY if whole.removed else desk_of(state)
        own = _revisions(whole)
        for revision, must in ((own[0], may), (own[-1], may), (foreign, NOBODY)):
            arguments = {"pk": whole.pk, "revision": revision.pk}
            missing = ({"pk": NO_KEY, "revision": revision.pk},)
            yield Target(arguments, may, must, missing, state)


def comparisons(world):
    foreign = _revisions(world.wholes["draft of others"])[-1].pk
    for target in at_desk()(world):
        own = [r.pk for r in _revisions(world.wholes[target.state])]
        queries = (
            f"from={own[0]}&to=now",
            f"from={own[0]}&to={own[-1]}",
            f"from={foreign}&to=now",
            f"from=now&to={foreign}",
            f"from={NO_KEY}",
        )
        yield Target(
            target.arguments, target.may, missing=target.missing, state=target.state,
            queries=queries,
        )  # fmt: skip


def preview_links(world):
    own = world.wholes["draft"]
    for link in world.links.values():
        arguments = {"pk": own.pk, "link": link.pk}
        missing = ({"pk": own.pk, "link": NO_KEY}, {"pk": NO_KEY, "link": link.pk})
        yield Target(arguments, sharing("draft"), missing=missing, state="draft")
    wrong = {"pk": world.wholes["draft of others"].pk, "link": link.pk}
    missing = ({"pk": NO_KEY, "link": link.pk},)
    yield Target(wrong, NOBODY, missing=missing, state="draft of others")


def struck(kind):
    def of(world):
        for (told, pk), (state, _) in world.parts.items():
            if told == kind and not world.wholes[state].removed:
                yield Target({"pk": pk}, KEEPING, missing=({"pk": NO_KEY},), state=state)

    return of


def put_back(world):
    """Struck ones first: these can be."""
    ordered = sorted(world.parts.items(), key=lambda told: "struck" not in told[1][1])
    for (kind, pk), (state, _) in ordered:
        may = NOBODY if world.wholes[state].removed else desk_of(state)
        missing = ({"kind": kind, "pk": NO_KEY}, {"kind": "nothing", "pk": pk})
        yield Target({"kind": kind, "pk": pk}, may, missing=missing, state=state)


def uploads(world):
    """What somebody brings in is hers alone until it is a draft."""
    names = {user.pk: name for name, user in world.users.items()}
    for upload in world.uploads:
        may = frozenset({names[upload.user_id]})
        yield Target({"pk": upload.pk}, may, missing=({"pk": NO_KEY},))


def project_desk(world):
    for name, project in world.projects.items():
        may = OTHERS if name == "other" else OF_PROJECT
        yield Target({"pk": project.pk}, may, missing=({"pk": NO_KEY},), state=name)


def restorations(world):
    """What can be restored, what is there, and what never was."""
    for label, key, state in restorable(world):
        may = desk_of(state) - {"publisher", "staff"}
        if state == "removed" and label != "findings.evaluation":
            may = NOBODY  # it comes back with its evaluation alone
        missing = ({"label": label, "key": NO_KEY},)
        yield Target({"label": label, "key": key}, desk_of(state), may, missing, state)


def restorable(world):
    yield "findings.evaluation", world.wholes["removed"].pk, "removed"
    gone = findings.GoodPractice.history_model.objects.filter(history_type="-")
    for row in gone:
        yield "findings.goodpractice", row.id, world.state_of(row.evaluation_id)
    for state in ("draft of others", "for staff"):
        yield "findings.evaluation", world.wholes[state].pk, state


def opened(world):
    """Whoever finds a page may be told who else has it open."""
    for state, whole in world.wholes.items():
        yield Target({}, desk_of(state), NOBODY, state=state, row=f"findings.evaluation/{whole.pk}")


def reset_keys(world):
    """A wrong key is all that one who has no mail can try."""
    user = world.users["staff"]
    yield Target({"uidb36": int_to_base36(user.pk), "key": "abc-0123456789abcdef"}, EVERYBODY)


def factors(world):
    """Nobody has a passkey here but the staff: to everybody else there is none."""
    for found in Authenticator.objects.filter(user=world.users["staff"]):
        yield Target({"pk": found.pk}, frozenset({"staff"}), NOBODY, ({"pk": NO_KEY},))


def no_provider(world):
    return [Target({"provider_id": "organisation"}, EVERYBODY, NOBODY)]


def _revisions(whole):
    rows = findings.Evaluation.history_model.objects.filter(id=whole.pk)
    return list(Revision.objects.filter(pk__in=rows.values("revision")).order_by("moment"))


def addresses(world, places):
    """Return {address: who may reach it} of what has a page of its own in the reading room."""
    known = {}
    for place in places:
        if place.name in READING:
            for target in TARGETS[place.name](world):
                known[place.address(target.arguments)] = target.may
    return known


KINDS = ("finding", "recommendation", "lesson", "practice")

# {name of an address: function from the world to its Targets}
TARGETS = {
    "evaluation-detail": summaries,
    "evaluation-changes": summaries,
    "evaluation-version": versions,
    "evaluation-attachment": files,
    **{f"{kind}-detail": items(kind) for kind in KINDS},
    "private-preview": previews,
    "project-detail": projects,
    "project-evaluations": projects_evaluated,
    "comparison": compared,
    "planned-list": once(READERS_OF_DRAFTS),
    "donor-detail": named(Donor, "slug", NO_SLUG),
    "area-detail": named(Area, "code", "ZZ999", Room.REGISTER),
    "theme-detail": named(Theme, "pk", NO_KEY),
    "desk-preview": at_desk(),
    "desk-evaluation-history": at_desk(),
    "desk-as-of": moments,
    "desk-comparison": comparisons,
    "desk-publishing": at_desk(),
    "desk-submit": at_desk(),
    "desk-return": at_desk(),
    "desk-publish": at_desk(lambda state: KEEPING),
    "desk-withdraw": at_desk(lambda state: KEEPING),
    **{f"desk-strike-{kind}": struck(kind) for kind in KINDS},
    "desk-put-back": put_back,
    "desk-publish-many": once(KEEPING),
    "desk-links": at_desk(sharing),
    "desk-revoke-link": preview_links,
    "desk-project-history": project_desk,
    "desk-removed": once(STAFFERS),
    "desk-restore": restorations,
    "desk-import": once(EDITING | {"superuser"}),
    "desk-import-review": uploads,
    "desk-import-decide": uploads,
    "desk-import-discard": uploads,
    "desk-tidy": once(STAFFERS),
    "desk-open": opened,
    "account_reset_password_from_key": reset_keys,
    "mfa_remove_webauthn": factors,
    "mfa_edit_webauthn": factors,
    "openid_connect_login": no_provider,
    "openid_connect_callback": no_provider,
}

READING = (
    "evaluation-detail", "evaluation-version", "evaluation-attachment", "project-detail",
    "donor-detail", "theme-detail", *(f"{kind}-detail" for kind in KINDS),
)  # fmt: skip
