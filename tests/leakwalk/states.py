"""The states of an evaluation, each written as people come to it; all stand in one world."""

from findings import models as findings
from projects.history import revision

from .writer import Writer


def _draft(world):
    w = Writer(world, "draft")
    whole = w.evaluation(editors=("editor", "former_editor"))
    w.change(w.item(whole, "lesson", "desk"), "text")
    gone = w.item(whole, "practice", "desk")
    whole.items["practice"].remove(gone)
    del world.parts["practice", gone.pk]
    with revision(user=world.users["editor"], reason=w.word("desk", "removing")):
        gone.delete()
        whole.evaluation.editors.remove(world.users["former_editor"])


def _in_review(world):
    w = Writer(world, "in review")
    whole = w.evaluation()
    w.submit(whole)
    whole.evaluation.return_to_draft(world.users["publisher"], w.word("desk", "answer"))
    w.submit(whole)


def _for_everybody(world):
    w = Writer(world, "for everybody")
    whole = w.evaluation(editors=("editor", "former_editor", "deactivated"))
    w.change(w.item(whole, "lesson", "desk"), "text")
    whole.evaluation.editors.remove(world.users["former_editor"])
    w.publish(whole, "everybody")


def _for_staff(world):
    """Beside its texts a word of letters alone, in what an acronym means and in a lesson."""
    w = Writer(world, "for staff")
    whole = w.evaluation(on=("staff",))
    spelt = w.aviary.spelt(w.state, "text", "a word of letters", w.sight("text"))
    whole.evaluation.conclusions += f"<p>{spelt.capitalize()} Zenith Yield (CZY) was used.</p>"
    w.change(w.item(whole, "lesson", "text"), "text", text=f"<p>{spelt} stands here.</p>")
    whole.evaluation.save()
    w.publish(whole, "staff")


def _one_version(state, audience, **where):
    def write(world):
        w = Writer(world, state)
        w.publish(w.evaluation(**where), audience)

    return write


def _no_project(world):
    w = Writer(world, "no project")
    w.publish(w.evaluation(on=(), donors=[world.donors["ours"]]), "donors")


def _donors_changed(world):
    """The donor whose it was when it was published is not the donor of the project any more."""
    w = Writer(world, "donors changed")
    w.publish(w.evaluation(on=("moved",)), "donors")
    own = world.projects["moved"].donors
    own.remove(world.donors["theirs"])
    own.add(world.donors["ours"])


def _withdrawn(state, audience):
    def write(world):
        w = Writer(world, state)
        title = f"{w.word('title', 'title')} stood here"
        whole = w.evaluation(title=title, slug=w.word("title", "slug"))
        w.publish(whole, audience)
        w.withdraw(whole)

    return write


def _struck(state, audience):
    def write(world):
        w = Writer(world, state)
        whole = w.evaluation()
        gone = [w.item(whole, kind, "struck", "struck label") for kind in whole.items]
        w.followed_up(gone[1], "struck followup")
        w.publish(whole, audience)
        for item in gone:
            w.strike(item)
        whole.items["struck"] = gone

    return write


def _newer_draft(world):
    w = Writer(world, "newer draft")
    whole = w.evaluation()
    w.publish(whole, "everybody")
    w.change(whole.evaluation, "draft", slug=whole.evaluation.slug)
    for kind, item in [(kind, items[0]) for kind, items in whole.items.items()]:
        w.change(item, "draft")
        w.item(whole, kind, "draft")
    w.followed_up(whole.items["recommendation"][-1], "draft followup")
    w.attach(whole, "draft")


def _versions(state, audiences):
    """Publish again and again, each time with other words and one more item."""

    def write(world):
        w = Writer(world, state)
        parts = ("first", "second", "third")
        whole = w.evaluation(part="first", slug=w.word("address", "slug"))
        for part, audience in zip(parts, audiences, strict=False):
            if part != "first":
                title = f"{w.word(w.naming(part), 'title')} stands here"
                w.change(whole.evaluation, part, slug=whole.evaluation.slug, title=title)
            if part == "third":  # staff alone read this one
                w.followed_up(w.item(whole, "recommendation", part), "draft followup")
            w.item(whole, "finding", part)
            w.publish(whole, audience, note=w.naming(part))
            if part != parts[len(audiences) - 1]:
                _take_out(whole)

    return write


def _take_out(whole):
    """Take the newest finding out of the draft, as an editor does."""
    finding = whole.items["finding"].pop()
    finding.struck = finding.evaluation.publications.first().moment
    finding.save()
    whole.items.setdefault("left out", []).append(finding)


def _removed(world):
    w = Writer(world, "removed")
    whole = w.evaluation()
    findings.Response.objects.filter(recommendation__evaluation=whole.pk).delete()
    findings.Action.objects.filter(recommendation__evaluation=whole.pk).delete()
    kept = whole.pk
    with revision(user=world.users["editor"], reason=w.word("desk", "removing")):
        whole.evaluation.delete()
    whole.evaluation.pk, whole.removed = kept, True


def _of_others(state, audience):
    def write(world):
        w = Writer(world, state)
        whole = w.evaluation(on=("other",), editors=("other_editor",))
        if audience:
            w.publish(whole, audience)

    return write


STATES = [
    _draft,
    _in_review,
    _for_everybody,
    _one_version("for donors", "donors", on=("donors",)),
    _for_staff,
    _withdrawn("withdrawn", "everybody"),
    _withdrawn("withdrawn from donors", "donors"),
    _struck("item struck", "everybody"),
    _struck("item struck for staff", "staff"),
    _newer_draft,
    _versions("three versions", ("everybody", "donors", "staff")),
    _versions("two versions", ("everybody", "everybody")),
    _versions("staff between", ("everybody", "staff", "everybody")),
    _removed,
    _no_project,
    _donors_changed,
    _one_version("project closed", "everybody", on=("closed",)),
    _of_others("draft of others", ""),
    _of_others("for other donors", "donors"),
]
