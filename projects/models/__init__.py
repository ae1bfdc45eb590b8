"""What was done and what it was for."""

from ..history import Revision
from .area import Area
from .merge import Merge
from .project import Objective, Outcome, Project
from .register import Donor, Office, Theme, with_acronym

__all__ = [
    "Area",
    "Donor",
    "Merge",
    "Objective",
    "Office",
    "Outcome",
    "Project",
    "Revision",
    "Theme",
    "with_acronym",
]
