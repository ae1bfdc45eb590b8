"""Tables in which items stand: one in each row, or one in a form of two columns."""

import re
from dataclasses import replace

from .details import detail_label
from .inline import Inline
from .lines import CELL_END, Place
from .marks import read_given_mark
from .wording import phrases, words_of

_NUMBER = phrases("no; n; number; numero; nr; #; item; ref")
_TEXT = {
    "findings": phrases("finding; findings; constatation; constat; hallazgo; hallazgos"),
    "recommendations": phrases(
        "recommendation; recommendations; recommandation; recommandations; recomendación",
        "recomendaciones; main recommendations; description; text of recommendation",
    ),
    "lessons": phrases(
        "lesson; lessons; lesson learned; lessons learned; leçon apprise; leçons apprises",
        "lección aprendida; lecciones aprendidas; description",
        "brief description of lesson learned link to specific action or task",
        "brief summary of lesson learned; brief description of lesson learned",
        "brève description de la leçon apprise; breve descripción de la lección aprendida",
    ),
    "practices": phrases(
        "good practice; good practices; emerging good practice; bonne pratique; buena práctica",
        "bonnes pratiques; buenas prácticas; description; brief description of good practice",
        "brief summary of good practice link to project goal or specific deliverable background "
        "purpose etc; brief summary of good practice; brève description de la bonne pratique",
        "breve descripción de la buena práctica",
    ),
}
_BAR = re.compile(re.escape(CELL_END))
_BRIEF = re.compile(r"(?:brief|brève|breve|bref)\b", re.IGNORECASE)
_LABEL = re.compile(r"(?:[A-Za-z]{1,3}[ .-]?)?\d{1,3}(?:\.\d{1,2}){0,2}[.):]?")


def from_rows(lines, section):
    """Return (lines, words): rows that hold items as lines, and the words that named columns."""
    made, words, columns = [], [], None
    for line in map(_with_cells, lines):
        if not line.cells:
            columns = None
            made.append(line)
            continue
        header = _columns(line, section)
        if header:
            columns = header
            words.append((line, line.text))
        elif columns and len(line.cells) == len(columns):
            made += _of_row(line, columns, words)
        else:
            made += _of_form(line, section, words)
    return made, words


def _with_cells(line):
    """Return a line of a page with the cells that stand in it."""
    if line.cells or not line.height or CELL_END not in line.text:
        return line
    ends = [match.span() for match in _BAR.finditer(line.text)]
    starts = [0, *(end for _, end in ends)]
    words = [line.words[a:b] for a, (b, _) in zip(starts, [*ends, (line.size, 0)], strict=True)]
    return replace(line, cells=tuple((replace(line, words=one.stripped()),) for one in words))


def _text(cell):
    return " ".join(line.text for line in cell)


def _columns(line, section):
    """Return what each column holds by a table's first row, or None for another row."""
    kinds = [_kind(_text(cell), section) for cell in line.cells]
    told = [kind for kind in kinds if kind]
    return kinds if len(told) > 1 and ("text" in kinds or len(told) == len(kinds)) else None


def _kind(text, section):
    words = frozenset(words_of(text))
    if words in _NUMBER or text.strip() in ("#", "N°", "Nº", "№"):
        return "number"
    if words in _TEXT[section]:
        return "text"
    return detail_label(text)


def _of_row(line, columns, words):
    """Yield an item from a row: its text, then what further columns say of it."""
    cells = list(zip(columns, line.cells, strict=True))
    label = next((_text(cell) for kind, cell in cells if kind == "number"), "")
    texts = [cell for kind, cell in cells if kind == "text"]
    if texts:
        yield from _item(line, [one for cell in texts for one in cell], label)
    for kind, cell in cells:
        if kind not in ("number", "text") and cell:
            yield _more(line, _text(cell), kind)


def _of_form(line, section, words):
    """Yield the lines of a row of a form: a label and what it labels, or a number and an item."""
    first, rest = _text(line.cells[0]), [one for cell in line.cells[1:] for one in cell]
    told = frozenset(words_of(first))
    if rest and (told in _TEXT[section] or _BRIEF.match(first)):
        words.append((line, first))
        yield from _item(line, rest, "")
    elif rest and (kind := detail_label(first)):
        words.append((line, first))
        yield _more(line, " ".join(one.text for one in rest), kind)
    elif rest and _LABEL.fullmatch(first.strip()):
        yield from _item(line, rest, first)
    else:
        yield line


def _item(row, lines, label):
    label = label.strip(" .):")
    mark = read_given_mark(label)
    ordinal = int(mark.label) if mark and mark.label.isdigit() else 1
    for number, line in enumerate(lines):
        words = line.with_mark() if line.mark and number else line.words
        place = Place("more", 1) if number else Place("ol", 1, ordinal)
        said = replace(line, words=words, mark="", place=place, source=row.source, goes_on=False)
        yield said if number else replace(said, label=label or " ")


def _more(row, text, kind):
    return replace(
        row, words=Inline.of(text), cells=(), place=Place("more", 1), detail=kind, goes_on=False
    )
