"""Every address of the URLconf, with the arguments under which each state is found."""

import re
from dataclasses import dataclass, field
from urllib.parse import quote

from django.urls import get_resolver
from django.urls.resolvers import RoutePattern, URLResolver

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
UNNAMED = re.compile(r"\((?!\?)[^()]*\)")
GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True)
class Place:
    """One pattern of the URLconf."""

    route: str
    name: str  # with its namespace; of a pattern without a name its route
    arguments: tuple

    @property
    def slice(self):
        """The part of the walk to which it belongs: a model of the administration, or itself."""
        steps = [step for step in self.route.split("/") if step]
        if steps[:1] == ["admin"]:
            own = len(steps) > 2 and "{" not in "/".join(steps[:3])
            return "/".join(steps[:3]) if own else "admin"
        if steps[:1] == ["accounts"]:
            return "accounts"
        return "/".join(re.sub(r"\{\w+\}", "-", step) for step in steps) or "home"

    def matches(self, address):
        """Whether an address is one of this pattern; of two that match, the shorter is meant."""
        told = re.escape(f"/{self.route}")
        return bool(re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", told), address))

    def address(self, arguments):
        """Return the address with these arguments."""
        filled = self.route
        for name in self.arguments:
            filled = filled.replace(f"{{{name}}}", quote(str(arguments[name]), safe="/"))
        return f"/{filled}"


def places(resolver=None, before="", namespace=""):
    """Yield the Place of every pattern, however deep it lies."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + _route(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from places(pattern, route, inner)
        else:
            arguments = tuple(re.findall(r"\{(\w+)\}", route))
            name = f"{namespace}{pattern.name}" if pattern.name else f"{namespace}{route}"
            yield Place(route, name, arguments)


def _route(pattern):
    told = str(pattern)
    if isinstance(pattern, RoutePattern):
        return ARGUMENT.sub(r"{\1}", told)
    told = GROUP.sub(r"{\1}", told)
    for n, _ in enumerate(UNNAMED.findall(told)):
        told = UNNAMED.sub(f"{{group{n}}}", told, count=1)
    return told.strip("^$").replace("\\", "")


def slices():
    """Return the names of all slices, in the order of the URLconf."""
    return list(dict.fromkeys(place.slice for place in places()))


@dataclass(frozen=True)
class Target:
    """The arguments of one object, who may reach it, and who must.

    `missing` are the arguments under which there is nothing: to everybody else both answer alike.
    """

    arguments: dict
    may: frozenset
    must: frozenset | None = None
    missing: tuple = ()
    state: str = ""
    queries: tuple = ("",)
    row: object = field(default=None, compare=False)

    @property
    def bound(self):
        return self.may if self.must is None else self.must
