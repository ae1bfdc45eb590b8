"""What the names in a document likely stand for here: proposed, and for a person to decide."""

import re
from dataclasses import dataclass

from projects.doubles import likely
from projects.models import Area, Donor, Office, Project, Theme

from .areas import OTHERWISE, Areas
from .matching import Named
from .naming import name_key

NEW = "new"
LEFT_OUT = ""
KINDS = {
    "areas": Area,
    "donors": Donor,
    "themes": Theme,
    "administrative_offices": Office,
    "technical_offices": Office,
}
LABELS = {
    "areas": "Country or area",
    "donors": "Donor",
    "themes": "Technical area",
    "administrative_offices": "Administrative office",
    "technical_offices": "Technical office",
}
MOST_LIKELY = 8
MOST_OWN = 200  # projects of a person that a list offers
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z&/-]+)\)")


@dataclass(frozen=True)
class Choice:
    """A name in the document, what it may stand for here, and what is proposed.

    `options` are (value, words): keys of rows, joined by commas; NEW; or LEFT_OUT.
    """

    name: str
    label: str
    printed: str
    options: tuple[tuple[str, str], ...]
    proposed: str = LEFT_OUT
    note: str = ""

    @property
    def values(self):
        return {value for value, _ in self.options}


def places():
    """Return {a place's name, as sources write it: its name here}, for a reader to look for."""
    names = dict(Area.objects.values_list("code", "name"))
    others = {name: names[codes[0]] for name, codes in OTHERWISE.items()
              if len(codes) == 1 and codes[0] in names}  # fmt: skip
    return others | {name: name for name in names.values()}


def proposals(reading, own):
    """Return the Choices for all that a reading names, by their names on the sheet.

    `own` are the projects to which an evaluation may be attached.
    """
    facts = reading.summary.facts
    choices = [_project(n, p, own) for n, p in enumerate(facts.projects, 1)]
    for kind in KINDS:
        printed = printed_names(facts, kind)
        propose = _areas() if printed and kind == "areas" else _named(kind) if printed else None
        choices += [propose(f"{kind}.{n}", name) for n, name in enumerate(printed, 1)]
    return {choice.name: choice for choice in choices}


def printed_names(facts, kind):
    """Return the names of a kind, those that stand with projects too, each once."""
    holders = [facts, *facts.projects]
    names = (str(name) for holder in holders for name in getattr(holder, kind, ()))
    return list(dict.fromkeys(names))


def _areas():
    areas = Areas()
    every = tuple((str(pk), name) for pk, name in Area.objects.values_list("pk", "name"))
    names = dict(Area.objects.values_list("pk", "name"))

    def propose(name, printed):
        keys, _, _ = areas.find([printed])
        if not keys:
            options = ((LEFT_OUT, "None of these; kept as printed"), *every)
            return Choice(name, LABELS["areas"], printed, options, note="It is no area here.")
        value = ",".join(map(str, keys))
        words = " and ".join(names[key] for key in keys)
        options = ((value, words), (LEFT_OUT, "Leave out"))
        return Choice(name, LABELS["areas"], printed, options, value)

    return propose


def _named(kind):
    model = KINDS[kind]
    field = "code" if model is Office else "name"
    known, rows = Named(model, field), list(model.objects.all())
    words = {row.pk: str(row) for row in rows}

    def propose(name, printed):
        exact = known.keys.get(name_key(printed))
        sure, perhaps = ([exact], []) if exact else _likely(printed, rows, field)
        offered = [(str(key), words[key]) for key in (*sure, *perhaps)][:MOST_LIKELY]
        new = (NEW, f"Make “{printed}” new")
        ordered = (*offered, new) if sure else (new, *offered)
        note = "Likely the same; look twice." if offered and not exact else ""
        options = (*ordered, (LEFT_OUT, "Leave out"))
        return Choice(name, LABELS[kind], printed, options, options[0][0], note)

    return propose


def _likely(printed, rows, field):
    """Return the keys of rows meant by their words or acronym, and by a part of their names."""
    named = [(row.pk, getattr(row, field)) for row in rows]
    named += [(row.pk, row.name) for row in rows if field == "code"]
    sure = likely(printed, named)
    acronyms = {printed.strip(), *_ACRONYM.findall(printed)} - {""}
    sure += [row.pk for row in rows if getattr(row, "acronym", "") in acronyms]
    sure, said = list(dict.fromkeys(sure)), set(name_key(printed).split())
    parts = [key for key, name in named if _is_part(said, set(name_key(name).split()))]
    return sure, [key for key in dict.fromkeys(parts) if key not in sure]


def _is_part(one, other):
    """Tell whether the words of one name, two of them at least, all stand in the other."""
    few = min(one, other, key=len)
    return len([word for word in few if len(word) > 3]) > 1 and few <= one & other


def _project(number, told, own):
    coded = list(Project.objects.coded(told.code)) if told.code else []
    mine = set(own.filter(pk__in=[p.pk for p in coded]).values_list("pk", flat=True))
    exact = [p for p in coded if p.pk in mine]
    others = list(own.exclude(pk__in=mine).order_by("title")[:MOST_OWN])
    titled = set(likely(told.title, [(p.pk, p.title) for p in others]))
    others.sort(key=lambda project: project.pk not in titled)
    options = [(str(p.pk), str(p)) for p in exact]
    options += [] if coded else [(NEW, "A new project")]  # a second with its code is a double
    options += [(LEFT_OUT, "No project"), *((str(p.pk), str(p)) for p in others)]
    return Choice(
        f"projects.{number}", "Project", told.code or told.title, tuple(options),
        _proposed(told, exact, coded, [p for p in others if p.pk in titled]),
        _note(exact, coded),
    )  # fmt: skip


def _proposed(told, exact, coded, titled):
    if exact:
        return str(exact[0].pk)
    if coded:
        return LEFT_OUT
    if titled and (not told.code or not titled[0].code):
        return str(titled[0].pk)
    return NEW if told.code or told.started or told.ended else LEFT_OUT


def _note(exact, coded):
    if exact or not coded:
        return ""
    return (
        f"A project with this code stands here, “{coded[0].title}”, and is not yours to edit. "
        "Ask a publisher to make you its editor and choose it then, or leave it out for now."
    )
