"""Signs that were damaged on their way, or that only a printer needs."""

import re

LINE_END, PAGE_END = "\ufdd0", "\ufdd1"  # noncharacters: they pass a parser as text
CONTROLS = {  # the control characters that say something
    0x0B: LINE_END,
    0x0C: PAGE_END,
    0x1E: "-",  # Word's hyphen that does not break
}
_SIGNS = {
    **CONTROLS,
    **{code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)},
    **dict.fromkeys([0x200B, 0x2060, 0xFEFF, 0x180E, 0xFFFC], ""),  # show nothing
    0xF0B7: "•",  # Symbol and Wingdings, as Word writes them
    0xF0A7: "▪",
    0xF0D8: "➢",
    0x2028: LINE_END,
    0x2029: PAGE_END,
}
_SPREADSHEET_RETURN = re.compile(r"_x000[da]_", re.IGNORECASE)
# Joiners shape Arabic and Indic letters; beside Latin ones, or in crowds, they are left over.
_STRAY_JOINER = re.compile(
    "[\u200c\u200d]{2,}|(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])"
)
SOFT_HYPHEN = "\xad"
_SOFT_HYPHENS = re.compile("\xad+")
_SOFT_HYPHEN_INSIDE = re.compile("\xad(?=\\S)")
_ODD = re.compile(f"[{''.join(map(chr, (*_SIGNS, 0xAD, 0x200C, 0x200D)))}]|_[xX]000[dDaA]_")


def mended(text):
    """Return the text with Windows' quotes as quotes and without signs that show nothing.

    Line and page ends within a line become LINE_END and PAGE_END; a soft hyphen stays only before
    a space or at the end, where a line may have been broken.
    """
    if not _ODD.search(text):
        return text
    text = _SPREADSHEET_RETURN.sub(LINE_END, text).translate(_SIGNS)
    text = _SOFT_HYPHEN_INSIDE.sub("", _SOFT_HYPHENS.sub(SOFT_HYPHEN, text))
    return _STRAY_JOINER.sub("", text)
