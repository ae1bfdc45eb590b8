"""A label and its value, as the lines of a document print them."""

from dataclasses import dataclass, field

from .hyphens import joint
from .labels import Label, label_of

_AROUND = " :\xa0\t"
_LISTS = frozenset(("areas", "donors", "codes", "team", "administrative", "technical", "offices"))


@dataclass
class Pair:
    """A label and its value as printed, and the lines they stand on."""

    label: str
    known: Label | None = None
    said: list = field(default_factory=list)  # of the value (line, text)
    sources: list[int] = field(default_factory=list)
    closed: bool = False  # by a colon behind the label
    strong: bool = False  # the label, and nothing else on its line

    def go_on(self, rest, sources, columns):
        """Add the rest of the label, whose first line the value stands beside."""
        self.label = joined(self.label, rest, columns)
        self.known = label_of(self.label) or self.known
        self.closed = rest.endswith(":")
        self.sources += sources

    def add(self, line, text):
        if text:
            self.said.append((line, text))
        self.sources += line.sources

    @property
    def has_value(self):
        return bool(self.said)

    @property
    def last(self):
        return self.said[-1][0] if self.said else None

    def value(self, columns, cell_width=0):
        """Return the value; a short line ends a name where the value is a list of names."""
        value = ""
        for number, (_, text) in enumerate(self.said):
            if number:
                before = self.said[number - 1]
                if self._parts_names(before, text, columns, cell_width):
                    value += "\n"
                else:
                    cut, glue = joint(value, text, lambda: columns.vocabulary)
                    value = value[: len(value) - cut] + glue
            value += text.replace("\u2028", "\n")
        return value

    def _parts_names(self, before, text, columns, cell_width):
        line, said = before
        if not self.known or self.known.field not in _LISTS or said[-1] in ",;&-\xad/":
            return False
        if any(one.endswith(("-", "\xad")) for _, one in self.said):
            return False
        full = cell_width or columns.width(line)
        used = len(said) if cell_width else line.size
        return used + 1 + len(text.split()[0]) < 0.75 * full


def joined(label, rest, columns):
    """Return a label from two lines as one, without the colon behind it."""
    rest = rest.strip(_AROUND)
    whole = label.rstrip("-\xad") + rest
    if label[-1:] in ("-", "\xad") and label_of(whole, sure=True):
        return whole
    cut, glue = joint(label, rest, lambda: columns.vocabulary) if label else (0, "")
    return (label[: len(label) - cut] + glue + rest).strip(_AROUND)
