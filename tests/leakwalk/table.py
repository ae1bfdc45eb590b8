"""Who may see which text of which state where: the design's table, said once more and by itself."""

from .canaries import Sight
from .people import (
    DONORS,
    EDITING,
    EVERYBODY,
    OTHER_DONORS,
    READERS_OF_DRAFTS,
    STAFFERS,
)

# Drafts and histories: those who read all of them, and the editors of the evaluation or project.
OWN = READERS_OF_DRAFTS | {"editor", "project_editor"}
OTHERS = READERS_OF_DRAFTS | {"other_editor"}
OF_PROJECT = READERS_OF_DRAFTS | {"project_editor"}
ANSWERING = OWN | {"officer"}  # publishers, editors and members of its offices
KEEPING = frozenset({"superuser", "publisher"})  # the register and its merges
NOBODY = frozenset()


def at_desk(who):
    """Working rows and their history: nowhere but at the desk."""
    return Sight(desk=who)


def previewed(who):
    """A draft of which somebody was given a preview link: whoever has the link reads it there."""
    return Sight(desk=who, link=EVERYBODY)


def published(readers, desk=OWN):
    """What is published now: everywhere, to its readers."""
    return Sight(readers, readers, readers, desk | readers)


def shown(readers, desk=OWN):
    """What stands beside it, such as a note or why it is gone: on its own pages, in no list."""
    return Sight(current=readers, pinned=readers, desk=desk | readers)


def earlier(readers, desk=OWN):
    """What only earlier versions hold."""
    return Sight(pinned=readers, desk=desk | readers)


def live(readers, desk=ANSWERING):
    """Follow-up: where the publication is read now, on no pinned version."""
    return Sight(readers, readers, NOBODY, desk | readers)


def newest(of, readers, desk=OWN):
    """A version that is the newest to some of its readers, and an earlier one to the others."""
    return Sight(of, of, readers, desk | readers)


def named(of, readers, desk=OWN):
    """Its title and labels: an item that newer versions lack says in which it stood."""
    return Sight(of, readers, readers, desk | readers)


UP_TO_DONORS = EVERYBODY - DONORS  # for whom version 1 is the newest, when 2 is for donors

# Who finds the working rows of an evaluation at the desk; of all others: OWN.
DESK_OF = {
    "no project": READERS_OF_DRAFTS | {"editor"},
    "draft of others": OTHERS,
    "for other donors": OTHERS,
}

# {state: {part: Sight}}; a part is a group of texts with one fate. Beside these each state has a
# part “desk”: earlier texts, notes and reasons that no reader is told.
SIGHTS = {
    "draft": {"text": previewed(OWN)},
    "in review": {"text": at_desk(OWN), "followup": at_desk(OWN)},
    "for everybody": {
        "text": published(EVERYBODY), "followup": live(EVERYBODY), "note": shown(EVERYBODY),
    },
    "for donors": {
        "text": published(DONORS), "followup": live(DONORS), "note": shown(DONORS),
    },
    "for staff": {
        "text": published(STAFFERS), "followup": live(STAFFERS), "note": shown(STAFFERS),
    },
    "withdrawn": {
        "title": shown(EVERYBODY), "why": shown(EVERYBODY),
        "text": at_desk(OWN), "followup": at_desk(OWN), "note": at_desk(OWN),
    },
    "withdrawn from donors": {
        "title": shown(DONORS), "why": shown(DONORS),
        "text": at_desk(OWN), "followup": at_desk(OWN), "note": at_desk(OWN),
    },
    "item struck": {
        "text": published(EVERYBODY), "followup": live(EVERYBODY), "note": shown(EVERYBODY),
        "struck": earlier(EVERYBODY), "struck label": shown(EVERYBODY),
        "struck followup": at_desk(ANSWERING), "why": shown(EVERYBODY),
    },
    "item struck for staff": {
        "text": published(STAFFERS), "followup": live(STAFFERS), "note": shown(STAFFERS),
        "struck": earlier(STAFFERS), "struck label": shown(STAFFERS),
        "struck followup": at_desk(ANSWERING), "why": shown(STAFFERS),
    },
    "newer draft": {
        "text": published(EVERYBODY), "followup": live(EVERYBODY), "note": shown(EVERYBODY),
        "draft": at_desk(OWN), "draft followup": at_desk(OWN),
    },
    "three versions": {
        "first": newest(UP_TO_DONORS, EVERYBODY),
        "second": newest(frozenset({"donor"}), DONORS),
        "third": published(STAFFERS),
        "first name": named(UP_TO_DONORS, EVERYBODY),
        "second name": named(frozenset({"donor"}), DONORS), "third name": published(STAFFERS),
        "address": published(EVERYBODY), "text": published(EVERYBODY),
        "followup": live(EVERYBODY), "draft followup": live(STAFFERS),
    },
    "two versions": {
        "first": earlier(EVERYBODY), "second": published(EVERYBODY),
        "first name": shown(EVERYBODY), "second name": published(EVERYBODY),
        "address": published(EVERYBODY), "text": published(EVERYBODY),
        "followup": live(EVERYBODY),
    },
    "staff between": {
        "first": earlier(EVERYBODY), "second": earlier(STAFFERS), "third": published(EVERYBODY),
        "first name": shown(EVERYBODY), "second name": shown(STAFFERS),
        "third name": published(EVERYBODY),
        "address": published(EVERYBODY), "text": published(EVERYBODY),
        "followup": live(EVERYBODY), "draft followup": live(EVERYBODY),
    },
    "removed": {"text": at_desk(OWN), "followup": at_desk(OWN)},
    "no project": {
        "text": published(DONORS, DESK_OF["no project"]),
        "followup": live(DONORS, DESK_OF["no project"] | {"officer"}),
        "note": shown(DONORS, DESK_OF["no project"]),
    },
    "donors changed": {
        "text": published(DONORS), "followup": live(DONORS), "note": shown(DONORS),
    },
    "project closed": {
        "text": published(EVERYBODY), "followup": live(EVERYBODY), "note": shown(EVERYBODY),
    },
    "draft of others": {"text": at_desk(OTHERS)},
    "for other donors": {
        "text": published(OTHER_DONORS, OTHERS), "note": shown(OTHER_DONORS, OTHERS),
        "followup": live(OTHER_DONORS, OTHERS),
    },
}  # fmt: skip

