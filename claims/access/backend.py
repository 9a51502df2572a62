"""Who a session belongs to, read in one query with whether a second factor is still owed."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef

from claims.models import FactorDuty, SecondFactor


class DeskBackend(ModelBackend):
    """Django's own accounts. A page's user knows by `owes_factor` whether to be led to the set-up first."""

    def get_user(self, user_id: Any) -> User | None:
        needed = Exists(FactorDuty.objects.filter(group__user=OuterRef("pk")))
        there = Exists(SecondFactor.objects.filter(user=OuterRef("pk")))
        owes = ExpressionWrapper(needed & ~there, output_field=BooleanField())
        user = User.objects.annotate(owes_factor=owes).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
