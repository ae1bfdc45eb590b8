"""The Quick Facts of a summary, in the order in which the ILO prints them."""

from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .terms import EvaluationType, Nature, Timing


@dataclass(frozen=True)
class Fact:
    """One line of the Quick Facts; no values means that the fact is not recorded.

    `leads` are the addresses of what is gathered under some of the values; `part` is what they
    are in the register.
    """

    label: str
    values: tuple[str, ...] = ()
    href: str = ""
    part: str = ""
    leads: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def told(self):
        """The values, each with the address that it leads to or ""."""
        return [(value, self.leads.get(value, self.href)) for value in self.values]


def quick_facts(summary):
    """Return the eleven facts of the ILO's page, then those of the others that are recorded."""
    facts, projects = summary.facts, summary.facts.projects
    eleven = (
        Fact(_("Countries"), countries(facts), part="areas"),
        Fact(timing_label(facts), _said(facts.completed)),
        Fact(_("Mode of Evaluation"), _label(Nature, facts.nature)),
        Fact(_("Technical Area"), themes(facts), part="themes"),
        Fact(_("Evaluation Manager"), _said(facts.manager)),
        Fact(_("Evaluation Team"), _said(facts.team)),
        Fact(_("Project Start"), _dates(projects, "started")),
        Fact(_("Project End"), _dates(projects, "ended")),
        Fact(_("Project Code"), tuple(dict.fromkeys(p.code for p in projects if p.code))),
        Fact(_("Donor"), donors(facts), part="donors"),
        Fact(_("Keywords"), (", ".join(facts.keywords),) if facts.keywords else ()),
    )
    others = (
        Fact(_("Type of Evaluation"), _label(EvaluationType, facts.type)),
        Fact(_("Period Covered"), _period(facts.period_from, facts.period_to)),
        Fact(_("Administrative Office"), _names(facts.administrative_offices)),
        Fact(_("Technical Office"), _names(facts.technical_offices)),
        Fact(_("Budget"), _budgets([facts, *projects])),
        Fact(_("Reference"), _said(facts.external_reference), href=facts.source_url),
    )
    return eleven + tuple(fact for fact in others if fact.values)


def timing_label(facts):
    """Return the label that says when in the project's life it was: “Final Evaluation”."""
    told = {
        Timing.MIDTERM: _("Mid-term Evaluation"),
        Timing.FINAL: _("Final Evaluation"),
        Timing.EX_POST: _("Ex-post Evaluation"),
    }
    return told.get(facts.timing, _("Evaluation"))


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
    return (choices(value).told,) if value else ()


def _dates(projects, name):
    """Return the month of each project, with its code where the projects differ in it."""
    dated = [(str(getattr(p, name)), p.code or p.title) for p in projects if getattr(p, name)]
    if len({month for month, _ in dated}) <= 1:
        return tuple(dict.fromkeys(month for month, _ in dated))
    return tuple(f"{month} ({code})" for month, code in dated)


def _period(first, last):
    if first and last:
        return (f"{first} – {last}",)
    return _said(
        first
        and _("from {month}").format(month=first)
        or last
        and _("to {month}").format(month=last)
    )


def _budgets(holders):
    budgets = [h for h in holders if h.budget is not None]
    return tuple(f"{h.currency} {amount(h.budget)}" for h in budgets)


def amount(number):
    """Return a whole number with its thousands apart, as the reader's language has it."""
    return number_format(round(number), decimal_pos=0, force_grouping=True)


def project_facts(project, names):
    """Return the facts of a project by itself; `names` are {part: its names in their order}."""
    areas = _said(project.areas_printed) or tuple(names["areas"])
    dates = ((_("Project Start"), project.started), (_("Project End"), project.ended))
    facts = (
        Fact(_("Countries"), areas, part="areas"),
        Fact(_("Technical Area"), tuple(names["themes"]), part="themes"),
        *(Fact(label, _said(month)) for label, month in dates),
        Fact(_("Project Code"), _said(project.code)),
        Fact(_("Donor"), tuple(names["donors"]), part="donors"),
    )
    others = (
        Fact(_("Budget"), _budgets([project])),
        Fact(_("Programme"), _said(project.programme)),
    )
    return facts + tuple(fact for fact in others if fact.values)
