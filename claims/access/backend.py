"""Who a session belongs to, read in one query with whether a second factor is still owed."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef

from claims.models import FactorDuty, SecondFactor
from claims.models.people import permissions_of


class DeskBackend(ModelBackend):
    """Django's own accounts. A page's user knows by `owes_factor` whether to be led to the set-up first."""

    def get_user(self, user_id: Any) -> User | None:
        needed = Exists(FactorDuty.objects.filter(group__user=OuterRef("pk")))
        there = Exists(SecondFactor.objects.filter(user=OuterRef("pk")))
        owes = ExpressionWrapper(needed & ~there, output_field=BooleanField())
        user = User.objects.annotate(owes_factor=owes).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return what the person was given, from the one query that the desk's own rules are answered by too."""
        if user_obj.is_superuser or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        return {name if "." in name else f"claims.{name}" for name in permissions_of(user_obj)}
