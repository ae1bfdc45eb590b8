"""The ILO's i-eval Discovery export: workbook to rows to records; knows no model."""

from .export import Export, read_export
from .records import Complaint, Place, Record
from .workbook import Limits, Unreadable

__all__ = ["Complaint", "Export", "Limits", "Place", "Record", "Unreadable", "read_export"]
