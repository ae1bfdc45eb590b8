"""Editing in the administration: one page for an object and its parts, where no edit is lost."""

from .admin import Choosing, DeskAdmin, RowInline
from .forms import DeskForm
from .sight import LookingAdmin, SightedAdmin

__all__ = ["Choosing", "DeskAdmin", "DeskForm", "LookingAdmin", "RowInline", "SightedAdmin"]
