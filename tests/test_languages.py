"""The reading room in French and Spanish: its own words translated, all content as it was written.

The content here is of words that mean nothing, so that whatever is English is the site's own.
"""

import datetime
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import translation
from lxml import html

from evalsite.languages import OUTSIDE, tongues
from evalsite.page_cache import SHELF
from evalsite.templatetags.languages import day
from findings.models import Card, Passage
from findings.search.upkeep import freshen

from .factories import (
    ActionFactory,
    AreaFactory,
    AttachmentFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    GoodPracticeFactory,
    LessonFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ProjectFactory,
    RatingFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
)
from .leakwalk.addresses import places
from .roles import publisher, staff
from .test_signing_in import NEW, PASSWORD, account, link, mails
from .test_signing_in_factors import SEED, enter

pytestmark = pytest.mark.django_db
PREFIXED = ("fr", "es")
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|were|with|from|this|these|what|which|not|nothing|for|by|on|it|its|"
    r"all|each|then|where|when|who|evaluations?|findings?|recommendations|lessons?|recorded|"
    r"search|show|print|year|home|about|privacy|next|previous|first|earlier|later|compare|said|"
    r"before|since|due|overdue|completed|rejected|accepted|answered|criterion|donors?|areas?|"
    r"countries|country|keywords|start|end|team|manager|published|changed?|link|high|low|medium|"
    r"framework|objectives?|outcomes?|october|june|final|independent|english|relevance|"
    r"names?|passwords?|passwordless|keys?|your|you)\b",
    re.IGNORECASE,
)
SAID_ALIKE = {"fr": {"on"}, "es": {"final"}}  # French and Spanish words that are English too


@pytest.fixture
def world(settings):
    """A published evaluation of each kind of thing, in two versions, with one that is withdrawn."""
    settings.EVALSITE_ORGANISATION = "Zorvan"
    donor, theme = DonorFactory(name="Brelk"), ThemeFactory(name="Mipso")
    area = AreaFactory(code="Q1", name="Quland", kind="country")
    project = ProjectFactory(title="Vorpal mork", aim="Drun.", areas=[area], donors=[donor],
                             themes=[theme], started="2006-11", ended="2009-10", budget=1234567,
                             currency="USD")  # fmt: skip
    ObjectiveFactory(project=project, statement="Drun olt.", valid_from="2007-01")
    OutcomeFactory(project=project, statement="Drun elt.", period="2008–2009")
    fields = {"project_purpose": "Olt.", "evaluation_purpose": "Olt.", "methodology": "Olt.",
              "conclusions": "Olt.", "timing": "final", "nature": "independent",
              "type": "cluster", "manager": "Ola Q", "team": "Ulo Q", "keywords": ["olt"],
              "period_from": "2007-01", "projects": [project]}  # fmt: skip
    earlier = EvaluationFactory(title="Zib lorm", slug="zib", **(fields | {"timing": "midterm"}))
    RecommendationFactory(evaluation=earlier, text="Vrask zib.")
    earlier.publish(by=None)
    whole = EvaluationFactory(title="Zab lorm", slug="zab", **fields)
    finding = FindingFactory(evaluation=whole, body="Olt vrask.", criterion="relevance",
                             kind="achievement", areas=[area])  # fmt: skip
    RatingFactory(evaluation=whole, criterion="relevance", scale="1–6", value="5")
    answered = RecommendationFactory(evaluation=whole, text="Vrask olt.", priority="high",
                                     addressed_to="Brelk", resource_implication="Olt",
                                     findings=[finding])  # fmt: skip
    part = RecommendationFactory(evaluation=whole, text="Vrask elt.", parent=answered)
    ResponseFactory(recommendation=answered, date="2010-06-05")
    ActionFactory(recommendation=answered, text="Elt.", due="2010-10-01", responsible="Ola")
    ActionFactory(recommendation=part, text="Elt.", status="completed", evidence="Drun.")
    lesson = LessonFactory(evaluation=whole, text="Vrask ult.", context="Olt.", challenges="Olt.")
    practice = GoodPracticeFactory(evaluation=whole, text="Vrask ilt.", links_to_higher_goals="Olt")
    AttachmentFactory(evaluation=whole, name="olt.pdf")
    whole.publish(by=None, note="Drun.")
    struck = FindingFactory(evaluation=whole, body="Ult.")
    whole.publish(by=None)
    struck.strike(by=None, reason="Drun.")
    whole.refresh_from_db()
    whole.completed = "2009-11"
    whole.save()
    whole.publish(by=None)
    gone = EvaluationFactory(title="Zub lorm", slug="zub")
    gone.publish(by=None)
    gone.withdraw(by=publisher(), reason="Drun.")
    items = {"findings": [finding, struck], "recommendations": [answered, part],
             "lessons": [lesson], "practices": [practice]}  # fmt: skip
    return {"project": project, "theme": theme, "whole": whole, "items": items}


