"""The page, a save, publishing, and reading the past at 10 and 1,000 revisions.

On SQLite, or on the server that DATABASE_URL names:
python bench/record.py
"""

import itertools
import time

from measure import database, report

ITEMS = {"finding": 10, "recommendation": 8, "lesson": 6}
WORDS = "The inspectors of the ministry were trained in the new methods of planning visits. " * 6


def build(follow_up=True):
    """One evaluation with 24 items, its project, and all links filled."""
    from tests import factories as make

    areas, themes = make.AreaFactory.create_batch(3), make.ThemeFactory.create_batch(2)
    project = make.ProjectFactory(
        areas=areas, donors=make.DonorFactory.create_batch(2), themes=themes
    )
    objectives = [make.ObjectiveFactory(project=project, number=n) for n in (1, 2, 3)]
    outcomes = [make.OutcomeFactory(project=project, number=n) for n in (1, 2)]
    evaluation = make.EvaluationFactory(
        projects=[project],
        themes=themes,
        project_purpose=WORDS,
        evaluation_purpose=WORDS,
        methodology=WORDS,
        conclusions=WORDS,
    )
    common = {"evaluation": evaluation}
    findings = make.FindingFactory.create_batch(
        10, **common, body=WORDS, areas=areas, objectives=objectives, outcomes=outcomes
    )
    for _ in range(8):
        recommendation = make.RecommendationFactory(**common, text=WORDS, findings=findings[:2])
        if follow_up:
            make.ResponseFactory(recommendation=recommendation)
            make.ActionFactory(recommendation=recommendation)
    make.LessonFactory.create_batch(6, **common, text=WORDS, context=WORDS)
    return evaluation


def revise(evaluation, times):
    """Change every item in each of so many revisions."""
    from django.db import transaction

    for n in range(times):
        with transaction.atomic():
            evaluation.team = f"Team {n}"
            evaluation.save()
            evaluation.findings.update(heading=f"Heading {n}")
            evaluation.recommendations.update(time_frame=f"{n} months")
            evaluation.lessons.update(label=str(n))


def crowd(many):
    """So many further evaluations with 24 items each, written in bulk with their history."""
    from django.db import transaction

    from findings.models import Evaluation, Finding, Lesson, Recommendation

    for start in range(0, many, 1000):
        with transaction.atomic():
            batch = Evaluation.objects.bulk_create(
                Evaluation(title=f"No. {n}", slug=f"no-{n}") for n in range(start, start + 1000)
            )
            for model, text, count in (
                (Finding, "body", 10),
                (Recommendation, "text", 8),
                (Lesson, "text", 6),
            ):
                model.objects.bulk_create(
                    model(evaluation=e, position=n, **{text: "<p>Inspectors were trained.</p>"})
                    for e, n in itertools.product(batch, range(count))
                )
        print(f"\r  {start + 1000:,} of {many:,} evaluations", end="", flush=True)
    print()


def revisions(evaluation):
    """The first page of its history, as the desk reads it."""
    from django.core.paginator import Paginator

    from projects.history.timeline import timeline

    return Paginator(timeline(evaluation), 25).page(1)


def save_all(evaluation):
    """Save the evaluation and its 24 items, each changed, in one revision."""
    from django.db import transaction

    stamp = str(time.perf_counter())
    with transaction.atomic():
        for row in (
            evaluation,
            *evaluation.findings.all(),
            *evaluation.recommendations.all(),
            *evaluation.lessons.all(),
        ):
            name = "team" if row is evaluation else "label"
            setattr(row, name, stamp[:20])
            row.save()


def main():
    with database():
        from django.test import Client

        from findings.summary import Summary
        from projects.history import Revision

        evaluation = build()
        evaluation.publish(by=None)
        client = Client()
        report("page of an evaluation", lambda: client.get(evaluation.get_absolute_url()))
        project = evaluation.projects.get()
        report("page of a project", lambda: client.get(project.get_absolute_url()))
        report("save of an evaluation and 24 items", lambda: save_all(evaluation), 20)
        report("publish", lambda: evaluation.publish(by=None), 20)

        evaluation = build()
        middle = Revision.objects.latest().moment
        revise(evaluation, 10)
        live = report("Summary.of", lambda: Summary.of(evaluation))
        past = report("Summary.as_of, 10 revisions", lambda: Summary.as_of(evaluation, middle))
        print(f"  as of / now: {past / live:.2f}")
        revise(evaluation, 490)
        middle = Revision.objects.latest().moment
        revise(evaluation, 500)
        report(
            "Summary.as_of, 1,000 revisions of every row",
            lambda: Summary.as_of(evaluation, middle),
        )
        report("history, 25 of 1,000 revisions", lambda: list(revisions(evaluation)), 20)
        start = time.perf_counter()
        crowd(10_000)
        print(f"  written with history in {time.perf_counter() - start:.0f} s")
        live = report("Summary.of among 10,000 evaluations", lambda: Summary.of(evaluation))
        past = report(
            "Summary.as_of, 1,000 revisions, among 10,000 evaluations",
            lambda: Summary.as_of(evaluation, middle),
        )
        print(f"  as of / now: {past / live:.2f}")


if __name__ == "__main__":
    main()
