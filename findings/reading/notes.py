"""Footnotes: each is put after the paragraph that refers to it."""

import re
from dataclasses import replace

from .inline import Inline
from .joining import Block
from .lines import Place

_NUMBER = re.compile(r"\[(\d{1,3})\]")


class Notes:
    def __init__(self, lines):
        self._whole = []  # of each note its lines
        for line in lines:
            if _NUMBER.match(line.text) or not self._whole:
                self._whole.append([line])
            else:
                self._whole[-1].append(line)
        self._used = set()

    def placed(self, blocks):
        """Return the blocks, after each the notes that it refers to."""
        made = []
        for block in blocks:
            made.append(block)
            for number in _NUMBER.findall(block.words.text) if self._whole else ():
                note = self._take(number)
                if note:
                    made.append(self._block(note, block))
        return made

    def _take(self, number):
        for index, lines in enumerate(self._whole):
            if index not in self._used and lines[0].text.startswith(f"[{number}]"):
                self._used.add(index)
                return lines
        return None

    def _block(self, lines, block):
        level = block.place.level if block.place else 1
        place = Place("more", level) if block.is_item else None
        parts = [part for line in lines for part in (line.words, Inline.of(" "))]
        sources = [index for line in lines for index in line.sources]
        return Block(replace(lines[-1]), parts, place, sources=sources, note=True)

    def left(self):
        """Return the lines of the notes that nothing refers to."""
        return [
            line
            for index, lines in enumerate(self._whole)
            if index not in self._used
            for line in lines
        ]
