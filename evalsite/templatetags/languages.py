"""In which language the site speaks, for the templates."""

from django import template
from django.utils.translation import get_language

from ..languages import plain

register = template.Library()


@register.simple_tag
def interface():
    """The language of the site's own words here, by ISO 639-1."""
    return plain(get_language())
