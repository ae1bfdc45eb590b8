"""The world that is walked: register, people, and every state of an evaluation."""

from dataclasses import dataclass, field

from django.contrib.admin.models import CHANGE, LogEntry
from django.core import mail
from django.db import models
from django.test import TestCase, override_settings

from evalsite.models import Page
from findings import models as findings
from findings.models import SourceRecord, Upload, Visit
from findings.search.upkeep import freshen
from projects import models as projects
from projects.history import revision
from projects.merging import merge
from projects.months import Month

from ..factories import (
    DonorFactory,
    ObjectiveFactory,
    OfficeFactory,
    OutcomeFactory,
    PageFactory,
    ProjectFactory,
    ThemeFactory,
)
from .canaries import Aviary, Sight
from .people import EVERYBODY, STAFFERS, people, sessions
from .states import Writer, expired
from .table import (
    KEEPING,
    OF_PROJECT,
    PROJECTS,
    READERS_OF_DRAFTS,
    at_desk,
    published,
    sharing,
)

EDITOR = frozenset({"editor"})
AUDIENCES = {
    "open": "everybody", "donors": "donors", "staff": "staff", "closed": "staff",
    "moved": "donors", "other": "everybody",
}  # fmt: skip


@dataclass
class World:
    """What was built, and who may find which of its rows."""

    aviary: Aviary = field(default_factory=Aviary)
    office: models.Model = None  # the one whose members answer
    users: dict = field(default_factory=dict)
    sessions: dict = field(default_factory=dict)
    projects: dict = field(default_factory=dict)
    donors: dict = field(default_factory=dict)
    wholes: dict = field(default_factory=dict)
    tokens: dict = field(default_factory=dict)
    links: dict = field(default_factory=dict)
    parts: dict = field(default_factory=dict)  # {(kind, key of an item): (state, parts)}
    mails: list = field(default_factory=list)
    merges: list = field(default_factory=list)
    uploads: list = field(default_factory=list)
    doubles: dict = field(default_factory=dict)  # {model: address of what was merged into another}
    codes: int = 0

    def state_of(self, evaluation_id):
        return next((s for s, w in self.wholes.items() if w.pk == evaluation_id), "")


@override_settings(EVALSITE_SELF_PUBLISH=False)
def build():
    """Build the World in the database as it is, within the transaction that is open."""
    world = World()
    with TestCase.captureOnCommitCallbacks(execute=True):
        world.users = people(world.aviary)
        _register(world)
        for write in STATES:
            write(world)
        _preview_links(world)
        _beside(world)
    world.mails = list(mail.outbox)
    world.sessions = sessions(world.users)
    deactivated = world.users["deactivated"]
    deactivated.is_active = False
    deactivated.save()
    while freshen(patience=60):
        pass
    return world


def _register(world):
    words, users = world.aviary, world.users
    world.office = OfficeFactory(
        **words.texts(projects.Office, "register", "office", published(EVERYBODY))
    )
    world.office.members.add(users["officer"], users["deactivated"])
    for name, user in (("ours", "donor"), ("theirs", "other_donor")):
        donor = _donor(world, name, published(EVERYBODY, STAFFERS))
        donor.users.add(users[user])
    world.donors["ours"].users.add(users["deactivated"])
    for name in PROJECTS:
        _project(world, name)
    world.projects["moved"].donors.set([world.donors["theirs"]])
    _former_title(world)


def _donor(world, name, sight):
    texts = world.aviary.texts(projects.Donor, "register", f"donor {name}", sight, iati_id="")
    world.donors[name] = DonorFactory(**texts | {"slug": ""})
    return world.donors[name]


def _project(world, name):
    sight = PROJECTS[name]
    words = world.aviary
    texts = words.texts(projects.Project, f"project {name}", "text", sight)
    whose = "theirs" if name == "other" else "ours"
    editor = "other_editor" if name == "other" else "project_editor"
    with revision(user=world.users["publisher"], reason="Entered"):
        project = ProjectFactory(
            **texts,
            audience=AUDIENCES[name],
            started=Month(2006, 11),
            donors=[world.donors[whose], _donor(world, f"of {name}", sight)],
            themes=[ThemeFactory(**words.texts(projects.Theme, f"project {name}", "theme", sight))],
            editors=[world.users[editor], world.users["deactivated"]],
        )
        for factory in (ObjectiveFactory, OutcomeFactory):
            model = factory._meta.model
            stated = words.texts(model, f"project {name}", model._meta.model_name, sight)
            factory(project=project, number=1, **stated)
    world.projects[name] = project


