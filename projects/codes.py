"""Project codes as the ILO writes them: AAA/YY/NN/DDD (area, year, number, donor)."""

import re

_SHAPE = re.compile(r"[A-Z]{3}/\d{2}/\d{2,3}/[A-Z]{3}")
_PARTS = re.compile(
    r"\s*([A-Za-z]{3})\s*/\s*([\dOoIl]{2})\s*/\s*([\dOoIl]{2,3})\s*/\s*([A-Za-z]{3})\s*"
)
_DIGITS = str.maketrans("OoIl", "0011")


def normalise_code(code):
    """Return the code with digits where digits must stand: GLO/O6/57/UKM gives GLO/06/57/UKM.

    A code of another shape keeps its signs, in capitals and without white space.
    """
    if m := _PARTS.fullmatch(code):
        area, year, number, donor = m.groups()
        return "/".join(
            (area.upper(), year.translate(_DIGITS), number.translate(_DIGITS), donor.upper())
        )
    return re.sub(r"\s+", "", code).upper()


def code_warning(code):
    """Return what looks wrong with a code, in words for the person who typed it, or ""."""
    if not code:
        return ""
    normalised = normalise_code(code)
    if not _SHAPE.fullmatch(normalised):
        return f"The code {code} has not the usual shape AAA/YY/NN/DDD. It is kept as you typed it."
    if normalised != code:
        return (
            f"The code {code} probably means {normalised}. It is kept as you typed it, "
            "and search finds both."
        )
    return ""
