"""The sheet of a review: for each field what was read, or what a person made of it.

Its values are strings by the names of fields: as in `Origin` ("methodology", "findings.3.body"),
and "donors.1" or "projects.1" for what a name stands for, "findings.3.do" for what becomes of an
item, "piece.4" for where an unplaced text goes.
"""

import re
from dataclasses import replace
from html import escape

from projects.richtext import to_text

from ..numbering import numbered
from ..reading.accounting import words_in
from ..reading.reading import Piece, Words
from ..reading.tidy import tidy_text
from ..summary import FindingItem, LessonItem, PracticeItem, RecommendationItem

PROSE = {
    "project_purpose": "Summary of the project purpose, logic and structure",
    "evaluation_purpose": "Purpose, scope and clients of the evaluation",
    "methodology": "Methodology of evaluation",
    "findings_introduction": "Introduction to the findings",
    "conclusions": "Conclusions",
    "recommendations_introduction": "Introduction to the recommendations",
    "lessons_introduction": "Introduction to the lessons learned",
    "practices_introduction": "Introduction to the good practices",
}
ITEMS = {
    "findings": FindingItem,
    "recommendations": RecommendationItem,
    "lessons": LessonItem,
    "practices": PracticeItem,
}
CALLED = {"findings": "Finding", "recommendations": "Recommendation", "lessons": "Lesson",
          "practices": "Good practice"}  # fmt: skip
FIELDS = {
    "findings": ("label", "heading", "body", "kind", "criterion"),
    "recommendations": (
        "label", "text", "addressed_to", "priority", "time_frame", "resource_implication",
    ),
    "lessons": ("label", "text"),
    "practices": ("label", "text"),
}  # fmt: skip
FACTS = ("timing", "type", "nature", "completed", "period_from", "period_to", "manager", "team",
         "areas_printed", "keywords", "external_reference", "source_url", "budget",
         "currency")  # fmt: skip
OF_PROJECT = ("title", "code", "started", "ended", "programme", "budget", "currency")
TEXT = {"findings": "body", "recommendations": "text", "lessons": "text", "practices": "text"}
JOIN, LEAVE, MOVED = "join", "leave", "moved"
_MADE = re.compile(r"n\d{1,6}")  # an item made of the piece with this number


