"""What was removed, and how it comes back: asked first, then done."""

from django.contrib import messages
from django.db.models import BigIntegerField
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from projects.history.restoring import Restoration, RestoreRefused, removed, restore, root_of
from projects.history.timeline import family
from projects.models import Project

from ..models import Evaluation
from .gate import staff_only

HISTORIES = {Evaluation: "desk-evaluation-history", Project: "desk-project-history"}
MODELS = {m._meta.label_lower: m for root in HISTORIES for m in family(root)}


@staff_only
@require_safe
def removed_list(request):
    kinds = [(m, removed(m), may_restore_whole(request.user, m)) for m in HISTORIES]
    kinds = [(m._meta.verbose_name_plural, rows, may) for m, rows, may in kinds]
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


def may_restore_whole(user, model):
    return user.has_perm(f"{model._meta.app_label}.add_{model._meta.model_name}")


def may_restore_parts_of(user, root):
    """Whoever may change something may bring back its parts."""
    if isinstance(root, Evaluation):
        return Evaluation.objects.editable_by(user).filter(pk=root.pk).exists()
    return user.has_perm("projects.change_project")


def _restoration(user, model, key):
    """Return the Restoration of what is removed, to whom may have it back; else answer 404."""
    try:
        restoration = Restoration(model, key)
    except RestoreRefused as refused:
        raise Http404 from refused
    root_model, root_key = restoration.root
    if model is root_model:
        may = may_restore_whole(user, model)
    else:
        root = get_object_or_404(root_model.objects.visible_to(user), pk=root_key)
        may = may_restore_parts_of(user, root)
    if not may:
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
    get_object_or_404(root_model.objects.visible_to(request.user), pk=key)
    messages.info(request, f"This {model._meta.verbose_name} is there; nothing was restored.")
    return redirect(HISTORIES[root_model], key)


def _back(restoration):
    """The address of the page from which somebody came."""
    model, key = restoration.root
    if model is restoration.removed.model:
        return reverse("desk-removed")
    return reverse(HISTORIES[model], args=[key])
