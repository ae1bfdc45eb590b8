"""The commonest widgets without a template each: a page with 30 rows has some 400 of them.

Each function writes what Django's template of that name writes, in a twentieth of the time;
a test holds the two against each other. All other templates are Django's own.
"""

import html
from functools import cache

from django.forms.renderers import DjangoTemplates
from django.templatetags.static import static
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext


class QuickRenderer(DjangoTemplates):
    def render(self, template_name, context, request=None):
        quick = QUICK.get(template_name)
        return quick(context) if quick else super().render(template_name, context, request)


def escaped(value):
    """What `conditional_escape` returns, without its detour for plain text."""
    return html.escape(value) if type(value) is str else conditional_escape(value)


def _attrs(attrs):
    told = []
    for name, value in attrs.items():
        if value is True:
            told.append(f" {escaped(name)}")
        elif value is not False:
            told.append(f' {escaped(name)}="{escaped(value)}"')
    return "".join(told)


def _input(context):
    widget = context["widget"]
    value = widget["value"]
    told = "" if value is None else f' value="{escaped(value)}"'
    name, kind = escaped(widget["name"]), escaped(widget["type"])
    return SafeString(f'<input type="{kind}" name="{name}"{told}{_attrs(widget["attrs"])}>')


def _textarea(context):
    widget = context["widget"]
    name, value = escaped(widget["name"]), escaped(widget["value"] or "")
    return SafeString(f'<textarea name="{name}"{_attrs(widget["attrs"])}>\n{value}</textarea>')


def _select(context):
    widget = context["widget"]
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    name = escaped(widget["name"])
    return SafeString(f'<select name="{name}"{_attrs(widget["attrs"])}>{groups}</select>')


def _group(name, options):
    told = "".join(_option(option) for option in options)
    return f'<optgroup label="{escaped(name)}">{told}</optgroup>' if name else told


def _option(option):
    value, label = escaped(option["value"]), escaped(option["label"])
    return f'<option value="{value}"{_attrs(option["attrs"])}>{label}</option>'


def _label(context):
    label = escaped(context["label"])
    if not context["use_tag"]:
        return SafeString(label)
    tag = context["tag"]
    return SafeString(f"<{tag}{_attrs(context['attrs'] or {})}>{label}</{tag}>")


def _errors(context):
    errors = context["errors"]
    if not errors:
        return SafeString("")
    told = f' id="{escaped(errors.field_id)}_error"' if errors.field_id else ""
    items = "".join(f"<li>{escaped(error)}</li>" for error in errors)
    return SafeString(f'<ul class="{escaped(context["error_class"])}"{told}>{items}</ul>')


LINKS = (  # (kind, address, its query, how Django names it)
    ("change", "change_related_template_url", "url_params", "Change selected %(model)s"),
    ("add", "add_related_url", "url_params", "Add another %(model)s"),
    ("delete", "delete_related_template_url", "url_params", "Delete selected %(model)s"),
    ("view", "change_related_template_url", "view_related_url_params", "View selected %(model)s"),
)


def _related(context):
    allowed = () if context["is_hidden"] else LINKS
    links = "".join(_link(*link, context) for link in allowed if context[f"can_{link[0]}_related"])
    model = escaped(context["model_name"])
    named = "" if context["model_has_limit_choices_to"] else f'data-model-ref="{model}"'
    return SafeString(
        f'<div class="related-widget-wrapper" {named}>{context["rendered_widget"]}{links}</div>'
    )


def _link(kind, address, query, title, context):
    address = f"{escaped(context[address])}?{escaped(context[query])}"
    if kind == "add":
        address = f'data-popup="yes" href="{address}"'
    else:
        address = f'data-href-template="{address}"'
        address += ' data-popup="yes"' if kind != "view" else ""
    title = gettext(title) % {"model": escaped(context["model"])}
    return (
        f'<a class="related-widget-wrapper-link {kind}-related"'
        f' id="{kind}_id_{escaped(context["name"])}" {address} title="{title}">'
        f'<img src="{_icon(kind)}" alt="" width="24" height="24"></a>'
    )


@cache
def _icon(kind):
    return escaped(static(f"admin/img/icon-{kind}link.svg"))


WIDGETS = "django/forms/widgets"
QUICK = {
    **dict.fromkeys(
        (f"{WIDGETS}/{name}.html" for name in ("input", "text", "number", "hidden", "checkbox")),
        _input,
    ),
    f"{WIDGETS}/textarea.html": _textarea,
    f"{WIDGETS}/select.html": _select,
    "admin/widgets/related_widget_wrapper.html": _related,
    "django/forms/label.html": _label,
    "django/forms/errors/list/ul.html": _errors,
}
