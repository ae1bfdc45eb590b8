"""What the administration's own templates show besides Django's."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from projects.richtext import opening

from ..models import Visit
from ..tasks import tasks_for

register = template.Library()

TAG = re.compile(r"<[^>]*>")
TELLING = ("heading", "body", "text", "statement", "comment", "value", "name")
SHOWN = 800  # signs of a text that are read for its first words
WORDS_A_PAGE = 650  # four printed pages hold about 2,600 words


@register.filter
def first_words(form):
    """The first words of a row, as it was typed or as it is kept."""
    for name in TELLING:
        value = form[name].value() if name in form.fields else getattr(form.instance, name, "")
        if text := opening(str(value or "")[:SHOWN], 90):
            return text
    return ""


@register.inclusion_tag("admin/_word_count.html")
def word_count(form, inlines):
    """How many words the summary has, and how many printed pages they are."""
    forms = [form, *(f for inline in inlines for f in inline.formset.initial_forms)]
    words = sum(_words(f) for f in forms)
    return {"words": words, "pages": max(round(words / WORDS_A_PAGE, 1), 0.1)}


def _words(form):
    rich = (n for n, f in form.fields.items() if hasattr(f.widget, "preset"))
    return sum(len(TAG.sub(" ", str(form[name].value() or "")).split()) for name in rich)


@register.simple_tag
def row_fields(fieldset):
    """The fields of a row, written without a template: a page has some 300 of them."""
    lines = "".join(_line(line) for line in fieldset)
    if not fieldset.name:
        return SafeString(f'<div class="fields">{lines}</div>')
    name = conditional_escape(fieldset.name)
    return SafeString(f'<details class="fields"><summary>{name}</summary>{lines}</details>')


def _line(line):
    cells = list(line)
    names = "".join(f" field-{conditional_escape(_name(cell))}" for cell in cells)
    errors = " errors" if line.errors() else ""
    told = "".join(_cell(cell) for cell in cells)
    return f'<div class="form-row{errors}{names}">{told}</div>'


def _name(cell):
    return cell.field["name"] if cell.is_readonly else cell.field.name


def _cell(cell):
    if cell.is_readonly:
        return f'<div class="cell">{cell.label_tag()}{cell.contents()}</div>'
    parts = [cell.label_tag(), str(cell.field)]
    if cell.is_checkbox:
        parts.reverse()
    help_text = cell.field.help_text
    told = f'<div class="help">{help_text}</div>' if help_text else ""
    return f'<div class="cell">{cell.errors()}{"".join(parts)}{told}</div>'


@register.inclusion_tag("admin/_open_note.html")
def open_note(opts, original, user):
    """Who else has this page open."""
    subject = f"{opts.label_lower}/{original.pk}"
    return {"sentence": Visit.objects.note(subject, user)}


@register.inclusion_tag("admin/_tasks.html")
def tasks(user):
    """What awaits a person."""
    return {"tasks": tasks_for(user)}
