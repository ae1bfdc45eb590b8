"""How the fields of a summary are told where two summaries are compared: their labels and words."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext

from projects.richtext import to_text
from projects.terms import Language
from projects.terms import gettext_noop as _
from projects.worddiff import ADDED, REMOVED, Piece, changed, folded, list_diff, word_diff

from .terms import AttachmentKind, Criterion, EvaluationType, FindingKind, Nature, Priority, Timing


@dataclass(frozen=True)
class FieldDifference:
    """A field that differs: as pieces of its text, or as names that came and went."""

    label: str
    pieces: tuple[Piece, ...] = ()
    names: tuple[Piece, ...] = ()
    formatting: bool = False  # the words are the same, their emphasis or lists are not


def text(label, before, after):
    """Plain text, word by word."""
    return FieldDifference(label, pieces=folded(word_diff(before or "", after or "")))


def rich(label, before, after):
    """Rich text, word by word as plain text."""
    return text(label, to_text(before or ""), to_text(after or ""))


def value(words=str):
    """A value that is told as a whole, in these words."""

    def tell(label, before, after):
        told = (words(v) if v not in (None, "") else "" for v in (before, after))
        return FieldDifference(label, tuple(map(Piece, (REMOVED, ADDED), told)))

    return tell


def names(words=str):
    """A list of names, each told in these words."""

    def tell(label, before, after):
        told = [[words(name) for name in names or ()] for names in (before, after)]
        return FieldDifference(label, names=list_diff(*told))

    return tell


def lines(words):
    """A list of statements as one text, each on lines of its own."""

    def tell(label, before, after):
        told = ("\n\n".join(words(line) for line in lines or ()) for lines in (before, after))
        return text(label, *told)

    return tell


def choice(choices):
    return value(lambda key: choices(key).told)


def amount(number):
    return number_format(number, decimal_pos=2, force_grouping=True)


def stated(statement):
    """An objective or outcome: its number, what it says, and for when."""
    told = {
        "framework": gettext("version {framework} of the framework"),
        "period": gettext("for {period}"),
        "valid_from": gettext("from {valid_from}"),
        "valid_to": gettext("to {valid_to}"),
        "objective": gettext("under objective {objective}"),
    }
    said = {name: getattr(statement, name, None) for name in told}
    facts = [words.format(**said) for name, words in told.items() if said[name]]
    return f"{statement.number}. {to_text(statement.statement)} ({', '.join(facts)})"


def spoken(said):
    words = gettext("{number} of {project}, version {framework}")
    return words.format(number=said.number, project=said.project, framework=said.framework)


def rated(rating):
    criterion = Criterion(rating.criterion).told if rating.criterion else gettext("Overall")
    words = gettext("{criterion}: {value} on the scale {scale}")
    return words.format(criterion=criterion, value=rating.value, scale=rating.scale)


def attached(file):
    kind = AttachmentKind(file.kind).told
    size = gettext("{size} bytes").format(size=number_format(file.size, force_grouping=True))
    return f"{kind}: {file.name}, {size}, SHA-256 {file.sha256}"


def differences(table, before, after):
    """Return a FieldDifference for each field of the table in which two things differ.

    One of them may be None: then all that the other one says is told.
    """
    found = []
    for name, (label, tell) in table.items():
        told = [None if thing is None else getattr(thing, name) for thing in (before, after)]
        silent = (before is None or after is None) and all(v in (None, "", ()) for v in told)
        if told[0] != told[1] and not silent:
            found.append(_seen(tell(gettext(label), *told)))
    return tuple(found)


def _seen(difference):
    """A field that differs though no word of it does says that its formatting differs."""
    if changed(difference.pieces) or changed(difference.names):
        pieces = tuple(piece for piece in difference.pieces if piece.text)
        return FieldDifference(difference.label, pieces, difference.names)
    return FieldDifference(difference.label, formatting=True)


TITLE = {"title": (_("Title"), text), "language": (_("Language"), choice(Language))}
FACTS = {
    "areas": (_("Countries and areas"), names()),
    "areas_printed": (_("Areas as printed"), text),
    "timing": (_("Timing"), choice(Timing)),
    "completed": (_("Completed"), value()),
    "nature": (_("Mode of evaluation"), choice(Nature)),
    "themes": (_("Technical areas"), names()),
    "manager": (_("Evaluation manager"), text),
    "team": (_("Evaluation team"), text),
    "donors": (_("Donors"), names()),
    "keywords": (_("Keywords"), names()),
    "type": (_("Type of evaluation"), choice(EvaluationType)),
    "period_from": (_("Period covered, from"), value()),
    "period_to": (_("Period covered, to"), value()),
    "administrative_offices": (_("Administrative offices"), names()),
    "technical_offices": (_("Technical offices"), names()),
    "budget": (_("Budget"), value(amount)),
    "currency": (_("Currency"), value()),
    "external_reference": (_("Reference"), text),
    "source_url": (_("Source"), value()),
}
PROJECT = {
    "title": (_("Title"), text),
    "code": (_("Project code"), value()),
    "started": (_("Project start"), value()),
    "ended": (_("Project end"), value()),
    "areas": (_("Countries and areas"), names()),
    "areas_printed": (_("Areas as printed"), text),
    "donors": (_("Donors"), names()),
    "themes": (_("Technical areas"), names()),
    "budget": (_("Budget"), value(amount)),
    "currency": (_("Currency"), value()),
    "programme": (_("Programme"), text),
    "aim": (_("Aim"), rich),
    "objectives": (_("Objectives"), lines(stated)),
    "outcomes": (_("Outcomes"), lines(stated)),
}
BACKGROUND = {
    "project_purpose": (_("Project purpose, logic and structure"), rich),
    "evaluation_purpose": (_("Purpose, scope and clients"), rich),
    "methodology": (_("Methodology"), rich),
}
FINDINGS = {"findings_introduction": (_("Introduction"), rich)}
FINDING = {
    "label": (_("Label"), value()),
    "heading": (_("Heading"), text),
    "body": (_("Text"), rich),
    "kind": (_("Kind"), choice(FindingKind)),
    "criterion": (_("Criterion"), choice(Criterion)),
    "areas": (_("Areas"), names()),
    "objectives": (_("Speaks to objective"), names(spoken)),
    "outcomes": (_("Speaks to outcome"), names(spoken)),
    "ratings": (_("Ratings"), names(rated)),
}
CONCLUSIONS = {"conclusions": (_("Conclusions"), rich), "ratings": (_("Ratings"), names(rated))}
RECOMMENDATIONS = {"recommendations_introduction": (_("Introduction"), rich)}
RECOMMENDATION = {
    "label": (_("Label"), value()),
    "text": (_("Text"), rich),
    "addressed_to": (_("Addressed to"), text),
    "priority": (_("Priority"), choice(Priority)),
    "time_frame": (_("Time frame"), text),
    "resource_implication": (_("Resources"), text),
    "theme": (_("Technical area"), value()),
    "findings": (_("Rests on"), names()),
}
LESSONS = {"lessons_introduction": (_("Introduction"), rich)}
LESSON = {
    "label": (_("Label"), value()),
    "text": (_("Text"), rich),
    "context": (_("Context and any related preconditions"), rich),
    "targeted_users": (_("Targeted users or beneficiaries"), rich),
    "challenges": (_("Challenges, negative lessons and their causes"), rich),
    "successes": (_("Successes, positive issues and their causes"), rich),
    "administrative_issues": (_("ILO administrative issues"), rich),
    "theme": (_("Technical area"), value()),
}
PRACTICES = {"practices_introduction": (_("Introduction"), rich)}
PRACTICE = {
    "label": (_("Label"), value()),
    "text": (_("Text"), rich),
    "context": (_("Relevant conditions and context, limitations"), rich),
    "cause_and_effect": (_("Cause-effect relationship"), rich),
    "measurable_impact": (_("Measurable impact and targeted beneficiaries"), rich),
    "potential_for_replication": (_("Potential for replication and by whom"), rich),
    "links_to_higher_goals": (_("Links to higher goals"), rich),
    "theme": (_("Technical area"), value()),
}
FILES = {"attachments": (_("Files"), names(attached))}
