"""Nobody sees, counts, finds or changes what is not for her, at any address of the site."""

import gzip
import io
import os
import zipfile

import pytest

from .leakwalk import Walk, slices, walk
from .leakwalk.addresses import Place
from .leakwalk.asking import Asked, Asker, unpacked
from .leakwalk.canaries import Aviary, Room, Sight
from .leakwalk.checks import asks_to_sign_in
from .leakwalk.people import EVERYBODY, NAMES
from .leakwalk.table import READERS, SIGHTS, WITHDRAWN

pytest_plugins = ["tests.leakwalk.fixtures"]
EVERYTHING = os.environ.get("EVALSITE_LEAKWALK") == "all"  # else the essence of it
APART = ("evaluations", "desk", "accounts", "admin/findings", "admin/projects", "admin")
pytestmark = pytest.mark.django_db


def part_of(name):
    """The part of the site in which the essence walks a slice."""
    return next((part for part in APART if f"{name}/".startswith(f"{part}/")), "reading room")


@pytest.mark.parametrize("name", slices() if EVERYTHING else ["reading room", *APART])
def test_nothing_leaks_from(name, world):
    names = [name] if EVERYTHING else [told for told in slices() if part_of(told) == name]
    found = walk(world, slices=names, everything=EVERYTHING)
    assert [str(problem) for problem in found] == []


def test_a_letter_holds_only_what_its_reader_may_see(world):
    people = {user.email: name for name, user in world.users.items()}
    assert len(world.mails) > 20
    for letter in world.mails:
        [reader] = [people[address] for address in letter.to]
        told = world.aviary.found(f"{letter.subject}\n{letter.body}".lower())
        assert [str(c) for c in told if reader not in c.sight.desk | c.sight.current] == []


@pytest.mark.parametrize("state", READERS)
def test_whoever_may_read_an_evaluation_reads_all_of_its_texts(state, world):
    if state in WITHDRAWN:
        pytest.skip("of what was withdrawn nobody reads the texts")
    asker = Asker(world.sessions)
    address = world.wholes[state].evaluation.get_absolute_url()
    for person in sorted(READERS[state]):
        told = world.aviary.found(asker.ask(Asked(person, address)).text)
        assert any(c.field == "conclusions" or "body" in c.field for c in told), person


def test_an_address_without_sample_arguments_fails_by_its_name(world):
    new = Place("evaluations/{slug}/new/{number}/", "evaluation-new", ("slug", "number"))
    walked = Walk(world)
    walked.place(new)
    [problem] = walked.problems
    assert problem.check == "arguments" and problem.asked == "evaluation-new"


def test_a_slice_that_is_not_there_is_no_walk(world):
    with pytest.raises(LookupError, match="no/such"):
        walk(world, slices=["no/such"])


def test_every_state_and_person_of_the_table_is_in_the_world(world):
    assert world.wholes.keys() == SIGHTS.keys()
    assert set(world.sessions) == set(NAMES) - {"anonymous"}


def test_the_deactivated_come_with_a_session_and_are_asked_to_sign_in(world):
    answer = Asker(world.sessions).ask(Asked("deactivated", "/desk/removed/"))
    assert world.sessions["deactivated"] and asks_to_sign_in(answer)


def test_a_word_is_found_in_whatever_it_is_packed():
    aviary = Aviary()
    word = aviary.word("draft", "text", "title", Sight())
    assert [c.word for c in aviary.found(f"<h1>{word}</h1>")] == [word]
    for body in (_gzipped(word), _zipped(word)):
        assert aviary.found("".join(unpacked(body)))


def test_whoever_may_see_a_text_in_one_room_may_not_in_another():
    sight = Sight(pinned=EVERYBODY)
    assert "donor" in sight.within(Room.PINNED) and "donor" not in sight.within(Room.LISTS)


def _gzipped(word):
    return gzip.compress(word.encode())


def _zipped(word):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("sheet.xml", word)
    return packed.getvalue()
