"""A document brought in: chosen or pasted, read aside, reviewed beside its source, saved."""

from functools import wraps

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from projects.access import may
from projects.models import Project
from projects.richtext import legal

from ..importing.differences import compared
from ..importing.documents import Wrong, draft_of
from ..importing.proposals import places, proposals
from ..importing.saving import Changed, save_as_draft, take_over
from ..importing.sheet import FIELDS, ITEMS, Sheet
from ..importing.twins import twins_seen
from ..models import Evaluation, Upload
from ..models.upload import PASTED
from ..reading.opening import MOST_BYTES, kind_of
from ..reading.reading import Unreadable
from ..refusals import Refused
from .gate import staff_only
from .reviewing import Review

MOST_BODY = 6 * MOST_BYTES  # above this a request is not even read
MOST_PASTED = 2_000_000  # signs
TOO_LARGE = (
    "This file is larger than 10 MB. Save the pages of the summary as a document of their own, "
    "without pictures, and choose that."
)
asks_first = require_http_methods(["GET", "HEAD", "POST"])


class DocumentForm(forms.Form):
    """A file, or the text of one."""

    file = forms.FileField(
        required=False, label="A file", help_text="PDF, Word (.docx) or plain text, up to 10 MB."
    )
    text = forms.CharField(
        required=False, label="Or its text", max_length=MOST_PASTED, strip=False,
        widget=forms.Textarea({"rows": 8}),
        help_text="Copied from the document, with its headings.",
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if not self.errors and bool(file) == bool(text.strip()):
            raise forms.ValidationError("Choose a file, or paste its text.")
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        if not self.errors:
            cleaned["data"] = file.read() if file else legal(text).encode()
            cleaned["name"] = file.name if file else PASTED
            _refuse_at_sight(cleaned["data"])
        return cleaned


def _refuse_at_sight(data):
    try:
        kind_of(data)
    except Unreadable as refusal:
        raise forms.ValidationError(str(refusal)) from None


def importers_only(view):
    """For staff who may add evaluations; 404 for everybody else."""

    @wraps(view)
    def gated(request, *args, **kwargs):
        if not may(request.user, "findings.add_evaluation"):
            raise Http404
        return view(request, *args, **kwargs)

    return staff_only(gated)


def _not_too_large(view):
    """Answer a request with far too large a body before anybody reads it, its token even."""

    @csrf_exempt
    @wraps(view)
    def gated(request, *args, **kwargs):
        told = request.META.get("CONTENT_LENGTH") or "0"
        if request.method == "POST" and not (told.isdecimal() and int(told) <= MOST_BODY):
            return _start(request, DocumentForm(label_suffix=""), status=413, refused=TOO_LARGE)
        return csrf_protect(view)(request, *args, **kwargs)

    return gated


@importers_only
@_not_too_large
@asks_first
def start(request):
    """Choose a file or paste its text; what is being reviewed already stands below."""
    if request.method != "POST":
        return _start(request, DocumentForm(label_suffix=""))
    form = DocumentForm(request.POST, request.FILES, label_suffix="")
    if not form.is_valid():
        return _start(request, form, status=422)
    told = form.cleaned_data
    try:
        upload = Upload.objects.bring(request.user, told["name"], told["data"], places())
    except Refused as refusal:
        return _start(request, form, status=429, refused=str(refusal))
    return redirect("desk-import-review", upload.pk)


def _start(request, form, status=200, refused=""):
    own = Upload.objects.of(request.user).defer("reading", "sheet", "left")
    context = {"form": form, "refused": refused, "waiting": own.unfinished()}
    context["saved"] = own.exclude(saved=None).select_related("evaluation")[:10]
    return render(request, "desk/import_start.html", context, status=status)


@importers_only
@asks_first
def review(request, pk):
    """Where an upload stands: being read, not readable, to be reviewed, saved."""
    upload = get_object_or_404(Upload.objects.of(request.user), pk=pk)
    if not upload.look():
        response = render(request, "desk/import_reading.html", {"upload": upload})
        response["Refresh"] = "1"
        return response
    if upload.saved or upload.failure:
        page = "desk/import_saved.html" if upload.saved else "desk/import_failed.html"
        return render(request, page, {"upload": upload, "editable": _editable(request, upload)})
    choices = _proposals(request, upload)
    if request.method == "POST":
        return _posted(request, upload, choices)
    sheet = Sheet(upload.told, choices, upload.sheet.get("values"))
    if not upload.sheet.get("anew") and (found := _twins(request, upload, sheet)):
        return _offer(request, upload, sheet, found)
    return _review(request, upload, sheet)


def _proposals(request, upload):
    return proposals(upload.told, Project.objects.editable_by(request.user))


def _editable(request, upload):
    own = Evaluation.objects.editable_by(request.user)
    return own.filter(pk=upload.evaluation_id).first()


def _posted(request, upload, choices):
    """Keep what was entered; save it as a draft if that was asked for."""
    sheet = Sheet(upload.told, choices, entered(request.POST, upload.told, choices))
    upload.sheet = {**upload.sheet, "values": sheet.values}
    upload.save(update_fields=["sheet"])
    if "save" not in request.POST:
        messages.success(request, "Kept. You can come back to this page for seven days.")
        return redirect(f"{request.path}#unplaced" if "move" in request.POST else request.path)
    try:
        draft = draft_of(sheet)
        attach = bool(request.POST.get("attach"))
        evaluation = save_as_draft(upload, draft, by=request.user, attach=attach)
    except Wrong as wrong:
        return _review(request, upload, sheet, wrong.errors, status=422)
    messages.success(request, _told(upload))
    return redirect("admin:findings_evaluation_change", evaluation.pk)


def _told(upload):
    upload.refresh_from_db()
    left = len(upload.left)
    if not left:
        return f"Saved as a draft from {upload.name}. Nothing was left unplaced."
    words = "1 text was" if left == 1 else f"{left} texts were"
    address = reverse("desk-import-review", args=[upload.pk])
    return format_html(
        'Saved as a draft from {}. {} left unplaced: <a href="{}">look again</a>.',
        upload.name, words, address,
    )  # fmt: skip


def entered(post, reading, choices):
    """Return the values of a sheet that were sent; names that it does not have are let go."""
    sheet = Sheet(reading, choices)
    names = {*sheet.values, *(f"piece.{n}" for n in range(1, len(reading.unplaced) + 1))}
    for section in ITEMS:
        made = {n.split(".")[1] for n in post if n.startswith(f"{section}.n")}
        sheet.values |= {f"{section}.{n}.do": "" for n in made}
        for number in sheet.numbers(section):
            names |= {f"{section}.{number}.{name}" for name in ("do", *FIELDS[section])}
    return {name: legal(post[name]) for name in names if name in post}


def _review(request, upload, sheet, errors=None, status=200):
    context = {"upload": upload, "review": Review(sheet, errors), "errors": errors}
    return render(request, "desk/import_review.html", context, status=status)


def _twins(request, upload, sheet):
    try:
        return twins_seen(upload.sha256, draft_of(sheet), request.user)
    except Wrong:
        return []


def _offer(request, upload, sheet, found, status=200, refused=""):
    """Offer the differences from the likeliest of the evaluations that it may be of."""
    asked = request.GET.get("evaluation", "")
    chosen = next((e for e in found if str(e.pk) == asked), found[0])
    own = Evaluation.objects.editable_by(request.user).filter(pk__in=[e.pk for e in found])
    chosen = chosen if asked or not own else next(e for e in found if e in own)
    editable = chosen in own
    context = {"upload": upload, "evaluation": chosen, "editable": editable, "refused": refused}
    context["others"] = [e for e in found if e != chosen]
    if editable:
        sections, _ = compared(chosen, draft_of(sheet))
        context["changed"] = [section for section in sections if section.changed]
    return render(request, "desk/import_differences.html", context, status=status)


@importers_only
@require_POST
def decide(request, pk):
    """Take sections over into an evaluation that is here, or go on to a second draft."""
    upload = get_object_or_404(Upload.objects.of(request.user), pk=pk)
    if upload.saved or not upload.look() or upload.failure:
        return redirect("desk-import-review", pk)
    if "anew" in request.POST:
        upload.sheet = {**upload.sheet, "anew": True}
        upload.save(update_fields=["sheet"])
        return redirect("desk-import-review", pk)
    key = request.POST.get("evaluation", "")
    own = Evaluation.objects.editable_by(request.user)
    evaluation = get_object_or_404(own, pk=key if key.isdecimal() and len(key) < 19 else 0)
    sheet = Sheet(upload.told, _proposals(request, upload), upload.sheet.get("values"))
    sections, seen = set(request.POST.getlist("section")), request.POST.get("version", "")
    try:
        take_over(upload, evaluation, draft_of(sheet), sections, by=request.user, seen=seen)
    except Wrong as wrong:
        return _review(request, upload, sheet, wrong.errors, status=422)
    except Changed as changed:
        return _offer(request, upload, sheet, [evaluation], status=409, refused=str(changed))
    messages.success(request, f"Taken over from {upload.name}.")
    return redirect("admin:findings_evaluation_change", evaluation.pk)


@importers_only
@require_POST
def discard(request, pk):
    upload = get_object_or_404(Upload.objects.of(request.user).unfinished(), pk=pk)
    upload.discard()
    messages.success(request, f"{upload.name} is discarded; nothing of it is kept.")
    return redirect("desk-import")
