"""Every count of a facet is what a plain GROUP BY gives, and what the click shows."""

import os
import random
from collections import defaultdict
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from findings.facets.choice import Choice
from findings.facets.counting import Counts, counted, largest
from findings.facets.facets import LISTS, SEARCHED, WHAT, YEAR
from findings.facets.panel import _values, years
from findings.facets.room import SHELVES, room
from findings.facets.sets import Counted, Members, bits_of, narrowed, size
from findings.facets.walking import page
from findings.followup import FollowUp
from findings.generating.language import Language
from findings.generating.world import World
from findings.generating.writing import Batch
from findings.models import Evaluation, Publication
from findings.numbering import numbered
from findings.quickfacts import donors, themes
from findings.search import postings
from findings.search.places import KINDS, planes_of
from findings.search.searching import search
from findings.search.texts import things_of_project
from findings.search.words import index_words
from findings.views.lists import _stock
from findings.views.search import known_in
from projects.models import Area, Project
from projects.richtext import to_text

from .factories import (
    AreaFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    LessonFactory,
    ProjectFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
EXAMPLES = 1000 if "EVALSITE_LONG" in os.environ else 150  # `make facets`
PARTS = {"findings": "finding", "recommendations": "recommendation", "lessons": "lesson",
         "practices": "practice"}  # fmt: skip
WORDS = ("training", "project", "workers", "labour", "the", "social dialogue", "women", "-project",
         '"social national"', "work*", "evaluation", "zzz", "-the",
         "quokka")  # fmt: skip


def test_a_set_counts_what_has_a_value():
    planes = planes_of([1 << 16 | 5, 2 << 16 | 5, 2 << 16 | 6, 9 << 16 | 5])
    assert Counted(planes).size == size(planes) == 4
    assert Counted(planes).count(Members.of([2], [])) == 2
    assert Counted(planes).count(Members.of([], [9 << 16 | 5, 9 << 16 | 6])) == 1
    assert narrowed(planes, [Members.of([1], [])]) == {5: 1 << 1}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(1, 90), st.integers(0, 12)), max_size=200),
    st.sets(st.integers(1, 90)),
    st.lists(st.tuples(st.integers(1, 90), st.integers(0, 12)), max_size=120),
)
def test_sets_count_as_lists_do(items, keys, few):
    places = {key << 16 | number for key, number in items}
    own = {key << 16 | number for key, number in few}
    expected = {p for p in places if p >> 16 in keys or p in own}
    members = Members.of(sorted(keys), sorted(own))
    assert Counted(planes_of(places)).count(members) == len(expected)
    assert narrowed(planes_of(places), [members]) == planes_of(expected)
    gone = bits_of(sorted(keys)[::2])
    left = {p for p in own if not gone >> (p >> 16) & 1}
    assert planes_of(sorted(left)) == {n: b for n, b in members.without(gone).planes.items() if b}


# The oracle: rows (place, key, facet, value) and (place, word), made from summaries anew, in SQL


