"""SIGKILL in the middle of `manage.py publish`: each publication is whole or not there at all.

python bench/publish_kills.py [kills]
On SQLite, or on the server that DATABASE_URL names.
"""

import os
import random
import subprocess
import sys
import time

from measure import database
from serving import ROOT, database_url

EVALUATIONS = 20


def publishing(connection, slugs):
    """Publish these in a process of its own."""
    env = os.environ | {"DATABASE_URL": database_url(connection), "EVALSITE_SELF_PUBLISH": "1"}
    command = [sys.executable, "manage.py", "publish", *slugs, "--by", "killed"]
    return subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603


def until_it_publishes(run):
    """Wait until a run has published something, or has ended; return how many there are then."""
    from findings.models import Publication

    before = count = Publication.objects.count()
    while count == before and run.poll() is None:
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
        from django.contrib.auth import get_user_model
        from record import build

        from findings.models import Publication

        user = get_user_model().objects.create_superuser("killed")
        evaluations = [build(follow_up=False) for _ in range(EVALUATIONS)]
        for evaluation in evaluations:
            evaluation.submit(by=user)
        slugs = [evaluation.slug for evaluation in evaluations]
        run = publishing(connection, slugs)
        until_it_publishes(run)
        start = time.perf_counter()
        assert run.wait() == 0
        took = time.perf_counter() - start
        killed = 0
        while killed < kills:
            random.shuffle(slugs)
            run = publishing(connection, slugs)
            until_it_publishes(run)
            time.sleep(random.uniform(0, took * 0.9))  # noqa: S311
            run.kill()
            killed += run.wait() < 0
            print(f"\r  {killed} of {kills} kills", end="", flush=True)
        print(f"\n{killed} kills: {Publication.objects.count():,} publications, {torn()} torn")


if __name__ == "__main__":
    main()
