"""The quick renderer writes what Django's templates write, but for white space between tags."""

import re

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import override

from projects.editing.renderer import QUICK, QuickRenderer
from projects.models import Project


class Sample(forms.Form):
    text = forms.CharField(label="A <b> & “c”", help_text="x", max_length=9)
    number = forms.IntegerField(required=False)
    long = forms.CharField(
        widget=forms.Textarea(attrs={"data-x": '"<', "hidden": True, "n": False})
    )
    tick = forms.BooleanField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput)
    one = forms.ChoiceField(choices=[("", "–"), ("a<", "A & B"), ("G", [("c", "C"), (2, "Two")])])
    many = forms.MultipleChoiceField(choices=[(1, mark_safe("<i>1</i>")), (2, "2")])


DATA = [
    {},
    {"text": '<script>"', "number": "07", "long": "\n<p>&amp;</p>", "tick": "on", "secret": "'"},
    {"one": "a<", "many": ["1", "2"], "text": "much too long a text", "number": "seven"},
    {"one": "2", "many": ["9"]},
]


def told(data, renderer):
    form = Sample(data or None, renderer=renderer())
    parts = [part for field in form for part in (field.label_tag(), field.errors.as_ul(), field)]
    return re.sub(r">\s+<", "><", "".join(map(str, parts)))


def related(name, choices=(), **allowed):
    """The widget of a related field of projects, with these of its four links."""
    relation = Project._meta.get_field(name).remote_field
    return RelatedFieldWidgetWrapper(forms.Select(choices=choices), relation, admin.site, **allowed)


class Related(forms.Form):
    every = forms.CharField(
        label="A & b",
        widget=related(
            "donors", can_add_related=True, can_change_related=True, can_delete_related=True,
            can_view_related=True,
        ),
    )  # fmt: skip
    none = forms.CharField(widget=related("themes", can_add_related=False))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("prefix", ["", "a<b"])
def test_the_links_beside_a_relation_are_those_of_djangos_template(prefix, language):
    with override(language):
        quick, plain = (
            flat(Related(prefix=prefix, renderer=kind())["every"])
            + flat(Related(prefix=prefix, renderer=kind())["none"])
            for kind in (QuickRenderer, DjangoTemplates)
        )
    assert quick == plain and quick.count("<a ") == 4


def flat(told):
    """HTML without the white space that stands between and within its tags for looks."""
    return re.sub(r" (?=>)", "", re.sub(r"\s+", " ", re.sub(r"(?<=>)\s+|\s+(?=<)", "", str(told))))


@pytest.mark.parametrize("data", DATA)
def test_it_writes_what_djangos_templates_write(data):
    assert told(data, QuickRenderer) == told(data, DjangoTemplates)


def test_every_template_that_it_stands_for_is_tried_here(monkeypatch):
    seen = set()
    for name, quick in QUICK.items():
        monkeypatch.setitem(QUICK, name, lambda c, n=name, q=quick: seen.add(n) or q(c))
    told(DATA[2], QuickRenderer)
    str(Related(renderer=QuickRenderer())["every"])
    assert set(QUICK) - seen == {"django/forms/widgets/input.html"}
