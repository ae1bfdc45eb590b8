"""Writes of every kind, each followed by reads from two workers that keep pages: is one stale?

python bench/stale.py [writes and reads]
Other readers ask for the same pages all the while, so that pages are made while they change; now
and then the clock of the workers passes midnight. On SQLite, or on the server that DATABASE_URL
names. Ends with 1 where a reader was told what was no longer true.
"""

import datetime
import http.client
import itertools
import os
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from measure import database
from serving import Browser, served, session_of

READS = 3  # after each write; either worker answers
AROUND = 2  # readers who ask all the while


def get(server, path):
    """Return (status, text) as somebody without an account sees it."""
    host = urlsplit(server)
    connection = http.client.HTTPConnection(host.hostname, host.port, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text


class World:
    """What is written to, and the ways to write to it; each gives (path, what it must tell)."""

    def __init__(self, ahead):
        from findings.models import Action
        from projects.models import Project
        from tests import factories as make

        self.ahead, self.day, self.make = ahead, 0, make
        self.tokens = itertools.count()
        self.project = make.ProjectFactory(audience="everybody")
        self.evaluation = make.EvaluationFactory(projects=[self.project])
        self.recommendation = make.RecommendationFactory(evaluation=self.evaluation)
        self.response = make.ResponseFactory(recommendation=self.recommendation)
        self.action = make.ActionFactory(recommendation=self.recommendation, status="in_progress")
        self.evaluation.publish(by=None)
        self.projects = Project.objects.filter(pk=self.project.pk)
        self.actions = Action.objects.filter(pk=self.action.pk)
        self.of_project = self.project.get_absolute_url()
        self.of_evaluation = self.evaluation.get_absolute_url()
        self.of_item = f"/recommendations/{self.recommendation.pk}/"

    def ways(self, admin):
        return [
            self.save, self.update, self.sql, self.publish, self.command, self.answer,
            self.act, self.many_to_many, self.bulk, self.cascade, self.midnight, self.withdraw,
            lambda token: self.administration(admin, token),
        ]  # fmt: skip

    @property
    def read_all_the_while(self):
        return itertools.cycle([self.of_project, self.of_evaluation, self.of_item, "/about/"])

    def save(self, token):
        self.project.refresh_from_db()
        self.project.title = token
        self.project.save()
        return self.of_project, token

    def update(self, token):
        self.projects.update(title=token)
        return self.of_project, token

    def sql(self, token):
        from django.db import connection

        with connection.cursor() as cursor:
            sql = "UPDATE projects_project SET title = %s WHERE id = %s"
            cursor.execute(sql, [token, self.project.pk])
        return self.of_project, token

    def publish(self, token):
        self.evaluation.refresh_from_db()
        self.evaluation.title = token
        self.evaluation.save()
        self.evaluation.publish(by=None)
        return self.of_evaluation, token

    def command(self, token):
        from django.core.management import call_command

        self.evaluation.refresh_from_db()
        self.evaluation.title = token
        self.evaluation.save()
        self.evaluation.submit(None, "")
        call_command("publish", self.evaluation.slug, by="admin", verbosity=0)
        return self.of_evaluation, token

    def answer(self, token):
        self.response.comment = token
        self.response.save()
        return self.of_item, token

    def act(self, token):
        self.actions.update(text=token)
        return self.of_evaluation, token

    def many_to_many(self, token):
        self.project.themes.set([self.make.ThemeFactory(name=token)])
        return self.of_project, token

    def bulk(self, token):
        from projects.models import Outcome

        self.project.outcomes.all().delete()
        Outcome.objects.bulk_create([Outcome(project=self.project, number=1, statement=token)])
        return self.of_project, token

    def cascade(self, token):
        """What hangs on an objective goes with it."""
        objective = self.make.ObjectiveFactory(project=self.project, number=9)
        of = {"objective": objective, "project": self.project}
        self.make.OutcomeFactory(**of, number=2, statement=token)
        objective.delete()
        return self.of_project, f"not {token}"

    def midnight(self, token):
        due = datetime.date.today() + datetime.timedelta(days=self.day)
        self.actions.update(due=due, text=token)
        self.day += 1
        self.ahead.write_text(str(self.day))
        return self.of_item, "Overdue"

    def withdraw(self, token):
        other = self.make.LessonFactory(text=token).evaluation
        other.publish(by=None)
        other.withdraw(by=None, reason="Wrong.")
        return other.get_absolute_url(), 410

    def administration(self, browser, token):
        from tests.forms import posted

        address = f"/admin/projects/project/{self.project.pk}/change/"
        data = posted(browser.request(address)[1])
        status, _ = browser.request(address, data | {"title": token})
        assert status == 302, status
        return self.of_project, token


def holds(answer, expected):
    status, text = answer
    if expected == 410:
        return status == 410
    if expected.startswith("not "):
        return status == 200 and expected[4:] not in text
    return status == 200 and expected in text


def read_until(ended, server, paths, count):
    while not ended.is_set():
        get(server, next(paths))
        count[threading.get_ident()] += 1


def interleaved(connection, world, admin, operations):
    """Write and read so often; print what was found and return how many answers were stale."""
    stale, done, around, ended = [], Counter(), Counter(), threading.Event()
    with served(connection, threads=1, app="clocked") as (server, _):
        arguments = (ended, server, world.read_all_the_while, around)
        readers = [threading.Thread(target=read_until, args=arguments) for _ in range(AROUND)]
        for reader in readers:
            reader.daemon = True
            reader.start()
        ways = itertools.cycle(world.ways(Browser(server, session_of(admin))))
        for _ in range(operations // (1 + READS)):
            path, expected = next(ways)(f"token{next(world.tokens)}end")
            done["writes"] += 1
            for _ in range(READS):
                done["reads"] += 1
                if not holds(get(server, path), expected):
                    stale.append((path, expected))
            print(f"\r  {done['writes']} writes, {len(stale)} stale", end="", flush=True)
        ended.set()
        for reader in readers:
            reader.join()
    print(f"\r{connection.vendor}: {done['writes']} writes, {done['reads']} reads after them,")
    print(f"{sum(around.values())} meanwhile, {world.day} midnights: {len(stale)} stale")
    return stale


def main():
    operations = int(sys.argv[1]) if sys.argv[1:] else 10_000
    ahead = Path(tempfile.mkdtemp()) / "days"
    ahead.write_text("0")
    os.environ["BENCH_DAYS_AHEAD"] = str(ahead)
    with database() as connection:
        from django.contrib.auth import get_user_model

        world, admin = World(ahead), get_user_model().objects.create_superuser("admin")
        stale = interleaved(connection, world, admin, operations)
        print(*stale[:10], sep="\n")
        os.environ["BENCH_DEAF"] = "1"
        print("The same where the workers hear no stamp:")
        deaf = interleaved(connection, world, admin, max(operations // 50, 100))
    sys.exit(bool(stale) or not deaf)


if __name__ == "__main__":
    main()
