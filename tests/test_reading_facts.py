"""Labels, dates, names, codes and sums, however a document writes them."""

import pytest

from findings.reading.dates import months_in
from findings.reading.headings import heading_of
from findings.reading.labels import label_of
from findings.reading.money import money_in, without_sums
from findings.reading.reader import read
from findings.reading.values import codes_in, donors_in, kinds_in, names_in

PLACES = ("Norway", "Sweden", "Denmark", "Australia")


def months(text):
    return [month.isoformat() for month in months_in(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("October 2009", ["2009-10"]), ("15 March 2013", ["2013-03"]), ("OCT 08", ["2008-10"]),
        ("June 15, 2013", ["2013-06"]), ("2012-05-31", ["2012-05"]), ("12/2014", ["2014-12"]),
        ("31/12/2014", ["2014-12"]), ("31.12.2014", ["2014-12"]), ("Dec-15", ["2015-12"]),
        ("1er mars 2018", ["2018-03"]), ("30 de junio de 2016", ["2016-06"]),
        ("March – June 2013", ["2013-03", "2013-06"]),
        ("November 2006-July 2009", ["2006-11", "2009-07"]),
        ("du 1er janvier 2012 au 31 décembre 2014", ["2012-01", "2014-12"]),
        ("2009", []), ("soon", []), ("13/2014", []),
    ],
)  # fmt: skip
def test_dates_of_every_kind_name_their_months(text, found):
    assert months(text) == found


@pytest.mark.parametrize(
    ("text", "field", "timing"),
    [
        ("Countries", "areas", ""), ("Pays :", "areas", ""), ("País(es)", "areas", ""),
        ("Country/ies", "areas", ""), ("Final Evaluation", "completed", "final"),
        ("Mid-Term or Final Evaluation", "completed", ""),
        ("Évaluation à mi-parcours", "completed", "midterm"),
        ("Evaluación intermedia", "completed", "midterm"),
        ("Ex-post Evaluation", "completed", "ex_post"),
        ("ILO Administrative Office Responsible", "administrative", ""),
        ("ILO Technical Backstopping", "technical", ""), ("ILO DC/SYMBOL", "codes", ""),
        ("Administrative and Technical Office(s)", "offices", ""),
        ("Type, Timing, Nature of evaluation", "kind", ""), ("DATE COMPLETED", "completed", ""),
        ("Name of consultant(s)", "team", ""), ("Donor and budget", "donors", ""),
        ("Key Words", "keywords", ""), ("Bailleur(s) de fonds", "donors", ""),
        ("Gestor/a de la evaluación", "manager", ""),
    ],
)  # fmt: skip
def test_labels_are_known_in_three_languages(text, field, timing):
    assert label_of(text) == (field, timing)


@pytest.mark.parametrize("text", ["Evaluation budget", "P&B Outcome", "Total staff", "", "A" * 300])
def test_other_labels_are_not_guessed(text):
    assert label_of(text) is None


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("BACKGROUND & CONTEXT", "project_purpose"), ("Methodology", "methodology"),
        ("2.1 Present Situation of the Project", "project_purpose"),
        ("Propósito, alcance y clientes de la evaluación", "evaluation_purpose"),
        ("Principaux résultats et conclusions", "findings"), ("Conclusion générale", "conclusions"),
        ("Key recommendations", "recommendations"), ("Enseignements tirés", "lessons"),
        ("Lessons learned and good practices", "lessons"), ("Annexes", "appendix"),
        ("Quick Facts", "facts"), ("Evaluation Summary", "form"),
        ("Buenas prácticas emergentes", "practices"),
    ],
)  # fmt: skip
def test_headings_are_known_in_other_case_and_wording(text, section):
    assert heading_of(text).section == section


