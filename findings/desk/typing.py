"""What the change pages ask of the server while somebody types."""

from django.db.models import BigIntegerField
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from projects.models import Project

from ..models import Evaluation, Recommendation, Visit
from ..reading.tidy import tidy_html, tidy_text
from .gate import at_desk, staff_only

MOST = 2_000_000  # characters of a paste
EDITED = {model._meta.label_lower: model for model in (Evaluation, Project, Recommendation)}


@staff_only
@require_POST
def tidy(request):
    """Return pasted HTML, or else text, as small rich text; 413 where it is too much at once."""
    html, text = request.POST.get("html", ""), request.POST.get("text", "")
    if len(html) + len(text) > MOST:
        return HttpResponse("This is too much to paste at once.", status=413)
    tidied = tidy_html(html) if html else tidy_text(text)
    return HttpResponse(tidied, content_type="text/plain")


@staff_only
@require_POST
def note_open(request):
    """Note that a page is open; return who else has it open, in a sentence, or nothing."""
    label, _, key = request.POST.get("subject", "").partition("/")
    if not (label in EDITED and _is_key(key)):
        raise Http404
    if not at_desk(EDITED[label], request.user).filter(pk=key).exists():
        raise Http404
    said = Visit.objects.note(f"{label}/{int(key)}", request.user)
    return HttpResponse(said, content_type="text/plain")


def _is_key(words):
    return (
        words.isascii()
        and words.isdecimal()
        and len(words) < 20
        and int(words) <= BigIntegerField.MAX_BIGINT
    )
