"""Preview links: made and revoked at the desk, opened by whoever has the address."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ..followup import FollowUp
from ..models import Evaluation, PreviewLink
from ..models.previewlink import MOST_DAYS, USUAL_DAYS
from ..pages import summary_page
from .gate import staff_only

asks_first = require_http_methods(["GET", "HEAD", "POST"])


class LinkForm(forms.Form):
    label = forms.CharField(
        label="For whom", max_length=200, help_text="A person or a donor; it stands on the page."
    )
    days = forms.IntegerField(
        label="Days until it expires", initial=USUAL_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
        help_text=f"At most {MOST_DAYS}.",
    )  # fmt: skip


@staff_only
@asks_first
def links(request, pk):
    """All links of an evaluation with their uses; a POST makes one and shows its address once."""
    evaluation = _evaluation(request.user, pk)
    form, address = LinkForm(request.POST or None, label_suffix=""), ""
    if form.is_valid():
        link, token = PreviewLink.objects.make(evaluation, by=request.user, **form.cleaned_data)
        address = request.build_absolute_uri(reverse("private-preview", args=[token]))
        form = LinkForm(label_suffix="")
    made = evaluation.preview_links.select_related("made_by", "revoked_by")
    context = {"evaluation": evaluation, "form": form, "address": address}
    context["links"] = made.prefetch_related("uses")
    return render(request, "desk/links.html", context, status=422 if form.errors else 200)


@staff_only
@asks_first
def revoke_link(request, pk, link):
    """Ask, then close a link."""
    evaluation = _evaluation(request.user, pk)
    link = get_object_or_404(evaluation.preview_links.select_related("made_by"), pk=link)
    if request.method != "POST":
        return render(request, "desk/links_revoke.html", {"evaluation": evaluation, "link": link})
    link.revoke(request.user)
    messages.success(request, f"The link for {link.label} is revoked: it opens nothing any more.")
    return redirect("desk-links", evaluation.pk)


@require_safe
def opened(request, token):
    """The page as it would be published now; one 404 for all that is no link, or no longer one."""
    links = PreviewLink.objects.opened_by(token).select_related("evaluation")
    link = get_object_or_404(links)
    link.note_use(_address(request))
    request.user = AnonymousUser()  # who opens it reads as anybody would, signed in or not
    summary = link.evaluation.summary()
    context = {
        "link": link,
        "page": summary_page(summary, FollowUp.of(summary), linked=False),
        "projects": link.evaluation.projects.visible_to(request.user),
    }
    response = render(request, "desk/links_opened.html", context)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _evaluation(user, pk):
    """The evaluation, for those who may change or publish it; else 404."""
    evaluations = Evaluation.objects
    own, published = evaluations.editable_by(user), evaluations.publishable_by(user)
    either = Q(pk__in=own.order_by().values("pk")) | Q(pk__in=published.order_by().values("pk"))
    return get_object_or_404(evaluations.filter(either), pk=pk)


def _address(request):
    """The address of the reader, as far as the server in front of us tells it."""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.PROXY else ""
    return told.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
