"""Fieldsets written without a template: a page with 30 rows has some 350 fields.

A test holds what is written for the main form against Django's own template.
"""

from django.core.exceptions import FieldDoesNotExist
from django.utils.safestring import SafeString

from ..fields import RichTextField
from ..richtext import clean
from .renderer import escaped


def main_fieldset(fieldset, number):
    """A fieldset of the main form, as Django's admin/includes/fieldset.html writes it."""
    name = escaped(fieldset.name) if fieldset.name else ""
    heading = f"fieldset-0-{number}-heading"
    labelled = f' aria-labelledby="{heading}"' if name else ""
    title = f'<h2 id="{heading}" class="fieldset-heading">{name}</h2>' if name else ""
    told = "".join(_main_line(list(line), line) for line in fieldset)
    if fieldset.description:
        told = f'<div class="description">{fieldset.description}</div>{told}'
    if name and fieldset.is_collapsible:
        told = f"<details><summary>{title}</summary>{told}</details>"
    else:
        told = f"{title}{told}"
    return SafeString(
        f'<fieldset class="module aligned {fieldset.classes}"{labelled}>{told}</fieldset>'
    )


def _main_line(cells, line):
    several = len(cells) > 1
    errors = "" if several else line.errors()
    classes = " errors" if errors else ""
    classes += "" if line.has_visible_field else " hidden"
    classes += "".join(_field_class(cell) for cell in cells)
    told = "".join(_main_cell(cell, several) for cell in cells)
    if several:
        told = f'<div class="flex-container form-multiline">{told}</div>'
    return f'<div class="form-row{classes}">{errors}{told}</div>'


def _main_cell(cell, several):
    field = cell.field
    errors = cell.errors() if several and not cell.is_readonly else ""
    classes = "flex-container"
    if several:
        classes += f" fieldBox{_field_class(cell)}{' errors' if errors else ''}"
    classes += " checkbox-row" if cell.is_checkbox else ""
    shown = f'<div class="readonly">{_contents(cell)}</div>' if cell.is_readonly else str(field)
    parts = (shown, _label(cell)) if cell.is_checkbox else (_label(cell), shown)
    return f'<div>{errors}<div class="{classes}">{"".join(parts)}</div>{_main_help(field)}</div>'


def _label(cell):
    """What `AdminField.label_tag` writes, in a fifth of the time."""
    field = cell.field
    if cell.is_readonly:
        return cell.label_tag()
    classes = ["vCheckboxLabel"] if cell.is_checkbox else []
    classes += ["required"] if field.field.required else []
    classes += [] if cell.is_first else ["inline"]
    label, key = escaped(field.label), escaped(field.id_for_label)
    bare = cell.is_checkbox or label.endswith((":", "?", ".", "!"))
    suffix = "" if bare else escaped(field.form.label_suffix)
    named = f' class="{" ".join(classes)}"' if classes else ""
    named += f' for="{key}"' if key else ""
    return f"<label{named}>{label}{suffix}</label>"


def _main_help(field):
    told = field["help_text"] if isinstance(field, dict) else field.help_text
    if not told:
        return ""
    key = "" if isinstance(field, dict) else field.id_for_label
    named = f' id="{escaped(key)}_helptext"' if key else ""
    return f'<div class="help"{named}><div>{told}</div></div>'


def _field_class(cell):
    return f" field-{escaped(_name(cell))}"


def _contents(cell):
    """What can only be looked at; rich text as readers see it."""
    instance, name = cell.form.instance, cell.field["field"]
    try:
        field = instance._meta.get_field(name)
    except (FieldDoesNotExist, TypeError):  # what an admin computes has a name, or none
        return cell.contents()
    value = getattr(instance, name) if isinstance(field, RichTextField) else ""
    return clean(value) if value else cell.contents()


def row_fields(fieldset):
    """The fields of a row, written without a template: a page has some 300 of them."""
    lines = "".join(_line(line) for line in fieldset)
    if not fieldset.name:
        return SafeString(f'<div class="fields">{lines}</div>')
    name = escaped(fieldset.name)
    return SafeString(f'<details class="fields"><summary>{name}</summary>{lines}</details>')


def _line(line):
    cells = list(line)
    names = "".join(_field_class(cell) for cell in cells)
    errors = " errors" if line.errors() else ""
    told = "".join(_cell(cell) for cell in cells)
    return f'<div class="form-row{errors}{names}">{told}</div>'


def _name(cell):
    return cell.field["name"] if cell.is_readonly else cell.field.name


def _cell(cell):
    if cell.is_readonly:
        shown = f'<div class="readonly">{_contents(cell)}</div>'
        return f'<div class="cell">{_label(cell)}{shown}</div>'
    parts = [_label(cell), str(cell.field)]
    if cell.is_checkbox:
        parts.reverse()
    help_text = cell.field.help_text
    told = f'<div class="help">{help_text}</div>' if help_text else ""
    return f'<div class="cell">{cell.errors()}{"".join(parts)}{told}</div>'
