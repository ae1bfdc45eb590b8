"""Holes to be planted into the site, as a test of the tests that look for holes."""

from .administration import ADMINISTRATION
from .desk import DESK
from .finding import FINDING
from .people import PEOPLE
from .reading_room import READING_ROOM

HOLES = [*READING_ROOM, *FINDING, *PEOPLE, *DESK, *ADMINISTRATION]

__all__ = ["HOLES"]
