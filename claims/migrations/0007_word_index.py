from django.db import migrations, models

import django.db.models.deletion


def tables(schema_editor):
    # The index is made in each database's own way; what fills it and keeps it right follows after migrate.
    from claims.derived.rebuilding import dialect_of

    return dialect_of(schema_editor.connection).TABLES


def make(apps, schema_editor):
    for statement in tables(schema_editor).values():
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TABLE claims_words CASCADE")
        schema_editor.execute("DROP FUNCTION claims_words_plain(text) CASCADE")
        return
    for table in tables(schema_editor):
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_source_keys")]

    operations = [
        migrations.RunPython(make, drop),
        migrations.CreateModel(
            name="WordsIndex",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        db_column="rowid",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="index",
                        serialize=False,
                        to="claims.claim",
                    ),
                ),
                ("fts", models.TextField(db_column="claims_words")),
                ("open", models.TextField()),
                ("every", models.TextField()),
            ],
            options={"db_table": "claims_words", "managed": False},
        ),
    ]