@pytest.mark.parametrize(
    "text", ["Migration Policies and Practice in Asia", "Train all inspectors"]
)
def test_other_texts_are_no_headings(text):
    assert heading_of(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kenya, Uganda and Tanzania, United Republic of",
         ("Kenya", "Uganda", "Tanzania, United Republic of")),
        ("Bosnia and Herzegovina & Serbia", ("Bosnia and Herzegovina", "Serbia")),
        ("Sénégal, Mali et Côte d'Ivoire", ("Sénégal", "Mali", "Côte d'Ivoire")),
        ("Bolivia (Plurinational State of); Peru", ("Bolivia (Plurinational State of)", "Peru")),
        ("Africa - regional", ("Africa - regional",)), ("Global", ("Global",)), ("", ()),
    ],
)  # fmt: skip
def test_places_are_parted_but_not_within_their_names(text, names):
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Norway, Sweden and Denmark", ("Norway", "Sweden", "Denmark")),
        ("Norway, Ministry of Foreign Affairs", ("Norway, Ministry of Foreign Affairs",)),
        ("DFID, SIDA", ("DFID", "SIDA")), ("Irish Aid and SIDA", ("Irish Aid", "SIDA")),
        ("Bill & Melinda Gates Foundation", ("Bill & Melinda Gates Foundation",)),
        ("Ministry of Labour and Employment", ("Ministry of Labour and Employment",)),
        ("Agency One (AO) and Agency Two (AT)", ("Agency One (AO)", "Agency Two (AT)")),
        ("Australia, Department of Trade, Aid Bureau; DFID",
         ("Australia, Department of Trade, Aid Bureau", "DFID")),
    ],
)  # fmt: skip
def test_a_donors_own_name_may_hold_commas_and_and(text, names):
    assert donors_in(text, PLACES) == names


def test_codes_are_kept_verbatim():
    assert codes_in("GLO/O6/57/UKM and RAS/10/56/JPN; RAF / 12/ 09/ NOR") == (
        "GLO/O6/57/UKM", "RAS/10/56/JPN", "RAF/12/09/NOR"
    )  # fmt: skip
    assert codes_in("NO_DC_SYMBOL_104") == ("NO_DC_SYMBOL_104",)


@pytest.mark.parametrize(
    ("text", "amount", "currency", "rest"),
    [
        ("Norway, US$ 1,234,567", "1234567.00", "USD", "Norway"),
        ("Suède (1 500 000 USD)", "1500000.00", "USD", "Suède"),
        ("EUR 2.5 million", "2500000.00", "EUR", ""),
        ("Spain; 500,000 €", "500000.00", "EUR", "Spain"),
        ("Union, 1 800 000 dollars É.-U.", "1800000.00", "USD", "Union"),
        ("Union, 2,4 millions d’euros", "2400000.00", "EUR", "Union"),
        ("España: 3,1 millones de dólares", "3100000.00", "USD", "España"),
        ("AECID, 450.000 dólares de los EE.UU.", "450000.00", "USD", "AECID"),
        ("Norway USD 1.2 million", "1200000.00", "USD", "Norway"),
        ("Suisse (CHF 500'000)", "500000.00", "CHF", "Suisse"),
        ("Suisse, 500 000 francs suisses", "500000.00", "CHF", "Suisse"),
        ("EUR 2.4 m", "2400000.00", "EUR", ""),
        ("UK (DFID): £2 million in total", "2000000.00", "GBP", "UK (DFID)"),
        ("Canada, 1 000 000 $ CAN", "1000000.00", "CAD", "Canada"),
        ("Norvège – environ 2 milliards de couronnes norvégiennes", "2000000000.00", "NOK",
         "Norvège"),
        ("Denmark, with a total budget of US$ 1,234.50", "1234.50", "USD", "Denmark"),
        ("Ministère du Budget, 1 000 000 €", "1000000.00", "EUR", "Ministère du Budget"),
        ("Japan, US$ 1,250,000 (EUR 900,000)", "1250000.00", "USD", "Japan"),
        ("Norway (USD 1,000,000) and Sweden", "1000000.00", "USD", "Norway and Sweden"),
    ],
)  # fmt: skip
def test_sums_are_told_apart_from_the_donors(text, amount, currency, rest):
    told = money_in(text)
    assert (str(told[0]), *told[1:]) == (amount, currency, rest)


