"""Rich text as blocks: paragraphs and lists of runs of text, without any markup."""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import groupby

from projects.richtext import clean, legal

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_INTEGER = re.compile(r"-?\d{1,9}")
_DEEPEST = 6  # what lists are nested deeper becomes paragraphs of their item


@dataclass(frozen=True)
class Run:
    """A piece of text that looks the same all along; a line end in it breaks the line."""

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""


@dataclass(frozen=True)
class Paragraph:
    """`kind` is "text", "detail" (a further field of an item) or "aside" (in English, quiet)."""

    runs: tuple[Run, ...]
    kind: str = "text"

    @property
    def text(self):
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True)
class Item:
    """What a list says at one of its marks: paragraphs, and lists within it."""

    mark: str
    blocks: tuple = ()


@dataclass(frozen=True)
class List:
    """`kind` says what is listed: "text" for a list within a text, else a part of the summary."""

    items: tuple[Item, ...]
    kind: str = "text"


def blocks_of(markup):
    """Return rich text as a tuple of Paragraphs and Lists."""
    reader = _Reader()
    reader.feed(clean(markup or ""))
    reader.close()
    return reader.finished()


def plain(text, **look):
    """Return a plain text as a Run, without the signs that no document can hold."""
    return Run(_SPACES.sub(" ", legal(text)).strip(), **look)


def run_in(heading, blocks):
    """Return the blocks with a strong heading that runs into their first paragraph."""
    lead = plain(heading, strong=True)
    if blocks and isinstance(blocks[0], Paragraph):
        first = replace(blocks[0], runs=(lead, Run(" "), *blocks[0].runs))
        return (first, *blocks[1:])
    return (Paragraph((lead,)), *blocks)


def stopped(heading):
    """Return a heading that a text runs on from: with a stop, unless it has one."""
    heading = heading.strip()
    return heading if heading[-1:] in ".:;!?…" else f"{heading}."


@dataclass
class _Open:
    """A list that is not yet at its end; `number` is its next item's, None for a bullet."""

    number: int | None
    items: list = field(default_factory=list)

    def next_mark(self):
        if self.number is None:
            return "•"
        self.number += 1
        return f"{self.number - 1}."


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.holders = [[]]  # the blocks of the text, and of each open item
        self.lists, self.marks, self.too_deep = [], [], 0
        self.runs, self.strong, self.em, self.href = [], 0, 0, ""

    def handle_starttag(self, tag, attrs):
        if tag in ("p", "ul", "ol", "li"):
            self._end_paragraph()
        if tag == "br":
            self.runs.append(self._run("\n"))
        elif tag in ("ul", "ol"):
            self._open_list(tag, dict(attrs).get("start") or "")
        elif tag == "li" and self.lists and not self.too_deep:
            self.marks.append(self.lists[-1].next_mark())
            self.holders.append([])
        else:
            self._look(tag, 1, dict(attrs).get("href", ""))

    def handle_endtag(self, tag):
        if tag in ("p", "ul", "ol", "li"):
            self._end_paragraph()
        if tag in ("ul", "ol") and self.too_deep:
            self.too_deep -= 1
        elif tag in ("ul", "ol") and self.lists:
            if items := tuple(self.lists.pop().items):
                self.holders[-1].append(List(items))
        elif tag == "li" and len(self.holders) > 1 and not self.too_deep:
            item = Item(self.marks.pop(), tuple(self.holders.pop()))
            if item.blocks:
                self.lists[-1].items.append(item)
        else:
            self._look(tag, -1, "")

    def handle_data(self, data):
        self.runs.append(self._run(_SPACES.sub(" ", data)))

    def finished(self):
        self._end_paragraph()
        return tuple(self.holders[0])

    def _open_list(self, tag, start):
        if len(self.lists) == _DEEPEST:
            self.too_deep += 1
            return
        number = int(start) if _INTEGER.fullmatch(start) else 1
        self.lists.append(_Open(number if tag == "ol" else None))

    def _look(self, tag, step, href):
        if tag == "a":
            self.href = href
        elif tag in ("strong", "em"):
            setattr(self, tag, getattr(self, tag) + step)

    def _run(self, text):
        return Run(text, self.strong > 0, self.em > 0, self.href)

    def _end_paragraph(self):
        runs, self.runs = _tidied(self.runs), []
        if runs:
            self.holders[-1].append(Paragraph(runs))


def _tidied(runs):
    """Return the runs without spaces at the ends of lines, those that look the same as one."""
    text = "".join(run.text for run in runs)
    looks = [look for run in runs for look in [replace(run, text="")] * len(run.text)]
    kept = _kept(text)
    signs = [(looks[n], text[n]) for n in kept]
    return tuple(
        replace(look, text="".join(sign for _, sign in group))
        for look, group in groupby(signs, key=lambda pair: pair[0])
    )


def _kept(text):
    """Return the indexes of the signs that stay: no double space, none beside a line end."""
    kept = []
    for n, sign in enumerate(text):
        if sign == " " and (not kept or text[kept[-1]] in " \n"):
            continue
        while sign == "\n" and kept and text[kept[-1]] == " ":
            kept.pop()
        if sign != "\n" or kept:
            kept.append(n)
    while kept and text[kept[-1]] in " \n":
        kept.pop()
    return kept
