"""The quick renderer writes what Django's templates write, but for white space between tags."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from projects.editing.renderer import QUICK, QuickRenderer


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


@pytest.mark.parametrize("data", DATA)
def test_it_writes_what_djangos_templates_write(data):
    assert told(data, QuickRenderer) == told(data, DjangoTemplates)


def test_every_template_that_it_stands_for_is_tried_here(monkeypatch):
    seen = set()
    for name, quick in QUICK.items():
        monkeypatch.setitem(QUICK, name, lambda c, n=name, q=quick: seen.add(n) or q(c))
    told(DATA[2], QuickRenderer)
    assert set(QUICK) - seen == {"django/forms/widgets/input.html"}
