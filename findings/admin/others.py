from django.contrib import admin

from ..models import (
    Action,
    Attachment,
    Finding,
    GoodPractice,
    Lesson,
    Passage,
    Publication,
    Rating,
    Response,
)


class ItemAdmin(admin.ModelAdmin):
    """To find an item; it is edited in its evaluation, where no edit is lost."""

    list_display = ["__str__", "evaluation", "position"]
    list_select_related = ["evaluation"]
    search_fields = ["evaluation__title"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


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
    list_display = ["recommendation", "decision", "date"]
    list_filter = ["decision"]
    list_select_related = ["recommendation"]
    search_fields = ["comment"]


@admin.register(Action)
class ActionAdmin(ItemAdmin):
    list_display = ["recommendation", "responsible", "due", "status"]
    list_filter = ["status"]
    list_select_related = ["recommendation"]
    search_fields = ["text", "responsible"]


@admin.register(Publication)
class PublicationAdmin(ItemAdmin):
    """What was published can be looked at, never changed."""

    list_display = ["title", "number", "moment", "user", "audience"]
    list_filter = ["audience"]
    list_select_related = ["user"]
    search_fields = ["title"]


@admin.register(Passage)
class PassageAdmin(ItemAdmin):
    list_display = ["__str__", "publication", "heading"]
    list_filter = ["kind"]
    list_select_related = ["publication"]
    search_fields = ["heading", "text"]
