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
        from claims.record import guards

        user_logged_in.connect(proof.remember)
        pre_migrate.connect(guards.remove_before_migrate, sender=self)
        post_migrate.connect(guards.restore_after_migrate, sender=self)
        guards.register_check()
