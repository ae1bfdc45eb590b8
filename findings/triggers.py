"""What the database refuses to change, and which writes readers notice."""

from projects.models import Area, Donor, Merge, Objective, Office, Outcome, Project, Theme
from projects.triggers import append_only

from .models import (
    Action,
    Evaluation,
    Passage,
    Publication,
    Redaction,
    Response,
    Strike,
    Withdrawal,
)
from .models.publication import READERS
from .stamp import PUBLICATIONS, READING, raised_by

append_only(Publication, may_change=("withdrawn", *READERS))
append_only(Passage, may_change=("decision", "status"))
append_only(Withdrawal)
append_only(Strike)
append_only(Redaction)
append_only(Redaction.publications.through)

BOTH = (READING, PUBLICATIONS)
raised_by(Publication, "projects", "donors", stamps=BOTH)
raised_by(Passage, stamps=BOTH, events=("INSERT", "DELETE"))
raised_by(Passage, events=("UPDATE",))
for model in (Withdrawal, Strike, Response, Action):
    raised_by(model)
raised_by(Evaluation, events=("UPDATE",), column="slug")
raised_by(Redaction, "publications")
raised_by(Project, "areas", "donors", "themes")
raised_by(Donor, "users")
for model in (Objective, Outcome, Area, Theme, Office, Merge):
    raised_by(model)
