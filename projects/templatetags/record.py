"""How rich text is shown."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

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
    return _run_in(markup, "<strong>{}</strong>", heading)


@register.filter
def labelled(markup, label):
    """Rich text behind a label of the site's own, in the language of its interface."""
    language = get_language().partition("-")[0]
    return _run_in(markup, f'<strong lang="{language}">{{}}</strong>', str(label))


def _run_in(markup, strong, heading):
    stop = "" if heading.rstrip()[-1:] in ".:;!?…" else "."
    strong = strong.format(f"{escape(heading.rstrip())}{stop}")
    text = clean(markup or "")
    if text.startswith("<p>"):
        return mark_safe(f"<p>{strong} {text[3:]}")  # noqa: S308
    return mark_safe(f"<p>{strong}</p>{text}")  # noqa: S308
