"""The numbers of items: their place in the summary, which anchors and passages are named by."""


def numbered(items, before=""):
    """Yield (number, item) with sub-points after their recommendation: "5", "5.1", "5.2"."""
    for place, item in enumerate(items, 1):
        number = f"{before}{place}"
        yield number, item
        yield from numbered(getattr(item, "parts", ()), f"{number}.")


def anchor(kind, number):
    """Return the fragment that addresses an item on its page: recommendation-5-2."""
    return f"{kind}-{number.replace('.', '-')}"


def mark(number, item):
    """Return what stands before a sub-point: its letter, or its label if the print has another."""
    place = int(number.rpartition(".")[2])
    letter = chr(ord("a") + place - 1) if place <= 26 else str(place)
    return letter if item.label in ("", number) else item.label
