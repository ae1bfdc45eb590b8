"""What lists and facets know of one publication or project: a card of plain values.

`whole` holds {facet: values} of all that stands in it, `items` {facet: {value: planes}} of its
items; NONE among the values stands for what is not recorded.
"""

import re
from collections import defaultdict
from dataclasses import replace

from projects.terms import Audience

from ..numbering import numbered
from ..passages import KINDS as PARTS
from ..search.places import SLOTS, plane
from ..terms import ActionStatus, Decision

NONE = "-"  # not recorded
_APART = re.compile(r"[;,/\n]")


def publication_card(publication, followup):
    """Return the card of a publication; `followup` is its FollowUp, as it stands now."""
    summary, facts = publication.summary, publication.summary.facts
    items = _items(summary, followup)
    themes = [name.name for name in facts.themes or _shared(facts, "themes")]
    unthemed = {} if themes else _unthemed(summary, items)
    return {
        "levels": levels(publication),
        "title": publication.title,
        "month": facts.completed.isoformat() if facts.completed else "",
        "counts": {k: sum(1 for _ in numbered(getattr(summary, p))) for p, k in PARTS.items()},
        "printed": facts.areas_printed,
        "whole": _whole(
            area=[name.address for name in _areas(facts)],
            donor=[n.address for n in facts.donors or _shared(facts, "donors")],
            year=[facts.completed.year] if facts.completed else [],
            type=[facts.type],
            timing=[facts.timing],
            nature=[facts.nature],
            language=[publication.language],
            **({} if unthemed else {"theme": themes}),
        ),
        "items": items | unthemed,
        "due": _due(summary, followup),
    }


def levels(publication):
    """Return which readers see this publication as the newest of its evaluation."""
    told = {"public": publication.newest_public, "staff": publication.newest_staff}
    return [name for name, newest in told.items() if newest]


def _whole(**values):
    """Return {facet: values as texts}; what is not recorded is said as a value of its own."""
    told = {name: [str(v) for v in dict.fromkeys(given) if v] for name, given in values.items()}
    return {name: given or [NONE] for name, given in told.items()}


def _areas(facts):
    return facts.areas or _shared(facts, "areas")


def _shared(facts, part):
    return [name for project in facts.projects for name in getattr(project, part)]


def _items(summary, followup):
    """Return {facet: {value: planes}} of what items by themselves are told apart by."""
    values = defaultdict(lambda: defaultdict(list))
    for kind, number, item in _numbered(summary):
        if kind == "finding":
            values["criterion"][item.criterion or NONE].append(number)
            values["kind"][item.kind].append(number)
        elif kind == "recommendation":
            answer = followup[item]
            values["priority"][item.priority or NONE].append(number)
            values["decision"][answer.decision or NONE].append(number)
            values["status"][state(answer)].append(number)
            for name in addressees(item.addressed_to) or [NONE]:
                values["addressee"][name].append(number)
        if getattr(item, "theme", ""):
            values["theme"][item.theme].append(number)
    return values


def _unthemed(summary, items):
    """Return who has no theme by name, where the evaluation has none and some of its items do."""
    own = items.get("theme", {})
    if not own:
        return {}
    every = {plane("evaluation", 0), *(number for _, number, _ in _numbered(summary))}
    return {"theme": {**own, NONE: sorted(every.difference(*own.values()))}}


def _numbered(summary):
    for part, kind in PARTS.items():
        for slot, (_, item) in enumerate(numbered(getattr(summary, part))):
            if slot < SLOTS:
                yield str(kind), plane(kind, slot), item


def state(answer):
    """Return what came of a recommendation, were nothing overdue, as a word for addresses."""
    actions = tuple(replace(action, overdue=False) for action in answer.actions)
    return str(replace(answer, actions=actions).fate)


def _due(summary, followup):
    """Return {plane: the day after which it is overdue} of recommendations, as far as one is."""
    days = {}
    for kind, number, item in _numbered(summary):
        answer = followup[item] if kind == "recommendation" else None
        if answer and answer.decision != Decision.REJECTED:
            open_actions = (a for a in answer.actions if a.status not in ActionStatus.settled())
            if due := [action.due for action in open_actions if action.due]:
                days[str(number)] = min(due).isoformat()
    return days


def addressees(text):
    """Return the names in a list of addressees: “ILO; Government of Kenya”."""
    names = (" ".join(part.split())[:60].strip(" .") for part in _APART.split(text))
    return list(dict.fromkeys(name for name in names if name))


def project_card(project):
    """Return the card of a project of the register."""
    first = project.started or project.ended
    counts = {"objective": len(project.objectives.all()), "outcome": len(project.outcomes.all())}
    return {
        "levels": ["public", "staff"] if project.audience == Audience.EVERYBODY else ["staff"],
        "title": project.title,
        "month": first.isoformat() if first else "",
        "counts": counts,
        "printed": project.areas_printed,
        "whole": _whole(
            area=[area.code for area in project.areas.all()],
            donor=[donor.slug for donor in project.donors.all()],
            theme=[theme.name for theme in project.themes.all()],
            year=[first.year] if first else [],
        ),
        "items": {},
        "due": {},
    }
