"""The profession's terms: OECD-DAC, UNEG and the ILO's evaluation office."""

from django.db.models import TextChoices


class Timing(TextChoices):
    """When in a project's life it was evaluated."""

    MIDTERM = "midterm", "Mid-term"
    FINAL = "final", "Final"
    EX_POST = "ex_post", "Ex-post"
    OTHER = "other", "Other"


class EvaluationType(TextChoices):
    """What was evaluated, in the ILO's terms."""

    PROJECT = "project", "Project evaluation"
    PROJECT_LARGE = "project_large", "Project evaluation (over 5 million)"
    PROJECT_JOINT = "project_joint", "Project (joint evaluation)"
    PROJECT_EXTERNAL = "project_external", "External project evaluation"
    CLUSTER = "cluster", "Cluster evaluation"
    RBSA = "rbsa", "RBSA-funded activity"
    THEMATIC = "thematic", "Thematic evaluation"
    DWCP_REVIEW = "dwcp_review", "Decent Work Country Programme review"
    STRATEGY = "strategy", "High-level strategy evaluation"
    COUNTRY_PROGRAMME = "country_programme", "High-level country programme evaluation"
    PARTNERSHIP = "partnership", "Partnership evaluation"
    JOINT = "joint", "Joint evaluation"
    IMPACT = "impact", "Impact evaluation"
    SYNTHESIS = "synthesis", "Synthesis review"
    EVALUABILITY = "evaluability", "Evaluability assessment"


class Nature(TextChoices):
    """Who evaluated; the ILO's summaries call it the mode of evaluation."""

    INDEPENDENT = "independent", "Independent"
    INTERNAL = "internal", "Internal"
    SELF = "self", "Self-evaluation"
    EXTERNAL = "external", "External"
    JOINT = "joint", "Joint"
    CANCELLED = "cancelled", "Cancelled"


class Stage(TextChoices):
    PLANNED = "planned", "Planned"
    ONGOING = "ongoing", "Under way"
    COMPLETED = "completed", "Completed"


class Criterion(TextChoices):
    """The six evaluation criteria of OECD-DAC as of 2019."""

    RELEVANCE = "relevance", "Relevance"
    COHERENCE = "coherence", "Coherence"
    EFFECTIVENESS = "effectiveness", "Effectiveness"
    EFFICIENCY = "efficiency", "Efficiency"
    IMPACT = "impact", "Impact"
    SUSTAINABILITY = "sustainability", "Sustainability"


class FindingKind(TextChoices):
    ACHIEVEMENT = "achievement", "Achievement"
    CHALLENGE = "challenge", "Challenge"
    OBSERVATION = "observation", "Observation"


class Priority(TextChoices):
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class Decision(TextChoices):
    """How management answered a recommendation (UNEG)."""

    ACCEPTED = "accepted", "Accepted"
    PARTIALLY_ACCEPTED = "partially_accepted", "Partially accepted"
    REJECTED = "rejected", "Rejected"


class ActionStatus(TextChoices):
    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    PARTLY_COMPLETED = "partly_completed", "Partly completed"
    COMPLETED = "completed", "Completed"
    NO_ACTION_PLANNED = "no_action_planned", "No action planned"
    NO_LONGER_APPLICABLE = "no_longer_applicable", "No longer applicable"

    @classmethod
    def settled(cls):
        """Those after which nothing more is expected."""
        return (cls.COMPLETED, cls.NO_ACTION_PLANNED, cls.NO_LONGER_APPLICABLE)


class AttachmentKind(TextChoices):
    REPORT = "report", "Full report"
    MANAGEMENT_RESPONSE = "management_response", "Management response"


class PassageKind(TextChoices):
    FINDING = "finding", "Finding"
    RECOMMENDATION = "recommendation", "Recommendation"
    LESSON = "lesson", "Lesson learned"
    PRACTICE = "practice", "Good practice"


class ReviewOutcome(TextChoices):
    """How a review of an evaluation ended."""

    RETURNED = "returned", "Returned to draft"
    PUBLISHED = "published", "Published"
    TAKEN_BACK = "taken_back", "Taken back"
