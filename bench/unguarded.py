"""The application with the guard against lost edits off: what it is measured against."""

from django import forms

from evalsite.wsgi import application
from projects.editing.forms import VersionedForm

VersionedForm.clean = forms.ModelForm.clean

__all__ = ["application"]