class Oracle:
    """What stands where by the plainest means: one row for each value of each item."""

    def __init__(self, user):
        self.cursor = connection.cursor()
        self.cursor.execute(
            "CREATE TEMPORARY TABLE oracle (kind text, place text, facet text, value text)"
        )
        self.cursor.execute(
            "CREATE TEMPORARY TABLE oracle_words (place text, whole text, words text, about text)"
        )
        self.within = _within()
        self.user = user
        for publication in Publication.objects.current_to(user):
            self.publication(publication)
        for project in Project.objects.visible_to(user):
            self.project(project)
        self.cursor.execute("CREATE INDEX oracle_place ON oracle (place, facet)")
        self.cursor.execute("CREATE INDEX oracle_words_place ON oracle_words (place)")
        for table in ("oracle", "oracle_words"):
            self.cursor.execute(f"ANALYZE {table}")

    def drop(self):
        self.cursor.execute("DROP TABLE oracle")
        self.cursor.execute("DROP TABLE oracle_words")

    def publication(self, publication):
        summary, facts = publication.summary, publication.summary.facts
        areas = facts.areas or [a for p in facts.projects for a in p.areas]
        shared = {
            "area": {r for a in areas for r in self.within[a.address]},
            "donor": {
                d.address for d in facts.donors or [d for p in facts.projects for d in p.donors]
            },
            "theme": set(themes(facts)),
            "year": {str(facts.completed.year)} if facts.completed else set(),
            "type": {facts.type} - {""},
            "timing": {facts.timing} - {""},
            "nature": {facts.nature} - {""},
            "language": {summary.language},
        }
        assert bool(donors(facts)) == bool(shared["donor"])
        self.add(f"e{publication.pk}", "evaluation", shared)
        names = [
            n.name
            for h in (facts, *facts.projects)
            for part in (h.areas, h.donors, h.themes)
            for n in part
        ]
        about = (summary.title, *names, *(p.title for p in facts.projects))
        followup = FollowUp.of(summary)
        for part, kind in PARTS.items():
            for number, item in numbered(getattr(summary, part)):
                own = _values_of(kind, item, followup)
                if getattr(item, "theme", ""):
                    own["theme"] = shared["theme"] | {item.theme}
                place = f"e{publication.pk}/{kind}/{number}"
                self.add(place, kind, shared | own)
                texts = [getattr(item, n, "") for n in ("heading", "body", "text", "context")]
                self.words(place, publication.language, *map(to_text, texts), about=about)
        sections = [
            to_text(getattr(summary, n)) for n in ("project_purpose", "methodology", "conclusions")
        ]
        codes = (p.code for p in facts.projects)
        self.words(f"e{publication.pk}", publication.language, *about, *sections, *codes)

    def project(self, project):
        first = project.started or project.ended
        shared = {
            "area": {r for a in project.areas.all() for r in self.within[a.code]},
            "donor": {d.slug for d in project.donors.all()},
            "theme": {t.name for t in project.themes.all()},
            "year": {str(first.year)} if first else set(),
        }
        for thing in things_of_project(project):
            kind = KINDS[thing.plane >> 12]
            place = f"p{project.pk}" if kind == "project" else f"p{project.pk}/{thing.plane}"
            self.add(place, kind, shared)
            self.words(place, thing.language, thing.heading, thing.text)

    def add(self, place, kind, values):
        rows = [(kind, place, "what", kind)]
        for facet, told in values.items():
            rows += [(kind, place, facet, value) for value in (told or {"-"})]
        self.cursor.executemany("INSERT INTO oracle VALUES (%s, %s, %s, %s)", rows)

    def words(self, place, language, *texts, about=()):
        told = [
            f" {' | '.join(' '.join(index_words(text, language)) for text in part)} "
            for part in (texts, about)
        ]
        self.cursor.execute(
            "INSERT INTO oracle_words VALUES (%s, %s, %s, %s)",
            [place, place.partition("/")[0], *told],
        )

    def counts(self, kinds, choice, query, facet, whole):
        """Return {value: how many items} of a facet, under all that is chosen in the others."""
        sql = "SELECT value, count(DISTINCT place) FROM oracle WHERE facet = %s"
        params = [facet]
        for condition, values in self.conditions(kinds, choice, query, facet, whole):
            sql += f" AND {condition}"
            params += values
        self.cursor.execute(sql + " GROUP BY value", params)
        return dict(self.cursor.fetchall())

    def conditions(self, kinds, choice, query, facet, whole):
        yield f"kind IN ({', '.join(['%s'] * len(kinds))})", list(kinds)
        inside = "place IN (SELECT place FROM oracle WHERE facet = %s AND ({}))"
        for name in {*choice.values} | ({"year"} if any(choice.years) else set()):
            if name == facet:
                continue
            told = choice.values.get(name, ())
            parts, values = ["value = %s"] * len(told), [name, *told]
            if name == "year" and any(choice.years):
                parts.append("value <> '-' AND value BETWEEN %s AND %s")
                values += [str(choice.years[0] or "0000"), str(choice.years[1] or "9999")]
            yield inside.format(" OR ".join(parts)), values
        if query is not None:
            yield from self.searched(query, whole)

    def searched(self, search, whole):
        """The places that a search finds; or the whole evaluations in which it finds something.

        All terms but those that it lacks stand in a place or in what its evaluation is about, at
        least one in the place itself.
        """
        wanted, values = [], []
        for column in ("words || about", "words"):
            for term in search.query.wanted:
                condition, params = _says(term, column)
                wanted.append(f"CASE WHEN {condition} THEN 1 ELSE 0 END")
                values += params
        half = len(search.query.wanted)
        least = half - search.lacking
        parts = [f"{' + '.join(wanted[:half])} >= {least}", f"{' + '.join(wanted[half:])} >= 1"]
        for term in search.query.unwanted:
            condition, params = _says(term, "words")
            parts.append(f"NOT {condition}")
            values += params
        column = "whole" if whole else "place"
        found = f"SELECT {column} FROM oracle_words WHERE {' AND '.join(parts)}"  # noqa: S608
        yield f"place IN ({found})", values


