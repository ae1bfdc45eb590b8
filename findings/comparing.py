"""Two summaries of one evaluation, section by section: what was changed, added, removed, moved.

It tells apart what readers can tell apart: nothing is changed exactly if the summaries are equal.
"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from projects.richtext import opening
from projects.worddiff import rising

from . import telling
from .numbering import numbered
from .telling import FieldDifference, differences

UNCHANGED, CHANGED, ADDED, REMOVED, MOVED = "unchanged", "changed", "added", "removed", "moved"


@dataclass(frozen=True)
class ItemDifference:
    """An item of the earlier summary, the later one or both; its number is "" where it is not."""

    state: str
    kind: str
    before: str
    after: str
    label: str
    words: str
    fields: tuple[FieldDifference, ...] = ()
    moved: bool = False

    @property
    def verb(self):
        """What happened to it."""
        told = {ADDED: _("Added"), REMOVED: _("Removed"), CHANGED: _("Changed"), MOVED: _("Moved")}
        return told.get(self.state, _("Unchanged"))

    @property
    def name(self):
        """What it is called: Finding 5."""
        told = {
            "project": _("Project"),
            "finding": _("Finding"),
            "recommendation": _("Recommendation"),
            "lesson": _("Lesson"),
            "good practice": _("Good practice"),
        }
        return f"{told[self.kind]} {self.number}"

    @property
    def number(self):
        """Its printed label, else its number in the later summary, else in the earlier one."""
        return self.label or self.after or self.before


@dataclass(frozen=True)
class Section:
    """A section of the summary's page: the fields that differ, and all items."""

    name: str
    title: str
    fields: tuple[FieldDifference, ...] = ()
    items: tuple[ItemDifference, ...] = ()

    @property
    def changed(self):
        return bool(self.fields or self.differing)

    @property
    def differing(self):
        return [item for item in self.items if item.state != UNCHANGED]

    @property
    def unchanged(self):
        """How many items are the same in both."""
        return len(self.items) - len(self.differing)


def compare(before, after):
    """Return the Sections of two summaries in the order of the page, those without change too.

    Items are matched by their ids, else by what they say, else by their place.
    """
    findings = _matched(before.findings, after.findings)
    recommendations = _matched(
        _on_findings(before.recommendations, _places(findings)),
        _on_findings(after.recommendations, {}),
    )

    def section(name, title, fields, items=()):
        return Section(name, title, differences(fields, before, after), tuple(items))

    facts = differences(telling.FACTS, before.facts, after.facts)
    projects = _items(
        "project", telling.PROJECT, _matched(before.facts.projects, after.facts.projects)
    )
    lessons = _matched(before.lessons, after.lessons)
    practices = _matched(before.practices, after.practices)
    return (
        section("title", _("Title and language"), telling.TITLE),
        Section("facts", _("Quick Facts"), facts, tuple(projects)),
        section("background", _("Background & Context"), telling.BACKGROUND),
        section("findings", _("Main findings"), telling.FINDINGS,
                _items("finding", telling.FINDING, findings)),
        section("conclusions", _("Conclusions and ratings"), telling.CONCLUSIONS),
        section("recommendations", _("Recommendations"), telling.RECOMMENDATIONS,
                _items("recommendation", telling.RECOMMENDATION, recommendations)),
        section("lessons", _("Lessons learned"), telling.LESSONS,
                _items("lesson", telling.LESSON, lessons)),
        section("practices", _("Emerging good practices"), telling.PRACTICES,
                _items("good practice", telling.PRACTICE, practices)),
        section("files", _("Files"), telling.FILES),
    )  # fmt: skip


@dataclass(frozen=True)
class _Pair:
    """An item in both summaries, or in one of them; (number, item) or None."""

    before: tuple | None
    after: tuple | None
    moved: bool = False


