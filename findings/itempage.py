"""One item of a summary by itself: its text, where it stands, and what stands beside it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .pages import Placed, PlacedFinding
from .terms import PassageKind

PARTS = {
    PassageKind.FINDING: "findings",
    PassageKind.RECOMMENDATION: "recommendations",
    PassageKind.LESSON: "lessons",
    PassageKind.PRACTICE: "practices",
}


@dataclass(frozen=True)
class ItemPage:
    """An item with its neighbours; a sub-point with the recommendation that it belongs to."""

    kind: PassageKind
    placed: Placed
    before: Placed | None
    after: Placed | None
    part_of: Placed | None
    rests_on: tuple[PlacedFinding, ...]

    @property
    def name(self):
        """What it is called in a sentence: Recommendation 5, sub-point b."""
        if self.part_of:
            words = _("{kind} {label}, sub-point {mark}")
            return words.format(
                kind=self.kind.told, label=self.part_of.label, mark=self.placed.mark
            )
        return f"{self.kind.told} {self.placed.label}"


def item_page(page, passage):
    """Return the ItemPage of what a passage tells, out of the page of its summary."""
    kind = PassageKind(passage.kind)
    whole = getattr(page, PARTS[kind])
    part_of, siblings = _family(whole, passage.number)
    place = [placed.number for placed in siblings].index(passage.number)
    placed = siblings[place]
    findings = {finding.number: finding for finding in page.findings}
    return ItemPage(
        kind=kind,
        placed=placed,
        before=siblings[place - 1] if place else None,
        after=siblings[place + 1] if place + 1 < len(siblings) else None,
        part_of=part_of,
        rests_on=tuple(findings[number] for number in getattr(placed, "rests_on", ())),
    )


def _family(whole, number):
    """Return (the recommendation above a sub-point or None, the items at its level)."""
    above, part_of, siblings = number.rpartition(".")[0], None, whole
    for depth in range(1, above.count(".") + 2 if above else 1):
        name = ".".join(above.split(".")[:depth])
        part_of = next(placed for placed in siblings if placed.number == name)
        siblings = part_of.parts
    return part_of, siblings
