"""What the values of facts say: names in a list, codes, kinds of evaluations."""

import re

from .labels import timings_in
from .wording import plain, set_of, words_of

_CODE = re.compile(
    r"(?<![A-Za-z/])[A-Z]{2,4} ?/ ?[\dOIl]{2} ?/ ?[\dOIl]{2,3}[A-Z]? ?/ ?[A-Z0-9]{2,4}(?![\w/])"
)
_AND = re.compile(r"\s+(?:and|et|y|e|und)\s+|\s*&\s*")
_STRONG = re.compile(r"\s*(?:;|\n|\u2028|•)\s*")
_ONE_NAME = (
    "Bosnia and Herzegovina", "Trinidad and Tobago", "Antigua and Barbuda", "Saint Kitts and Nevis",
    "Saint Vincent and the Grenadines", "Sao Tome and Principe", "Turks and Caicos Islands",
    "Wallis and Futuna Islands", "Asia and the Pacific", "Europe and Central Asia",
    "Latin America and the Caribbean", "Middle East and North Africa", "Australia and New Zealand",
    "Central and Eastern Europe", "Eastern and Southern Africa", "West and Central Africa",
    "Asie et Pacifique", "Asie et le Pacifique", "Amérique latine et Caraïbes",
    "Europe et Asie centrale", "Amérique latine et les Caraïbes", "Bosnie et Herzégovine",
    "Trinité et Tobago",
    "Asia y el Pacífico", "América Latina y el Caribe", "Europa y Asia Central",
    "Bosnia y Herzegovina", "Trinidad y Tobago", "Antigua y Barbuda", "Santo Tomé y Príncipe",
)  # fmt: skip
_TURNED = re.compile(  # “Tanzania, United Republic of”
    r",\s+(?=(?:United |Islamic |Democratic |People's |Plurinational |Bolivarian |Federated )?"
    r"(?:Democratic )?(?:Republic|State|States|Peoples?)\b[^,;]{0,30}\bof\b|The\b)"
)
_UNIT = set_of(
    "ministry ministries department departments bureau office agency agencies secretariat "
    "directorate division dg institute institut ministere ministerio direction direccion "
    "agencia agence service departamento departement secretaria state government"
)
_WHOLE = set_of(
    "aid foundation union commission bank agency organization organisation fund cooperation "
    "inc ltd corporation group trust programme program council fundacion fondation banque "
    "banco agencia agence europea europeenne"
)
_NATURES = {
    "independent": "independent independante independiente independants",
    "internal": "internal interne interna",
    "self": "self auto autoevaluation autoevaluacion",
    "external": "external externe externa",
    "joint": "joint conjointe conjunta commune",
    "cancelled": "cancelled annulee cancelada",
}
_TYPES = (
    ("dwcp_review", {"dwcp"}), ("dwcp_review", {"country", "programme", "review"}),
    ("country_programme", {"country", "programme"}), ("cluster", {"cluster"}),
    ("cluster", {"groupee"}), ("cluster", {"agrupada"}), ("cluster", {"grappe"}),
    ("cluster", {"conglomerado"}), ("cluster", {"conglomerados"}), ("rbsa", {"rbsa"}),
    ("thematic", {"thematic"}), ("thematic", {"thematique"}), ("thematic", {"tematica"}),
    ("strategy", {"strategy"}), ("strategy", {"strategie"}), ("strategy", {"estrategia"}),
    ("synthesis", {"synthesis"}), ("impact", {"impact"}), ("evaluability", {"evaluability"}),
    ("partnership", {"partnership"}), ("project_joint", {"project", "joint"}),
    ("project_external", {"project", "external"}), ("project", {"project"}),
    ("project", {"projet"}), ("project", {"proyecto"}),
)  # fmt: skip


def codes_in(text):
    """Return the project codes in a text, verbatim but without spaces at the strokes."""
    listed = text.strip().split("; ")
    if len(listed) > 1 and not any(re.search(r"\s", code) for code in listed):
        return tuple(dict.fromkeys(listed))
    found = [re.sub(r" ?/ ?", "/", code) for code in _CODE.findall(text)]
    if found:
        return tuple(dict.fromkeys(found))
    parts = re.split(r"\s*[;,\n]\s*|\s+(?:and|et|y|&)\s+", text.strip())
    return tuple(dict.fromkeys(part for part in parts if part))


