from django.db import models
from django.urls import reverse

from projects.constraints import one_of
from projects.fields import RichTextField
from projects.history import TrackedModel, tracked
from projects.terms import Terms
from projects.terms import gettext_noop as _


class PageSlug(Terms):
    ABOUT = "about", _("About")
    CONTACT = "contact", _("Contact")
    PRIVACY = "privacy", _("Privacy")
    ACCESSIBILITY = "accessibility", _("Accessibility")


class Page(TrackedModel):
    """The text of a page that an organisation writes itself; until then the site shows its own."""

    slug = models.CharField("page", max_length=20, choices=PageSlug, unique=True)
    text = RichTextField(blank=False)

    history = tracked()

    class Meta(TrackedModel.Meta):
        ordering = ["slug"]
        constraints = [one_of("page", "slug", PageSlug)]

    def __str__(self):
        return self.get_slug_display()

    def get_absolute_url(self):
        return reverse(self.slug)
