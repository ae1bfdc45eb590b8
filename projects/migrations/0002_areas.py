"""Countries, areas and regions of UN M49."""

from django.db import migrations

from ._m49 import AREAS


def enter_areas(apps, schema_editor):
    Area = apps.get_model("projects", "Area")
    keys = {}
    for line in AREAS.splitlines():
        code, parent, kind, alpha2, alpha3, name = line.split("|")
        area = Area.objects.using(schema_editor.connection.alias).create(
            code=code,
            parent_id=keys.get(parent),
            kind=kind,
            iso_alpha2=alpha2,
            iso_alpha3=alpha3,
            name=name,
        )
        keys[code] = area.pk


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_record")]

    operations = [migrations.RunPython(enter_areas, migrations.RunPython.noop, elidable=False)]
