"""What proves that a hole is one: a small world for each, and what to ask of it."""

from . import administration, desk, finding, people, reading_room  # noqa: F401  they make PROBES
from .asking import PROBES

__all__ = ["PROBES"]
