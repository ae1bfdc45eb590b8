"""The administration of evaluations and of what came of them."""

from . import evaluation, followup, others

__all__ = ["evaluation", "followup", "others"]