LISTS = ("evaluations", "findings", "recommendations", "lessons", "practices", "projects")


def addresses(world):
    """Every address of the reading room, without its prefix."""
    project = world["project"].slug
    return [
        "/", "/about/", "/contact/", "/privacy/", "/accessibility/", "/coverage/", "/nothing/",
        "/search/", "/search/?q=vrask", "/search/?q=vrosk+olt", "/search/?q=a+%3F&theme=olt",
        *(f"/{name}/" for name in LISTS),
        *(f"/{name}/?print=1&year_from=2001" for name in LISTS),
        "/recommendations/?status=overdue&decision=accepted&sort=oldest&q=vrask",
        "/findings/?criterion=impact&year_from=olt&year_to=2040&sort=olt",
        "/evaluations/zab/", "/evaluations/zab/v/1/", "/evaluations/zab/v/3/",
        "/evaluations/zab/changes/", "/evaluations/zab/changes/?from=1&to=3",
        "/evaluations/zab/?as_of=2001-01-01", "/evaluations/zab/?as_of=olt", "/evaluations/zub/",
        *(f"/{name}/{item.pk}/" for name, items in world["items"].items() for item in items),
        f"/projects/{project}/", f"/projects/{project}/evaluations/", "/compare/",
        "/compare/?e=zib", "/compare/?e=zib&e=zab", "/compare/?e=a&e=b&e=c&e=d&e=f",
        "/donors/", "/donors/brelk/", "/areas/", "/areas/Q1/", "/evaluations/planned/",
        f"/themes/{world['theme'].pk}/",
    ]  # fmt: skip


def own_words(page, language):
    """Yield the texts of a page that are in the language of the interface."""
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        spoken = element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
        outside = element.xpath("string(ancestor::*[@lang][1]/@lang)")
        told = [element.get(n) for n in ("aria-label", "placeholder", "title", "data-label")]
        told += [element.text]
        yield from (text for text in told if text and spoken == language)
        if element.tail and outside == language:
            yield element.tail


def english_in(page, language):
    told = " ".join(re.sub(r"http\S+", "", text) for text in own_words(page, language))
    words = {word.lower() for word in ENGLISH.findall(told)}
    return words - SAID_ALIKE[language]


def seen(client, address):
    return html.fromstring(client.get(address).content.decode())


@pytest.mark.parametrize("language", PREFIXED)
def test_no_english_word_of_the_site_is_left_on_any_page(client, world, language):
    for address in addresses(world):
        page = seen(client, f"/{language}{address}")
        assert page.get("lang") == language, address
        assert english_in(page, language) == set(), address


def test_the_same_pages_in_english_would_be_found_out(client, world):
    page = seen(client, "/evaluations/zab/")
    words = {m.lower() for text in own_words(page, "en") for m in ENGLISH.findall(text)}
    assert words >= {"the", "of", "findings", "relevance", "final", "accepted", "keywords"}


@pytest.mark.parametrize("language", PREFIXED)
def test_each_address_answers_as_it_does_in_english(client, world, language):
    for address in addresses(world):
        plain, told = client.get(address), client.get(f"/{language}{address}")
        assert plain.status_code == told.status_code, address
        assert (plain["Content-Language"], told["Content-Language"]) == ("en", language)


@pytest.mark.parametrize("language", PREFIXED)
def test_links_stay_within_the_language(client, world, language):
    apart = "@hreflang or starts-with(@href, '/accounts/')"
    for address in addresses(world):
        page = seen(client, f"/{language}{address}")
        leads = page.xpath(f"//a[starts-with(@href, '/') and not({apart})]/@href | //form/@action")
        assert [a for a in leads if a and not a.startswith(f"/{language}/")] == [], address


def test_pages_in_other_languages_name_each_other(client, world):
    for address in ("/", "/evaluations/zab/", "/findings/?criterion=impact&q=vrask"):
        named = []
        for prefix in ("", "/fr", "/es"):
            links = seen(client, f"{prefix}{address}").xpath("//link[@rel='alternate']")
            named.append({(link.get("hreflang"), link.get("href")) for link in links})
        assert named[0] == named[1] == named[2]
        assert dict(named[0]).keys() == {"en", "fr", "es", "x-default"}
        assert ("fr", f"http://localhost:8000/fr{address}") in named[0]


