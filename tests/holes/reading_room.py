"""Mistakes in what anybody reads: versions, items, files, projects, counts, answers' headers."""

from django.http import JsonResponse
from django.urls import path

from evalsite import middleware
from evalsite import views as site
from findings.models import Publication, Recommendation
from findings.models.publication import PublicationQuerySet
from findings.views import evaluations, items, projects, versions

from .planting import Hole, add_addresses, replace, retouch, rewrite, together

ALL = "Publication.objects.filter(evaluation__slug=slug, withdrawn=False)"


def api(request):
    """What became of all recommendations, as JSON."""
    rows = Recommendation.objects.exclude(response=None).values("text", "response__comment")
    return JsonResponse({"answers": list(rows)})


def latest(request):
    rows = Publication.objects.order_by("-moment").values("title", "number", "note")
    return JsonResponse({"latest": list(rows[:20])})


VERSIONS = [
    Hole(
        "current_of_every_audience", "/evaluations/<slug>/",
        "Anybody reads the newest publication, though it is for staff.",
        rewrite(
            versions.current_or_gone, {"current_to(request.user)": "filter(newest_staff=True)"}
        ),
    ),
    Hole(
        "any_pinned_version", "/evaluations/<slug>/v/<n>/",
        "Anybody reads any version whose number she types, those for staff and donors too.",
        rewrite(
            versions.evaluation_version,
            {"_readable(request, slug)": "Publication.objects.filter(evaluation__slug=slug)"},
        ),
    ),
    Hole(
        "withdrawn_version_still_read", "/evaluations/<slug>/v/<n>/",
        "Whoever could read it reads the text of a version that was withdrawn.",
        rewrite(versions.evaluation_version, {"if publication.withdrawn:": "if not publication:"}),
    ),
    Hole(
        "withdrawn_counts_as_standing", "/evaluations/<slug>/?as_of=",
        "The version of a day and the changes show anybody text that was withdrawn.",
        rewrite(PublicationQuerySet.visible_to, {".exclude(withdrawn=True)": ""}),
    ),
    Hole(
        "newer_version_for_staff", "/evaluations/<slug>/v/<n>/",
        "Beside a pinned version anybody is told number and day of a newer one for staff.",
        rewrite(
            versions._pinned,
            {"_standing(request, publication.evaluation.slug)":
             "Publication.objects.filter(evaluation=publication.evaluation)"},
        ),
    ),
    Hole(
        "changes_of_every_audience", "/evaluations/<slug>/changes/",
        "Anybody reads word by word what a version for staff says.",
        rewrite(
            versions.evaluation_changes,
            {"list(_standing(request, slug))": f'list({ALL}.order_by("-number"))'},
        ),
    ),
    Hole(
        "changes_with_any_number", "/evaluations/<slug>/changes/?to=",
        "The page offers what one may read, but compares with any number that is typed.",
        rewrite(versions.evaluation_changes, {"for p in versions}": f"for p in {ALL}}}"}),
    ),
    Hole(
        "day_of_every_audience", "/evaluations/<slug>/?as_of=",
        "With ?as_of= anybody reads what was published on a day for staff.",
        rewrite(versions.as_of, {"_standing(request, slug)": f'{ALL}.order_by("-number")'}),
    ),
    Hole(
        "withdrawal_told_to_all", "/evaluations/<slug>/",
        "Who never could read it gets a 410 with the title, and the reason of the withdrawal.",
        rewrite(
            versions.current_or_gone,
            {"_readable(request, slug)": "Publication.objects.filter(evaluation__slug=slug)"},
        ),
    ),
    Hole(
        "file_of_a_draft", "/evaluations/<slug>/files/<sha256>/",
        "Anybody who has its digest loads a file that no publication tells of.",
        rewrite(
            evaluations.evaluation_attachment,
            {"if gone or sha256 not in {a.sha256 for a in publication.summary.attachments}:":
             "if gone:"},
        ),
    ),
]  # fmt: skip

ITEMS = [
    Hole(
        "item_of_any_publication", "/findings/<id>/",
        "Anybody reads an item as its newest publication has it, whoever that is for.",
        rewrite(
            items.item_detail,
            {"passages.filter(publication__in=current).first()":
             'passages.order_by("-publication__number").first()'},
        ),
    ),
    Hole(
        "item_names_every_version", "/findings/<id>/",
        "Under an item anybody is told number and day of versions for staff.",
        rewrite(
            items.item_detail,
            {"versions = Publication.objects.visible_to(request.user)":
             "versions = Publication.objects"},
        ),
    ),
    Hole(
        "gone_item_told_to_all", "/findings/<id>/",
        "Who never could read an item gets a 410 with the title of what it stood in.",
        rewrite(items._gone, {"readable_by(request.user)": "all()"}),
    ),
    Hole(
        "struck_text_shown", "/findings/<id>/",
        "The page that says that an item was struck shows the text that was struck.",
        retouch(
            "findings/item_gone.html",
            {"<h1>This is no longer part of the summary</h1>":
             "<h1>This is no longer part of the summary</h1><p>{{ passage.text }}</p>"},
        ),
    ),
    Hole(
        "note_of_a_hidden_version", "/findings/<id>/",
        "The page of an item that is gone quotes the note of a version for staff.",
        rewrite(
            items._gone,
            {"following = Publication.objects.visible_to(request.user).filter(":
             "following = Publication.objects.filter("},
        ),
    ),
    Hole(
        "answer_to_a_draft", "/recommendations/<id>/",
        "Anybody reads the response to a recommendation that was never published.",
        rewrite(
            items.item_detail,
            {"if passage is None:\n":
             "if passage is None and kind == 'recommendation':\n"
             "        from ..models import Response\n"
             "        if response := Response.objects.filter(recommendation=pk).first():\n"
             "            from django.http import HttpResponse\n"
             "            return HttpResponse(response.comment)\n"
             "    if passage is None:\n"},
        ),
    ),
]  # fmt: skip