# Who reads its address, or read it until it was withdrawn (410); nobody where it is not named.
READERS = {
    "for everybody": EVERYBODY,
    "for donors": DONORS,
    "for staff": STAFFERS,
    "withdrawn": EVERYBODY,
    "withdrawn from donors": DONORS,
    "item struck": EVERYBODY,
    "item struck for staff": STAFFERS,
    "newer draft": EVERYBODY,
    "three versions": EVERYBODY,
    "two versions": EVERYBODY,
    "staff between": EVERYBODY,
    "no project": DONORS,
    "donors changed": DONORS,
    "project closed": EVERYBODY,
    "for other donors": OTHER_DONORS,
}
WITHDRAWN = ("withdrawn", "withdrawn from donors")

# Who reads version 1, 2, 3 where these differ; of all others: READERS.
VERSIONS = {
    "three versions": (EVERYBODY, DONORS, STAFFERS),
    "staff between": (EVERYBODY, STAFFERS, EVERYBODY),
}

# Who reads the page of a project.
PAGES = {
    "open": EVERYBODY, "donors": DONORS, "staff": STAFFERS, "closed": STAFFERS,
    "moved": DONORS, "other": EVERYBODY,
}  # fmt: skip

# The register of projects is live; staff read all of it. History is for those who may edit.
PROJECTS = {
    "open": published(EVERYBODY, STAFFERS),
    "donors": published(DONORS, STAFFERS),
    "staff": published(STAFFERS, STAFFERS),
    "closed": published(EVERYBODY, STAFFERS),  # its facts stand in a summary for everybody
    "moved": published(DONORS, STAFFERS),
    "other": published(EVERYBODY, STAFFERS),
}


def finders(name):
    """Who finds a project by its words at the desk, though all staff read of it."""
    return OTHERS if name == "other" else OWN


def sight(state, part):
    """Who may see the texts of a part of a state."""
    if part == "desk":
        return at_desk(desk_of(state))
    return SIGHTS[state][part]


def desk_of(state):
    """Who finds the working rows of an evaluation."""
    return DESK_OF.get(state, OWN)


def sharing(state):
    """Who may make preview links of it."""
    return (desk_of(state) & EDITING) | KEEPING


def item_readers(state, parts):
    """Who may ask for an item with texts of these parts: to read it, or that it is gone."""
    if state in WITHDRAWN:
        return READERS[state]
    return frozenset().union(*(sight(state, part).pinned for part in parts))
