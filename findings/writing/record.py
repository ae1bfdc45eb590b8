"""A summary as JSON, as a publication keeps it."""

import json

from ..content import to_content


def json_bytes(summary, colophon=None):
    """Return a summary as `content.to_content` tells it, and beside it which publication it is."""
    content = to_content(summary)
    if colophon:
        content["publication"] = {
            "number": colophon.number,
            "date": colophon.date and colophon.date.isoformat(),
            "address": colophon.address,
            "organisation": colophon.organisation,
        }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
