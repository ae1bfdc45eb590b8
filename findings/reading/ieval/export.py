"""An export to records: one evaluation, recommendation, lesson and practice for each id."""

from collections import Counter
from dataclasses import dataclass, field

from findings.terms import ActionStatus, Stage
from projects.garbage import collected_seldom

from .columns import (
    DECISIONS,
    EVALUATION_NUMBER,
    ID_COLUMNS,
    KNOWN,
    NOTHING_PLANNED,
    OF_EVALUATION,
    OF_ITEMS,
    PROGRESS,
    kind_of,
)
from .drafts import Draft, Reader
from .language import language_of
from .records import Complaint, Place, Record
from .wording import cell_line, split_labels
from .workbook import Limits, Unreadable, read_sheets

NO_CODE = "no_dc_symbol"
USUAL = Limits()


@dataclass(frozen=True)
class Export:
    """The evaluations of an export with their parts, and what was not understood.

    `rows` counts the rows read, `merged` those that repeat a thing told before, by kind.
    """

    evaluations: list[Record]
    complaints: list[Complaint] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    merged: dict[str, int] = field(default_factory=dict)


@collected_seldom()
def read_export(data, limits=USUAL):
    """Read the bytes of an XLSX export; sheets are told apart by their headings.

    Raise Unreadable where the file is no workbook, too large, or has none of the five sheets.
    """
    gathering = _Gathering()
    known = 0
    for sheet in read_sheets(data, kind_of, limits):
        known += gathering.hear(sheet)
    if not known:
        raise Unreadable("None of its sheets has the headings of an i-eval Discovery export.")
    return gathering.export()


class _Gathering:
    def __init__(self):
        self.reader = Reader()
        self.evaluations, self.items, self.stages = {}, {}, {}
        self.rows, self.merged = {}, Counter()

    def hear(self, sheet):
        """Read the rows of a sheet; return whether it is one of the five."""
        names = {heading.casefold(): heading for heading in sheet.headings if heading}
        kind = kind_of(set(names))
        if not kind:
            self.reader.complain(sheet.name, 1, "", "none of the five sheets; it was not read")
            return False
        for name in names.keys() - KNOWN:
            self.reader.complain(sheet.name, 1, names[name], "a column not known; it was not read")
        self.rows.setdefault(kind, 0)
        for number, row in sheet.rows:
            self.rows[kind] += 1
            self._hear_row(kind, sheet.name, number, row)
        return True

    def _hear_row(self, kind, sheet, number, row):
        key = cell_line(row[EVALUATION_NUMBER])
        if not key:
            self.reader.complain(sheet, number, "Evaluation number", "missing; the row is left out")
            return
        place = Place(sheet, number)
        evaluation = self.evaluations.setdefault(key, Draft("evaluation", key, place))
        if kind in ID_COLUMNS:
            self._hear_item(kind, key, place, row)
        else:
            said = (key, kind)
            self.merged["evaluation"] += said in self.stages
            self.stages[said] = place
        self.reader.tell({"": evaluation}, OF_EVALUATION, sheet, number, row)

    def _hear_item(self, kind, evaluation, place, row):
        name = ID_COLUMNS[kind]
        key = cell_line(row[name])
        if not key:
            self.reader.complain(*place[:2], name, "missing; the row is left out")
            return
        drafts = self.items.get((kind, key))
        if drafts is None:
            drafts = {"": Draft(kind, key, place)}
            drafts |= {part: Draft(part, key, place) for part in ("response", "action")}
            drafts[""].evaluation = evaluation
            self.items[kind, key] = drafts
        elif drafts[""].evaluation != evaluation:
            self.reader.complain(
                *place[:2], name, f"{key} belongs to evaluation {drafts[''].evaluation} already"
            )
            return
        else:
            self.merged[kind] += 1
        self.reader.tell(drafts, OF_ITEMS[kind], *place[:2], row)

    def export(self):
        items = {}
        for (kind, key), drafts in self.items.items():
            if drafts[""].values.get("text"):
                items.setdefault((drafts[""].evaluation, kind), []).append((key, drafts))
            else:
                place = drafts[""].place
                self.reader.complain(*place[:2], "", f"{kind} {key} has no text; it is left out")
        records = [self._evaluation(draft, items) for draft in self.evaluations.values()]
        return Export(
            [record for record in records if record],
            self.reader.complaints, self.rows, self.merged,
        )  # fmt: skip

    def _evaluation(self, draft, items):
        if not draft.values.get("title"):
            self.reader.complain(*draft.place[:2], "Evaluation title", "missing; it is left out")
            return None
        parts = [p for kind in ID_COLUMNS for p in _items(items.get((draft.key, kind), []))]
        texts = [part.values["text"] for part in parts]
        codes = draft.values.get("projects")
        draft.values |= {
            "stage": self._stage(draft.key),
            "language": language_of([draft.values["title"], *texts]),
            "external_reference": draft.key,
        }
        if not draft.values.get("areas") and draft.rest.get("Region(s)"):
            draft.values["areas"] = draft.rest["Region(s)"]
        if codes is not None:
            draft.values["projects"] = {c: None for c in codes if NO_CODE not in c.casefold()}
        return draft.record(parts)

    def _stage(self, key):
        planned = (key, "planned") in self.stages and (key, "completed") not in self.stages
        return Stage.PLANNED if planned else Stage.COMPLETED


def _items(drafts):
    """Return the Records of an evaluation's items of one kind, in their order."""
    drafts = sorted(drafts, key=lambda pair: (len(pair[0]), pair[0]) if pair[0].isdigit() else
                    (99, pair[0]))  # fmt: skip
    labelled = split_labels([draft[""].values["text"] for _, draft in drafts])
    for (_, draft), (label, text) in zip(drafts, labelled, strict=True):
        draft[""].values |= {"label": label, "text": text}
    labels = [label for label, _ in labelled]
    if all(label.isdigit() for label in labels) and len(set(labels)) == len(labels):
        drafts.sort(key=lambda pair: int(pair[1][""].values["label"]))
    return [_item(place, draft) for place, (_, draft) in enumerate(drafts)]


def _item(place, drafts):
    draft = drafts[""]
    draft.values["position"] = place
    parts = _follow_up(drafts) if draft.kind == "recommendation" else ()
    return draft.record(parts)


def _follow_up(drafts):
    """Yield what management answered and did, as far as the source records it.

    The decision is empty unless the source states one. Where it records progress and no plan, its
    words for the progress are what it says of the action.
    """
    response, action = drafts["response"], drafts["action"]
    said = response.values.get("decision_printed", "").casefold()
    if response.values.get("decision_printed") or response.values.get("comment"):
        response.values["decision"] = DECISIONS.get(said, "")
        yield response.record()
    progress = action.values.get("status_printed", "")
    action.values["text"] = action.values.get("text") or progress
    if action.values["text"]:
        action.values["status"] = _status(said, progress.casefold())
        yield action.record()


def _status(response, progress):
    status = PROGRESS.get(progress, "")
    if status == ActionStatus.NOT_STARTED and response in NOTHING_PLANNED:
        return ActionStatus.NO_ACTION_PLANNED
    return status
