"""What happens where a person may not look: it must change nothing of what she is shown."""

from projects.history import revision

from ..factories import (
    ActionFactory,
    DonorFactory,
    EvaluationFactory,
    FindingFactory,
    LessonFactory,
    ObjectiveFactory,
    ProjectFactory,
    RecommendationFactory,
    ResponseFactory,
)

WORDS = "<p>What stands here is seen by nobody else.</p>"


def happen(world):
    """Write a draft, publish for staff, answer what is not published, open a project for staff."""
    with revision(user=world.users["editor"], reason="What happens unseen"):
        own = _another(world, "A draft that nobody else sees")
        _another(world, "What staff alone read").publish(by=None, audience="staff")
        _changed(world.wholes["for everybody"].evaluation)
        _answered(own)
    with revision(user=world.users["publisher"], reason="What happens unseen"):
        donors = [world.donors["ours"], DonorFactory(name="Nobody knows of it yet")]
        title = "A project that stands here"
        project = ProjectFactory(title=title, audience="staff", donors=donors)
        ObjectiveFactory(project=project, statement=WORDS)


def _another(world, title):
    names = {"projects": [world.projects["open"]], "editors": [world.users["editor"]]}
    evaluation = EvaluationFactory(title=f"{title}, it stands here", **names)
    FindingFactory(evaluation=evaluation, heading="What stands here", body=WORDS)
    LessonFactory(evaluation=evaluation, text=WORDS)
    RecommendationFactory(evaluation=evaluation, text=WORDS)
    return evaluation


def _changed(evaluation):
    """Change what everybody reads of it, and let staff read the change."""
    FindingFactory(evaluation=evaluation, heading="Another that stands here", body=WORDS)
    evaluation.publish(by=None, note="For staff", audience="staff")
    FindingFactory(evaluation=evaluation, heading="One more that stands here", body=WORDS)


def _answered(evaluation):
    recommendation = evaluation.recommendations.first()
    ResponseFactory(recommendation=recommendation, comment=WORDS)
    ActionFactory(recommendation=recommendation, text=WORDS)


def taken(world):
    """Yield (person, address, may see it, must not see it any more): steps before she asks."""
    draft, donors = world.wholes["draft"].evaluation, world.wholes["for donors"].evaluation
    former, donor = world.users["former_editor"], world.users["donor"]
    link, token = world.links["standing"], world.tokens["standing"]
    edited = (lambda: draft.editors.add(former), lambda: draft.editors.remove(former))
    pages = (f"/admin/findings/evaluation/{draft.pk}/change/", f"/desk/evaluations/{draft.pk}/")
    for page in pages:
        yield "former_editor", page, *edited
    ours = world.donors["ours"]
    funded = (lambda: ours.users.add(donor), lambda: ours.users.remove(donor))
    for page in (donors.get_absolute_url(), world.projects["donors"].get_absolute_url()):
        yield "donor", page, *funded
    editor = world.users["editor"]
    works = (lambda: _let_work(editor, True), lambda: _let_work(editor, False))
    yield "editor", f"/desk/evaluations/{draft.pk}/history/", *works
    staffs = world.wholes["for staff"].evaluation.get_absolute_url()
    yield "editor", staffs, *works
    yield "anonymous", f"/preview/{token}/", (lambda: None), (lambda: link.revoke(editor))


def _let_work(user, may):
    user.is_active = may
    user.save()
