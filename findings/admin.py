from django.contrib import admin

from .models import (
    Action,
    Attachment,
    Evaluation,
    Finding,
    GoodPractice,
    Lesson,
    Passage,
    Publication,
    Rating,
    Recommendation,
    Response,
)


@admin.register(Evaluation)
class EvaluationAdmin(admin.ModelAdmin):
    list_display = ["title", "timing", "completed", "stage"]
    list_filter = ["stage", "timing", "nature", "type", "language"]
    search_fields = ["title", "projects__code", "projects__code_normalised"]
    autocomplete_fields = ["projects", "translation_of", "donors", "areas", "themes"]
    filter_horizontal = ["administrative_offices", "technical_offices", "editors"]


class ItemAdmin(admin.ModelAdmin):
    list_display = ["__str__", "evaluation", "position"]
    list_select_related = ["evaluation"]
    search_fields = ["evaluation__title"]
    autocomplete_fields = ["evaluation"]


@admin.register(Finding)
class FindingAdmin(ItemAdmin):
    list_filter = ["kind", "criterion"]
    search_fields = ["evaluation__title", "heading", "body"]
    autocomplete_fields = ["evaluation", "objectives", "outcomes", "areas"]


@admin.register(Recommendation)
class RecommendationAdmin(ItemAdmin):
    list_filter = ["priority"]
    search_fields = ["evaluation__title", "text"]
    autocomplete_fields = ["evaluation", "parent", "theme", "findings"]


@admin.register(Lesson, GoodPractice)
class LessonAdmin(ItemAdmin):
    search_fields = ["evaluation__title", "text"]
    autocomplete_fields = ["evaluation", "theme"]


@admin.register(Rating)
class RatingAdmin(admin.ModelAdmin):
    list_display = ["value", "scale", "criterion", "evaluation"]
    list_select_related = ["evaluation"]
    autocomplete_fields = ["evaluation", "finding"]


@admin.register(Attachment)
class AttachmentAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "evaluation", "size"]
    list_select_related = ["evaluation"]
    autocomplete_fields = ["evaluation"]


@admin.register(Response)
class ResponseAdmin(admin.ModelAdmin):
    list_display = ["recommendation", "decision", "date"]
    list_filter = ["decision"]
    list_select_related = ["recommendation"]
    autocomplete_fields = ["recommendation"]


@admin.register(Action)
class ActionAdmin(admin.ModelAdmin):
    list_display = ["recommendation", "responsible", "due", "status"]
    list_filter = ["status"]
    list_select_related = ["recommendation"]
    autocomplete_fields = ["recommendation"]


class FrozenAdmin(admin.ModelAdmin):
    """What was published can be looked at, never changed."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Publication)
class PublicationAdmin(FrozenAdmin):
    list_display = ["title", "number", "moment", "user", "audience"]
    list_filter = ["audience"]
    search_fields = ["title"]


@admin.register(Passage)
class PassageAdmin(FrozenAdmin):
    list_display = ["__str__", "publication", "heading"]
    list_filter = ["kind"]
    list_select_related = ["publication"]
