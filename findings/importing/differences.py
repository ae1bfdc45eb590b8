"""What a document tells otherwise than an evaluation that is here, and taking it over.

What the document does not tell stays, and so do items that it lacks.
"""

from dataclasses import fields, replace

from projects.richtext import to_text

from ..comparing import compare
from ..reading.accounting import words_in
from .documents import MODELS, columns, make_items, name_of, named, with_names
from .proposals import KINDS
from .sheet import FACTS, ITEMS, PROSE, TEXT

ALIKE = 0.5  # of the words of two texts that are one, reworded
_KEPT = ("kind", "criterion", "areas", "parts", "id")  # guesses, and what is not its own
SECTIONS = {
    "title": ("title", "language"),
    "background": ("project_purpose", "evaluation_purpose", "methodology"),
    "findings": ("findings_introduction",),
    "conclusions": ("conclusions",),
    "recommendations": ("recommendations_introduction",),
    "lessons": ("lessons_introduction",),
    "practices": ("practices_introduction",),
}


def compared(evaluation, draft):
    """Return (Sections that say what would change, the Summary as it would be)."""
    before = evaluation.summary()
    after = merged(before, draft)
    return compare(before, after), after


def merged(before, draft):
    """Return a Summary in which what a draft tells stands over what stood there."""
    own = draft.evaluation
    told = {name: getattr(own, name) for name in ("title", "language", *PROSE)}
    told = {name: value for name, value in told.items() if value}
    for section in ITEMS:
        told[section] = _items(section, getattr(before, section), draft.items[section])
    return replace(before, facts=_facts(before.facts, draft), **told)


def _facts(before, draft):
    """Return the facts, with names added; those that stand with the projects are not repeated."""
    own = draft.evaluation
    told = {name: getattr(own, name) for name in FACTS if name != "keywords"}
    told = {name: value for name, value in told.items() if value not in ("", None)}
    if told.get("areas_printed") in {project.areas_printed for project in before.projects}:
        told.pop("areas_printed")
    for kind, names in named(_links(draft)).items():
        known = {n for holder in (before, *before.projects) for n in getattr(holder, kind, ())}
        new = tuple(name for name in names if name not in known)
        told[kind] = tuple(sorted((*getattr(before, kind), *new), key=str))
    words = {word.casefold() for word in before.keywords}
    read = (word.strip() for word in own.keywords.split(","))
    new = (word for word in read if word and word.casefold() not in words)
    return replace(before, **told, keywords=(*before.keywords, *new))


def _links(draft):
    """Return all that a draft names; what it would give to a new project is the evaluation's."""
    return {**draft.links, **draft.of_project}


def _items(section, before, read):
    """Return the items with those of a draft laid over them, and new ones behind."""
    pairs = _pairs(section, before, read)
    changed = tuple(_over(section, item, read[pairs[n]]) if n in pairs else item
                    for n, item in enumerate(before))  # fmt: skip
    new = tuple(item for m, item in enumerate(read) if m not in pairs.values())
    return (*changed, *new)


def _over(section, item, read):
    told = {f.name: getattr(read, f.name) for f in fields(read) if f.name not in _KEPT}
    told = {name: value for name, value in told.items() if value not in ("", (), None)}
    if hasattr(item, "parts"):
        told["parts"] = _items(section, item.parts, read.parts)
    return replace(item, **told)


def _pairs(section, before, read):
    """Return {place in the earlier items: place in those read}.

    First those that say the same or nearly so, then those of one label or, without labels, of one
    place.
    """
    pairs = {}
    said = [[_words(section, item) for item in items] for items in (before, read)]
    likeness = sorted(
        ((-_likeness(one, other), n, m) for n, one in enumerate(said[0])
         for m, other in enumerate(said[1]) if _likeness(one, other) >= ALIKE)
    )  # fmt: skip
    for _, n, m in likeness:
        if n not in pairs and m not in pairs.values():
            pairs[n] = m
    for n, item in enumerate(before):
        free = (m for m in range(len(read)) if n not in pairs and m not in pairs.values())
        same = next((m for m in free if _same_place(item, n, read[m], m)), None)
        if same is not None:
            pairs[n] = same
    return pairs


def _words(section, item):
    return frozenset(
        words_in(f"{getattr(item, 'heading', '')} {to_text(getattr(item, TEXT[section]))}")
    )


def _likeness(one, other):
    return len(one & other) / max(len(one | other), 1)


def _same_place(item, n, read, m):
    if item.label or read.label:
        return item.label == read.label
    return n == m


def apply(evaluation, after, draft, sections):
    """Write what differs in these sections of an evaluation; `after` is the Summary it becomes."""
    before = evaluation.summary()
    names = [name for section in sections for name in SECTIONS.get(section, ())]
    if "facts" in sections:
        names += [name for name in FACTS if name != "keywords"]
        evaluation.keywords = ", ".join(after.facts.keywords)
        _link(evaluation, before.facts, after.facts, draft)
    for name in names:
        setattr(evaluation, name, getattr(after.facts if name in FACTS else after, name))
    evaluation.save(update_fields=[*names, *(["keywords"] if "facts" in sections else [])])
    for section in ITEMS:
        if section in sections:
            _write_items(evaluation, section, getattr(before, section), getattr(after, section))


def _link(evaluation, before, after, draft):
    """Link what a draft names and the facts did not tell yet."""
    for kind, keys in _links(with_names(draft)).items():
        new = set(map(str, getattr(after, kind))) - set(map(str, getattr(before, kind)))
        rows = KINDS[kind].objects.in_bulk(keys).values()
        getattr(evaluation, kind).add(*(row for row in rows if name_of(row) in new))


def _write_items(evaluation, section, before, after, parent=None):
    """Change the rows of items that differ, and make those that are new behind all others."""
    known = {item.id: item for item in before}
    for item in after:
        if item.id is not None:
            _change(section, known[item.id], item)
            if parts := getattr(item, "parts", ()):
                _write_items(evaluation, section, known[item.id].parts, parts, parent=item.id)
    rows = MODELS[section].objects.filter(evaluation=evaluation)
    last = max(rows.values_list("position", flat=True), default=0)
    new = [item for item in after if item.id is None]
    make_items(evaluation, section, new, after=last, parent=parent)


def _change(section, before, after):
    old, new = columns(section, before), columns(section, after)
    differing = {name: value for name, value in new.items() if value != old[name]}
    if differing:
        row = MODELS[section].objects.get(pk=after.id)
        for name, value in differing.items():
            setattr(row, name, value)
        row.save(update_fields=list(differing))