def names_in(text, known=()):
    """Return the names in a list of places: parted by ";", ",", "and", "&" or line ends."""
    parts = [part for part in _STRONG.split(text.strip()) if part]
    if len(parts) > 1 and ";" in text:
        return _unique(parts)
    return _unique(name for part in parts for name in _places_in(part, known))


def _places_in(text, known):
    said = text.casefold()
    named = [name for name in {*_ONE_NAME, *known} if name.casefold() in said]
    whole = [name for name in named if _AND.search(name) or "," in name]
    for name in sorted(whole, key=len, reverse=True):
        text = re.sub(re.escape(name), lambda m: _kept(m[0]), text, flags=re.IGNORECASE)
    text = re.sub(r"\([^()]{0,200}\)", lambda m: _kept(m[0]), _TURNED.sub("\0\3", text))
    parts = re.split(r"\s*[,/•]\s*", text)
    parts = [one for part in parts for one in _AND.split(re.sub(r"^(?:and|et|y)\s+", "", part))]
    return [_given_back(part).strip(" .") for part in parts]


def _kept(text):
    return (
        re.sub(r"\s", lambda m: "\1", text)
        .replace(",", "\0")
        .replace("&", "\2")
        .replace("/", "\4")
        .replace("-", "\5")
        .replace("–", "\6")
    )


def _given_back(text):
    for sign, back in (
        ("\0\3", ", "),
        ("\0", ","),
        ("\1", " "),
        ("\2", "&"),
        ("\4", "/"),
        ("\5", "-"),
        ("\6", "–"),
    ):
        text = text.replace(sign, back)
    return text


def donors_in(text, places=()):
    """Return the names of the donors; a name may hold commas and "and"."""
    parts = [part for part in _STRONG.split(text.strip()) if part]
    known = {plain(place) for place in places} | {
        "european union",
        "european commission",
        "eu",
        "usa",
    }
    return _unique(name for part in parts for name in _parted(part, known))


def _parted(text, places):
    """Part a list at its commas and "and" only where each part is a donor by itself."""
    closed = re.split(r"(?<=\))\s*(?:,|\band\b|\bet\b|\by\b|&|/)\s*", text)
    if len(closed) > 1:
        return [one for part in closed for one in _parted(part, places)]
    by_and = _AND.search(text)
    parts = [one for part in re.split(r"\s*,\s*", text) for one in _AND.split(part) if one]
    if len(parts) < 2:
        return [text]
    place = [plain(part) in places for part in parts]
    acronym = [bool(re.fullmatch(r"[A-Z][A-Za-z-]{0,2}[A-Z]{1,8}", part)) for part in parts]
    alone = [
        p or a or bool(set(words_of(part)[-1:]) & _WHOLE) and not set(words_of(part)[:1]) & _UNIT
        for p, a, part in zip(place, acronym, parts, strict=True)
    ]
    if all(place) or all(acronym) or by_and and all(alone):
        return parts
    return [text]


def list_in(text):
    """Return keywords or offices: parted by ";" or line ends, else by commas."""
    parts = _STRONG.split(text.strip())
    if len(parts) == 1:
        parts = re.split(r"\s*,\s*(?![^()]{0,100}\))", text.strip())
    return _unique(part.rstrip(".") if part.count(".") == 1 else part for part in parts)


def _unique(names):
    return tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip(" .-–")))


def kinds_in(text, what=""):
    """Return {"timing", "type", "nature"} as far as a value says them; `what` is its label."""
    words, label = set(words_of(text)), set(words_of(what))
    told = {}
    timings = timings_in(plain(text))
    if len(timings) == 1:
        told["timing"] = timings[0]
    natures = [key for key, names in _NATURES.items() if words & set(names.split())]
    said = next((key for key, needed in _TYPES if needed <= words), "")
    if said:
        told["type"] = said
    if natures and not (natures == ["joint"] and said == "project_joint" and "nature" not in label):
        told["nature"] = natures[0]
    if natures == ["joint"] and not said and label & {"type", "tipo"}:
        told = {**told, "type": "joint"}
    return told