def _matched(before, after):
    """Return Pairs in the later order, each removed item behind the one it stood behind."""
    old, new = _flat(before), _flat(after)
    pairs = {n: n for n in range(len(old))} if old == new else _pairs(old, new)
    stayed = set(rising([pairs[n] for n in sorted(pairs)]))
    stayed = {n for place, n in enumerate(sorted(pairs)) if place in stayed}
    partner = {m: n for n, m in pairs.items()}
    matched = {}
    for m, item in enumerate(new):
        n = partner.get(m)
        moved = n is not None and (n not in stayed or not _same_parent(old, n, new, m, pairs))
        matched[m] = _Pair(None if n is None else old[n], item, moved)
    shown = {m: [pair] for m, pair in matched.items()}
    behind = shown.setdefault(-1, [])
    for n, item in enumerate(old):
        if n in pairs:
            behind = shown[pairs[n]]
        else:
            behind.append(_Pair(item, None))
    return [pair for m in sorted(shown) for pair in shown[m]]


def _flat(items):
    """Return [(number, item without its parts)], sub-points behind their recommendation."""
    return [
        (number, replace(item, parts=()) if getattr(item, "parts", ()) else item)
        for number, item in numbered(items)
    ]


def _pairs(old, new):
    """Return {place of an item in the earlier list: its place in the later one}."""
    by_id = {item.id: m for m, (_, item) in enumerate(new) if item.id is not None}
    pairs = {n: by_id[item.id] for n, (_, item) in enumerate(old) if item.id in by_id}
    for alike in (_say_the_same, _one_has_no_id):
        free = [m for m in range(len(new)) if m not in set(pairs.values())]
        for n in (n for n in range(len(old)) if n not in pairs):
            if found := [m for m in free if alike(old[n], new[m])][:1]:
                pairs[n] = found[0]
                free.remove(found[0])
    return pairs


def _say_the_same(one, other):
    return one[1] == other[1]


def _one_has_no_id(one, other):
    return one[1].id is None or other[1].id is None


def _same_parent(old, n, new, m, pairs):
    """Whether an item is, in both lists, a sub-point of the same one or of none."""
    above, below = old[n][0].rpartition(".")[0], new[m][0].rpartition(".")[0]
    places = {number: place for place, (number, _) in enumerate(old)}
    over = pairs.get(places[above]) if above else None
    return (new[over][0] if over is not None else "") == below


def _places(pairs):
    """Return {number of a finding in the earlier summary: (its number later, what to call it)}."""
    return {int(p.before[0]): _called(p) for p in pairs if p.before}


def _called(pair):
    if pair.after:
        return int(pair.after[0]), _("finding {number}").format(number=pair.after[0])
    return int(pair.before[0]), _("finding {number}, removed").format(number=pair.before[0])


def _alone(number):
    return number, _("finding {number}").format(number=number)


def _on_findings(recommendations, places):
    """Return recommendations that name the findings they rest on by their later numbers."""
    return tuple(
        replace(
            r,
            findings=tuple(
                words for number, words in sorted(places.get(n, _alone(n)) for n in r.findings)
            ),
            parts=_on_findings(r.parts, places),
        )
        for r in recommendations
    )


def _items(kind, table, pairs):
    """Yield an ItemDifference for each pair."""
    for pair in pairs:
        before, after = (side and side[1] for side in (pair.before, pair.after))
        fields = differences(table, before, after)
        item = after or before
        yield ItemDifference(
            state=_state(pair, fields),
            kind=kind,
            before=pair.before[0] if pair.before else "",
            after=pair.after[0] if pair.after else "",
            label=getattr(item, "label", "") or getattr(item, "code", ""),
            words=_words(item),
            fields=fields,
            moved=pair.moved,
        )


def _state(pair, fields):
    if pair.before is None or pair.after is None:
        return ADDED if pair.before is None else REMOVED
    if fields:
        return CHANGED
    return MOVED if pair.moved else UNCHANGED


def _words(item):
    said = (getattr(item, name, "") for name in ("title", "heading", "body", "text"))
    return opening(next(filter(None, said), ""), 90)
