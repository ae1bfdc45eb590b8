"""The administration of projects and of the register around them."""

from . import project, register

__all__ = ["project", "register"]