def test_the_switch_keeps_the_page_and_what_was_asked_of_it(client, world):
    page = seen(client, "/fr/findings/?criterion=impact&q=vrask")
    switch = {a.text: a for a in page.xpath("//ul[@class='tongues']//a")}
    assert switch["English"].get("href") == "/findings/?criterion=impact&q=vrask"
    assert switch["Español"].get("href") == "/es/findings/?criterion=impact&q=vrask"
    assert [name for name, a in switch.items() if a.get("aria-current")] == ["Français"]
    assert [a.get("lang") for a in switch.values()] == ["en", "fr", "es"]


def test_where_there_is_no_page_the_switch_leads_home(client):
    page = seen(client, "/fr/nothing/")
    assert page.xpath("//ul[@class='tongues']//a/@href") == ["/", "/fr/", "/es/"]
    assert page.xpath("//link[@rel='alternate']") == []


def test_no_switch_leads_to_another_site():
    assert [t.address[:2] for t in tongues("//evil.example/")][0] != "//"
    assert [t.address[:2] for t in tongues("/fr//evil.example/")][0] != "//"


NOWHERE = ("/de/", "/en/", "/fr-ca/", "/de/findings/", "/fr/admin/", "/fr/accounts/login/",
           "/es/desk/removed/", "/fr/health/")  # fmt: skip


@pytest.mark.parametrize("address", NOWHERE)
def test_what_is_spoken_nowhere_is_not_there(client, address):
    assert client.get(address).status_code == 404


def test_every_address_of_the_reading_room_is_there_in_each_language():
    given = {"slug": "a", "number": 1, "pk": 1, "code": "a", "sha256": "a"}
    apart = ("accounts", "admin", "desk", "health", "preview")
    room = [p for p in places() if p.route.partition("/")[0] not in OUTSIDE]
    assert apart == OUTSIDE and len(room) > 20
    for place in room:
        address = place.address(given)
        found = resolve(address)
        for language in PREFIXED:
            with translation.override(language):
                same = resolve(f"/{language}{address}")
            assert (same.func, same.kwargs) == (found.func, found.kwargs)


def test_a_content_keeps_its_own_language(client, world):
    page = seen(client, "/fr/evaluations/zab/")
    spoken = "string(ancestor-or-self::*[@lang][1]/@lang)"
    for text in ("Zab lorm", "Vrask olt.", "Olt vrask."):
        [element] = page.xpath(f"//article//*[normalize-space(text())='{text}']")[:1]
        assert element.xpath(spoken) == "en", text
    assert page.xpath("//h2[@id='background']")[0].xpath(spoken) == "fr"


def test_a_french_content_is_french_in_an_english_page(client):
    EvaluationFactory(title="Zab", slug="zab", language="fr").publish(by=None)
    page = client.get("/evaluations/zab/").content.decode()
    assert '<html lang="en">' in page and '<article class="summary" lang="fr">' in page


def test_dates_and_amounts_are_told_as_each_language_tells_them(client, world):
    french = client.get("/fr/evaluations/zab/").content.decode()
    spanish = client.get("/es/evaluations/zab/").content.decode()
    assert "novembre 2009" in french and "5 juin 2010" in french
    assert "USD 1\u00a0234\u00a0567" in french.replace("\u202f", "\u00a0")
    assert "noviembre de 2009" in spanish and "5 de junio de 2010" in spanish


@pytest.mark.parametrize(
    ("language", "told"),
    [("en-gb", "1 October 2009"), ("fr", "1er octobre 2009"), ("es", "1 de octubre de 2009")],
)
def test_the_first_of_a_month_is_written_as_each_language_writes_it(language, told):
    with translation.override(language):
        assert day(datetime.date(2009, 10, 1)) == told
        assert day(datetime.date(2009, 10, 11)) == told.replace("1er", "1").replace("1", "11", 1)


def test_the_facts_lead_on_in_every_language(client, world):
    page = client.get("/es/evaluations/zab/").content.decode()
    assert "Donante" in page and 'href="/es/donors/brelk/"' in page


@pytest.mark.parametrize("address", ["/", "/fr/", "/es/findings/"])
def test_the_language_is_asked_of_the_address_alone(client, address):
    client.cookies["django_language"] = "es"
    answer = client.get(address, headers={"Accept-Language": "es, fr;q=0.5"})
    told = {"/": "en", "/fr/": "fr", "/es/findings/": "es"}[address]
    assert f'<html lang="{told}">' in answer.content.decode()
    assert "Vary" not in answer and not answer.cookies


