"""Form widgets: the editor of rich text, and choices that rows share."""

import json

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.forms import CheckboxSelectMultiple, Media, Textarea
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_prose_editor.config import expand_extensions
from django_prose_editor.widgets import ProseEditorWidget, prose_editor_admin_media
from js_asset import Script

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "ListItem": True,
    "HardBreak": True,
    "BulletList": True,
    "OrderedList": True,
    "Link": True,
    "History": True,
}


def editor_extensions():
    """Return as JSON what the editors can do, with all that this needs."""
    return json.dumps(expand_extensions(EXTENSIONS))


class RichTextWidget(ProseEditorWidget):
    """A prose editor, made by `desk/editor.js` when its row comes into view.

    The preset has a name of its own, which keeps the library from starting all editors at once.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(
            *args, config={"extensions": EXTENSIONS}, preset="lazy", attrs={"rows": 6, **kwargs}
        )

    def get_context(self, name, value, attrs):
        # All editors are alike: what they can do stands once in the script, not in each field.
        context = Textarea.get_context(self, name, value, attrs)
        context["widget"]["attrs"]["data-django-prose-editor-lazy"] = ""
        return context

    @property
    def media(self):
        return prose_editor_admin_media + Media(js=[Script("desk/editor.js", type="module")])


class SharedChoices:
    """An autocomplete that shows what is chosen from rows already read, without a query."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {}

    def optgroups(self, name, value, attr=None):
        chosen = [str(v) for v in value if v]
        if not set(chosen) <= self.known.keys():
            return super().optgroups(name, value, attr)
        groups = [(None, [], 0)]
        if not self.is_required and not self.allow_multiple_selected:
            groups[0][1].append(self.create_option(name, "", "", False, 0))
        for index, key in enumerate(chosen, 1):
            label = str(self.known[key])
            groups[0][1].append(self.create_option(name, key, label, True, index))
        return groups


class SharedSelect(SharedChoices, AutocompleteSelect):
    pass


class SharedSelectMultiple(SharedChoices, AutocompleteSelectMultiple):
    pass


class Checklist(CheckboxSelectMultiple):
    """A list of ticks, as short as can be: it stands in every row."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = {str(v) for v in value or ()}
        key = (attrs or {}).get("id", f"id_{name}")
        ticks = format_html_join(
            "",
            '<label><input type="checkbox" name="{}" value="{}"{}> {}</label>',
            (
                (name, k, SafeString(" checked") if str(k) in chosen else "", label)
                for k, label in self.choices
            ),
        )
        return format_html('<div id="{}" class="checklist" role="group">{}</div>', key, ticks)

    def id_for_label(self, id_, index=None):
        return ""
