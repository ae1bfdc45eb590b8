"""A grid of numbers: what is covered, and where nothing is known."""

from dataclasses import dataclass

from .figures import Figure, level


@dataclass(frozen=True)
class Cell:
    figure: Figure
    level: int


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def grid(corner, rows, columns, figures):
    """Return the Grid of {(row, column): Figure}; a missing pair is nothing, shown as such."""
    most = max((f.count for f in figures.values()), default=1) or 1

    def cell(row, column):
        figure = figures.get((row, column), Figure(f"{row}, {column}", 0))
        return Cell(figure, level(figure.count, most))

    told = (Row(row, tuple(cell(row, column) for column in columns)) for row in rows)
    return Grid(corner, tuple(columns), tuple(told))
