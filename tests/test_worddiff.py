import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.richtext import to_text
from projects.worddiff import Piece, changed, folded, list_diff, rising, word_diff

from .costs import steps

WORDS = [
    "the",
    "of",
    "and",
    "to",
    "a",
    "labour",
    "migration",
    "was",
    "women",
    "work",
    "in",
    "funds",
]


def told(before, after):
    signs = {"same": "{}", "added": "+{}+", "removed": "-{}-"}
    return "".join(signs[p.kind].format(p.text) for p in word_diff(before, after))


def joined(pieces, kind):
    return "".join(piece.text for piece in pieces if piece.kind in ("same", kind))


def text(seed, length, vocabulary=4_000):
    chance = random.Random(seed)  # noqa: S311
    rare = [f"word{n}" for n in range(vocabulary)]
    words = (chance.choice(WORDS if chance.random() < 0.5 else rare) for _ in range(length))
    return " ".join(w + ".\n\n" if n % 90 == 89 else w for n, w in enumerate(words))


def test_equal_texts_are_one_piece():
    assert word_diff("Funds came late.", "Funds came late.") == (Piece("same", "Funds came late."),)


def test_two_empty_texts_have_no_pieces():
    assert word_diff("", "") == ()


def test_a_text_from_nothing_is_added_and_to_nothing_removed():
    assert told("", "Funds came.") == "+Funds came.+"
    assert told("Funds came.", "") == "-Funds came.-"


def test_one_word_replaced_stands_between_what_stayed():
    assert told("Funds came late.", "Funds came early.") == "Funds came -late-+early+."


def test_a_mark_is_compared_by_itself():
    assert told("Late, but enough", "Late but enough") == "Late-,- but enough"


def test_a_word_with_a_hyphen_or_apostrophe_is_one_word():
    assert (
        told("women’s follow-up", "women’s follow-through") == "women’s -follow-up-+follow-through+"
    )


def test_a_new_paragraph_is_seen():
    pieces = word_diff("One. Two.", "One.\n\nTwo.")
    assert changed(pieces) and joined(pieces, "added") == "One.\n\nTwo."


def test_a_paragraph_put_in_begins_with_its_line():
    assert told("It ended.", "It ended.\n\nIt began anew.") == "It ended.+\n\nIt began anew.+"
    assert told("It ended.\n\nIt began anew.", "It ended.") == "It ended.-\n\nIt began anew.-"


def test_the_space_behind_two_words_stands_behind_both():
    assert told("part of the work", "part in the work") == "part -of-+in+ the work"


def test_texts_that_differ_in_spaces_alone_do_differ():
    assert changed(word_diff("One two", "One  two"))


def test_changes_with_one_common_word_between_them_are_joined():
    before, after = "funds came late and few trained staff", "money flowed early and no good people"
    assert told(before, after) == f"-{before}-+{after}+"


def test_rich_text_is_compared_as_plain_text():
    before, after = "<ul><li>One</li><li>Two</li></ul>", "<ul><li>One</li><li>Three</li></ul>"
    assert told(to_text(before), to_text(after)) == "- One\n- -Two-+Three+"


@given(*[st.lists(st.sampled_from([*WORDS, "\n\n", ",", "."]), max_size=60).map(" ".join)] * 2)
def test_the_pieces_are_both_texts(before, after):
    pieces = word_diff(before, after)
    assert joined(pieces, "added") == after
    assert joined(pieces, "removed").split() == before.split()
    assert changed(pieces) == (before != after)


def test_no_two_pieces_of_a_kind_stand_side_by_side():
    pieces = word_diff(text(1, 800), text(2, 800))
    assert all(a.kind != b.kind for a, b in zip(pieces, pieces[1:], strict=False))


def test_a_few_edits_in_a_long_text_are_few_pieces():
    words = text(3, 20_000).split(" ")
    edited = [f"new{n}" if n % 2_000 == 7 else word for n, word in enumerate(words)]
    pieces = word_diff(" ".join(words), " ".join(edited))
    assert sum(piece.kind == "added" for piece in pieces) == 10


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (text(1, 5_000), text(2, 5_000)),
        (text(1, 5_000), text(1, 5_000).replace("the", "a")),
        (text(1, 2_500) + text(2, 2_500), text(2, 2_500) + text(1, 2_500)),
        ("a b " * 2_500, "b b a " * 1_666),
        ("a " * 5_000, "a " * 4_000 + "b"),
    ],
    ids=["unlike", "one word all over", "halves swapped", "two words", "one word"],
)
def test_a_word_takes_few_steps_whatever_the_texts(before, after):
    assert steps(word_diff, before, after) < 100 * 5_000


def test_twenty_thousand_words_take_about_four_times_the_steps_of_five():
    short, long = (steps(word_diff, text(1, n), text(2, n)) for n in (5_000, 20_000))
    assert long < 6 * short


def test_long_unchanged_stretches_are_folded():
    before = " ".join(str(n) for n in range(200))
    pieces = folded(word_diff(before, before.replace("100", "hundred")), keep=2)
    assert [p.kind for p in pieces] == ["folded", "same", "removed", "added", "same", "folded"]
    assert [p.text for p in pieces[1:5]] == [" 98 99 ", "100", "hundred", " 101 102 "]
    assert "".join(p.text for p in pieces if p.kind != "added") == before


def test_a_short_unchanged_stretch_is_not_folded():
    pieces = word_diff("Funds came late to all of us.", "Funds came early to all of us.")
    assert folded(pieces) == pieces


def test_names_are_compared_one_by_one():
    pieces = list_diff(("Kenya", "Tunisia"), ("Tunisia", "Uganda"))
    assert [(p.kind, p.text) for p in pieces] == [
        ("removed", "Kenya"), ("same", "Tunisia"), ("added", "Uganda")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "places"), [([], []), ([3, 1, 2], [1, 2]), ([1, 2, 3], [0, 1, 2])]
)
def test_the_longest_rising_run_is_found(numbers, places):
    assert rising(numbers) == places
