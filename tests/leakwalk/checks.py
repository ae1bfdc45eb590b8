"""What must hold of an answer, whoever asked; each check yields what is wrong, in words."""

import re
from urllib.parse import quote, urlsplit

from .canaries import Room
from .people import EVERYBODY, STAFFERS

ROOMS = {
    "evaluation-detail": Room.CURRENT,
    "evaluation-attachment": Room.CURRENT,
    "finding-detail": Room.CURRENT,
    "recommendation-detail": Room.CURRENT,
    "lesson-detail": Room.CURRENT,
    "practice-detail": Room.CURRENT,
    "project-detail": Room.CURRENT,
    "project-evaluations": Room.CURRENT,
    "comparison": Room.CURRENT,
    "planned-list": Room.DESK,
    "donor-detail": Room.CURRENT,
    "area-detail": Room.REGISTER,
    "theme-detail": Room.CURRENT,
    "evaluation-version": Room.PINNED,
    "evaluation-changes": Room.PINNED,
    "private-preview": Room.LINK,
}
PUBLIC = (Room.LISTS, Room.CURRENT, Room.PINNED, Room.REGISTER)
FOLDERS = {"desk": Room.DESK, "admin": Room.DESK, "accounts": Room.ACCOUNT}
DENIALS = (404, 405)
SIGN_IN = ("/accounts/login/", "/admin/login/")

REFUSING = re.compile(r"/(delete|add)/")  # nobody deletes or adds here: refused before one looks
HREF = re.compile(r'href="([^"]+)"')
WHERE = re.compile(r"(?:/(?:fr|es)(?=/))?([^?#]*)")  # an address without its language, query, place
VERSION = re.compile(r"/evaluations/[\w-]+/")
COMPARED = re.compile(r"(?:from|to)=(\d+)")
NUMBERED = re.compile(r"[Vv]ersion (\d+)")

# What differs between two answers that tell the same.
NONCE = re.compile(r"nonce[-=]\"?[\w+/=-]+")
TOKEN = re.compile(r'(csrfmiddlewaretoken" value|data-csrf|csrftoken)="?[\w-]+')
STARTED = re.compile(r'name="started_from" value="\d+"')  # the number of the newest revision of all
MOMENT = re.compile(r"\d\d:\d\d:\d\d|\d\d\d\d-\d\d-\d\dT[\d:.+]+")


def room_of(place, query=""):
    """Return the Room to which an address belongs; one that is not known shows lists."""
    if place.name == "evaluation-detail" and "as_of=" in query:
        return Room.PINNED
    folder = FOLDERS.get(place.route.partition("/")[0])
    return ROOMS.get(place.name) or folder or Room.LISTS


def canaries(world, answer, room):
    """No text that the person may not see; what she typed herself may be echoed."""
    asked = f"{answer.asked.address} {answer.asked.body}".lower()
    for canary in world.aviary.found(answer.text):
        if answer.asked.person not in canary.sight.within(room) and canary.word not in asked:
            yield f"holds “{canary}”"
    for name, token in world.tokens.items():
        if token not in asked and token.lower() in answer.text:
            yield f"holds the token of the {name} preview link"


def leads(answer, known):
    """No page leads to what the person may not reach, or names the number of such a version."""
    asked = answer.asked.address
    for address in {WHERE.match(told)[1] for told in HREF.findall(answer.page)}:
        if answer.asked.person not in known.get(address, EVERYBODY) and address not in asked:
            yield f"leads to {address}"
    if version := VERSION.match(asked):
        for number in {*COMPARED.findall(answer.page), *NUMBERED.findall(answer.page)}:
            address = f"{version[0]}v/{number}/"
            if answer.asked.person not in known.get(address, EVERYBODY) and address not in asked:
                yield f"names version {number}"


def status(answer):
    if answer.status >= 500 or answer.error:
        yield f"answers {answer.status}: {answer.error}"


def reach(answer, target):
    """Who must reach it does; who may not is told that there is nothing, or asked to sign in."""
    person = answer.asked.person
    if person in target.bound and (answer.status == 404 or asks_to_sign_in(answer)):
        yield f"answers {answer.status} to somebody who may see it"
    refused = answer.status == 403 and REFUSING.search(answer.asked.address)
    if person not in target.may and not denied(answer) and not refused:
        yield f"answers {answer.status} to somebody who may not see it"


def denied(answer):
    """Whether it says nothing; Django's administration leads any key on to a page of changing."""
    onward = answer.headers.get("Location") == f"{answer.asked.address}change/"
    kept = answer.status == 200 and 'name="kept_form"' in answer.page  # asks to sign in again
    return answer.status in DENIALS or onward or kept or asks_to_sign_in(answer)


def asks_to_sign_in(answer):
    return led_to_signing_in(answer) and answer.asked.person not in STAFFERS


def led_to_signing_in(answer):
    return answer.status == 302 and urlsplit(answer.headers["Location"]).path in SIGN_IN


def alike(answer, nothing):
    """What is hidden is answered as what does not exist: status, headers, body."""
    for name, one, other in zip(("headers", "body"), told(answer), told(nothing), strict=True):
        if one != other:
            yield f"can be told by its {name} from what does not exist ({_differing(one, other)})"
    if answer.status != nothing.status:
        yield f"answers {answer.status}, and {nothing.status} for what does not exist"


def moved(now, before):
    """What a person is shown stays as it was."""
    for name, one, other in zip(("headers", "body"), told(now), told(before), strict=True):
        if one != other:
            yield f"has other {name} after what happened unseen ({_differing(one, other)})"
    if now.status != before.status:
        yield f"answers {now.status} after what happened unseen, and {before.status} before"


def told(answer, *also):
    """Return the headers and the body of an answer without what differs by chance or as asked."""
    address = answer.asked.address
    typed = {address, quote(address), quote(address, safe=""), *also}
    typed |= {step for step in re.split(r"[/?=&]", address) if len(step) > 8 and not step.isalpha()}
    by_chance = ("Date", "Content-Length")
    headers = sorted((n, v) for n, v in answer.headers.items() if n not in by_chance)
    return tuple(_masked(text, typed) for text in (str(headers), answer.page))


def _masked(text, typed):
    for words in sorted(typed, key=len, reverse=True):
        text = text.replace(words, "…")
    for by_chance in (MOMENT, TOKEN, NONCE, STARTED):
        text = by_chance.sub("", text)
    return text


def _differing(one, other):
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    start = max(place - 30, 0)
    return f"{one[start : place + 30]!r}, {other[start : place + 30]!r}"


def caching(answer, room):
    """Public pages are the same for all who are not signed in; others' are kept by no cache."""
    vary = answer.headers.get("Vary", "").lower()
    control = answer.headers.get("Cache-Control", "")
    if answer.asked.person == "anonymous":
        if room in PUBLIC and ("cookie" in vary or answer.cookies):
            yield f"varies by cookie, or sets one: {vary} {answer.cookies}"
        if room == Room.LINK and answer.status == 200 and "no-store" not in control:
            yield "may be kept by a cache"
    elif "no-store" not in control or "private" not in control:
        yield f"may be kept by a cache: {control!r}"


def head(answer, got):
    """A HEAD says what a GET says, and no more."""
    if answer.status != got.status:
        yield f"answers {answer.status}, and {got.status} to a GET"
    skipped = {"Content-Length", "Content-Security-Policy", "Expires", "Date"}
    for name in set(answer.headers) - skipped:
        if _masked(answer.headers[name], ()) != _masked(got.headers.get(name, ""), ()):
            yield f"says otherwise in {name} than to a GET"
