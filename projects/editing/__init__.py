"""Editing in the administration: one page for an object and its parts, where no edit is lost."""

from .admin import DeskAdmin, RowInline
from .forms import DeskForm

__all__ = ["DeskAdmin", "DeskForm", "RowInline"]
