"""Sixteen editors at one evaluation, fifty rounds each, over a real server: no edit may be lost.

python bench/editors.py [editors] [rounds]
On SQLite, or on the server that DATABASE_URL names. Then the same with the guard off.
"""

import random
import sys
import threading
from collections import Counter

from measure import database
from serving import Browser, served, session_of


def rounds_of(browser, address, name, rounds, saved, told):
    """Open, change and save so many times; note what was saved and how often she was told."""
    from tests.forms import posted

    for n in range(rounds):
        status, page = browser.request(address)
        data, token = posted(page), f"{name}-{n}"
        kind = random.choice(("facts", "text", "add", "move", "remove"))  # noqa: S311
        removed = alter(data, kind, token, saved)
        status, answer = browser.request(address, data)
        told[status] += 1
        if status == 302:
            saved[token] = kind
            if removed:
                saved[removed] = "removed"
        elif status == 409 and token not in answer:
            told["her text was missing"] += 1
        elif status not in (302, 409):
            told[f"error {status}"] += 1


def alter(data, kind, token, saved):
    """Change one thing in a posted form; return the token of a lesson that it removes."""
    data["team"] = f"{data['team']} {token}"[-480:] if kind != "facts" else f"{token}"
    data["keywords"] += f" {token}"
    if kind == "text":
        data["findings-0-body"] += f"<p>{token}</p>"
    elif kind == "add":
        n = int(data["lessons-TOTAL_FORMS"])
        data |= {f"lessons-{n}-text": token, f"lessons-{n}-position": str(n + 1),
                 "lessons-TOTAL_FORMS": str(n + 1)}  # fmt: skip
    elif kind == "move":
        swap = ("findings-0-position", "findings-1-position")
        data[swap[0]], data[swap[1]] = data[swap[1]], data[swap[0]]
    elif kind == "remove":
        for n in range(int(data["lessons-INITIAL_FORMS"])):
            words = data[f"lessons-{n}-text"].removeprefix("<p>").removesuffix("</p>")
            if saved.get(words) == "add":
                data[f"lessons-{n}-DELETE"] = "on"
                return words
    return None


def check(evaluation, saved):
    """Count saved edits that are gone, and rows that are torn."""
    from projects.history.verify import verify

    evaluation.refresh_from_db()
    keywords = evaluation.keywords.split()
    bodies = " ".join(f.body for f in evaluation.findings.all())
    there = evaluation.lessons.filter(struck=None)
    lessons = {w.text.removeprefix("<p>").removesuffix("</p>") for w in there}
    lost = [t for t in saved if t not in keywords and "-" in t]
    lost += [t for t, kind in saved.items() if kind == "text" and f">{t}<" not in bodies]
    lost += [t for t, kind in saved.items() if kind == "add" and t not in lessons]
    lost += [t for t, kind in saved.items() if kind == "removed" and t in lessons]
    positions = list(evaluation.findings.values_list("position", flat=True))
    torn = (len(positions) - len(set(positions))) + len(list(verify()))
    return len(set(lost)), torn


def load(connection, editors, rounds, app):
    from django.contrib.auth import get_user_model

    from tests.factories import EvaluationFactory, FindingFactory

    evaluation = EvaluationFactory(team="", keywords="")
    for n in range(3):
        FindingFactory(evaluation=evaluation, position=n + 1)
    address = f"/admin/findings/evaluation/{evaluation.pk}/change/"
    users = get_user_model().objects
    saved, told = {}, Counter()
    with served(connection, app=app) as (server, _):
        people = []
        for n in range(editors):
            user, _ = users.get_or_create(username=f"e{n}", is_staff=True, is_superuser=True)
            browser = Browser(server, session_of(user))
            args = (browser, address, f"e{n}", rounds, saved, told)
            people.append(threading.Thread(target=rounds_of, args=args))
        for person in people:
            person.start()
        for person in people:
            person.join()
    lost, torn = check(evaluation, saved)
    accepted = told[302]
    return {
        "posts": editors * rounds,
        "saved": accepted,
        "told": told[409],
        "her text missing": told["her text was missing"],
        "errors": sum(n for k, n in told.items() if str(k).startswith("error")),
        "lost": lost,
        "torn": torn,
    }


def main():
    editors = int(sys.argv[1]) if len(sys.argv) > 1 else 16
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    with database() as connection:
        print("guarded  ", load(connection, editors, rounds, "evalsite.wsgi"))
        print("unguarded", load(connection, editors, max(rounds // 5, 1), "unguarded"))


if __name__ == "__main__":
    main()