def _former_title(world):
    """What a project was called before, which only its history tells."""
    project = world.projects["open"]
    title = project.title
    for told in (world.aviary.word("project open", "history", "title", at_desk(OF_PROJECT)), title):
        reason = world.aviary.word("project open", "history", "reason", at_desk(OF_PROJECT))
        with revision(user=world.users["project_editor"], reason=reason):
            project.title = told
            project.save()


def _draft(world):
    w = Writer(world, "draft")
    whole = w.evaluation(editors=("editor", "former_editor"))
    w.change(w.item(whole, "lesson", "desk"), "text")
    gone = w.item(whole, "practice", "desk")
    whole.items["practice"].remove(gone)
    with revision(user=world.users["editor"], reason=w.word("desk", "removing")):
        gone.delete()
        whole.evaluation.editors.remove(world.users["former_editor"])


def _in_review(world):
    w = Writer(world, "in review")
    whole = w.evaluation()
    w.submit(whole)
    whole.evaluation.return_to_draft(world.users["publisher"], w.word("desk", "answer"))
    w.submit(whole)


def _for_everybody(world):
    w = Writer(world, "for everybody")
    whole = w.evaluation(editors=("editor", "former_editor", "deactivated"))
    w.change(w.item(whole, "lesson", "desk"), "text")
    whole.evaluation.editors.remove(world.users["former_editor"])
    w.publish(whole, "everybody")


def _for_staff(world):
    """Beside its texts, an acronym that only what staff read explains."""
    w = Writer(world, "for staff")
    whole = w.evaluation(on=("staff",))
    name = w.word("text", "what an acronym means")
    whole.evaluation.conclusions += f"<p>{name.capitalize()} Zenith Yield (CZY) was used.</p>"
    whole.evaluation.save()
    w.publish(whole, "staff")


def _one_version(state, audience, **where):
    def write(world):
        w = Writer(world, state)
        w.publish(w.evaluation(**where), audience)

    return write


def _no_project(world):
    w = Writer(world, "no project")
    w.publish(w.evaluation(on=(), donors=[world.donors["ours"]]), "donors")


def _donors_changed(world):
    """The donor whose it was when it was published is not the donor of the project any more."""
    w = Writer(world, "donors changed")
    w.publish(w.evaluation(on=("moved",)), "donors")
    own = world.projects["moved"].donors
    own.remove(world.donors["theirs"])
    own.add(world.donors["ours"])


def _withdrawn(state, audience):
    def write(world):
        w = Writer(world, state)
        title = f"{w.word('title', 'title')} stood here"
        whole = w.evaluation(title=title, slug=w.word("title", "slug"))
        w.publish(whole, audience)
        w.withdraw(whole)

    return write


def _struck(state, audience):
    def write(world):
        w = Writer(world, state)
        whole = w.evaluation()
        gone = [w.item(whole, kind, "struck", "struck label") for kind in whole.items]
        w.followed_up(gone[1], "struck followup")
        w.publish(whole, audience)
        for item in gone:
            w.strike(item)
        whole.items["struck"] = gone

    return write


def _newer_draft(world):
    w = Writer(world, "newer draft")
    whole = w.evaluation()
    w.publish(whole, "everybody")
    w.change(whole.evaluation, "draft", slug=whole.evaluation.slug)
    for kind, item in [(kind, items[0]) for kind, items in whole.items.items()]:
        w.change(item, "draft")
        w.item(whole, kind, "draft")
    w.followed_up(whole.items["recommendation"][-1], "draft followup")


def _versions(state, audiences):
    """Publish again and again, each time with other words and one more item."""

    def write(world):
        w = Writer(world, state)
        parts = ("first", "second", "third")
        whole = w.evaluation(part="first", slug=w.word("address", "slug"))
        for part, audience in zip(parts, audiences, strict=False):
            if part != "first":
                title = f"{w.word(w.naming(part), 'title')} stands here"
                w.change(whole.evaluation, part, slug=whole.evaluation.slug, title=title)
            if part == "third":  # staff alone read this one
                w.followed_up(w.item(whole, "recommendation", part), "draft followup")
            w.item(whole, "finding", part)
            w.publish(whole, audience, note=w.naming(part))
            if part != parts[len(audiences) - 1]:
                _take_out(whole)

    return write


