"""What a text lets one guess: the places it names, the criterion, whether it praises."""

import re

from .headings import criteria_in
from .wording import set_of, words_of

_ACHIEVED = set_of(
    "accomplishment accomplishments achievement achievements success successes strengths "
    "realisations reussites succes acquis logros exitos fortalezas"
)
_CHALLENGED = set_of(
    "challenge challenges weakness weaknesses shortcomings constraints difficulties obstacles "
    "defis faiblesses difficultes contraintes insuffisances desafios debilidades dificultades "
    "retos limitaciones obstaculos limitations"
)
_LONGEST_HEADING = 60
_LABEL = re.compile(r"[^:.;!?]{2,60}(?=\s?:\s)")


class Places:
    """The names of places that a text may name; a mapping gives the name that each stands for."""

    def __init__(self, places=()):
        names = dict(places) if hasattr(places, "keys") else {name: name for name in places}
        self.names = {name: said for name, said in names.items() if len(name) > 3}
        longest_first = sorted(self.names, key=len, reverse=True)
        self._pattern = longest_first and re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
        )

    def __iter__(self):
        return iter(self.names)

    def named_in(self, text):
        """Return the places that a text names, each once."""
        found = self._pattern.findall(text.replace("’", "'")) if self._pattern else ()
        return tuple(dict.fromkeys(self.names[name] for name in found))


def criterion_of(heading, text):
    """Return the criterion that a finding's heading names, else the only one in its text, or ""."""
    for said in (heading, text):
        found = criteria_in(said)
        if len(found) == 1 or found and said == heading:
            return found[0]
    return ""


def kind_of_findings(text):
    """Return the kind of the findings that a heading or an introduction speaks of, or ""."""
    words = set(words_of(text))
    praised, blamed = bool(words & _ACHIEVED), bool(words & _CHALLENGED)
    if praised == blamed:
        return ""
    return "achievement" if praised else "challenge"


def heading_size(text):
    """Return how many signs of a text are a heading before a colon, or 0."""
    found = _LABEL.match(text)
    return found.end() if found and found.end() <= _LONGEST_HEADING else 0
