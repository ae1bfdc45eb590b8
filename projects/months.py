"""A month of a year: all that evaluation reports say of most dates."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

# The months in English, French and Spanish, without accents.
_NAMES = (
    "january janvier enero", "february fevrier febrero", "march mars marzo", "april avril abril",
    "may mai mayo", "june juin junio", "july juillet julio", "august aout agosto",
    "september septembre septiembre setiembre", "october octobre octubre",
    "november novembre noviembre", "december decembre diciembre",
)  # fmt: skip
_WORD = re.compile(r"\b([a-z]{3,10})\b\.?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-\d{1,2}(?:[t ]\d{1,2}:.*)?)?")
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{4})")
_YEAR = re.compile(r"(?:\b|')(\d{4}|\d{2})\b")


@dataclass(frozen=True, order=True)
class Month:
    """A month, shown "October 2009" or "octobre 2009", that sorts and compares as a date."""

    year: int
    month: int

    def __post_init__(self):
        date(self.year, self.month, 1)

    def __str__(self):
        return date_format(self.first_day, "YEAR_MONTH_FORMAT")

    @property
    def first_day(self):
        return date(self.year, self.month, 1)

    def isoformat(self):
        """Return the month as in ISO 8601: "2009-10"."""
        return f"{self.year:04}-{self.month:02}"

    @classmethod
    def parse(cls, text):
        """Read "October 2009", "2009-10", "10/2009", "Sept. 2009", "OCT 08" or "30 June 2010".

        A day is left out. Month names may be English, French or Spanish. Raise ValueError where
        the text names no single month.
        """
        plain = unicodedata.normalize("NFKD", text.strip().lower())
        plain = "".join(c for c in plain if not unicodedata.combining(c))
        if m := _ISO.fullmatch(plain):
            return cls(int(m[1]), int(m[2]))
        if m := _NUMBERS.fullmatch(plain):
            return cls(int(m[2]), int(m[1]))
        named = [n for word in _WORD.findall(plain) if (n := _named(word))]
        years = _YEAR.findall(plain)
        whole = [year for year in years if len(year) == 4] or years[-1:]
        if len(named) != 1 or len(whole) != 1 or len(years) > 2:
            raise ValueError(f"“{text}” is not a month of a year.")
        return cls(_full_year(whole[0]), named[0])


def _named(word):
    """Return the number of the one month whose name begins with the word, or None."""
    begun = {
        n for n, names in enumerate(_NAMES, 1) for name in names.split() if name.startswith(word)
    }
    return begun.pop() if len(begun) == 1 else None


def _full_year(digits):
    """Two digits are a year from 1970 to 2069, as POSIX reads them."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= 70 else 2000)
