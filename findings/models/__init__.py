"""What evaluations found, what was recommended, what was learned, and what came of it."""

from .evaluation import Attachment, Evaluation
from .followup import Action, Response
from .items import Finding, GoodPractice, Lesson, Rating, Recommendation
from .previewlink import PreviewLink, PreviewUse
from .publication import Passage, Publication
from .redaction import Redaction
from .search import Acronym, Card, Posting, SearchDue, SearchLog, SearchText, SearchWord
from .source import SourceRecord
from .stamp import Stamp
from .upload import Upload
from .visit import Visit
from .workflow import Review, Strike, Withdrawal

__all__ = [
    "Acronym",
    "Action",
    "Attachment",
    "Card",
    "Evaluation",
    "Finding",
    "GoodPractice",
    "Lesson",
    "Passage",
    "Posting",
    "PreviewLink",
    "PreviewUse",
    "Publication",
    "Rating",
    "Recommendation",
    "Redaction",
    "Response",
    "Review",
    "SearchDue",
    "SearchLog",
    "SearchText",
    "SearchWord",
    "SourceRecord",
    "Stamp",
    "Strike",
    "Upload",
    "Visit",
    "Withdrawal",
]