def _says(term, column):
    """Return (SQL, parameters) for texts in which a term stands."""
    told = [f"% {' '.join(w.words)}{'%' if w.begun else ' %'}" for w in term.ways]
    return f"({' OR '.join([f'{column} LIKE %s'] * len(told))})", told


def _within():
    areas = {a.pk: a for a in Area.objects.all()}
    within = {}
    for area in areas.values():
        told, above = [area.code], area
        while above.parent_id and areas[above.parent_id].kind != "world":
            above = areas[above.parent_id]
            told.append(above.code)
        within[area.code] = told
    return within


def _values_of(kind, item, followup):
    if kind == "finding":
        return {"criterion": {item.criterion} - {""}, "kind": {item.kind}}
    if kind == "recommendation":
        answer = followup[item]
        return {
            "priority": {item.priority} - {""},
            "decision": {answer.decision} - {""},
            "status": {answer.fate.lower().replace(" ", "-")},
            "addressee": {p.strip() for p in item.addressed_to.split(";")} - {""},
        }
    return {}


def corpus(chance):
    """A little of everything: generated evaluations, and odd ones among them."""
    language = Language(chance)
    world = World(chance, language)
    Batch(chance, language, world, range(1, 13)).write()
    region, own = Area.objects.get(code="202"), AreaFactory(code="XKX", name="Kosovo")
    theme = ThemeFactory(name="Own theme")
    odd = EvaluationFactory(areas=[region, own], completed=None, timing="midterm", language="fr")
    FindingFactory(evaluation=odd, body="Les projets sociaux et la quokka.")
    parent = RecommendationFactory(
        evaluation=odd, text="Project.", addressed_to="ILO; Donor", theme=theme
    )
    RecommendationFactory(evaluation=odd, parent=parent, text="Social work of women.")
    ResponseFactory(recommendation=parent, decision="rejected")
    LessonFactory(evaluation=odd, text="Training of workers.", theme=theme)
    odd.publish(by=None)
    twice = Evaluation.objects.get(slug="generated-3")
    FindingFactory(evaluation=twice, body="Training, social dialogue and quokka.", position=99)
    twice.publish(by=None)
    Evaluation.objects.get(slug="generated-4").withdraw(by=UserFactory(), reason="Wrong.")
    hidden = EvaluationFactory(themes=[theme])
    FindingFactory(evaluation=hidden, body="Project for staff alone.")
    hidden.publish(by=None, audience="staff")
    donor = DonorFactory(slug="payer")
    funded = EvaluationFactory(projects=[ProjectFactory(donors=[donor], audience="donors")])
    FindingFactory(evaluation=funded, body="Project of a donor.")
    funded.publish(by=None, audience="donors")
    return donor


