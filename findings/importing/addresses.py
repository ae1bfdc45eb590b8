"""Addresses of rows that are made many at once, when each must differ from the others too."""

from django.utils.text import slugify

from projects.fields import AddressField


class Addresses:
    """All that are taken, or were: read once for each model, not once for each row."""

    def __init__(self):
        self.taken = {}

    def give(self, model, rows):
        """Give each row the address that its field would make, if the model has such a field."""
        for field in model._meta.fields:
            if isinstance(field, AddressField):
                taken = self._taken(model, field)
                for row in rows:
                    address = _free(_base(field, row), taken)
                    setattr(row, field.attname, address)
                    taken.add(address)

    def _taken(self, model, field):
        if model not in self.taken:
            rows = (model._base_manager, model.history_model._base_manager)
            self.taken[model] = {s for r in rows for s in r.values_list(field.name, flat=True)}
        return self.taken[model]


def _base(field, row):
    said = (str(getattr(row, name) or "").replace("/", "-") for name in field.made_from)
    base = next((slug for text in said if (slug := slugify(text))), row._meta.model_name)
    return base[: field.max_length - 6].strip("-")


def _free(base, taken):
    address, n = base, 1
    while address in taken:
        n += 1
        address = f"{base}-{n}"
    return address
