"""How the fields of a summary are told where two summaries are compared: their labels and words."""

from dataclasses import dataclass

from projects.richtext import to_text
from projects.terms import Language
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
    return value(lambda key: str(choices(key).label))


def amount(number):
    return f"{number:,.2f}"


def stated(statement):
    """An objective or outcome: its number, what it says, and for when."""
    facts = [f"version {statement.framework} of the framework"]
    facts += [f"for {statement.period}"] if statement.period else []
    facts += [f"from {statement.valid_from}"] if statement.valid_from else []
    facts += [f"to {statement.valid_to}"] if statement.valid_to else []
    facts += [f"under objective {statement.objective}"] if statement.objective else []
    return f"{statement.number}. {to_text(statement.statement)} ({', '.join(facts)})"


def spoken(said):
    return f"{said.number} of {said.project}, version {said.framework}"


def rated(rating):
    criterion = Criterion(rating.criterion).label if rating.criterion else "Overall"
    return f"{criterion}: {rating.value} on the scale {rating.scale}"


def attached(file):
    kind = AttachmentKind(file.kind).label
    return f"{kind}: {file.name}, {file.size:,} bytes, SHA-256 {file.sha256}"


def differences(table, before, after):
    """Return a FieldDifference for each field of the table in which two things differ.

    One of them may be None: then all that the other one says is told.
    """
    found = []
    for name, (label, tell) in table.items():
        told = [None if thing is None else getattr(thing, name) for thing in (before, after)]
        silent = (before is None or after is None) and all(v in (None, "", ()) for v in told)
        if told[0] != told[1] and not silent:
            found.append(_seen(tell(label, *told)))
    return tuple(found)


def _seen(difference):
    """A field that differs though no word of it does says that its formatting differs."""
    if changed(difference.pieces) or changed(difference.names):
        pieces = tuple(piece for piece in difference.pieces if piece.text)
        return FieldDifference(difference.label, pieces, difference.names)
    return FieldDifference(difference.label, formatting=True)


TITLE = {"title": ("Title", text), "language": ("Language", choice(Language))}
FACTS = {
    "areas": ("Countries and areas", names()),
    "areas_printed": ("Areas as printed", text),
    "timing": ("Timing", choice(Timing)),
    "completed": ("Completed", value()),
    "nature": ("Mode of evaluation", choice(Nature)),
    "themes": ("Technical areas", names()),
    "manager": ("Evaluation manager", text),
    "team": ("Evaluation team", text),
    "donors": ("Donors", names()),
    "keywords": ("Keywords", names()),
    "type": ("Type of evaluation", choice(EvaluationType)),
    "period_from": ("Period covered, from", value()),
    "period_to": ("Period covered, to", value()),
    "administrative_offices": ("Administrative offices", names()),
    "technical_offices": ("Technical offices", names()),
    "budget": ("Budget", value(amount)),
    "currency": ("Currency", value()),
    "external_reference": ("Reference", text),
    "source_url": ("Source", value()),
}
PROJECT = {
    "title": ("Title", text),
    "code": ("Project code", value()),
    "started": ("Project start", value()),
    "ended": ("Project end", value()),
    "areas": ("Countries and areas", names()),
    "areas_printed": ("Areas as printed", text),
    "donors": ("Donors", names()),
    "themes": ("Technical areas", names()),
    "budget": ("Budget", value(amount)),
    "currency": ("Currency", value()),
    "programme": ("Programme", text),
    "aim": ("Aim", rich),
    "objectives": ("Objectives", lines(stated)),
    "outcomes": ("Outcomes", lines(stated)),
}
BACKGROUND = {
    "project_purpose": ("Project purpose, logic and structure", rich),
    "evaluation_purpose": ("Purpose, scope and clients", rich),
    "methodology": ("Methodology", rich),
}
FINDINGS = {"findings_introduction": ("Introduction", rich)}
FINDING = {
    "label": ("Label", value()),
    "heading": ("Heading", text),
    "body": ("Text", rich),
    "kind": ("Kind", choice(FindingKind)),
    "criterion": ("Criterion", choice(Criterion)),
    "areas": ("Areas", names()),
    "objectives": ("Speaks to objective", names(spoken)),
    "outcomes": ("Speaks to outcome", names(spoken)),
    "ratings": ("Ratings", names(rated)),
}
CONCLUSIONS = {"conclusions": ("Conclusions", rich), "ratings": ("Ratings", names(rated))}
RECOMMENDATIONS = {"recommendations_introduction": ("Introduction", rich)}
RECOMMENDATION = {
    "label": ("Label", value()),
    "text": ("Text", rich),
    "addressed_to": ("Addressed to", text),
    "priority": ("Priority", choice(Priority)),
    "time_frame": ("Time frame", text),
    "resource_implication": ("Resources", text),
    "theme": ("Technical area", value()),
    "findings": ("Rests on", names()),
}
LESSONS = {"lessons_introduction": ("Introduction", rich)}
LESSON = {
    "label": ("Label", value()),
    "text": ("Text", rich),
    "context": ("Context and any related preconditions", rich),
    "targeted_users": ("Targeted users or beneficiaries", rich),
    "challenges": ("Challenges, negative lessons and their causes", rich),
    "successes": ("Successes, positive issues and their causes", rich),
    "administrative_issues": ("ILO administrative issues", rich),
    "theme": ("Technical area", value()),
}
PRACTICES = {"practices_introduction": ("Introduction", rich)}
PRACTICE = {
    "label": ("Label", value()),
    "text": ("Text", rich),
    "context": ("Relevant conditions and context, limitations", rich),
    "cause_and_effect": ("Cause-effect relationship", rich),
    "measurable_impact": ("Measurable impact and targeted beneficiaries", rich),
    "potential_for_replication": ("Potential for replication and by whom", rich),
    "links_to_higher_goals": ("Links to higher goals", rich),
    "theme": ("Technical area", value()),
}
FILES = {"attachments": ("Files", names(attached))}
