"""What a person was given: roles and permissions, without the shortcut that makes a superuser pass every test."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from claims.vocabulary import Role


def permissions_of(user: Any) -> frozenset[str]:
    """Return the permissions that the person holds through groups or directly: this app's by their bare codenames,
    others as `auth.change_user`.

    `User.has_perm` says yes to every superuser; no rule of the desk does, so rules ask here. The answer is
    kept on the user object, which lives as long as one request or one command.
    """
    if not hasattr(user, "_desk_permissions"):
        user._desk_permissions = _given_to(user) if user.is_active and user.pk else frozenset()
    return user._desk_permissions


def _given_to(user: Any) -> frozenset[str]:
    given = Permission.objects.filter(Q(group__user=user) | Q(user=user)).order_by()
    pairs = given.values_list("content_type__app_label", "codename")
    return frozenset(codename if app == "claims" else f"{app}.{codename}" for app, codename in pairs)


def may(user: Any, codename: str) -> bool:
    """Tell whether the person was given this permission of the app, by its bare codename."""
    return codename in permissions_of(user)


def role_names(user: Any) -> str:
    """Return the person's roles as the record writes them: "checker, editor"."""
    if not hasattr(user, "_role_names"):
        names = set(Group.objects.filter(user=user, name__in=Role.values).values_list("name", flat=True))
        user._role_names = ", ".join(role for role in Role.values if role in names)
    return user._role_names


def full_name(user: Any) -> str:
    """Return the name a colleague knows: the full one, or else the user name."""
    return user.get_full_name() or user.get_username()
