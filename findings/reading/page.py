"""The pieces of text on a PDF's pages to lines: what stands beside, below and above what."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from .cells import Cells
from .column import goes_on_small
from .furniture import is_page_number, running
from .inline import Inline
from .lines import CELL_END, Break, read_line, readable
from .marks import read_mark

_HANG = 4.0  # letters' heights at most between a mark and the text of its item
_LABEL_LINES = 6
_EDGE = 3  # lines at the top and at the bottom of a page, where heads and feet run
_ITEM = re.compile(r"\W|\(?\w{1,3}(?:\.\d{1,2})*[.)\s]|\w{1,14}\.? ?\d{1,2}[.: )]")
_NOTE = re.compile(r"(\[?\d{1,3}\]?)[\s.)]*(?=\S)")


@dataclass
class _Row:
    """What stands on one base line, in the order in which it was set."""

    pieces: list
    page: int = 0
    place: int = 0  # 0 where the page has one column, else 1, 2
    gap: bool | None = None  # whether more than the usual lead parts it from the line before
    indent: float = 0.0
    note: bool = False
    full: bool = False  # reaches to about where its column ends
    room: float = 0.0  # points that are left free behind it
    beside: bool = False  # stands beside a row that was set before it, in the same column
    gapped: bool = False  # in its frame free lines part paragraphs

    @property
    def x(self):
        return self.pieces[0].x

    @property
    def y(self):
        return self.pieces[0].y

    @property
    def height(self):
        sizes = Counter()
        for piece in self.pieces:
            sizes[piece.height] += len(piece.text.strip())
        return sizes.most_common(1)[0][0]

    @property
    def text(self):
        return "".join(piece.text for piece in self.pieces)

    @property
    def frame(self):
        """Lines of one frame were set to one width, in letters of one size."""
        return 1000 * bool(self.place) + round(self.height)

    @property
    def hangs(self):
        """Whether a mark begins it, so that the lines after it stand further in."""
        return bool(_ITEM.match(self.text.lstrip()))

    @property
    def end(self):
        return self.pieces[-1].end

    @property
    def is_strong(self):
        return all(piece.look.strong for piece in self.pieces if piece.text.strip())

    @property
    def first_word(self):
        """How many points its first word takes."""
        word = self.text.split(maxsplit=1)[0] if self.text.strip() else ""
        return replace(self.pieces[0], text=word).end - self.x


class Pages:
    """Takes the pages of a document one after the other, and makes a Document of them."""

    def __init__(self, document):
        self._document = document
        self._rows = []
        self._hyphens = Counter()  # of each font, and whether soft
        self.pieces = self.signs = 0

    def add(self, number, pieces):
        rows = [replace(row, page=number) for row in _rows(pieces)]
        _set_columns(rows)
        self._rows += rows
        for piece in pieces:
            for sign in "-\xad":
                self._hyphens[piece.font, sign] += piece.text.count(sign)

    def document(self):
        """Return the document; footnotes, heads and feet are taken out of its text."""
        aside = running(self._edges())
        body = Counter()
        for row in self._rows:
            body[row.height] += len(row.text)
        usual = body.most_common(1)[0][0] if body else 0.0
        self._find_notes(aside, usual)
        self._find_gaps([r for i, r in enumerate(self._rows) if i not in aside and not r.note])
        cells = Cells(self._rows)
        last = None
        numbers = Counter()
        for index, row in enumerate(self._rows):
            numbers[row.page] += 1
            line = _line(replace(row, pieces=list(map(self._shown, row.pieces))), cells)
            if not line:
                continue
            shown = self._document.show(line.text, row.page, numbers[row.page])
            if index in aside:
                self._document.furniture.append(shown)
            elif row.note:
                self._document.notes.append(replace(_as_note(line), source=shown))
            else:
                self._document.lines.append(self._placed(line, row, last, shown))
                last = row
        return self._document

    def _shown(self, piece):
        """Return a piece with hyphens for soft ones, where its font tells the two not apart."""
        soft, plain = self._hyphens[piece.font, "\xad"], self._hyphens[piece.font, "-"]
        if not soft or plain:
            return piece
        return replace(piece, text=piece.text.replace("\xad", "-"))

    def _edges(self):
        """Yield (index, page, text) of what stands at the top or the bottom of a page."""
        pages = defaultdict(list)
        for index, row in enumerate(self._rows):
            if row.text.strip():
                pages[row.page].append((row.y, index))
        for page, rows in pages.items():
            heights = sorted({round(y) for y, _ in rows})
            edge = {*heights[:_EDGE], *heights[-_EDGE:]}
            for y, index in rows:
                if round(y) in edge:
                    yield index, page, self._rows[index].text.strip()

    def _find_notes(self, aside, usual):
        """Note the footnotes: in small letters at the foot of a column, behind a number."""
        columns = defaultdict(list)
        for index, row in enumerate(self._rows):
            if index not in aside:
                columns[row.page, row.place].append(row)
        for rows in columns.values():
            small = []
            for row in sorted(rows, key=lambda row: row.y):
                if row.height >= 0.93 * usual or not row.text.strip():
                    break
                small.append(row)
            lowest_first = [row for row in small if row.height]
            starts = [n for n, row in enumerate(lowest_first) if _NOTE.match(row.text.strip())]
            for row in lowest_first[: starts[-1] + 1] if starts else []:
                row.note = True

    def _find_gaps(self, rows):
        """Find the usual lead of each size of letters, and where more than that is left free."""
        leads = defaultdict(list)
        for first, second in pairwise(rows):
            if _follows(first, second):
                leads[second.height].append(round(first.y - second.y, 1))
        usual = {}
        for height, found in leads.items():
            common = Counter(found).most_common()
            often = [lead for lead, times in common if times >= max(2, 0.2 * len(found))]
            usual[height] = min(often or [median(found)])
        for first, second in pairwise(rows):
            if _follows(first, second):
                lead = usual[second.height]
                second.gap = first.y - second.y > 1.15 * lead + 0.5
        gapped = {row.frame for row in rows if row.gap}
        for row in rows:
            row.gapped = row.frame in gapped

    def _placed(self, line, row, last, shown):
        return replace(
            line,
            before=Break.PARAGRAPH if row.gap is False else Break.BLANK,
            goes_on=_goes_on(row, last, line),
            frame=row.frame,
            indent=int(row.indent / (0.5 * row.height or 1)),
            source=shown,
            beside=row.beside,
            height=row.height,
            crowded=bool(last) and row.gap is False and row.first_word > last.room,
        )


def _goes_on(row, last, line):
    """Tell whether the page shows that a line goes on with the last one, or None."""
    if last is None:
        return None
    alike = abs(row.height - last.height) <= 0.1 * row.height
    if row.gap is None:  # at the top of a column or page, or below something else
        broken = goes_on_small(line.text) and not re.search(r"[.!?:]\W*$", last.text[-5:])
        return True if alike and broken else None
    if row.gap or not alike:
        return False
    if last.is_strong and not row.is_strong:  # below a heading, or a beginning that is strong
        return None if row.height == last.height else False
    begins = row.indent > last.indent + 0.5 * row.height and not last.hangs
    sure = row.gapped or not re.search(r"[.!?:;]\W*$", last.text[-5:])
    ends = row.indent < last.indent - 0.5 * row.height
    return True if last.full and sure and not begins and not ends else None


def _follows(first, second):
    """Tell whether the second stands below the first, in the same column and like it."""
    return (
        first.page == second.page
        and first.place == second.place
        and 0 < first.y - second.y < 4 * max(first.height, second.height)
    )


def _rows(pieces):
    """Yield the rows that the pieces make."""
    row = []
    for piece in pieces:
        if row and not _beside(row, piece):
            if any(one.text.strip() for one in row):
                yield _Row(row)
            row = []
        if row or piece.text.strip():
            row.append(piece)
    if row:
        yield _Row(row)


def _beside(row, piece):
    last = row[-1]
    tall = max(last.height, piece.height)
    raised = min(last.height, piece.height) < 0.8 * tall
    level = min(abs(one.y - piece.y) for one in (row[0], last))
    return level <= (0.6 if raised else 0.45) * tall and piece.x >= last.x - 0.3 * tall


def _set_columns(rows):
    """Find whether a page has two columns, and where each row stands."""
    if not rows:
        return
    right = max(row.end for row in rows)
    gutter = _gutter(rows, right)
    for row in rows:
        if gutter is not None and row.x >= gutter - 2:
            row.place = 2
        elif gutter is not None and row.end <= gutter + 0.15 * (right - gutter):
            row.place = 1
        row.indent = row.x
    _set_across(rows)
    _find_beside(rows)
    for place in (0, 1, 2):
        here = [row for row in rows if row.place == place]
        margin = min((row.x for row in here), default=0)
        ends = sorted(row.end for row in here)
        edge = ends[len(ends) * 9 // 10] if ends else 0
        for row in here:
            row.indent = row.x - margin
            row.full = row.end - margin > 0.75 * (edge - margin)
            row.room = edge - row.end


def _gutter(rows, right):
    """Return where a second column begins, or None; marks of its items may stand before that."""
    left = min(row.x for row in rows)
    far = [row for row in rows if row.x > (left + right) / 2 - 0.06 * (right - left)]
    starts = Counter(round(row.x) for row in far)
    found = min((x for x, n in starts.items() if n >= 4), default=None)
    if found is None:
        return None
    near = (row for row in far if row.x > found - _HANG * row.height)
    marked = (r for r in near if read_mark(r.text.lstrip()) and not is_page_number(r.text))
    return min([found, *(round(row.x) for row in marked)])


def _set_across(rows):
    """Set what stands higher than the second column, beside lines across the page, as they are."""
    top = max((row.y + row.height for row in rows if row.place == 2), default=None)
    higher = [row for row in rows if top is not None and row.y > top + row.height]
    if any(not row.place for row in higher):
        for row in higher:
            row.place = 0


def _find_beside(rows):
    """Find what stands beside the first line of a label that has more lines.

    Columns of a text are set one after the other, labels and values by turns.
    """
    by_turns = sum(one.place == 2 != other.place for one, other in pairwise(rows)) > 2
    for index, row in enumerate(rows):
        row.beside = any(
            abs(one.y - row.y) < 0.45 * row.height
            and one.end < row.x
            and (by_turns or one.place == row.place)
            for one in rows[max(0, index - _LABEL_LINES) : max(0, index - 1)]
        )


def _line(row, cells):
    """Return the row as a Line, with signs between the cells of a table, or None."""
    parts, last, starts = [], None, [row.x]
    for piece in row.pieces:
        if last:
            parts.append(cells.between(row, parts, last, piece))
            if parts[-1].text == CELL_END:
                starts.append(piece.x)
        raised = piece.height < 0.8 * row.height and piece.text.strip().isdigit()
        text = (f"[{piece.text.strip()}]" if last else f"{piece.text} ") if raised else piece.text
        parts.append(Inline.of(readable(text), piece.look))
        last = piece
    line = read_line(Inline.joined(parts), Break.BLANK)
    return line and replace(line, starts=tuple(starts))


def _as_note(line):
    found = _NOTE.match(line.text)
    if not found:
        return line
    number = Inline.of(f"[{found[1].strip('[]')}] ")
    return replace(line, words=Inline.joined([number, line.words[found.end() :]]))
