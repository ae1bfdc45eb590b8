"""What the administration's own templates show besides Django's."""

import re

from django import template

from projects.editing.fieldsets import main_fieldset, row_fields
from projects.richtext import opening

from ..models import Visit
from ..tasks import tasks_for

register = template.Library()

TAG = re.compile(r"<[^>]*>")
TELLING = ("heading", "body", "text", "statement", "comment", "value", "name")
SHOWN = 800  # signs of a text that are read for its first words
APPS = ("findings", "projects", "evalsite")  # as they stand on the start page; the others follow
MODELS = ("Evaluation", "Recommendation", "Project", "Donor", "Theme", "Office", "Area")
WORDS_A_PAGE = 650  # four printed pages hold about 2,600 words


@register.filter
def first_words(form):
    """The first words of a row, as it was typed or as it is kept."""
    for name in TELLING:
        value = form[name].value() if name in form.fields else getattr(form.instance, name, "")
        if text := opening(str(value or "")[:SHOWN], 90):
            return text
    return ""


@register.filter
def telling(item):
    """The first words of an item."""
    told = (getattr(item, name, "") for name in TELLING)
    return next((words for text in told if (words := opening(text[:SHOWN], 90))), "")


@register.inclusion_tag("admin/_word_count.html")
def word_count(form, inlines):
    """How many words the summary has, and how many printed pages they are."""
    forms = [form, *(f for inline in inlines for f in inline.formset.initial_forms)]
    words = sum(_words(f) for f in forms)
    return {"words": words, "pages": max(round(words / WORDS_A_PAGE, 1), 0.1)}


def _words(form):
    rich = (n for n, f in form.fields.items() if hasattr(f.widget, "preset"))
    return sum(len(TAG.sub(" ", str(form[name].value() or "")).split()) for name in rich)


@register.filter
def first_things_first(apps):
    """The applications of the start page: the record first, evaluations before all; users last."""
    ordered = sorted(apps, key=lambda app: _place(app["app_label"], APPS))
    ordered.sort(key=lambda app: app["app_label"] == "auth")
    for app in ordered:
        app["models"].sort(key=lambda model: _place(model["object_name"], MODELS))
    return ordered


def _place(name, places):
    return places.index(name) if name in places else len(places)


register.simple_tag(main_fieldset)
register.simple_tag(row_fields)


@register.inclusion_tag("admin/_open_note.html")
def open_note(opts, original, user):
    """Who else has this page open."""
    subject = f"{opts.label_lower}/{original.pk}"
    return {"sentence": Visit.objects.note(subject, user)}


@register.inclusion_tag("admin/_tasks.html")
def tasks(user):
    """What awaits a person."""
    return {"tasks": tasks_for(user)}
