"""The one app of the site."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Fact-checking desk")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from claims.access import proof
        from claims.derived import triggers
        from claims.record import guards

        user_logged_in.connect(proof.remember)
        for kept in (guards, triggers):
            pre_migrate.connect(kept.remove_before_migrate, sender=self)
            post_migrate.connect(kept.restore_after_migrate, sender=self)
            kept.register_check()