def choices(data, facets, reading, sorts):
    """Draw what an address may hold: values that stand there, years, words, an order."""
    shelf_values = defaultdict(set)
    for name in SHELVES:
        for facet, values in reading.shelves[name].values.items():
            shelf_values[facet] |= values.keys()
    address = QueryDict(mutable=True)
    for facet in data.draw(st.sets(st.sampled_from(facets), max_size=3)) if facets else ():
        values = sorted(facet.terms if facet is WHAT else shelf_values[facet.name])
        if values:
            address.setlist(facet.name, data.draw(st.lists(st.sampled_from(values), max_size=3)))
    if data.draw(st.booleans()):
        address["year_from"] = str(data.draw(st.integers(2000, 2026)))
        address["year_to"] = str(data.draw(st.integers(2000, 2026)))
    address["q"] = " ".join(data.draw(st.lists(st.sampled_from(WORDS), max_size=2)))
    address["sort"] = data.draw(st.sampled_from(("", *sorts)))
    return address


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("who", ["anybody", "donor", "staff"])
def test_counts_are_those_of_a_group_by(who, sealed, monkeypatch):
    donor = corpus(random.Random(7))  # noqa: S311
    user = {
        "anybody": AnonymousUser(),
        "donor": UserFactory(),
        "staff": UserFactory(is_staff=True),
    }[who]
    if who == "donor":
        donor.users.add(user)
    room()
    if sealed:
        monkeypatch.setattr(postings, "COMMON", 0.1)
        postings.seal(0)
    oracle = Oracle(user)

    @settings(
        max_examples=EXAMPLES // 6 + 1, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.sampled_from([*LISTS, "search"]), st.data())
    def compare(name, data):
        reading = room()
        entry = LISTS.get(name) or SimpleNamespace(facets=SEARCHED, sorts=(), whole=False)
        address = choices(data, entry.facets, reading, entry.sorts)
        choice = Choice.of(address, entry.facets, entry.sorts, known_in(reading, entry.facets))
        if name == "search":
            found = search(choice.q, user)
            shelves = reading.shelves.values()
            masks = [reading.mask(s.name, user) for s in shelves]
            found, planes = found.first_with(
                lambda search: [search.on(*pair) for pair in zip(shelves, masks, strict=True)]
            )
            stock, kinds = list(zip(shelves, planes, strict=True)), KINDS
        else:
            shelf = reading.shelves[entry.shelf]
            planes, found = _stock(entry, shelf, reading.mask(entry.shelf, user), choice, user)
            stock, kinds = [(shelf, planes)], [str(entry.kind)]
        counts = Counts(stock, entry.facets, choice)
        if found is None or found.query:
            _lacks_no_more_than_it_must(oracle, kinds, found, entry)
            _agree(oracle, counts, kinds, found, entry)
        else:
            assert counts.total == 0

    try:
        compare()
    finally:
        oracle.drop()


def _lacks_no_more_than_it_must(oracle, kinds, found, entry):
    """Whatever lacks fewer terms finds nothing, and half of them are there."""
    for lacking in range(found.lacking if found else 0):
        stricter = replace(found, lacking=lacking)
        assert not oracle.counts(kinds, Choice(), stricter, "what", entry.whole)
    assert not found or found.lacking <= len(found.query.wanted) / 2


def _agree(oracle, counts, kinds, query, entry):
    choice = counts.choice
    every = oracle.counts(kinds, choice, query, "what", entry.whole)
    assert counts.total == sum(every.values()) or "what" in choice.values
    for facet in counts.facets:
        expected = oracle.counts(kinds, choice, query, facet.name, entry.whole)
        values = [v for v in _values(counts, facet) if facet is not WHAT or v in KINDS]
        assert {v: n for v, n in counted(counts, facet, values).items() if n} == expected
        if not facet.terms:
            top = largest(counts, facet, values, 5)
            assert sorted(top.values()) == sorted(expected.values(), reverse=True)[:5][::-1]
    bars = {str(bar.year): bar.count for bar in years(counts).bars if bar.count}
    dated = oracle.counts(kinds, choice, query, "year", entry.whole)
    assert bars == {year: n for year, n in dated.items() if year != "-"}
    if len(counts.stock) == 1:
        _walk_through(counts)


def _walk_through(counts):
    """All pages together hold each item once, forwards and backwards."""
    (shelf, _), choice = counts.stock[0], counts.choice
    forwards, here = [], page(shelf, counts.left[0], choice, 7)
    while True:
        forwards += here.places
        last = here
        if not here.after:
            break
        here = page(shelf, counts.left[0], Choice(sort=choice.sort, after=here.after), 7)
    assert len(forwards) == len(set(forwards)) == counts.total
    backwards = list(last.places)
    while last.before:
        last = page(shelf, counts.left[0], Choice(sort=choice.sort, before=last.before), 7)
        backwards = [*last.places, *backwards]
    assert backwards == forwards


def test_the_click_shows_as_many_as_the_facet_says(client):
    corpus(random.Random(3))  # noqa: S311
    shown = client.get("/recommendations/", {"priority": "high"}).context
    for panel in shown["panels"]:
        for value in panel.values:
            assert client.get(f"/recommendations/{value.href}").context["total"] >= value.count
            if not panel.chosen:
                assert client.get(f"/recommendations/{value.href}").context["total"] == value.count


def test_years_that_are_chosen_stay_in_the_histogram(client):
    for year in (2009, 2012, 2015):
        EvaluationFactory(completed=f"{year}-01").publish(by=None)
    shown = client.get("/evaluations/?year_from=2010&year_to=2013").context
    assert shown["total"] == 1
    assert [bar.count for bar in shown["years"].bars] == [1, 0, 0, 1, 0, 0, 1]
    assert YEAR.name == "year"
