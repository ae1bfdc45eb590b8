"""Publishing in the middle of others' edits: sixteen editors, fifty rounds, two publishers.

python bench/publish_editors.py [editors] [rounds]
On SQLite, or on the server that DATABASE_URL names. No edit may be lost, and each publication must
tell what history tells of the moment at which it was made.
"""

import sys
import threading
import time
from collections import Counter

from editors import check, rounds_of
from measure import database
from serving import Browser, served, session_of

PUBLISHERS, PAUSE = 2, 0.5  # seconds between one's publications


def publish_until(ended, evaluation, errors):
    """Publish again and again until the editors have ended."""
    from django.db import connection

    try:
        while not ended.is_set():
            evaluation.publish(by=None)
            time.sleep(PAUSE)
    except Exception as error:
        errors.append(error)
    finally:
        connection.close()


def edit(errors, *args):
    """Work as an editor; a page that does not come is an error, and ends the work."""
    try:
        rounds_of(*args)
    except (OSError, ValueError) as error:
        errors.append(error)


def not_whole(evaluation):
    """Count the publications that do not tell the evaluation as it stood at their moment."""
    from findings.models import Publication
    from findings.summary import Summary
    from findings.verify import verify

    told = Publication.objects.filter(evaluation=evaluation)
    torn = sum(p.summary != Summary.as_of(evaluation, p.moment) for p in told)
    return torn + len(list(verify()))


def together(threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    editors = int(sys.argv[1]) if len(sys.argv) > 1 else 16
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    with database() as connection:
        from django.contrib.auth import get_user_model

        from tests.factories import EvaluationFactory, FindingFactory

        evaluation = EvaluationFactory(team="", keywords="")
        for n in range(3):
            FindingFactory(evaluation=evaluation, position=n + 1)
        address = f"/admin/findings/evaluation/{evaluation.pk}/change/"
        saved, told, errors, ended = {}, Counter(), [], threading.Event()
        with served(connection) as (server, _):
            people = []
            for n in range(editors):
                user = get_user_model().objects.create_superuser(f"e{n}")
                browser = Browser(server, session_of(user))
                args = (errors, browser, address, f"e{n}", rounds, saved, told)
                people.append(threading.Thread(target=edit, args=args))
            publishers = [
                threading.Thread(target=publish_until, args=(ended, evaluation, errors))
                for _ in range(PUBLISHERS)
            ]
            for publisher in publishers:
                publisher.start()
            together(people)
            ended.set()
            for publisher in publishers:
                publisher.join()
        lost, torn = check(evaluation, saved)
        print({
            "posts answered": sum(n for status, n in told.items() if isinstance(status, int)),
            "saved": told[302],
            "told": told[409],
            "errors": sum(n for k, n in told.items() if str(k).startswith("error")) + len(errors),
            "lost": lost,
            "torn": torn,
            "publications": evaluation.publications.count(),
            "not whole": not_whole(evaluation),
        })  # fmt: skip


if __name__ == "__main__":
    main()
