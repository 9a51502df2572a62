"""Let an open and a confidential source have the same key: one that is taken told of a source that is hidden."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_access")]

    operations = [
        migrations.AlterField("source", "key", models.CharField(max_length=200, verbose_name="key")),
        migrations.AddConstraint(
            "source", models.UniqueConstraint(fields=["key", "confidential"], name="source_key_once")
        ),
    ]
