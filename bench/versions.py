"""What readers of versions wait for: a pinned page, what changed, a day, an item's page.

On SQLite, or on the server that DATABASE_URL names:
python bench/versions.py
"""

from measure import database, report
from record import build


def revised(evaluation):
    """Publish it 20 times, each time with another text of every finding."""
    for n in range(20):
        for finding in evaluation.findings.all():
            finding.body = f"{finding.body} Told anew, the {n}th time, with other figures."
            finding.save()
        evaluation.publish(by=None, note=f"Revision {n}.")


def main():
    with database():
        from django.conf import settings
        from django.test import Client

        settings.EVALSITE_PAGE_CACHE = 0  # the pages are measured, not the shelf of made ones
        evaluation = build()
        revised(evaluation)
        page = evaluation.get_absolute_url()
        item = evaluation.recommendations.first()
        get = Client().get
        report("current page", lambda: get(page))
        report("pinned page, the first of 20 versions", lambda: get(f"{page}v/1/"))
        report("what changed, from version 1 to 20", lambda: get(f"{page}changes/?from=1"), 20)
        report("what changed, the last two versions", lambda: get(f"{page}changes/"), 20)
        report("version of a day", lambda: get(f"{page}?as_of=2100-01-01"))
        report("page of a recommendation", lambda: get(f"/recommendations/{item.pk}/"))


if __name__ == "__main__":
    main()
