"""A change page with 40 rows, all open, in Chromium: how long until one can type in the last one.

python bench/opening.py
"""

import os
import shutil
import statistics
import time

from measure import database
from serving import served, session_of

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the driver of the browser runs an event loop
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
OPEN_ALL = "document.querySelectorAll('.rows details.row').forEach(row => { row.open = true })"
TO_LAST = "document.getElementById('id_lessons-19-text').closest('.form-row').scrollIntoView()"


def main():
    with database() as connection:
        from django.contrib.auth import get_user_model
        from playwright.sync_api import sync_playwright

        from tests.factories import EvaluationFactory, FindingFactory, LessonFactory

        evaluation = EvaluationFactory()
        for n in range(20):
            FindingFactory(evaluation=evaluation, position=n + 1)
            LessonFactory(evaluation=evaluation, position=n + 1)
        key = session_of(get_user_model().objects.create_superuser("opening"))
        connection.close()
        with served(connection) as (address, _), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=FLAGS.split()
            )
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_cookies([{"name": "sessionid", "value": key, "url": address}])
            times = []
            for _ in range(8):
                page = context.new_page()
                start = time.perf_counter()
                page.goto(f"{address}/admin/findings/evaluation/{evaluation.pk}/change/")
                page.evaluate(OPEN_ALL)
                page.evaluate(TO_LAST)
                page.locator(".prose-editor:has(#id_lessons-19-text) .ProseMirror").click()
                page.keyboard.type("x")
                times.append(time.perf_counter() - start)
                page.close()
            median, slowest = statistics.median(times[1:]), max(times[1:])
            print(f"40 rows, first sign typed in the last: {median:.2f} s, slowest {slowest:.2f}")


if __name__ == "__main__":
    main()
