"""What an import did, for the person who ran it."""

from collections import Counter

CREATED, UPDATED, UNCHANGED, MERGED = "created", "updated", "unchanged", "merged"
STATES = (CREATED, UPDATED, UNCHANGED, MERGED)
PLURALS = {
    "evaluation": "evaluations",
    "finding": "findings",
    "recommendation": "recommendations",
    "response": "responses",
    "action": "actions",
    "lesson": "lessons",
    "practice": "good practices",
    "project": "projects",
    "donor": "donors",
    "theme": "technical areas",
    "office": "offices",
}


class Report:
    """Counts by kind and state, and all that was not understood or not done."""

    def __init__(self):
        self.counts = {state: Counter() for state in STATES}
        self.rows = Counter()
        self.published = 0
        self.complaints = []

    def note(self, kind, state, many=1):
        self.counts[state][kind] += many

    def hear(self, export):
        """Take over what was noted while the file was read."""
        self.rows.update(export.rows)
        self.complaints += export.complaints
        for kind, many in export.merged.items():
            self.note(kind, MERGED, many)

    def complain(self, complaint):
        self.complaints.append(complaint)

    @property
    def changes(self):
        """How many rows were created or updated."""
        return self.counts[CREATED].total() + self.counts[UPDATED].total()

    def lines(self):
        """Yield the report line by line."""
        told = ", ".join(f"{kind} {many:,}" for kind, many in self.rows.items())
        yield f"{self.rows.total():,} rows read" + (f": {told}" if told else "")
        yield "".join((f"{'':16}", *(f"{state:>11}" for state in STATES)))
        for kind, name in PLURALS.items():
            counts = [self.counts[state][kind] for state in STATES]
            if any(counts):
                yield f"{name:16}" + "".join(f"{many:>11,}" for many in counts)
        if self.published:
            yield f"{self.published:,} evaluations published"
        yield f"{len(self.complaints):,} not understood or left out{':' if self.complaints else ''}"
        for complaint in self.complaints:
            yield f"  {complaint}"
