"""The world that is walked: register, people, and every state of an evaluation."""

from dataclasses import dataclass, field

from django.contrib.admin.models import CHANGE, LogEntry
from django.core import mail
from django.db import models
from django.test import TestCase, override_settings
from django.utils import timezone

from evalsite.models import Page
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
from ..imports import uploaded
from .canaries import Aviary, Sight
from .people import EVERYBODY, STAFFERS, people, sessions
from .states import STATES
from .table import (
    KEEPING,
    OF_PROJECT,
    PROJECTS,
    READERS_OF_DRAFTS,
    at_desk,
    finders,
    published,
    sharing,
)
from .writer import Writer, expired

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
    ledger: object = None  # of all rows as they are, made by the first walk

    def state_of(self, evaluation_id):
        return next((s for s, w in self.wholes.items() if w.pk == evaluation_id), "")


@override_settings(EVALSITE_SELF_PUBLISH=False)
def build():
    """Build the World in the database as it is, within the transaction that is open."""
    world = World()
    with TestCase.captureOnCommitCallbacks(execute=True):
        world.users = people(world.aviary)
        world.sessions = sessions(world.users)
        _deactivate(world.users["deactivated"])
        _register(world)
        for write in STATES:
            write(world)
        _preview_links(world)
        _beside(world)
    world.mails = list(mail.outbox)
    while freshen(patience=60):
        pass
    return world


def _deactivate(user):
    """From the beginning: no letter goes to her, and her session opens nothing."""
    user.is_active = False
    user.save()


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
    own = sight.also(found=finders(name))
    texts = words.texts(projects.Project, f"project {name}", "text", own)
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


def _brought_in(world):
    """A document of which others made a draft already, and one that could not be read."""
    words, users, own = world.aviary, world.users, at_desk(EDITOR)
    read = uploaded(users["editor"], name=words.word("import", "upload", "name", own))
    theirs = Upload.objects.create(
        user=users["other_editor"], name="Theirs", size=read.size, sha256=read.sha256,
        saved=timezone.now(), evaluation=world.wholes["draft of others"].evaluation,
    )  # fmt: skip
    unread = Upload.objects.create(
        user=users["editor"], name=words.word("import", "unread", "name", own), size=1,
        sha256="0" * 64, failure=words.word("import", "unread", "why it could not be read", own),
    )  # fmt: skip
    world.uploads = [read, theirs, unread]


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
    _brought_in(world)
    Visit.objects.note(f"findings.evaluation/{world.wholes['draft'].pk}", users["editor"])
    own = words.word("draft", "recent actions", "object", at_desk(EDITOR))
    LogEntry.objects.create(
        user=users["editor"], object_id="1", object_repr=own, action_flag=CHANGE, change_message=own
    )
