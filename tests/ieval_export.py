"""Invented exports of i-eval Discovery: its five sheets, told apart by their headings."""

from datetime import datetime
from io import BytesIO

import openpyxl

COMMON = {
    "Evaluation number": "700",
    "Evaluation title": "Skills for growth - Final evaluation",
    "Region(s)": "Africa",
    "Country(ies)": "Kenya",
    "Evaluation type": "Project evaluation",
    "Evaluation timing": "Final",
    "Evaluation nature": "Independent",
    "Evaluation document type": "unknown",
    "Completion date": datetime(2021, 3, 1),
    "Evaluation manager(s)": "Doe, Jane",
    "Administrative unit(s)": "CO-Nairobi",
    "Technical unit(s)": "SKILLS",
    "Funding source(s)": "Norway, Ministry of Foreign Affairs",
    "Project symbol(s)": "KEN/18/01/NOR",
    "Url": "https://example.org/#eval_id=700",
}
THEMES = {"Theme(s)": "Skills development; Youth employment"}
SHEETS = {
    "completed": COMMON | THEMES,
    "planned": {k: v for k, v in COMMON.items() if "ompletion" not in k}
    | THEMES
    | {"Planned completion date": datetime(2027, 6, 30)},
    "recommendations": {k: v for k, v in COMMON.items() if "symbol" not in k and "Adm" not in k}
    | {
        "Recommendation ID": "9001",
        "Recommendation description": "Train more inspectors.",
        "Recommendation theme": "Training",
        "Management response": "Partially Completed",
        "Action plan": "Hire two trainers.",
        "Progress": "Partially achieved",
        "Comments": "Funds are short.",
        "Information source": "Country Office",
        "Recommendation date": datetime(2021, 9, 1),
        "Recommendation administrative unit": "CO-Nairobi",
        "Recommendation project symbol": "KEN/18/01/NOR",
    },
    "lessons": COMMON
    | {
        "Lessons learned ID": "5001",
        "Lessons learned description": "Training alone changes little.",
        "Lessons learned theme": "Training",
    },
    "practices": COMMON
    | {
        "Good practices ID": "3001",
        "Good practices description": "Visits are planned together.",
        "Context": "-",
        "Cause/effect": ".",
        "Indicators": "n/a",
        "Replication": "In other ministries.",
        "Links": "-",
        "Good practices theme": "Social dialogue",
    },
}


def row(sheet, **given):
    """Return a row of a sheet; what is given stands under the column whose heading begins so."""
    values = dict(SHEETS[sheet])
    for begin, value in given.items():
        words = begin.replace("_", " ").casefold()
        [heading] = [h for h in values if h.casefold().startswith(words)]
        values[heading] = value
    return values


def export(**sheets):
    """Return the bytes of a workbook of the rows of each sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for place, (name, rows) in enumerate(sheets.items()):
        sheet = book.create_sheet(f"Data ({place})" if place else "Data")
        headings = list(SHEETS[name])
        sheet.append(headings)
        for values in rows:
            sheet.append([values.get(heading) for heading in headings])
    return packed(book)


def packed(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def many(evaluations, *, items=2, times=2, first=10_000):
    """Return an export of so many evaluations, each row repeated for as many countries."""
    countries = ["Kenya", "Uganda", "Ghana", "Togo", "Mali"][:times]
    sheets = {"completed": [], "recommendations": [], "lessons": [], "practices": []}
    ids = {"recommendations": "recommendation_id", "lessons": "lessons_learned_id",
           "practices": "good_practices_id"}  # fmt: skip
    for n in range(first, first + evaluations):
        about = {"evaluation_number": str(n), "evaluation_title": f"Project number {n}",
                 "url": f"https://example.org/{n}"}  # fmt: skip
        for country in countries:
            told = about | {"country": country}
            code = {"project_symbol": f"KEN/{n % 90 + 10}/{n // 90 % 90 + 10}/NOR"}
            sheets["completed"].append(row("completed", **told, **code))
            for name, heading in ids.items():
                sheets[name] += [
                    row(name, **told, **{heading: str(n * 10 + k)}) for k in range(items)
                ]
    return export(**sheets)
