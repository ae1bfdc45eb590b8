"""Sums of money, as donors' names and budgets have them in English, French and Spanish."""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from .wording import set_of

_STATES = r"É\.?[ -]?U\.?|E\.?E?\.?[ -]?U\.?U?\.?|U\.?S\.?A?\.?"
_OF_STATES = rf"(?:\s\(?(?:de (?:los )?|des )?(?:[EÉ]tats-Unis|Estados Unidos|{_STATES})\)?)?"
_CURRENCIES = {  # the longer wording before the shorter one that it begins with
    "CAD": r"CAD|CA\$|C\$|\$\s?CAN?(?!\w)|Canadian dollars?|dollars? canadiens?"
    r"|d[óo]lares canadienses",
    "AUD": r"AUD|AU\$|A\$|Australian dollars?|dollars? australiens?|d[óo]lares australianos",
    "NZD": r"NZD|NZ\$|New Zealand dollars?",
    "USD": rf"US\s?\$|USD|\$\s?(?:{_STATES})(?!\w)|(?:US|U\.S\.|United States) dollars?"
    r"|dollars? américains?|d[óo]lares (?:estadounidenses|americanos)"
    rf"|(?:dollars?|d[óo]lares){_OF_STATES}|\$",
    "EUR": r"EUR|€|euros?",
    "GBP": r"GBP|£|pounds? sterling|British pounds?|livres? sterling|libras? esterlinas?",
    "CHF": r"CHF|SFr\.?|Swiss francs?|francs? suisses?|francos? suizos?",
    "NOK": r"NOK|Norwegian (?:kroner|krone|crowns?)|couronnes? norvégiennes?|coronas? noruegas?",
    "SEK": r"SEK|Swedish (?:kronor|krona|crowns?)|couronnes? suédoises?|coronas? suecas?",
    "DKK": r"DKK|Danish (?:kroner|krone|crowns?)|couronnes? danoises?|coronas? danesas?",
    "JPY": r"JPY|¥|Japanese yen|yens? japonais|yens?",
}  # fmt: skip
_CODES = {code: re.compile(said, re.IGNORECASE) for code, said in _CURRENCIES.items()}
_CURRENCY = "|".join(_CURRENCIES.values())
_AMOUNT = r"\d{1,3}(?:[ ,.'’\xa0\u2009\u202f]\d{3}){1,4}(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,3})?"
_TIMES = (
    (r"mil millones|milliards?|billions?|bn", 1_000_000_000),
    (r"millions?|millones|millón|mio\b\.?|mln\b\.?|m", 1_000_000),
    (r"thousand|milliers?|mille|mil|k", 1_000),
)
_TIMES_SAID = "|".join(said for said, _ in _TIMES)
_SUM = re.compile(
    rf"(?<![^\W\d_])(?P<before>{_CURRENCY})[.:]?\s?(?P<amount0>{_AMOUNT})"
    rf"(?:\s?(?P<times0>{_TIMES_SAID})(?!\w))?"
    rf"|(?<![\w.,])(?P<amount1>{_AMOUNT})(?:\s?(?P<times1>{_TIMES_SAID})(?!\w))?"
    rf"\s?(?:of |de |d['’]\s?)?(?P<after>{_CURRENCY})(?!\w)",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:[ ,.'’\xa0\u2009\u202f]\d{3}){1,4}")
_LISTED = re.compile(r"(?:([A-Z]{3}) )?(\d{1,3}(?:,\d{3}){0,5})")
_SIGNS = " \t\n\xa0\u202f\u2028,;:–—-/|"
_LEADS = set_of(  # words that lead to a sum
    "a about amount an and approximately approx aprox aproximadamente around budget ca cerca circa "
    "con contribution contribución de del du el en environ et for la le montant monto of por pour "
    "presupuesto some the total totale un una une with avec y"
)
_FOLLOWS = re.compile(
    r"(?:\(?(?:in total|au total|en total|total|budget|presupuesto|approx|aprox|approximately"
    r"|environ|aproximadamente)(?!\w)[\s).,;:]{0,4}){0,2}"
)
_AGAIN = re.compile(r"\s?(?:,\s)?[(=≈~]\s?[^()=≈,;]{0,40}")
_MOST_LEADS = 8
_MOST = Decimal(10) ** 12


class Sum(NamedTuple):
    """An amount, the ISO 4217 code of its currency, and where in a text it stands."""

    amount: Decimal
    currency: str
    start: int
    end: int


def sums_named(text):
    """Return the Sums that a text names."""
    return [one for one in map(_sum, _SUM.finditer(text)) if one]


def money_in(text):
    """Return (amount, currency, the text without it) of the only sum in a text, or None.

    In brackets behind it the same may be told in another currency.
    """
    sums = sums_named(text)
    alone = sums and all(_says_again(text[sums[0].end : one.start]) for one in sums[1:])
    return (sums[0].amount, sums[0].currency, without_sums(text)) if alone else None


def without_sums(text):
    """Return a text without the sums that it names, and without the words that lead to them."""
    sums = sums_named(text)
    ends, starts = [0, *(one.end for one in sums)], [*(one.start for one in sums), len(text)]
    rest = gap = ""
    for number, (start, end) in enumerate(zip(ends, starts, strict=True)):
        before, name, after = _parted(text[start:end], number > 0, number < len(sums))
        gap += before
        if name:
            rest += (_separator(gap) if rest else "") + name
            gap = after
    return rest


def sums_in(text):
    """Return (amount, currency) of each sum in a list like “USD 1,200,000; EUR 300,000”, or ()."""
    found = [_LISTED.fullmatch(part) for part in text.split("; ")]
    if None in found:
        return ()
    amounts = (Decimal(one[2].replace(",", "")).quantize(Decimal("0.01")) for one in found)
    return tuple((amount, one[1] or "") for amount, one in zip(amounts, found, strict=True))


def _says_again(between):
    """Tell whether what stands between two sums says that both are one in two currencies."""
    return bool(_AGAIN.fullmatch(between))


def _parted(chunk, follows, leads):
    """Part what stands beside sums in what belongs to them before it, itself, and after it."""
    start = len(chunk) - len(chunk.lstrip(_SIGNS + (")]." if follows else "([")))
    if follows:
        start = _FOLLOWS.match(chunk, start).end()
        start = len(chunk) - len(chunk[start:].lstrip(_SIGNS + ")]."))
    name = chunk[start:].rstrip(_SIGNS + ("([" if leads else ""))
    name = _without_leads(name) if leads else name
    return chunk[:start], name, chunk[start + len(name) :]


def _without_leads(name):
    """Return a name without the words that lead from it to a sum; “Ministry of Budget” is one."""
    rest, run = name, []
    while len(run) < _MOST_LEADS and (last := rest.rsplit(None, 1)[-1:]):
        if last[0].strip(_SIGNS + "([).").casefold() not in _LEADS:
            break
        run.insert(0, last[0])
        rest = rest[: -len(last[0])].rstrip()
    begins = not rest or rest.endswith(tuple(_SIGNS)) or run and run[0][0] in "(["
    if run and (begins or run[0][0].isupper() or "".join(run).islower()):
        return rest.rstrip(_SIGNS + "([.")
    return name


def _separator(gap):
    """Return what parts two names that sums and these signs stood between."""
    if any(sign in gap for sign in ";:\n\u2028/|–—"):
        return "; "
    return ", " if "," in gap else " "


def _sum(match):
    said = match["before"] or match["after"]
    amount = _decimal(match["amount0"] or match["amount1"])
    amount = amount and amount * _times(match["times0"] or match["times1"] or "")
    if amount is None or amount >= _MOST:
        return None
    currency = next(code for code, known in _CODES.items() if known.fullmatch(said))
    return Sum(amount.quantize(Decimal("0.01")), currency, *match.span())


def _times(word):
    known = (by for said, by in _TIMES if re.fullmatch(said, word, re.IGNORECASE))
    return next(known) if word else 1


def _decimal(text):
    grouped = _GROUPED.match(text)
    whole = re.sub(r"\D", "", grouped[0]) if grouped else ""
    rest = text[grouped.end() :] if grouped else text
    try:
        return Decimal(f"{whole}{rest.replace(',', '.')}")
    except InvalidOperation:
        return None