def test_the_language_ends_with_the_answer(client):
    client.get("/fr/")
    assert translation.get_language() == "en-gb"


def test_pages_in_memory_are_kept_apart_by_language(client, world, settings):
    settings.EVALSITE_PAGE_CACHE = 1024 * 1024
    SHELF.clear()
    first = [client.get(address).content for address in ("/", "/fr/", "/es/")]
    again = [client.get(address).content for address in ("/es/", "/fr/", "/")]
    SHELF.clear()
    assert first == again[::-1] and len(set(first)) == 3


def test_a_closed_house_asks_at_the_door_and_leads_back(client, settings):
    settings.EVALSITE_OPEN = False
    answer = client.get("/fr/findings/?q=olt")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/fr/findings/%3Fq%3Dolt"


def test_who_is_signed_in_reads_in_her_language_and_works_in_english(client, world):
    client.force_login(staff())
    page = client.get("/fr/evaluations/zab/").content.decode()
    assert "Votre compte" in page and 'href="/admin/"' in page
    assert '<html lang="en">' in client.get("/desk/removed/").content.decode()


@pytest.mark.parametrize("language", PREFIXED)
def test_the_calendar_of_what_is_planned_is_translated_too(client, settings, language):
    settings.EVALSITE_ORGANISATION = "Zorvan"
    EvaluationFactory(title="Zob", stage="planned", planned_completion="2040-05", timing="final")
    EvaluationFactory(title="Zeb", stage="ongoing", planned_completion="2001-05")
    EvaluationFactory(title="Zyb", stage="planned", type="joint")
    client.force_login(staff())
    page = seen(client, f"/{language}/evaluations/planned/")
    assert "Zob" in page.text_content() and english_in(page, language) == set()


def test_a_page_costs_the_same_in_every_language(client, world):
    for address in ("/", "/evaluations/zab/", "/findings/", "/search/?q=vrask"):
        client.get(address)
        costs = []
        for prefix in ("", "/fr", "/es"):
            with CaptureQueriesContext(connection) as captured:
                client.get(f"{prefix}{address}")
            costs.append(len(captured))
        assert len(set(costs)) == 1, address


def test_what_is_published_is_the_same_whatever_language_is_spoken(world):
    whole, told = world["whole"], []
    for language in ("en-gb", "fr", "es"):
        with translation.override(language):
            publication = whole.publish(by=None)
        passages = Passage.objects.filter(publication=publication).order_by("id")
        told.append((publication.digest, list(passages.values("kind", "number", "text", "theme"))))
    assert told[0] == told[1] == told[2]


def test_what_lists_know_is_the_same_whatever_language_is_spoken(world):
    cards = []
    for language in ("en-gb", "fr", "es"):
        with translation.override(language):
            key = world["whole"].publish(by=None).pk
            freshen()
        cards.append(Card.objects.get(shelf="publication", key=key).content)
    assert cards[0] == cards[1] == cards[2]


def test_facets_choose_the_same_in_every_language(client, world):
    english = client.get("/recommendations/?status=completed").context["total"]
    assert english == client.get("/es/recommendations/?status=completed").context["total"] == 1
    assert "Completada" in client.get("/es/recommendations/").content.decode()


def door(client, language, address, data=None):
    """Return a page for signing in; nothing in it is English or leads or posts to English."""
    method = client.get if data is None else client.post
    answer = method(f"/accounts/{address}", data, follow=True)
    page = html.fromstring(answer.content.decode())
    assert (answer.status_code, answer["Content-Language"]) == (200, language), address
    assert page.get("lang") == language and english_in(page, language) == set(), address
    for lead in page.xpath("//a[starts-with(@href, '/accounts/')]/@href"):
        assert f"language={language}" in lead or f"next=/{language}/" in lead, (address, lead)
    for form in page.xpath("//form[@method='post']"):
        assert form.xpath("input[@name='language']/@value") == [language], address
    return page


@pytest.fixture
def ann(settings):
    settings.EVALSITE_ORGANISATION = "Zorvan"
    return account(first_name="Ann")


@pytest.mark.parametrize("language", PREFIXED)
def test_signing_in_speaks_the_language_of_the_page_it_leads_to(client, ann, language):
    back = {"next": f"/{language}/evaluations/"}
    for address in ("login/", "password/reset/", "password/reset/done/", "inactive/",
                    "password/reset/key/1-wrong/", "password/reset/key/done/"):  # fmt: skip
        door(client, language, f"{address}?next={back['next']}")
    door(client, language, "login/", back)
    door(client, language, "login/", back | {"login": "Ann", "password": "wrong"})
    door(client, language, "password/reset/", back | {"email": "olt"})


