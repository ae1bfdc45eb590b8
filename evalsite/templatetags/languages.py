"""In which language the site speaks, for the templates."""

from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.defaultfilters import date
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import languages

register = template.Library()
register.filter("onward", languages.onward)


@register.simple_tag
def interface():
    """The language of the site's own words here, by ISO 639-1."""
    return languages.plain(get_language())


@register.filter(expects_localtime=True)
def day(moment):
    """A day as the language writes it: in French the first of a month is "1er"."""
    return date(moment, _("1 F Y") if moment.day == 1 else _("j F Y"))


@register.simple_tag(takes_context=True)
def door(context, name, **kwargs):
    """The address of a page for signing in, which speaks as this page and leads back to it."""
    address, request = reverse(name, kwargs=kwargs), context.get("request")
    if request and languages.language_of(request.path_info) != settings.LANGUAGE_CODE:
        return f"{address}?{urlencode({'next': request.get_full_path()}, safe='/')}"
    return languages.onward(address)


@register.simple_tag
def spoken():
    """The field with which a form of signing in is answered in the language of its page."""
    if get_language() == settings.LANGUAGE_CODE:
        return ""
    return format_html('<input type="hidden" name="language" value="{}">', interface())
