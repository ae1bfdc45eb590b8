"""History: what one transaction changes is one revision, and any moment can be read again."""

from .model import TrackedModel, TrackedQuerySet
from .records import TRACKED, tracked
from .revisions import Revision, revision, settle
from .versions import VersionField

__all__ = [
    "TRACKED",
    "Revision",
    "TrackedModel",
    "TrackedQuerySet",
    "VersionField",
    "revision",
    "settle",
    "tracked",
]