class Sheet:
    """A reading with the choices that its names leave open, and what a person entered so far."""

    def __init__(self, reading, choices, values=None):
        self.reading, self.choices = reading, choices
        self.values = self._read() if not values else dict(values)
        self._move()

    def get(self, name):
        return self.values.get(name, "")

    def _read(self):
        """Return the values as they were read and are proposed."""
        summary = self.reading.summary
        facts = summary.facts
        values = {"title": summary.title, "language": summary.language}
        values |= {f"facts.{name}": said(getattr(facts, name)) for name in FACTS}
        values["facts.areas_printed"] = self._areas_printed(facts)
        values |= {name: to_text(getattr(summary, name)) for name in PROSE}
        for n, project in enumerate(facts.projects, 1):
            values |= {f"projects.{n}.{name}": said(getattr(project, name)) for name in OF_PROJECT}
        values |= {choice.name: choice.proposed for choice in self.choices.values()}
        for section in ITEMS:
            for number, item in self.read_items(section):
                at = f"{section}.{number}"
                values |= {f"{at}.{name}": said(getattr(item, name)) for name in FIELDS[section]}
                values[f"{at}.{TEXT[section]}"] = to_text(getattr(item, TEXT[section]))
                areas = enumerate(getattr(item, "areas", ()), 1)
                values |= {f"{at}.areas.{n}": "on" for n, _ in areas}
        return values

    def _areas_printed(self, facts):
        printed = [holder.areas_printed for holder in (facts, *facts.projects)]
        told = next(filter(None, printed), "")
        areas = [choice for name, choice in self.choices.items() if name.startswith("areas.")]
        plain = all(choice.printed == dict(choice.options).get(choice.proposed) for choice in areas)
        return told or ("" if plain else ", ".join(choice.printed for choice in areas)[:300])

    def read_items(self, section):
        """Return (number, item as it was read) of a section."""
        return list(numbered(getattr(self.reading.summary, section)))

    def numbers(self, section):
        """Return the numbers of a section's items: those read, then those made of pieces."""
        made = (name.split(".")[1] for name in self.values if name.startswith(f"{section}.n"))
        made = (number for number in dict.fromkeys(made) if _MADE.fullmatch(number))
        known = (n for n in made if 0 < int(n[1:]) <= len(self.reading.unplaced))
        return [number for number, _ in self.read_items(section)] + list(known)

    def _move(self):
        """Move each piece for which a field was chosen to the end of it."""
        for number, piece in enumerate(self.reading.unplaced, 1):
            where = self.get(f"piece.{number}")
            if where in PROSE:
                self.values[where] = f"{self.get(where)}\n\n{piece.text}".strip()
            elif where in ITEMS:
                self.values[f"{where}.n{number}.{TEXT[where]}"] = piece.text
                if where == "findings":
                    self.values[f"{where}.n{number}.kind"] = "observation"
            if where in PROSE or where in ITEMS:
                self.values[f"piece.{number}"] = MOVED

    def left(self):
        """Return the pieces that stand in no field now, with what a person has left out."""
        pieces = [piece for number, piece in enumerate(self.reading.unplaced, 1)
                  if self.get(f"piece.{number}") != MOVED]  # fmt: skip
        return [*pieces, *self.left_out()]

    def left_out(self):
        """Yield the items that a person has left out, as pieces."""
        for section in ITEMS:
            for number in self.numbers(section):
                if self.fate(section, number) == LEAVE:
                    text = self.whole_text(section, number)
                    yield Piece(text, self.reading.lines_of(f"{section}.{number}"))

    def fate(self, section, number):
        """Return what becomes of an item: "", JOIN or LEAVE; sub-points go with theirs."""
        above = number.rpartition(".")[0]
        own = self.get(f"{section}.{number}.do")
        return LEAVE if above and self.fate(section, above) == LEAVE else own

    def whole_text(self, section, number):
        at = f"{section}.{number}"
        names = ("label", "heading", TEXT[section])
        return " ".join(filter(None, (self.get(f"{at}.{name}").strip() for name in names)))

    def words(self):
        """Return the Words, after what was moved and left out."""
        words = self.reading.words
        moved = sum(len(words_in(piece.text)) for number, piece
                    in enumerate(self.reading.unplaced, 1)
                    if self.get(f"piece.{number}") == MOVED)  # fmt: skip
        left = sum(len(words_in(piece.text)) for piece in self.left_out())
        return Words(words.placed + moved - left, words.unplaced - moved + left, words.furniture,
                     words.lost)  # fmt: skip

    def rich(self, name, read=""):
        """Return a text as rich text: as it was read where it was not changed, then what follows.

        `read` is the rich text that was read.
        """
        typed, shown = lined(self.get(name)), lined(to_text(read))
        if not typed.startswith(shown) or not shown:
            return tidy_text(typed)
        added = typed[len(shown) :]
        return read + tidy_text(added) if not added or added.startswith("\n") else tidy_text(typed)

    def items(self, section):
        """Return the items of a section as they are to be written, sub-points in their parts."""
        read, made, emptied = dict(self.read_items(section)), [], set()
        for number in self.numbers(section):
            item = self._item(section, number, read.get(number))
            fate, above = self.fate(section, number), number.rpartition(".")[0]
            if item is None:
                emptied.add(number)
            elif fate != LEAVE:
                is_part = bool(above) and above not in emptied
                _put(made, item, TEXT[section], is_part, fate == JOIN)
        return tuple(made)

    def _item(self, section, number, read):
        """Return an item, or None where a person has emptied it."""
        at, text = f"{section}.{number}", TEXT[section]
        told = {name: self.get(f"{at}.{name}").strip() for name in FIELDS[section]}
        told[text] = self.rich(f"{at}.{text}", getattr(read, text, ""))
        if not told[text] and not told.get("heading"):
            return None
        if section == "findings":
            told["kind"] = told["kind"] or "observation"
            told["areas"] = tuple(area for n, area in enumerate(getattr(read, "areas", ()), 1)
                                  if self.get(f"{at}.areas.{n}"))  # fmt: skip
        return replace(read, **told, **_no_parts(read)) if read else ITEMS[section](**told)


def _put(made, item, text, is_part, join):
    """Put an item behind those made, as a sub-point of the last or into its text where it is."""
    if not made or not (is_part or join):
        made.append(item)
        return
    last = made[-1]
    if not is_part or join and not last.parts:
        made[-1] = _joined(last, item, text)
    elif join:
        made[-1] = replace(last, parts=(*last.parts[:-1], _joined(last.parts[-1], item, text)))
    else:
        made[-1] = replace(last, parts=(*last.parts, item))


def _no_parts(item):
    return {"parts": ()} if hasattr(item, "parts") else {}


def _joined(above, item, text):
    """Return an item with the text of another behind its own."""
    heading = getattr(item, "heading", "")
    words = f"<p><strong>{escape(heading, quote=False)}</strong></p>" if heading else ""
    return replace(above, **{text: getattr(above, text) + words + getattr(item, text)})


def lined(text):
    """Return a text as textareas give it, with plain line ends and none around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def said(value):
    """Return a value as it is shown in a field."""
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