PROJECTS = [
    Hole(
        "page_of_any_project", "/projects/<slug>/",
        "Anybody reads the page of a project for staff.",
        rewrite(projects.project_detail, {"visible_to(request.user).": ""}),
    ),
    Hole(
        "project_with_every_evaluation", "/projects/<slug>/",
        "On the page of a project anybody reads of its evaluations published for staff.",
        rewrite(
            projects.project_detail, {"current_to(request.user)": "filter(newest_staff=True)"}
        ),
    ),
    Hole(
        "project_counts_drafts", "/projects/<slug>/",
        "The page of a project tells anybody how many evaluations it has, drafts too.",
        retouch(
            "projects/project_detail.html",
            {"What evaluations found</h2>":
             "What {{ project.evaluations.count }} evaluations found</h2>"},
        ),
    ),
    Hole(
        "merged_leads_to_a_hidden_project", "/projects/<slug>/",
        "Who asks for a merged project is sent to the address, with its title, of a hidden one.",
        rewrite(projects.kept_project, {"Project.objects.visible_to(request.user)": "Project"}),
    ),
]  # fmt: skip

SITE = [
    Hole(
        "latest_of_every_audience", "/",
        "The first page shows the latest evaluations of all audiences.",
        rewrite(
            site.home, {"current.latest_first()":
                        "Publication.objects.filter(newest_staff=True).latest_first()"}
        ),
    ),
    Hole(
        "api_of_all_answers", "/api/answers.json",
        "A new address tells anybody the responses to recommendations, those of drafts too.",
        add_addresses(path("api/answers.json", api, name="api-answers")),
    ),
    Hole(
        "feed_of_all_publications", "/feeds/latest.json",
        "A new feed names to anybody what was published for staff, with its public note.",
        add_addresses(path("feeds/latest.json", latest, name="feed-latest")),
    ),
    Hole(
        "not_found_names_what_is_hidden", "/evaluations/<slug>/",
        "The page that says that there is nothing names the draft that is there.",
        together(
            rewrite(
                versions.current_or_gone,
                {"raise Http404":
                 "from ..models import Evaluation\n"
                 "    draft = Evaluation.objects.filter(slug=slug).first()\n"
                 "    raise Http404(draft and f'“{draft.title}” is not published yet.')"},
            ),
            rewrite(site.not_found, {'"404.html", ': '"404.html", {"why": exception}, '}),
            retouch("404.html", {"is not public.": "is not public. {{ why }}"}),
        ),
    ),
    Hole(
        "server_error_quotes_what_is_hidden", "/evaluations/<slug>/v/<n>/",
        "A version that one may not read breaks the page, whose error names its title.",
        together(
            rewrite(
                versions.evaluation_version,
                {"publication = get_object_or_404(versions, number=number)":
                 "publication = Publication.objects.get(evaluation__slug=slug, number=number)\n"
                 "    if publication not in versions:\n"
                 "        raise ValueError(f'{publication} is not for {request.user}')"},
            ),
            rewrite(
                site.server_error,
                {'"500.html", ': '"500.html", {"why": __import__("sys").exc_info()[1]}, '},
            ),
            retouch("500.html", {"could not be shown.": "could not be shown: {{ why }}."}),
        ),
    ),
]  # fmt: skip

HEADERS = [
    Hole(
        "page_of_one_person_kept", "*",
        "A cache may keep what somebody who is signed in was shown, and show it to others.",
        replace(middleware, "_is_for_one_person", lambda request, response: False),
    ),
    Hole(
        "public_page_with_a_session", "/evaluations/<slug>/",
        "Reading an evaluation gives everybody a session cookie, by which she can be followed.",
        rewrite(
            evaluations.evaluation_detail,
            {"if gone:": 'request.session["last"] = slug\n    if gone:'},
        ),
    ),
    Hole(
        "etag_of_a_hidden_version", "/evaluations/<slug>/",
        "The ETag of the public page changes when a version for staff is published.",
        rewrite(
            evaluations.evaluation_detail,
            {'return render(request, "findings/evaluation_detail.html", context)':
             'response = render(request, "findings/evaluation_detail.html", context)\n'
             "    newest = publication.evaluation.publications.latest('number')\n"
             "    response['ETag'] = f'\"{newest.digest}\"'\n"
             "    return response"},
        ),
    ),
    Hole(
        "reading_writes", "/evaluations/<slug>/",
        "Each time that anybody reads an evaluation, its draft's version is raised.",
        rewrite(
            evaluations.evaluation_detail,
            {"if gone:":
             "from django.db.models import F\n\n"
             "    from ..models import Evaluation\n"
             "    Evaluation.objects.filter(slug=slug).update(version=F('version') + 1)\n"
             "    if gone:"},
        ),
    ),
]  # fmt: skip

READING_ROOM = [*VERSIONS, *ITEMS, *PROJECTS, *SITE, *HEADERS]