def _take_out(whole):
    """Take the newest finding out of the draft, as an editor does."""
    finding = whole.items["finding"].pop()
    finding.struck = finding.evaluation.publications.first().moment
    finding.save()
    whole.items.setdefault("left out", []).append(finding)


def _removed(world):
    w = Writer(world, "removed")
    whole = w.evaluation()
    findings.Response.objects.filter(recommendation__evaluation=whole.pk).delete()
    findings.Action.objects.filter(recommendation__evaluation=whole.pk).delete()
    kept = whole.pk
    with revision(user=world.users["editor"], reason=w.word("desk", "removing")):
        whole.evaluation.delete()
    whole.evaluation.pk, whole.removed = kept, True


def _of_others(state, audience):
    def write(world):
        w = Writer(world, state)
        whole = w.evaluation(on=("other",), editors=("other_editor",))
        if audience:
            w.publish(whole, audience)

    return write


STATES = [
    _draft,
    _in_review,
    _for_everybody,
    _one_version("for donors", "donors", on=("donors",)),
    _for_staff,
    _withdrawn("withdrawn", "everybody"),
    _withdrawn("withdrawn from donors", "donors"),
    _struck("item struck", "everybody"),
    _struck("item struck for staff", "staff"),
    _newer_draft,
    _versions("three versions", ("everybody", "donors", "staff")),
    _versions("two versions", ("everybody", "everybody")),
    _versions("staff between", ("everybody", "staff", "everybody")),
    _removed,
    _no_project,
    _donors_changed,
    _one_version("project closed", "everybody", on=("closed",)),
    _of_others("draft of others", ""),
    _of_others("for other donors", "donors"),
]


def _preview_links(world):
    """One that stands, one that has ended, one that was revoked, one whose maker is gone."""
    w = Writer(world, "draft")
    for name in ("standing", "ended", "revoked", "orphaned"):
        by = "deactivated" if name == "orphaned" else "editor"
        sight = Sight(desk=sharing("draft"), link=EVERYBODY)
        label = world.aviary.word("preview link", name, "label", sight)
        world.links[name], world.tokens[name] = w.preview_link(world.wholes["draft"], label, by)
    world.links["standing"].uses.create(network="203.0.113.0/24")
    expired(world.links["ended"])
    world.links["revoked"].revoke(world.users["publisher"])


def _doubles(world):
    """A project and a donor that only staff may read of were once two each."""
    words, by = world.aviary, world.users["publisher"]
    of_staff = world.projects["staff"], world.donors["of staff"]
    for kept, factory in zip(of_staff, (ProjectFactory, DonorFactory), strict=True):
        model = type(kept)
        texts = words.texts(model, "merge", "double", published(STAFFERS, STAFFERS))
        double = factory(**texts | {"slug": words.word("merge", "double", "slug", Sight())})
        world.doubles[model._meta.model_name] = double.slug
        world.merges.append(merge(kept, double, by=by, reason="Doubles"))


def _beside(world):
    """What stands beside the record: merges, own pages, imports, visits, what one did oneself."""
    words, users = world.aviary, world.users
    kept = ThemeFactory(**words.texts(projects.Theme, "register", "theme", at_desk(STAFFERS)))
    gone = words.texts(projects.Theme, "merge", "name removed", at_desk(KEEPING))
    reason = words.word("merge", "merge", "reason", at_desk(READERS_OF_DRAFTS))
    made = merge(kept, ThemeFactory(**gone), by=users["publisher"], reason=reason)
    world.merges.append(made)
    _doubles(world)
    PageFactory(**words.texts(Page, "page", "text", published(EVERYBODY)))
    SourceRecord.objects.create(
        source="export", kind="evaluation", source_id="1", key=world.wholes["draft"].pk,
        told={"rest": words.word("import", "source", "told", Sight())},
    )  # fmt: skip
    read = words.word("import", "upload", "why it could not be read", own := at_desk(EDITOR))
    world.uploads.append(
        Upload.objects.create(
            user=users["editor"], name=words.word("import", "upload", "name", own),
            size=1, sha256="0" * 64, failure=read,
        )
    )  # fmt: skip
    Visit.objects.note(f"findings.evaluation/{world.wholes['draft'].pk}", users["editor"])
    own = words.word("draft", "recent actions", "object", at_desk(EDITOR))
    LogEntry.objects.create(
        user=users["editor"], object_id="1", object_repr=own, action_flag=CHANGE, change_message=own
    )
