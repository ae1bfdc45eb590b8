"""Numbers that a picture shows, each with the address of what it counts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One number of a picture; `href` leads to what it counts."""

    label: str
    count: int
    href: str = ""


def level(count, most, levels=5):
    """Return how dark a number is shown, from 0 (nothing) to `levels`, by equal ratios."""
    if count <= 0:
        return 0
    step = most ** (1 / levels)
    return next((n for n in range(1, levels) if count <= step**n), levels)
