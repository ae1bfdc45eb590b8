"""The Quick Facts of a summary, in the order in which the ILO prints them."""

from dataclasses import dataclass

from .terms import EvaluationType, Nature, Timing


@dataclass(frozen=True)
class Fact:
    """One line of the Quick Facts; no values means that the fact is not recorded."""

    label: str
    values: tuple[str, ...] = ()
    href: str = ""


def quick_facts(summary):
    """Return the eleven facts of the ILO's page, then those of the others that are recorded."""
    facts, projects = summary.facts, summary.facts.projects
    eleven = (
        Fact("Countries", countries(facts)),
        Fact(timing_label(facts), _said(facts.completed)),
        Fact("Mode of Evaluation", _label(Nature, facts.nature)),
        Fact("Technical Area", themes(facts)),
        Fact("Evaluation Manager", _said(facts.manager)),
        Fact("Evaluation Team", _said(facts.team)),
        Fact("Project Start", _dates(projects, "started")),
        Fact("Project End", _dates(projects, "ended")),
        Fact("Project Code", tuple(dict.fromkeys(p.code for p in projects if p.code))),
        Fact("Donor", donors(facts)),
        Fact("Keywords", (", ".join(facts.keywords),) if facts.keywords else ()),
    )
    others = (
        Fact("Type of Evaluation", _label(EvaluationType, facts.type)),
        Fact("Period Covered", _period(facts.period_from, facts.period_to)),
        Fact("Administrative Office", _names(facts.administrative_offices)),
        Fact("Technical Office", _names(facts.technical_offices)),
        Fact("Budget", _budgets([facts, *projects])),
        Fact("Reference", _said(facts.external_reference), href=facts.source_url),
    )
    return eleven + tuple(fact for fact in others if fact.values)


def timing_label(facts):
    """Return the label that says when in the project's life it was: “Final Evaluation”."""
    if facts.timing in ("", Timing.OTHER):
        return "Evaluation"
    return f"{Timing(facts.timing).label} Evaluation"


def countries(facts):
    """Return where it was: as printed if that differs, else the areas' names."""
    printed = [facts.areas_printed] if facts.areas_printed else []
    if printed or facts.areas:
        return tuple(printed or _names(facts.areas))
    placed = (
        [p.areas_printed] if p.areas_printed else [area.name for area in p.areas]
        for p in facts.projects
    )
    return tuple(dict.fromkeys(name for names in placed for name in names))


def donors(facts):
    """Return who paid: the evaluation's own donors, else those of its projects."""
    return _names(facts.donors) or _shared(facts.projects, "donors")


def themes(facts):
    """Return the technical areas: the evaluation's own, else those of its projects."""
    return _names(facts.themes) or _shared(facts.projects, "themes")


def _names(names):
    return tuple(name.name for name in names)


def _shared(projects, part):
    return tuple(dict.fromkeys(name.name for p in projects for name in getattr(p, part)))


def _said(value):
    return (str(value),) if value else ()


def _label(choices, value):
    return (choices(value).label,) if value else ()


def _dates(projects, name):
    """Return the month of each project, with its code where the projects differ in it."""
    dated = [(str(getattr(p, name)), p.code or p.title) for p in projects if getattr(p, name)]
    if len({month for month, _ in dated}) <= 1:
        return tuple(dict.fromkeys(month for month, _ in dated))
    return tuple(f"{month} ({code})" for month, code in dated)


def _period(first, last):
    if first and last:
        return (f"{first} – {last}",)
    return _said(first and f"from {first}" or last and f"to {last}")


def _budgets(holders):
    budgets = [h for h in holders if h.budget is not None]
    return tuple(f"{h.currency} {h.budget:,.0f}" for h in budgets)


def project_facts(project, names):
    """Return the facts of a project by itself; `names` as `Project.names` gives them."""
    dates = (("Project Start", project.started), ("Project End", project.ended))
    facts = (
        Fact("Countries", _said(project.areas_printed) or tuple(names["areas"])),
        Fact("Technical Area", tuple(names["themes"])),
        *(Fact(label, _said(month)) for label, month in dates),
        Fact("Project Code", _said(project.code)),
        Fact("Donor", tuple(names["donors"])),
    )
    others = (
        Fact("Budget", _budgets([project])),
        Fact("Programme", _said(project.programme)),
    )
    return facts + tuple(fact for fact in others if fact.values)
