"""How rich text is shown."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from ..richtext import clean

register = template.Library()


@register.filter
def rich(markup):
    """Rich text as HTML, cleaned once more on its way out."""
    return mark_safe(clean(markup or ""))  # noqa: S308


@register.filter
def run_in(markup, heading):
    """Rich text with a heading that runs into its first paragraph."""
    if not heading:
        return rich(markup)
    stop = "" if heading.rstrip()[-1:] in ".:;!?…" else "."
    strong = f"<strong>{escape(heading.rstrip())}{stop}</strong>"
    text = clean(markup or "")
    if text.startswith("<p>"):
        return mark_safe(f"<p>{strong} {text[3:]}")  # noqa: S308
    return mark_safe(f"<p>{strong}</p>{text}")  # noqa: S308
