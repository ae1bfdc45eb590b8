"""Records of a source to rows of the database: one transaction, and one revision, an evaluation."""

from .importer import Importer
from .report import Report

__all__ = ["Importer", "Report"]
