"""Make one group per role, each with what DESIGN gives it."""

from django.db import migrations

WRITER = ["view_article", "view_revision", "view_claim", "view_evidence", "view_source", "add_source", "view_query"]
READER = [
    *WRITER,
    "view_verdict",
    "view_confirmation",
    "view_event",
    "view_signoff",
    "view_import",
    "view_candidate",
    "read_desk",
    "export_claim",
]
CHECKER = [
    *READER,
    "add_claim",
    "change_claim",
    "add_evidence",
    "change_evidence",
    "change_source",
    "add_query",
    "change_query",
    "record_verdict",
    "confirm_verdict",
]
EDITOR = [
    *CHECKER,
    "add_article",
    "change_article",
    "import_article",
    "import_table",
    "merge_source",
    "assign_claim",
    "settle_claim",
    "sign_off_article",
]
ROLES = {
    "writer": [*WRITER, "import_article"],
    "reader": [name for name in READER if name != "add_source"],
    "checker": CHECKER,
    "editor": EDITOR,
    "admin": [],
}
ADMIN_MANAGES = ["add_user", "change_user", "view_user", "view_group"]


def make_groups(apps, schema_editor):
    # Permissions are made after all migrations have run; this one needs them now.
    from django.apps import apps as living
    from django.contrib.auth.management import create_permissions

    using = schema_editor.connection.alias
    for label in ("auth", "claims"):
        create_permissions(living.get_app_config(label), verbosity=0, using=using, apps=apps)
    Group = apps.get_model("auth", "Group").objects.using(using)
    Permission = apps.get_model("auth", "Permission").objects.using(using)
    for role, names in ROLES.items():
        group, _ = Group.get_or_create(name=role)
        group.permissions.set(Permission.filter(content_type__app_label="claims", codename__in=names))
    admin = Group.get(name="admin")
    admin.permissions.add(*Permission.filter(content_type__app_label="auth", codename__in=ADMIN_MANAGES))


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    # Groups may have been given to people since: going back leaves them.
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
