"""SIGKILL in the middle of `manage.py publish`: each publication is whole or not there at all.

python bench/publish_kills.py [kills]
On SQLite, or on the server that DATABASE_URL names.
"""

import multiprocessing
import random
import sys
import time

from measure import database

EVALUATIONS = 20


def publishing(connection, slugs):
    """Publish these by the command, in a process of its own with a connection of its own."""
    from django.core.management import call_command

    connection.close()
    options = {"by": "killed", "verbosity": 0}
    fork = multiprocessing.get_context("fork")
    run = fork.Process(target=call_command, args=("publish", *slugs), kwargs=options)
    run.start()
    return run


def until_it_publishes(run):
    """Wait until a run has published something, or has ended; return how many there are then."""
    from findings.models import Publication

    before = count = Publication.objects.count()
    while count == before and run.is_alive():
        time.sleep(0.002)
        count = Publication.objects.count()
    return count


def torn():
    """Count the publications that lack a passage, and those that left their review open."""
    from django.db.models import Count

    from findings.models import Evaluation, Publication
    from findings.verify import verify
    from projects.history.verify import verify as verify_history

    short = Publication.objects.annotate(n=Count("passages")).exclude(n=24).count()
    still = Evaluation.objects.filter(reviews__outcome="").exclude(publications=None).count()
    return short + still + len(list(verify())) + len(list(verify_history()))


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with database() as connection:
        from django.conf import settings
        from django.contrib.auth import get_user_model
        from record import build

        from findings.models import Publication

        settings.EVALSITE_SELF_PUBLISH = True
        user = get_user_model().objects.create_superuser("killed")
        evaluations = [build(follow_up=False) for _ in range(EVALUATIONS)]
        for evaluation in evaluations:
            evaluation.submit(by=user)
        slugs = [evaluation.slug for evaluation in evaluations]
        run = publishing(connection, slugs)
        until_it_publishes(run)
        start = time.perf_counter()
        run.join()
        assert run.exitcode == 0
        took = time.perf_counter() - start
        killed = 0
        while killed < kills:
            random.shuffle(slugs)
            run = publishing(connection, slugs)
            until_it_publishes(run)
            time.sleep(random.uniform(0, took * 0.9))  # noqa: S311
            run.kill()
            run.join()
            killed += run.exitcode < 0
            print(f"\r  {killed} of {kills} kills", end="", flush=True)
        print(f"\n{killed} kills: {Publication.objects.count():,} publications, {torn()} torn")


if __name__ == "__main__":
    main()
