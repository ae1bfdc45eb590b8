"""The profession's terms: OECD-DAC, UNEG and the ILO's evaluation office."""

from django.db.models import TextChoices

from projects.terms import Terms
from projects.terms import gettext_noop as _


class Timing(Terms):
    """When in a project's life it was evaluated."""

    MIDTERM = "midterm", _("Mid-term")
    FINAL = "final", _("Final")
    EX_POST = "ex_post", _("Ex-post")
    OTHER = "other", _("Other")


class EvaluationType(Terms):
    """What was evaluated, in the ILO's terms."""

    PROJECT = "project", _("Project evaluation")
    PROJECT_LARGE = "project_large", _("Project evaluation (over 5 million)")
    PROJECT_JOINT = "project_joint", _("Project (joint evaluation)")
    PROJECT_EXTERNAL = "project_external", _("External project evaluation")
    CLUSTER = "cluster", _("Cluster evaluation")
    RBSA = "rbsa", _("RBSA-funded activity")
    THEMATIC = "thematic", _("Thematic evaluation")
    DWCP_REVIEW = "dwcp_review", _("Decent Work Country Programme review")
    STRATEGY = "strategy", _("High-level strategy evaluation")
    COUNTRY_PROGRAMME = "country_programme", _("High-level country programme evaluation")
    PARTNERSHIP = "partnership", _("Partnership evaluation")
    JOINT = "joint", _("Joint evaluation")
    IMPACT = "impact", _("Impact evaluation")
    SYNTHESIS = "synthesis", _("Synthesis review")
    EVALUABILITY = "evaluability", _("Evaluability assessment")


class Nature(Terms):
    """Who evaluated; the ILO's summaries call it the mode of evaluation."""

    INDEPENDENT = "independent", _("Independent")
    INTERNAL = "internal", _("Internal")
    SELF = "self", _("Self-evaluation")
    EXTERNAL = "external", _("External")
    JOINT = "joint", _("Joint")
    CANCELLED = "cancelled", _("Cancelled")


class Stage(Terms):
    PLANNED = "planned", _("Planned")
    ONGOING = "ongoing", _("Under way")
    COMPLETED = "completed", _("Completed")


class Criterion(Terms):
    """The six evaluation criteria of OECD-DAC as of 2019."""

    RELEVANCE = "relevance", _("Relevance")
    COHERENCE = "coherence", _("Coherence")
    EFFECTIVENESS = "effectiveness", _("Effectiveness")
    EFFICIENCY = "efficiency", _("Efficiency")
    IMPACT = "impact", _("Impact")
    SUSTAINABILITY = "sustainability", _("Sustainability")


class FindingKind(Terms):
    ACHIEVEMENT = "achievement", _("Achievement")
    CHALLENGE = "challenge", _("Challenge")
    OBSERVATION = "observation", _("Observation")


class Priority(Terms):
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class Decision(Terms):
    """How management answered a recommendation (UNEG)."""

    ACCEPTED = "accepted", _("Accepted")
    PARTIALLY_ACCEPTED = "partially_accepted", _("Partially accepted")
    REJECTED = "rejected", _("Rejected")


class ActionStatus(Terms):
    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    PARTLY_COMPLETED = "partly_completed", _("Partly completed")
    COMPLETED = "completed", _("Completed")
    NO_ACTION_PLANNED = "no_action_planned", _("No action planned")
    NO_LONGER_APPLICABLE = "no_longer_applicable", _("No longer applicable")

    @classmethod
    def settled(cls):
        """Those after which nothing more is expected."""
        return (cls.COMPLETED, cls.NO_ACTION_PLANNED, cls.NO_LONGER_APPLICABLE)


class Fate(Terms):
    """What became of a recommendation, in two or three words; the values stand in addresses."""

    COMPLETED = "completed", _("Completed")
    IN_PROGRESS = "in-progress", _("In progress")
    NOT_STARTED = "not-started", _("Not started")
    OVERDUE = "overdue", _("Overdue")
    REJECTED = "rejected", _("Rejected")
    CLOSED = "closed", _("Closed")
    ANSWERED = "answered", _("Answered")
    ACTIONS_RECORDED = "actions-recorded", _("Actions recorded")
    NO_RESPONSE = "no-response-recorded", _("No response recorded")


class AttachmentKind(Terms):
    REPORT = "report", _("Full report")
    MANAGEMENT_RESPONSE = "management_response", _("Management response")


class PassageKind(Terms):
    FINDING = "finding", _("Finding")
    RECOMMENDATION = "recommendation", _("Recommendation")
    LESSON = "lesson", _("Lesson learned")
    PRACTICE = "practice", _("Good practice")


class ReviewOutcome(TextChoices):
    """How a review of an evaluation ended."""

    RETURNED = "returned", "Returned to draft"
    PUBLISHED = "published", "Published"
    TAKEN_BACK = "taken_back", "Taken back"