@pytest.mark.parametrize("text", ["1,000", "N/A", "US$ 5 and EUR 6"])
def test_a_number_without_a_currency_and_two_sums_are_no_budget(text):
    assert money_in(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Norway: USD 1,000,000; Sweden: USD 500,000", "Norway; Sweden"),
        ("Norway (USD 5,000) and Sweden (USD 6,000)", "Norway and Sweden"),
        ("Norway, Ministry of Foreign Affairs", "Norway, Ministry of Foreign Affairs"),
        ("Fund of 1000 Towns", "Fund of 1000 Towns"),
    ],
)
def test_no_sum_stays_in_a_donors_name(text, rest):
    assert without_sums(text) == rest


def test_of_several_sums_none_is_the_budget_and_all_are_told():
    value = "Norway: USD 1,000,000; Sweden: USD 500,000"
    reading = read(f"Quick Facts\n\nCountries: Kenya\nDonor and budget: {value}".encode())
    assert (reading.donors, reading.summary.facts.budget) == (("Norway", "Sweden"), None)
    [piece] = reading.unplaced
    assert piece.text == "Donor and budget: USD 1,000,000; USD 500,000"
    assert reading.words.lost == ()


def test_type_timing_and_nature_are_told_apart():
    told = {"timing": "final", "type": "project", "nature": "independent"}
    assert kinds_in("Final, independent project evaluation") == told
    assert kinds_in("Projet, finale, indépendante") == told
    assert kinds_in("on paper") == {}


LATER = """\
ILO EVALUATION

Boats that Last

Evaluation Title: Boats that Last – midterm evaluation
ILO DC/SYMBOL: RAF/12/09/NOR; RAF/13/02/SWE
Type, Timing, Nature of evaluation: Project, mid-term, independent
Country(ies): Kenya; Uganda
Date completed: 15 March 2014
Administrative and Technical Office(s): CO-Nairobi; SECTOR
Evaluation consultant(s): Rosa Quispe
Donor and budget: Norway, Ministry of Foreign Affairs, US$ 1,200,000
Key Words: boats; safety
Evaluation budget: US$ 30,000

Recommendations

1. Mend them.
"""


def test_the_later_title_page_is_read():
    reading = read(LATER.encode())
    facts = reading.summary.facts
    assert reading.summary.title == "Boats that Last – midterm evaluation"
    assert (facts.type, facts.timing, facts.nature) == ("project", "midterm", "independent")
    assert [str(n) for n in facts.administrative_offices] == ["CO-Nairobi"]
    assert [str(n) for n in facts.technical_offices] == ["SECTOR"]
    assert [project.code for project in facts.projects] == ["RAF/12/09/NOR", "RAF/13/02/SWE"]
    assert (str(facts.budget), facts.currency) == ("1200000.00", "USD")
    assert reading.donors == ("Norway, Ministry of Foreign Affairs",)


def test_what_has_no_place_is_unplaced_and_no_word_is_lost():
    reading = read(LATER.encode())
    assert [piece.text for piece in reading.unplaced] == [
        "Boats that Last", "Evaluation budget: US$ 30,000"
    ]  # fmt: skip
    assert reading.words.lost == ()


@pytest.mark.parametrize(
    "layout",
    ["Countries Kenya\nFinal Evaluation October 2009\nDonor Norway",
     "Countries\nKenya\nFinal Evaluation\nOctober 2009\nDonor\nNorway",
     "COUNTRIES : Kenya\nFINAL EVALUATION : October 2009\nDONOR : Norway"],
)  # fmt: skip
def test_values_stand_behind_colons_spaces_or_on_the_next_line(layout):
    reading = read(f"Boats\n\nQuick Facts\n\n{layout}\n\nRecommendations\n\n1. Mend.".encode())
    assert [value for _, value in reading.facts] == ["Kenya", "October 2009", "Norway"]
    assert reading.summary.title == "Boats"
