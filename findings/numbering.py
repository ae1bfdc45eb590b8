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
