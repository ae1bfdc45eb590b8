"""What the change pages ask of the server while somebody types."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from ..models import Visit
from ..reading.tidy import tidy_html, tidy_text
from .gate import staff_only

MOST = 2_000_000  # characters of a paste


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
    subject = request.POST.get("subject", "")[:100]
    said = Visit.objects.note(subject, request.user) if subject else ""
    return HttpResponse(said, content_type="text/plain")
