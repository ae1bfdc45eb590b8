"""A summary as plain text: a line for each paragraph, *stars* for emphasis, **two** for strong."""

from .blocks import Heading, List
from .sheet import SERIES, fact_value, sheet


def text_bytes(summary, colophon=None):
    """Return a summary as UTF-8 text in the order and with the labels of the ILO's layout."""
    said = sheet(summary, colophon)
    head = (SERIES, said.title, "Quick Facts")
    facts = (f"{fact.label}: {_starred(fact_value(fact))}" for fact in said.facts)
    parts = [*head, *facts, *map(_block, said.blocks), *said.colophon.lines]
    return ("\n\n".join(parts) + "\n").encode()


def _block(block):
    if isinstance(block, Heading):
        return block.text
    if isinstance(block, List):
        return _list(block)
    return _line(block.runs)


def _list(block):
    """Return a list's items line below line, or with space between where they have paragraphs."""
    items = [_item(item) for item in block.items]
    return ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)


def _item(item):
    indent = " " * (len(item.mark) + 1)
    text = "\n\n".join(map(_block, item.blocks)).replace("\n", f"\n{indent}")
    return f"{item.mark} {text}".replace(f"\n{indent}\n", "\n\n")


def _line(runs):
    return "".join(map(_starred, runs))


def _starred(run):
    """Return a run between its stars, which stand close to its words, and a link's address."""
    text = run.text.strip()
    stars = "*" * (run.em + 2 * run.strong)
    if not text:
        return run.text
    before, _, after = run.text.partition(text)
    lines = f"{stars}\n{stars}".join(text.split("\n"))
    address = run.href.removeprefix("mailto:")
    link = f" ({address})" if address and address not in text else ""
    return f"{before}{stars}{lines}{stars}{link}{after}"
