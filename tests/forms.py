"""Forms of the administration as a browser would send them."""

from html.parser import HTMLParser


def address_of(evaluation):
    return f"/admin/findings/evaluation/{evaluation.pk}/change/"


def filled(client, address):
    """Return what the form at an address would post as it stands."""
    response = client.get(address)
    assert response.status_code == 200
    return posted(response.content.decode())


def posted(page):
    """Return {name: value or list of values} of the page's main form."""
    reader = _FormReader()
    start = page.index("<form", page.index('<div id="content-main">'))
    reader.feed(page[start : page.index("</form>", start)])
    data = {name: values for name, values in reader.data.items() if not name.startswith("_")}
    return {n: v[0] if len(v) == 1 else v for n, v in data.items() if "__prefix__" not in n}


def row(prefix, number, **values):
    """Return the fields of one row of an inline."""
    return {f"{prefix}-{number}-{name}": value for name, value in values.items()}


class _FormReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.data, self.area, self.select = {}, None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name, kind = attrs.get("name"), attrs.get("type", "text")
        if tag == "input" and name and kind not in ("submit", "file"):
            if kind not in ("checkbox", "radio") or "checked" in attrs:
                default = "on" if kind == "checkbox" else ""
                self.data.setdefault(name, []).append(attrs.get("value") or default)
        elif tag == "textarea":
            self.area = name
            self.data[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attrs:
            self.data.setdefault(self.select, []).append(attrs.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None
        elif tag == "select":
            self.data.setdefault(self.select, [])
            self.select = None

    def handle_data(self, text):
        if self.area:
            self.data[self.area][0] += text.lstrip("\n")


def errors(response):
    """Return what a form that failed says is wrong."""
    context = response.context
    return [*context["errors"]]
