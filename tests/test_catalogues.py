"""The catalogues of words: whole, agreeing with what the program says, and packed as they stand."""

import ast
import re
from gettext import GNUTranslations

import pytest
from django.conf import settings
from django.utils import translation

from findings.terms import Fate

from .test_house import ROOT

LANGUAGES = ("fr", "es")
APPS = ("projects", "findings", "evalsite")
SIGNING_IN = ("account", "allauth", "mfa", "socialaccount")  # folders of templates for signing in
UNSPOKEN = {"desk", "admin", "reading"}  # in English alone
LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d)\])?)? ?(".*")')
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]*>")
QUOTED = re.compile(r"""(?:\b_|gettext\w*)\(\s*("(?:[^"\\]|\\.)*")\s*[,)]""")


def path(language, suffix):
    return settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / f"django.{suffix}"


def entry(block):
    """Return {"msgid": …, "msgstr": …} of one entry of a catalogue, and its notes as "notes"."""
    fields, name = {"notes": ""}, ""
    for line in block.splitlines():
        if line.startswith("#"):
            fields["notes"] += line
        elif told := LINE.fullmatch(line):
            name = told[1] or name
            fields[name] = fields.get(name, "") + ast.literal_eval(told[3])
    return fields


def entries(language):
    """Return all entries of a catalogue but its head."""
    blocks = path(language, "po").read_text(encoding="utf-8").strip().split("\n\n")
    return [entry(block) for block in blocks[1:]]


def packed(language):
    """Return {what the program says: what stands for it} of a packed catalogue."""
    with path(language, "mo").open("rb") as file:
        return GNUTranslations(file)._catalog


def translations(fields):
    """Return {key of the packed catalogue: translation} of an entry."""
    before = f"{fields['msgctxt']}\x04" if "msgctxt" in fields else ""
    if "msgid_plural" not in fields:
        return {before + fields["msgid"]: fields["msgstr"]}
    return {(before + fields["msgid"], n): fields[f"msgstr[{n}]"] for n in (0, 1)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_untranslated_or_uncertain(language):
    found = entries(language)
    assert len(found) > 400
    assert [e["msgid"] for e in found if not all(translations(e).values())] == []
    assert [e["msgid"] for e in found if "fuzzy" in e["notes"]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_packed_catalogue_holds_what_the_readable_one_says(language):
    told = {key: words for e in entries(language) for key, words in translations(e).items()}
    assert {key: words for key, words in packed(language).items() if key} == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_holds_the_placeholders_and_tags_of_what_it_stands_for(language):
    for e in entries(language):
        ids = {e["msgid"], e.get("msgid_plural", e["msgid"])}
        allowed = [sorted(PLACEHOLDER.findall(words)) for words in ids]
        for words in translations(e).values():
            assert sorted(PLACEHOLDER.findall(words)) in allowed, words


def test_both_languages_say_the_same_things():
    french, spanish = ([(e.get("msgctxt"), e["msgid"]) for e in entries(x)] for x in LANGUAGES)
    assert sorted(french, key=str) == sorted(spanish, key=str)


def test_french_signs_stand_apart_without_a_break():
    told = [words for e in entries("fr") for words in translations(e).values()]
    words = [re.sub(r"<[^>]*>|&\w+;", "", w) for w in told]
    assert [w for w in words if re.search(r"\w[;:!?»]|[;!?»](?<! )\w| [;:!?»]|«[^\u00a0]", w)] == []


def test_no_french_or_spanish_word_stands_in_english_quotation_marks():
    told = [w for x in LANGUAGES for e in entries(x) for w in translations(e).values()]
    assert [words for words in told if re.search("[“”]", words)] == []


def test_what_the_program_marks_stands_in_the_catalogues():
    """Whoever adds words runs `make messages`; here is told what is missing, without gettext."""
    known = {e["msgid"] for e in entries("fr")}
    for file in (f for app in APPS for f in (ROOT / app).rglob("*.py")):
        if UNSPOKEN & set(file.parts):
            continue
        said = {ast.literal_eval(words) for words in QUOTED.findall(file.read_text())}
        assert said <= known, file


def test_what_templates_mark_stands_in_the_catalogues():
    known = {e["msgid"] for e in entries("es")}
    for folder in (*APPS, *SIGNING_IN):
        for file in (ROOT / "templates" / folder).rglob("*.*"):
            said = re.findall(r'\{% translate "([^"]*)"|_\("([^"]*)"\)', file.read_text())
            assert {words or others for words, others in said} <= known, file


def test_labels_stay_english_whatever_language_is_spoken_when_they_are_first_needed():
    with translation.override("fr"):
        assert Fate.choices[0] == ("completed", "Completed")
        assert (Fate.COMPLETED.label, Fate.COMPLETED.told) == ("Completed", "Achevée")