@pytest.mark.parametrize("language", PREFIXED)
def test_an_account_is_shown_in_the_language_of_the_page_one_comes_from(client, ann, language):
    client.force_login(ann)
    spoken = {"language": language}
    for address in ("", "password/change/", "logout/", "2fa/", "2fa/webauthn/"):
        door(client, language, f"{address}?next=/{language}/evaluations/")
    door(client, language, "password/change/", spoken | {"password1": "a", "password2": "b"})
    changed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    door(client, language, "password/change/", spoken | changed)
    assert client.post("/accounts/logout/", spoken).url == f"/{language}/"


@pytest.mark.parametrize("language", PREFIXED)
def test_second_factors_are_set_up_and_removed_in_the_language(client, ann, language):
    client.force_login(ann)
    spoken, again = {"language": language}, f"/accounts/2fa/totp/activate/?language={language}"
    door(client, language, f"2fa/totp/activate/?language={language}")
    door(client, language, "reauthenticate/", spoken | {"password": "wrong", "next": again})
    door(client, language, "reauthenticate/", spoken | {"password": PASSWORD, "next": again})
    door(client, language, "2fa/totp/activate/", spoken | {"code": "1"})
    door(client, language, f"2fa/webauthn/add/?language={language}")
    TOTP.activate(ann, SEED)
    RecoveryCodes.activate(ann)
    data = {"name": "Olt", "credential": {}}
    key = Authenticator.objects.create(user=ann, type="webauthn", data=data).pk
    for address in ("", "webauthn/", f"webauthn/keys/{key}/edit/", f"webauthn/keys/{key}/remove/",
                    "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/"):  # fmt: skip
        door(client, language, f"2fa/{address}?language={language}")
    door(client, language, f"2fa/webauthn/keys/{key}/edit/", spoken | {"name": "Elt"})


@pytest.mark.parametrize("language", PREFIXED)
def test_a_second_factor_is_asked_for_in_the_language_and_leads_on(client, ann, language):
    TOTP.activate(ann, SEED)
    back = {"login": "Ann", "password": PASSWORD, "next": f"/{language}/evaluations/"}
    asked = client.post("/accounts/login/", back).url
    assert asked == f"/accounts/2fa/authenticate/?language={language}"
    page = door(client, language, asked.removeprefix("/accounts/"))
    [cancelled] = page.xpath("//form[@id='logout-from-stage']/input[@name='next']/@value")
    assert cancelled == f"/accounts/login/?language={language}"
    door(client, language, "2fa/authenticate/", {"language": language, "code": "1"})
    assert enter(client).url == f"/{language}/evaluations/"


def test_a_new_password_is_asked_for_and_chosen_in_the_language(client, ann):
    door(client, "fr", "password/reset/", {"language": "fr", "email": "ann@example.org"})
    [message] = mails()
    assert "Quelqu’un a demandé un nouveau mot de passe pour le compte «" in message.body
    page = door(client, "fr", link(message).removeprefix("/accounts/"))
    [address] = page.xpath("//form[contains(@action, '/key/')]/@action")
    chosen = {"language": "fr", "password1": NEW, "password2": NEW}
    door(client, "fr", address.removeprefix("/accounts/"), chosen)


@pytest.mark.parametrize("language", PREFIXED)
def test_the_way_in_leads_back_to_the_page(client, world, language):
    address = f"/{language}/findings/?criterion=impact&q=olt"
    [way] = seen(client, address).xpath("//footer//a[starts-with(@href, '/accounts/')]/@href")
    assert way == f"/accounts/login/?next=/{language}/findings/%3Fcriterion%3Dimpact%26q%3Dolt"
    field = seen(client, way).xpath("//form[@id='sign_in']/input[@name='next']/@value")
    assert field == [address]


ENGLISH_DOORS = ("", "?next=/evaluations/", "?next=/accounts/", "?next=/fra/", "?next=//fr/",
                 "?next=https://evil.example/fr/", "?language=de", "?language=en")  # fmt: skip


@pytest.mark.parametrize("query", ENGLISH_DOORS)
def test_signing_in_is_in_english_unless_the_address_says_otherwise(client, query):
    client.cookies["django_language"] = "es"
    for header in ("es", "fr"):
        page = client.get(f"/accounts/login/{query}", headers={"Accept-Language": header})
        assert (page["Content-Language"], "language" in page["Vary"].lower()) == ("en", False)
        assert 'name="language"' not in page.content.decode()
