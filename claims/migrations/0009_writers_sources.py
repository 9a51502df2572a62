"""Let writers hand in their sources as a sheet."""

from django.db import migrations


def give_writers(apps, schema_editor):
    # Permissions are made after all migrations have run; this one needs the new one now.
    from django.apps import apps as living
    from django.contrib.auth.management import create_permissions

    using = schema_editor.connection.alias
    create_permissions(living.get_app_config("claims"), verbosity=0, using=using, apps=apps)
    permission = apps.get_model("auth", "Permission").objects.using(using)
    handing_in = permission.get(content_type__app_label="claims", codename="import_source")
    apps.get_model("auth", "Group").objects.using(using).get(name="writer").permissions.add(handing_in)


class Migration(migrations.Migration):
    dependencies = [("claims", "0008_tallies")]

    operations = [
        migrations.AlterModelOptions(
            "source",
            {
                "ordering": ["title", "pk"],
                "permissions": [
                    ("see_confidential", "Can see confidential sources"),
                    ("merge_source", "Can merge sources"),
                    ("import_source", "Can hand in sheets of sources"),
                ],
                "verbose_name": "source",
                "verbose_name_plural": "sources",
            },
        ),
        migrations.RunPython(give_writers, migrations.RunPython.noop),
    ]
