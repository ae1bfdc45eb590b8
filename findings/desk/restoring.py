"""What was removed or struck, and how it comes back: asked first, then done."""

from django.contrib import messages
from django.db.models import BigIntegerField, Q, Value
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.access import may, reads_drafts
from projects.history.removal import removed_rows
from projects.history.restoring import Restoration, RestoreRefused, removed, restore, root_of
from projects.history.timeline import family
from projects.models import Project

from ..models import Action, Evaluation, Finding, GoodPractice, Lesson, Recommendation, Response
from .gate import at_desk, staff_only

HISTORIES = {Evaluation: "desk-evaluation-history", Project: "desk-project-history"}
MODELS = {m._meta.label_lower: m for root in HISTORIES for m in family(root)}
ITEMS = {model.passage_kind: model for model in (Finding, Recommendation, Lesson, GoodPractice)}


@staff_only
@require_safe
def removed_list(request):
    """What is removed: all for those who read all drafts, else what was one's own to edit."""
    kinds, user = [], request.user
    for model in HISTORIES:
        own = {row.key for row in _removed_of(user, model)}
        rows = removed(model) if reads_drafts(user) else _removed_of(user, model)
        every = user.is_superuser and may_restore_wholes(user, model)
        restorable = {row.key for row in rows} if every else own
        kinds.append((model._meta.verbose_name_plural, rows, restorable))
    return render(request, "desk/removed.html", {"kinds": kinds})


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def restore_removed(request, label, key):
    """Say what would come back; on a POST bring it back."""
    model = MODELS.get(label)
    if model is None or key > BigIntegerField.MAX_BIGINT:
        raise Http404
    live = model._base_manager.filter(pk=key).first()
    if live is not None:
        return _there_already(request, model, live)
    restoration = _restoration(request.user, model, key)
    if request.method == "POST":
        return _restored(request, restoration)
    return _asked(request, restoration, restoration.obstacle)


@staff_only
@require_POST
def put_back(request, kind, pk):
    """Let the draft have a struck item again; readers see it when it is published next."""
    evaluations = Evaluation.objects.editable_by(request.user)
    if kind not in ITEMS or pk > BigIntegerField.MAX_BIGINT:
        raise Http404
    items = ITEMS[kind].objects.filter(evaluation__in=evaluations.order_by().values("pk"))
    item = get_object_or_404(items, pk=pk)
    if item.struck:
        item.put_back(request.user, request.POST.get("reason", "").strip())
        words = f"{item} is back in the draft; readers see it when it is published next."
        messages.success(request, words)
    return redirect("desk-evaluation-history", item.evaluation_id)


def struck_items(evaluation):
    """Return the struck items of an evaluation, the last first; one query where there is none."""
    here = {"evaluation": evaluation, "struck__isnull": False}
    rows = {kind: model.objects.filter(**here).order_by() for kind, model in ITEMS.items()}
    first, *others = (found.values_list(Value(kind), flat=True) for kind, found in rows.items())
    items = [item for kind in set(first.union(*others)) for item in rows[kind]]
    return sorted(items, key=lambda item: item.struck, reverse=True)


def _removed_of(user, model):
    """Return the wholes that a person could edit when they were removed, newest first."""
    if not may_restore_wholes(user, model):
        return []
    rows, hers = model.history_model._base_manager, _edited_by(user, model)
    keys = set(rows.filter(hers).values_list("id", flat=True))
    keys -= set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
    found = {row.row.history_id: row for row in removed_rows(model, keys)}
    still = rows.filter(hers, history_id__in=found).values_list("history_id", flat=True)
    return sorted((found[key] for key in still), key=lambda r: r.revision.moment, reverse=True)


def _edited_by(user, model):
    """The condition that a history row tells of something that was a person's to edit."""
    rows = _links(model, "editors").filter(user=user).values("history_id")
    condition = Q(history_id__in=rows)
    if model is Evaluation:
        projects = user.edited_projects.values("pk")
        rows = _links(model, "projects").filter(project__in=projects).values("history_id")
        condition |= Q(history_id__in=rows)
    return condition


def _links(model, name):
    return getattr(model.history_model, name).model._base_manager


def may_restore_wholes(user, model):
    return may(user, f"{model._meta.app_label}.add_{model._meta.model_name}")


def may_restore_whole(user, gone):
    if not may_restore_wholes(user, gone.model):
        return False
    return user.is_superuser or gone.key in {row.key for row in _removed_of(user, gone.model)}


def may_restore_parts_of(user, root, model=None):
    """Whoever may change something may bring back its parts; follow-up, whoever may record it."""
    rows = type(root).objects.editable_by(user)
    if model in (Response, Action):
        rows = at_desk(type(root), user).filter(
            recommendations__in=Recommendation.objects.answerable_by(user)
        )
    return rows.filter(pk=root.pk).exists()


def _restoration(user, model, key):
    """Return the Restoration of what is removed, to whom may have it back; else answer 404."""
    try:
        restoration = Restoration(model, key)
    except RestoreRefused as refused:
        raise Http404 from refused
    root_model, root_key = restoration.root
    if model is root_model:
        allowed = may_restore_whole(user, restoration.removed)
    else:
        root = get_object_or_404(at_desk(root_model, user), pk=root_key)
        allowed = may_restore_parts_of(user, root, model)
    if not allowed:
        raise Http404
    return restoration


def _asked(request, restoration, obstacle, status=200):
    context = {"restoration": restoration, "obstacle": obstacle, "back": _back(restoration)}
    return render(request, "desk/restore.html", context, status=status)


def _restored(request, restoration):
    gone, reason = restoration.removed, request.POST.get("reason", "").strip()
    try:
        came = restore(gone.model, gone.row.id, user=request.user, reason=reason)
    except RestoreRefused as refused:
        return _asked(request, restoration, str(refused), status=409)
    messages.success(request, _said(gone, came))
    model, key = root_of(gone.model, came.instance)
    return redirect(HISTORIES[model], key)


def _said(gone, came):
    words = f"{gone.name} is back"
    if came.parts:
        words += f", and {came.parts} of what belongs to it"
    if came.missing:
        words += f". Left out, for it no longer exists: {'; '.join(came.missing)}"
    return f"{words}."


def _there_already(request, model, live):
    """What is there needs no restoring: a second click, or somebody was quicker."""
    root_model, key = root_of(model, live)
    get_object_or_404(at_desk(root_model, request.user), pk=key)
    messages.info(request, f"This {model._meta.verbose_name} is there; nothing was restored.")
    return redirect(HISTORIES[root_model], key)


def _back(restoration):
    """The address of the page from which somebody came."""
    model, key = restoration.root
    if model is restoration.removed.model:
        return reverse("desk-removed")
    return reverse(HISTORIES[model], args=[key])
