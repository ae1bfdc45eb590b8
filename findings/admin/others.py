from django.contrib import admin

from projects.access import reads_drafts
from projects.editing import LookingAdmin

from ..models import (
    Action,
    Attachment,
    Evaluation,
    Finding,
    GoodPractice,
    Lesson,
    Passage,
    Publication,
    Rating,
    Response,
    Review,
)


class ItemAdmin(LookingAdmin):
    """To find an item; it is edited in its evaluation, where no edit is lost."""

    part_of = "evaluation"
    list_display = ["__str__", "evaluation", "position"]
    list_select_related = ["evaluation"]
    search_fields = ["evaluation__title"]

    def visible(self, rows, user):
        """Those of evaluations that a person finds at the desk."""
        if reads_drafts(user):
            return rows
        evaluations = Evaluation.objects.visible_to(user)
        return rows.filter(**{f"{self.part_of}__in": evaluations.values("pk")})


@admin.register(Finding)
class FindingAdmin(ItemAdmin):
    list_filter = ["kind", "criterion"]
    search_fields = ["evaluation__title", "heading", "body"]


@admin.register(Lesson, GoodPractice)
class LessonAdmin(ItemAdmin):
    search_fields = ["evaluation__title", "text"]


@admin.register(Rating)
class RatingAdmin(ItemAdmin):
    list_display = ["value", "scale", "criterion", "evaluation"]


@admin.register(Attachment)
class AttachmentAdmin(ItemAdmin):
    list_display = ["name", "kind", "evaluation", "size"]


@admin.register(Response)
class ResponseAdmin(ItemAdmin):
    part_of = "recommendation__evaluation"
    list_display = ["recommendation", "decision", "date"]
    list_filter = ["decision"]
    list_select_related = ["recommendation"]
    search_fields = ["comment"]


@admin.register(Action)
class ActionAdmin(ItemAdmin):
    part_of = "recommendation__evaluation"
    list_display = ["recommendation", "responsible", "due", "status"]
    list_filter = ["status"]
    list_select_related = ["recommendation"]
    search_fields = ["text", "responsible"]


@admin.register(Review)
class ReviewAdmin(ItemAdmin):
    """What was submitted, and what the publishers did with it."""

    list_display = ["evaluation", "submitted", "submitted_by", "outcome"]
    list_filter = ["outcome"]
    list_select_related = ["evaluation", "submitted_by"]


@admin.register(Publication)
class PublicationAdmin(ItemAdmin):
    """What was published can be looked at, never changed."""

    list_display = ["title", "number", "moment", "user", "audience"]
    list_filter = ["audience"]
    list_select_related = ["user"]
    search_fields = ["title"]

    def view_on_site(self, publication):
        return publication.get_absolute_url()


@admin.register(Passage)
class PassageAdmin(ItemAdmin):
    part_of = "publication__evaluation"
    list_display = ["__str__", "publication", "heading"]
    list_filter = ["kind"]
    list_select_related = ["publication"]
    search_fields = ["heading", "text"]
