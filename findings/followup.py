"""What came of recommendations, as it stands now: shown beside a summary, never part of it."""

import datetime
from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone

from projects.history.reading import AsOf

from .models import Action, Recommendation, Response
from .terms import ActionStatus, Decision, Fate


@dataclass(frozen=True)
class ActionTold:
    """An action; `state` is its status as recorded, or what follows from its due date."""

    text: str
    responsible: str
    due: datetime.date | None
    status: str
    status_printed: str
    evidence: str
    overdue: bool

    @property
    def state(self):
        return ActionStatus(self.status).told if self.status else self.status_printed

    @property
    def lacks_deadline(self):
        return self.due is None and self.status not in ActionStatus.settled()


@dataclass(frozen=True)
class Answer:
    """The management response to one recommendation and the actions taken on it."""

    recorded: bool = False
    decision: str = ""
    decision_printed: str = ""
    comment: str = ""
    date: datetime.date | None = None
    actions: tuple[ActionTold, ...] = ()

    @property
    def decided(self):
        """The decision in words; the source's own where it was not mapped to a decision."""
        return Decision(self.decision).told if self.decision else self.decision_printed

    @property
    def fate(self):
        """What became of the recommendation."""
        if self.decision == Decision.REJECTED:
            return Fate.REJECTED
        states = {action.status for action in self.actions}
        if any(action.overdue for action in self.actions):
            return Fate.OVERDUE
        if states == {ActionStatus.COMPLETED}:
            return Fate.COMPLETED
        if states & {ActionStatus.IN_PROGRESS, ActionStatus.PARTLY_COMPLETED}:
            return Fate.IN_PROGRESS
        if states == {ActionStatus.NOT_STARTED}:
            return Fate.NOT_STARTED
        if states and states <= set(ActionStatus.settled()):
            return Fate.CLOSED
        if self.actions:
            return Fate.ACTIONS_RECORDED
        return Fate.ANSWERED if self.recorded else Fate.NO_RESPONSE


@dataclass(frozen=True)
class FollowUp:
    """The answers to the recommendations of some summaries, by the recommendations' keys."""

    answers: dict[int, Answer] = field(default_factory=dict)

    @classmethod
    def of(cls, *summaries, today=None):
        """Read what is recorded now, in one query; overdue is by today's date."""
        keys = [r.id for s in summaries for r in _with_parts(s.recommendations)]
        rows = Recommendation.objects.filter(pk__in=keys).order_by(
            "actions__position", "actions__id"
        )
        return cls(_answers(rows.values(*_COLUMNS), today or timezone.localdate()))

    @classmethod
    def as_of(cls, summary, moment):
        """Read from history what was recorded at a moment; overdue is by its day."""
        keys = [r.id for r in _with_parts(summary.recommendations)]
        responses = AsOf(moment).rows(Response, "recommendation", keys)
        actions = AsOf(moment).rows(Action, "recommendation", keys)
        actions.sort(key=lambda action: (action.position, action.id))
        rows = [
            _joined(key, response, action)
            for key in keys
            for response in [r for r in responses if r.recommendation_id == key] or [None]
            for action in [a for a in actions if a.recommendation_id == key] or [None]
        ]
        return cls(_answers(rows, timezone.localdate(moment)))

    def __getitem__(self, recommendation):
        return self.answers.get(recommendation.id, Answer())

    def __bool__(self):
        return any(a.recorded or a.actions for a in self.answers.values())

    def fates(self, summary):
        """Return [(what became of them, how many)] of a summary's recommendations."""
        answered = [
            self[r]
            for r in _with_parts(summary.recommendations)
            if not r.parts or self[r].recorded or self[r].actions
        ]
        return Counter(answer.fate for answer in answered).most_common()


_COLUMNS = (
    "id", "response__id", "response__decision", "response__decision_printed", "response__comment",
    "response__date", "actions__id", "actions__text", "actions__responsible", "actions__due",
    "actions__status", "actions__status_printed", "actions__evidence",
)  # fmt: skip


def _joined(key, response, action):
    """Return a row of _COLUMNS as the database joins them."""
    rows = {"response": response, "actions": action}
    named = [(name, *name.split("__")) for name in _COLUMNS[1:]]
    return {"id": key} | {name: getattr(rows[row], part, None) for name, row, part in named}


def _with_parts(recommendations):
    for recommendation in recommendations:
        yield recommendation
        yield from _with_parts(recommendation.parts)


def _answers(rows, today):
    first, actions = {}, {}
    for row in rows:
        first.setdefault(row["id"], row)
        if row["actions__id"]:
            actions.setdefault(row["id"], []).append(_action(row, today))
    return {
        key: Answer(
            recorded=row["response__id"] is not None,
            decision=row["response__decision"] or "",
            decision_printed=row["response__decision_printed"] or "",
            comment=row["response__comment"] or "",
            date=row["response__date"],
            actions=tuple(actions.get(key, ())),
        )
        for key, row in first.items()
    }


def _action(row, today):
    due, status = row["actions__due"], row["actions__status"]
    return ActionTold(
        text=row["actions__text"],
        responsible=row["actions__responsible"],
        due=due,
        status=status,
        status_printed=row["actions__status_printed"],
        evidence=row["actions__evidence"],
        overdue=bool(due and due < today and status not in ActionStatus.settled()),
    )
