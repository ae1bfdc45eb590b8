"""What evaluations found, what was recommended, what was learned, and what came of it."""

from .evaluation import Attachment, Evaluation
from .followup import Action, Response
from .items import Finding, GoodPractice, Lesson, Rating, Recommendation
from .publication import Passage, Publication
from .visit import Visit

__all__ = [
    "Action",
    "Attachment",
    "Evaluation",
    "Finding",
    "GoodPractice",
    "Lesson",
    "Passage",
    "Publication",
    "Rating",
    "Recommendation",
    "Response",
    "Visit",
]
