"""Bars, one a line: how often each is said, and of which kinds."""

from dataclasses import dataclass

from .figures import Figure


@dataclass(frozen=True)
class Bar:
    """A line of the picture; `parts` are (kind, figure, width in per cent of the longest bar)."""

    label: str
    href: str
    count: int
    parts: tuple[tuple[str, Figure, float], ...]
    rects: tuple["Rect", ...] = ()


@dataclass(frozen=True)
class Rect:
    """A piece of a bar, in per cent of the longest: the number of its kind, start and length."""

    kind: int
    x: float
    width: float


@dataclass(frozen=True)
class Bars:
    kinds: tuple[str, ...]
    rows: tuple[Bar, ...]


def bars(rows, kinds=("",)):
    """Return the Bars of [(label, href, {kind: Figure})], in the order given."""
    most = max((sum(f.count for f in parts.values()) for _, _, parts in rows), default=0)
    return Bars(tuple(kinds), tuple(_bar(*row, kinds, most) for row in rows))


def _bar(label, href, parts, kinds, most):
    told = [(kind, parts[kind]) for kind in kinds if kind in parts and parts[kind].count]
    widths = [round(figure.count / most * 100, 2) for _, figure in told]
    return Bar(
        label,
        href,
        sum(figure.count for _, figure in told),
        tuple((kind, figure, width) for (kind, figure), width in zip(told, widths, strict=True)),
        tuple(
            Rect(kinds.index(kind), round(sum(widths[:n]), 2), widths[n])
            for n, (kind, _) in enumerate(told)
        ),
    )
